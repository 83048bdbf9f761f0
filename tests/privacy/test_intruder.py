"""Somebody who reads all that is published, in this pack and those before, and reckons: each attack must fail.

Every quarter is read from ordinary input files. What the intruder knows is the public ``facts.csv``; the reckoning is
written out in the test, apart from the suppressor and from the auditor.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from reportgen.assurance import audit_facts
from reportgen.facts.compute import compute_facts
from reportgen.facts.disclosure import publish_facts
from reportgen.facts.facts_csv import FactRow, read_facts, write_facts
from reportgen.facts.factset import PublishedFacts, RestrictedFacts
from reportgen.facts.units import Number
from reportgen.inputs import read_quarter
from reportgen.period import Period
from reportgen.project import open_project
from tests.commands.projects import PERIOD, make_project

DAY = "30/09/2025"
CENSUS = "census_date,setting,age_band,primary_need,plans\n"
QUESTIONS = "survey,question_id,text,short_text,kind,options,audience,invited,responded,opened,closed,chart\n"
ASKED = "Parents,400,{responded},02/05/2025,11/06/2025,bar\n"
BENEFITS = "opportunity_id,period,new_children,children_now,saving,validated\n"
OPPORTUNITIES = (
    "id,statement,short_label,mechanism,from_setting,to_setting,basis,eligible_per_year,addressable_target,"
    "duration_years,starts,cost_includes,price_base,baseline_date,benefit_type,cases_reviewed,cases_agreed\n"
)
UNIT_COSTS = (
    "setting,price_base,mean,median,plans,includes\ninmss,2025-26,48000,43500,52,top-up+place\n"
    "rp_unit,2025-26,18000,17600,72,top-up+place\n"
)


def opportunity(reviewed: int, agreed: int, share: str = "25%") -> str:
    return (
        f"{OPPORTUNITIES}o1,Through a unit,Units,divert_new_placement,inmss,rp_unit,computed,40,{share},5,01/09/2025,"
        f"top-up+place,2025-26,16/01/2025,cost_avoidance,{reviewed},{agreed}\n"
    )


def placed(**plans: int | str) -> str:
    """Rows of a caseload by placement."""
    return "".join(f"{DAY},{setting},all,all,{count}\n" for setting, count in plans.items())


def counts(question: str, group: str = "", **answers: int) -> str:
    return "".join(f"p,{question},{option},{count},{group}\n" for option, count in answers.items())


@dataclass(frozen=True)
class Read:
    """A pack as its readers have it, with what it was made from for those who plant something in it."""

    rows: tuple[FactRow, ...]
    published: PublishedFacts
    exact: RestrictedFacts
    earlier: tuple[Read, ...]

    def __getitem__(self, fact_id: str) -> Number | None:
        return next(row.value for row in self.rows if row.id == fact_id)

    def words(self, fact_id: str) -> str:
        return next(row.calculation for row in self.rows if row.id == fact_id)

    def hides(self, *fact_ids: str) -> bool:
        return all(self[fact_id] is None for fact_id in fact_ids)

    def audit(self, *shown: str) -> set[str]:
        """What the auditor finds where these are printed after all."""
        facts = [self.exact[fact.id] if fact.id in shown else fact for fact in self.published]
        planted = PublishedFacts(facts, self.published.sums)
        return {found.fact_id for found in audit_facts(planted, 5, self.earlier, self.exact)}


def read(folder: Path, earlier: Iterable[Read] = (), period: str = PERIOD, **tables: str) -> Read:
    """What is published of a quarter whose input files hold the tables."""
    return read_tables(folder, tables, earlier, period)


def read_tables(folder: Path, tables: Mapping[str, str], earlier: Iterable[Read] = (), period: str = PERIOD) -> Read:
    """What is published of a quarter whose input files hold the tables, by their names."""
    quarter = make_project(folder, **tables) / "data" / PERIOD
    if period != PERIOD:
        quarter.rename(quarter.with_name(period))
    project = open_project(folder)
    inputs, _ = read_quarter(project, Period.parse(period))
    exact = compute_facts(inputs, project.settings)
    published = publish_facts(exact, project.settings, tuple(earlier))
    pack = Read(read_facts(write_facts(published)), published, exact, tuple(earlier))
    assert pack.audit() == set(), "the auditor is content with it too"
    return pack


def known(*values: Number | None) -> bool:
    """Whether an intruder can reckon with all of these."""
    return None not in values


def test_a_survey_printed_in_two_quarters_hides_the_same_answers_in_both(tmp_path: Path) -> None:
    """What one pack hides to protect a small answer the next must not print because its tables differ."""
    question = QUESTIONS + "p,q,Is it right?,Right,single,Yes|Partly|Mostly|No," + ASKED.format(responded=77)
    answers = "survey,question_id,option,count,group\n" + counts("q", Yes=40, Partly=16, Mostly=18, No=3)
    groups = counts("q", "P", Yes=22, Partly=14, Mostly=8, No=1) + counts("q", "S", Yes=18, Partly=2, Mostly=10, No=2)
    before = read(tmp_path / "q1", period="2025-26-q1", survey_questions=question, survey_counts=answers)
    now = read(tmp_path / "q2", [before], survey_questions=question, survey_counts=answers + groups)
    others = [f"survey.p.q.{answer}" for answer in ("base", "yes", "partly", "mostly")]
    assert before.hides("survey.p.q.no") and now.hides("survey.p.q.no")
    assert not known(*(before[each] if before[each] is not None else now[each] for each in others))
    assert "survey.p.q.no" in now.audit("survey.p.q.partly")


def test_the_children_new_since_last_quarter_are_not_had_by_taking_one_total_from_the_other(tmp_path: Path) -> None:
    """Six new since April, then eight: two are new in the quarter."""
    costs, rows = UNIT_COSTS, opportunity(30, 12)
    table = BENEFITS + "o1,2025-26-q1,6,6,7500,yes\no1,2025-26-q2,8,20,17500,yes\n"
    pack = read(tmp_path / "one", unit_costs=costs, opportunities=rows, benefits=table)
    for name in ("opportunity.o1.new_children", "opportunities.new_children"):
        assert not known(pack[name], pack[f"{name}@2025-26-q1"])
        assert pack.hides(f"{name}.change")
        assert pack.audit(name, f"{name}@2025-26-q1")
    first, second = (BENEFITS + line + "\n" for line in table.splitlines()[1:])
    before = read(tmp_path / "q1", period="2025-26-q1", unit_costs=costs, opportunities=rows, benefits=first)
    assert before["opportunity.o1.new_children"] == 6
    now = read(tmp_path / "q2", [before], unit_costs=costs, opportunities=rows, benefits=second)
    assert now.hides("opportunity.o1.new_children", "opportunities.new_children")
    assert now.audit("opportunity.o1.new_children")


def test_what_is_expected_of_the_children_benefiting_does_not_give_last_quarters_away(tmp_path: Path) -> None:
    """Three were new by June and twelve by September: nine new since would say so."""
    table = BENEFITS + "o1,2025-26-q1,3,13,7500,yes\no1,2025-26-q2,12,20,17500,yes\n"
    pack = read(tmp_path, unit_costs=UNIT_COSTS, opportunities=opportunity(30, 12), benefits=table)
    assert pack.hides("opportunities.new_children@2025-26-q1")
    assert pack["opportunities.new_children"] == 12
    assert pack.hides("opportunities.children_now.expected", "opportunities.children_now.difference")
    assert "9" not in pack.words("opportunities.children_now.expected")
    assert "opportunities.new_children@2025-26-q1" in pack.audit("opportunities.children_now.expected")


def test_what_is_left_of_two_printed_counts_says_no_less_than_they_do(tmp_path: Path) -> None:
    """The difference between two printed numbers is printed: hiding it would hide nothing."""
    table = BENEFITS + "o1,2025-26-q1,6,13,7500,yes\no1,2025-26-q2,16,20,17500,yes\n"
    pack = read(tmp_path, unit_costs=UNIT_COSTS, opportunities=opportunity(30, 12), benefits=table)
    assert pack["opportunities.children_now.difference"] == 20 - 13 - (16 - 6)


def test_no_saving_yet_is_printed_beside_a_hidden_number_of_children(tmp_path: Path) -> None:
    """It says nothing of how many they are; hiding it would need its total of nothing hidden as well."""
    table = BENEFITS + "o1,2025-26-q2,2,2,0,no\n"
    pack = read(tmp_path, unit_costs=UNIT_COSTS, opportunities=opportunity(30, 12), benefits=table)
    assert pack.hides("opportunity.o1.children_now", "opportunity.o1.run_rate")
    assert pack["opportunity.o1.saving_to_date"] == 0


def test_an_opportunity_that_costs_more_than_it_saves_is_protected_too(tmp_path: Path) -> None:
    costs = UNIT_COSTS.replace("48000", "11000")
    rows = opportunity(30, 12) + opportunity(30, 12).splitlines()[1].replace("o1,", "o2,") + "\n"
    table = BENEFITS + "o1,2025-26-q2,3,3,,\no2,2025-26-q2,44,44,,\n"
    pack = read(tmp_path, unit_costs=costs, opportunities=rows, benefits=table)
    assert pack["opportunity.o1.net_unit_saving"] == -7000
    assert pack.hides("opportunity.o1.children_now", "opportunity.o1.run_rate")
    assert not known(pack["opportunities.run_rate"], pack["opportunity.o2.run_rate"])


def test_the_baseline_of_a_measure_does_not_print_the_count_that_was_hidden_for_that_day(tmp_path: Path) -> None:
    then = {"mainstream": 880, "mss": 35, "inmss": 3, "ap": 12}
    table = (
        CENSUS
        + placed(mainstream=900, mss=40, inmss=50, ap=12)
        + "".join(f"30/09/2024,{setting},all,all,{count}\n" for setting, count in then.items())
    )
    measures = "id,definition,indicator,baseline,baseline_date,target,target_date\n" + "".join(
        f"{setting},Plans,plans.setting.{setting},{count},30/09/2024,20,30/09/2026\n" for setting, count in then.items()
    )
    pack = read(tmp_path, caseload=table, kpis=measures)
    total = "plans.total@2024-25-q2"
    rest = [f"plans.setting.{setting}@2024-25-q2" for setting in then if setting != "inmss"]
    baselines = [f"kpi.{setting}.baseline" for setting in then if setting != "inmss"]
    found = [
        pack[count] if pack[count] is not None else pack[baseline]
        for count, baseline in zip(rest, baselines, strict=True)
    ]
    assert pack.hides("plans.setting.inmss@2024-25-q2", "kpi.inmss.baseline")
    assert not known(pack[total], *found)
    assert pack["kpi.mss.baseline"] == 35, "a baseline that gives nothing away is printed"
    assert "plans.setting.inmss@2024-25-q2" in pack.audit(*(b for b in baselines if pack[b] is None))
    assert "kpi.inmss.baseline" in pack.audit("kpi.inmss.expected")


def test_the_plans_behind_an_average_cost_do_not_print_a_hidden_placement(tmp_path: Path) -> None:
    settings = {"mainstream": 900, "mss": 50, "inmss": 60}
    costs = (
        UNIT_COSTS.splitlines()[0]
        + "\n"
        + "".join(
            f"{setting},2025-26,21000,20000,{count},top-up\n" for setting, count in (*settings.items(), ("ap", 3))
        )
    )
    pack = read(tmp_path, caseload=CENSUS + placed(ap=3, **settings), unit_costs=costs)
    seen = [
        count if (count := pack[f"plans.setting.{setting}"]) is not None else pack[f"unit_cost.{setting}.plans"]
        for setting in settings
    ]
    assert pack.hides("plans.setting.ap", "unit_cost.ap.plans", "unit_cost.ap")
    assert not known(pack["plans.total"], *seen)
    assert "plans.setting.ap" in pack.audit(*(f"unit_cost.{setting}.plans" for setting in settings))
    assert pack["plans.total"] == 1013, "the headline is kept where one more placement does instead"


def test_plans_behind_a_cost_that_were_printed_before_are_not_those_of_today(tmp_path: Path) -> None:
    """They stay the same though the placement is counted anew and happens to have as many."""
    costs = UNIT_COSTS + "ap,2025-26,21000,20000,7,top-up\n"
    before = read(tmp_path / "q1", period="2025-26-q1", unit_costs=costs)
    assert before["unit_cost.ap.plans"] == 7
    table = CENSUS + placed(mainstream=900, mss=50, ap=7, inmss=3)
    now = read(tmp_path / "q2", [before], unit_costs=costs, caseload=table)
    assert now.hides("plans.setting.inmss", "plans.setting.ap") and now["plans.total"] == 960


def test_what_is_left_of_a_budget_is_hidden_with_it_and_its_total_is_kept(tmp_path: Path) -> None:
    amounts = {
        "mainstream": (9_000_000, 9_100_000), "mss": (2_000_000, 2_050_000), "inmss": (5_000_000, 5_100_000),
        "ap": (60_000, 63_000),
    }  # fmt: skip
    spend = "financial_year,setting,measure,amount,as_of\n" + "".join(
        f"2025-26,{setting},{measure},{amount},30/09/2025\n"
        for setting, pair in amounts.items()
        for measure, amount in zip(("budget", "forecast"), pair, strict=True)
    )
    costs = UNIT_COSTS.splitlines()[0] + "\nap,2025-26,21000,20000,3,top-up\n"
    table = CENSUS + placed(mainstream=900, mss=50, inmss=60, ap=3)
    pack = read(tmp_path, caseload=table, spend=spend, unit_costs=costs)
    for measure in ("budget", "forecast", "variance"):
        assert pack.hides(f"spend.ap.{measure}@2025-26")
        rest = [pack[f"spend.{setting}.{measure}@2025-26"] for setting in ("mainstream", "mss", "inmss")]
        assert not known(pack[f"spend.total.{measure}@2025-26"], *rest)
    assert pack["spend.total.variance@2025-26"] == -253_000
    assert "plans.setting.ap" in pack.audit("spend.ap.budget@2025-26")


def test_respondents_in_none_of_the_groups_are_not_had_by_subtraction(tmp_path: Path) -> None:
    """Of 100 who said yes 60 are in one group and 37 in the other: three are in neither."""
    question = QUESTIONS + "p,q,Is it right?,Right,single,Yes|Partly|No," + ASKED.format(responded=210)
    answers = "survey,question_id,option,count,group\n" + counts("q", Yes=100, Partly=80, No=30)
    groups = counts("q", "Primary", Yes=60, Partly=40, No=16) + counts("q", "Secondary", Yes=37, Partly=39, No=8)
    pack = read(tmp_path, survey_questions=question, survey_counts=answers + groups)
    for answer in ("yes", "partly"):
        parts = [pack[f"survey.p.q.group.{group}.{answer}"] for group in ("primary", "secondary")]
        assert not known(pack[f"survey.p.q.{answer}"], *parts)
        planted = (f"survey.p.q.group.{group}.{answer}" for group in ("primary", "secondary"))
        assert f"survey.p.q.{answer}" in pack.audit(*planted)
    assert pack["survey.p.q.base"] == 210


def test_groups_that_overlap_hide_nobody_for_the_others_there_are_not(tmp_path: Path) -> None:
    question = QUESTIONS + "p,q,Is it right?,Right,single,Yes|No," + ASKED.format(responded=130)
    answers = "survey,question_id,option,count,group\n" + counts("q", Yes=100, No=30)
    groups = counts("q", "Parents", Yes=97, No=20) + counts("q", "Carers", Yes=50, No=10)
    pack = read(tmp_path, survey_questions=question, survey_counts=answers + groups)
    assert not any(pack.hides(row.id) for row in pack.rows)


def test_a_percentage_held_without_counts_is_no_way_round_a_small_count(tmp_path: Path) -> None:
    """4% of the 25 who responded is one person; and 60% and 36% leave 4%."""
    question = QUESTIONS + "p,q,Is it right?,Right,single,Yes|Partly|No," + ASKED.format(responded=25)
    held = "survey,question_id,option,percent\np,q,Yes,60\np,q,Partly,36\np,q,No,4\n"
    pack = read(tmp_path / "few", survey_questions=question, survey_counts=held)
    assert pack["survey.p.responded"] == 25
    assert pack.hides("survey.p.q.no.percent")
    assert not known(pack["survey.p.q.yes.percent"], pack["survey.p.q.partly.percent"])
    assert "survey.p.q.no.percent" in pack.audit("survey.p.q.no.percent")
    assert "survey.p.q.no.percent" in pack.audit("survey.p.q.partly.percent")
    many = read(tmp_path / "many", survey_questions=question.replace(",25,", ",250,"), survey_counts=held)
    assert not any(many.hides(row.id) for row in many.rows)
    tiny = read(tmp_path / "tiny", survey_questions=question.replace(",25,", ",9,"), survey_counts=held)
    assert tiny.hides(*(f"survey.p.q.{answer}.percent" for answer in ("yes", "partly", "no")))
    five = read(
        tmp_path / "five",
        survey_questions=question.replace(",25,", ",5,"),
        survey_counts=held.replace("60", "80").replace("36", "20").replace("p,q,No,4\n", ""),
    )
    assert five.hides("survey.p.responded"), "four and one, or three and two: too little is left open"


def test_decisions_not_to_issue_and_late_exceptions_are_children_too(tmp_path: Path) -> None:
    """60 assessments end in 57 decisions to issue; of ten late plans eight were no exceptions, so two were."""
    flow = {
        "assessments_completed": 60, "decisions_to_issue": 57, "plans_issued": 50, "plans_issued_20_weeks": 40,
        "plans_issued_excluding_exceptions": 40, "plans_issued_20_weeks_excluding_exceptions": 32,
    }  # fmt: skip
    table = "period,measure,value\n" + "".join(f"2025-26-q2,{name},{value}\n" for name, value in flow.items())
    pack = read(tmp_path, flow=table)
    assert not known(pack["flow.assessments_completed"], pack["flow.decisions_to_issue"])
    assert not known(*(pack[f"flow.{name}"] for name in list(flow)[2:]))
    assert pack["flow.plans_issued"] == 50
    assert "flow.decisions_to_issue" in pack.audit("flow.decisions_to_issue")
    assert "flow.plans_issued" in pack.audit("flow.plans_issued_20_weeks_excluding_exceptions")


def test_the_share_an_opportunity_reaches_does_not_give_the_cases_agreed_away(tmp_path: Path) -> None:
    """25% of twelve cases reviewed is three agreed."""
    pack = read(tmp_path / "told", unit_costs=UNIT_COSTS, opportunities=opportunity(12, 3))
    assert "opportunity.o1.cases_agreed" in pack.audit("opportunity.o1.cases_reviewed")
    assert pack["opportunity.o1.addressable.target"] == 25
    assert pack.hides("opportunity.o1.cases_agreed", "opportunity.o1.cases_reviewed")
    most = read(tmp_path / "most", unit_costs=UNIT_COSTS, opportunities=opportunity(12, 9, "75%"))
    assert most.hides("opportunity.o1.cases_agreed", "opportunity.o1.cases_reviewed")
    half = read(tmp_path / "half", unit_costs=UNIT_COSTS, opportunities=opportunity(8, 1, "12%"))
    assert half.hides("opportunity.o1.cases_reviewed"), "one of eight is 12.5%, which some write as 12%"
    apart = read(tmp_path / "apart", unit_costs=UNIT_COSTS, opportunities=opportunity(12, 4))
    assert apart["opportunity.o1.cases_reviewed"] == 12, "a share of something else says nothing of the review"


def test_a_count_the_officer_has_hidden_already_is_protected_like_any_other(tmp_path: Path) -> None:
    pack = read(tmp_path, caseload=CENSUS + placed(all=953, mainstream=900, mss=50, ap="c"))
    assert not known(pack["plans.total"], pack["plans.setting.mainstream"], pack["plans.setting.mss"])
    assert "plans.setting.ap" in pack.audit("plans.setting.mss")
