// Pack-A through docxtemplater and PptxGenJS: one pack for each line of input, its processor time in ms as the answer.
// node peers.js docxtemplater TEMPLATE | node peers.js pptxgenjs
"use strict";

const fs = require("fs");
const readline = require("readline");

const COLUMNS = 8;
const POINTS = 12;
const SLIDES = 15;
const BOX = { x: 1, y: 1.6, w: 10, h: 5 };
const SENTENCE = "The number of plans in the borough rose over the year and the forecast was taken at the end of the quarter";
const NOTES = `${Array(4).fill(SENTENCE).join(" ")} 143`;

const numbers = (count) => Array.from({ length: count }, (_, index) => index);
const cells = () => numbers(POINTS).map((row) => numbers(COLUMNS).map((column) => (row * 1000 + column).toLocaleString("en-GB")));
const values = (offset) => numbers(POINTS).map((point) => ((offset * 37 + point * 11) % 97) + 3);

function paper(path) {
  const PizZip = require("pizzip");
  const Docxtemplater = require("docxtemplater");
  const template = fs.readFileSync(path);
  const rows = cells().map((row) => Object.fromEntries(row.map((text, column) => [`c${column}`, text])));
  const figures = { total: "1,342", new: "143", cost: "£1.4 million", rows };
  return () => {
    const delimiters = { start: "{{", end: "}}" };
    const document = new Docxtemplater(new PizZip(template), { delimiters, paragraphLoop: true, linebreaks: true });
    document.render(figures);
    return document.getZip().generate({ type: "nodebuffer", compression: "DEFLATE" });
  };
}

function deck() {
  const Presentation = require("pptxgenjs");
  const labels = numbers(POINTS).map((point) => `M${point + 1}`);
  // Made afresh for each chart: PptxGenJS writes into what it is given.
  const series = () => ["First", "Second", "Third"].map((name, index) => ({ name, labels, values: values(index + 1) }));
  // PptxGenJS 4.0.1 loses the sizes of bubbles and fails over it: a scatter chart of the same points stands in.
  const points = () => [{ name: "X", values: values(1) }, { name: "Opportunities", values: values(2) }];
  const table = [numbers(6).map((column) => `Column ${column}`), ...cells().slice(0, 10).map((row) => row.slice(0, 6))];
  const tableRows = table.map((row) => row.map((text) => ({ text })));
  return () => {
    const presentation = new Presentation();
    presentation.layout = "LAYOUT_WIDE";
    for (let number = 1; number <= SLIDES; number += 1) {
      const slide = presentation.addSlide();
      slide.addText(`Slide ${number}: 1,342 plans`, { x: 0.5, y: 0.3, w: 12, h: 1 });
      slide.addNotes(NOTES);
      if (number >= 2 && number <= 7) slide.addChart(presentation.ChartType.bar, series(), BOX);
      else if (number === 9) slide.addChart(presentation.ChartType.scatter, points(), BOX);
      else if (number === 11) slide.addTable(tableRows, BOX);
      else slide.addText("There were 1,342 plans, 143 of them new.", BOX);
    }
    return presentation.write({ outputType: "nodebuffer" });
  };
}

async function main() {
  const make = process.argv[2] === "docxtemplater" ? paper(process.argv[3]) : deck();
  for await (const _ of readline.createInterface({ input: process.stdin })) {
    const began = process.cpuUsage();
    const made = await make();
    const used = process.cpuUsage(began);
    if (made.length < 10000) throw new Error("nothing was made");
    console.log((used.user + used.system) / 1000);
  }
}

main();
