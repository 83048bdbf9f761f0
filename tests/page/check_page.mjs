// Opens pages in Chromium as readers do and says what it finds, as JSON by file: node check_page.mjs CHROMIUM FILE…
// Nothing is judged here: tests/page/test_page.py does that.
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const require = createRequire(import.meta.url);
const { chromium } = require('playwright-core');
const axe = require.resolve('axe-core/axe.min.js');

const [, , executablePath, ...files] = process.argv;
const SCREENS = {
  light: { viewport: { width: 1400, height: 900 }, colorScheme: 'light' },
  dark: { viewport: { width: 1400, height: 900 }, colorScheme: 'dark' },
  phone: { viewport: { width: 320, height: 640 }, colorScheme: 'light' },
};
const QUIET = [
  '--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync',
  '--no-first-run', '--disable-default-apps',
];
const browser = await chromium.launch({ executablePath, args: QUIET });
const all = {};
for (const file of files) all[file] = await look(pathToFileURL(file).href);
await browser.close();
console.log(JSON.stringify(all));

async function look(address) {
  const found = { requests: [], console: [], axe: {}, wide: {}, panels: {}, shifts: 0, pages: 0 };
  // bypassCSP lets the rules of axe in; the page itself still may fetch nothing, which "requests" shows
  const context = await browser.newContext({ bypassCSP: true, reducedMotion: 'reduce' });
  const page = await context.newPage();
  page.on('console', (message) => found.console.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => found.console.push(error.message));
  page.on('request', (request) => { if (request.url() !== address) found.requests.push(request.url()); });
  await page.addInitScript(watchShifts);
  for (const [name, { viewport, colorScheme }] of Object.entries(SCREENS)) {
    await page.setViewportSize(viewport);
    await page.emulateMedia({ colorScheme });
    await page.goto(address);
    await page.evaluate(() => new Promise((done) => { requestAnimationFrame(() => setTimeout(done, 100)); }));
    found.shifts = Math.max(found.shifts, await page.evaluate(() => window.shifted));
    await page.evaluate(() => document.querySelectorAll('details').forEach((each) => { each.open = true; }));
    found.wide[name] = await page.evaluate(() =>
      document.documentElement.scrollWidth - document.documentElement.clientWidth);
    found.axe[name] = await judge(page, 'html');
    if (name === 'light') {
      found.panels = await openEveryPanel(page);
      const printed = await page.pdf({ format: 'A4' });
      found.pages = printed.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0;
    } else if (await page.locator('button[popovertarget]').count()) {
      await page.locator('button[popovertarget]').first().press('Enter');
      if (await page.locator(':popover-open').count()) {
        found.axe[`${name}, a panel open`] = await judge(page, ':popover-open');
      }
    }
  }
  await context.close();
  return found;
}

function watchShifts() {
  window.shifted = 0;
  new PerformanceObserver((list) => list.getEntries().forEach((entry) => { window.shifted += entry.value; }))
    .observe({ type: 'layout-shift', buffered: true });
}

async function judge(page, part) {
  await page.addScriptTag({ path: axe });
  const { violations } = await page.evaluate((selector) => window.axe.run(document.querySelector(selector), {
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  }), part);
  return violations.map((each) => `${each.id}: ${each.nodes.length}: ${each.nodes[0].html.slice(0, 160)}`);
}

// By keyboard alone: each number gets the focus, Enter opens its panel, Escape closes it and the focus comes back.
async function openEveryPanel(page) {
  const numbers = await page.evaluate(() => {
    window.numbers = [...document.querySelectorAll('main button[popovertarget]')];
    window.numbers[0]?.focus({ preventScroll: true });
    return window.numbers.length;
  });
  const faults = [];
  for (let at = 0; at < numbers; at += 1) {
    await page.keyboard.press('Enter');
    faults.push(...await page.evaluate((place) => {
      const said = `“${window.numbers[place].textContent}”`;
      const panel = document.querySelector(':popover-open');
      if (!panel) return [`${said} opens nothing`];
      const terms = [...panel.querySelectorAll('dt')].map((term) => term.textContent);
      const named = document.getElementById(panel.getAttribute('aria-labelledby'))?.textContent ?? '';
      const wrong = [];
      if (!terms.includes('What it is')) wrong.push(`the panel of ${said} has no definition`);
      if (!panel.contains(document.activeElement)) wrong.push(`the panel of ${said} does not get the focus`);
      if (!named.includes(':')) wrong.push(`the panel of ${said} has no name`);
      return wrong;
    }, at));
    await page.keyboard.press('Escape');
    faults.push(...await page.evaluate((place) => {
      const number = window.numbers[place];
      const isBack = document.activeElement === number && !document.querySelector(':popover-open');
      window.numbers[place + 1]?.focus({ preventScroll: true });
      return isBack ? [] : [`“${number.textContent}” does not get the focus back`];
    }, at));
  }
  return { numbers, faults };
}
