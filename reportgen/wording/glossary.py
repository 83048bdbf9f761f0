"""Terms and their meanings, in the words a councillor would use; only those a pack mentions are printed."""

from __future__ import annotations

import re
from collections.abc import Iterable

from reportgen.office.values import Text
from reportgen.project import Settings
from reportgen.wording.node import Node

BUILT_IN = {
    "AP": "alternative provision: education arranged outside school for children who cannot attend one",
    "Annual review": "the yearly check that a plan still meets a child's needs",
    "Cashable saving": "a saving that lowers today's spending, so that money is freed",
    "CIPFA": "Chartered Institute of Public Finance and Accountancy",
    "Cost avoidance": "spending that will not be needed, rather than a fall in today's bill",
    "Cumulative deficit": "the running total of all years' gaps, carried forward from year to year",
    "DBV": "Delivering Better Value in SEND, a Department for Education programme that ran from 2022 to 2025",
    "DfE": "Department for Education",
    "DSG": "dedicated schools grant: government money for schools, high needs, early years and central services",
    "EHC plan": "education, health and care plan: a legal document that sets out a child's needs and support",
    "EHCP": "education, health and care plan",
    "EOTAS": "education otherwise than at school",
    "EqIA": "equality impact assessment",
    "High needs block": "the part of the dedicated schools grant that pays for children with special needs",
    "HNB": "high needs block",
    "ICB": "integrated care board: the local body that plans and pays for NHS services",
    "In-year deficit": "the gap between spending and income in one year alone",
    "INMSS": "independent and non-maintained special schools",
    "LA": "local authority",
    "Mitigated forecast": "the unmitigated forecast less the effect of agreed actions that have something behind them",
    "MSS": "maintained special school, here with special academies",
    "Opportunity matrix": "the list of ways to support children differently, with the children and money each involves",
    "RP": "resourced provision: specialist places within a mainstream school",
    "Run rate": "the yearly saving from the children who benefit today",
    "S151": "Section 151 officer: the council's chief finance officer",
    "S251": "Section 251: the yearly statement of education budgets and spending sent to the department",
    "SEN": "special educational needs",
    "SEN Support": "help given in school to a child who has no plan",
    "SEN2": "the department's yearly count of children with plans",
    "SENCO": "special educational needs co-ordinator in a school",
    "SEND": "special educational needs and disabilities",
    "Steady state": "the yearly effect once a change has worked through every year group",
    "Stretch": "the higher of two estimates, if more goes well than is planned for",
    "Target": "the lower of two estimates, the one the plans are built on",
    "Top-up": "money paid for one child on top of what a school already receives",
    "Unmitigated forecast": "what would happen if nothing more were done",
}
"""Term → one-line meaning. A council's own [glossary] adds to it or overrides it."""


def make_glossary(settings: Settings) -> tuple[Node, ...]:
    """Return every known term with its meaning, in alphabetical order; the council's own meaning where both exist.

    The deliverer's short name is a term where it is given.
    """
    own = dict(settings.glossary)
    authority = settings.authority
    if authority.deliverer and authority.deliverer_short and authority.deliverer != authority.deliverer_short:
        own.setdefault(authority.deliverer_short, authority.deliverer)
    refs = {**dict.fromkeys(BUILT_IN, "label:glossary"), **dict.fromkeys(own, "setting:glossary")}
    terms = {**BUILT_IN, **own}
    return tuple(
        Node({"term": Text(term, refs[term]), "meaning": Text(terms[term], refs[term])}, "a term")
        for term in sorted(terms, key=str.casefold)
    )


def short_forms(settings: Settings) -> dict[str, str]:
    """Return each short form of the glossary with the words it stands for; the council's own where both exist.

    A term whose meaning does not begin with words of those initials (SEN2, S251) is explained, not spelt out, and is
    left out.
    """
    found: dict[str, str] = {}
    for entry in make_glossary(settings):
        short, meaning = str(entry["term"]), str(entry["meaning"])
        long = _spelt_out(short.partition(" ")[0], meaning)
        if long:
            found.setdefault(short.partition(" ")[0], long)
    return found


def _spelt_out(short: str, meaning: str) -> str:
    """Return the words at the start of a meaning whose initials are the capitals of a short form; blank for none.

    ``and``, ``of`` and their like are without a letter: INMSS is “independent and non-maintained special schools”.
    """
    letters = [letter for letter in short if letter.isupper() or letter.isdigit()]
    if len(letters) < 2:
        return ""
    waiting = list(letters)
    for word in _WORD.finditer(meaning):
        if word[0].lower() in _SMALL_WORDS:
            continue
        if word[0][0].upper() != waiting.pop(0):
            return ""
        if not waiting:
            return meaning[: word.end()]
    return ""


_WORD = re.compile(r"[A-Za-z]+")
_SMALL_WORDS = {"and", "of", "for", "the", "in", "to", "with"}


def terms_used(glossary: Iterable[Node], texts: Iterable[str]) -> tuple[Node, ...]:
    """Return the terms that stand as whole words in any of the texts; capitals matter in abbreviations alone."""
    text = "\n".join(texts)
    return tuple(entry for entry in glossary if _is_used(str(entry["term"]), text))


def _is_used(term: str, text: str) -> bool:
    flags = 0 if term.upper() == term else re.IGNORECASE
    return re.search(rf"(?<!\w){re.escape(term)}s?(?!\w)", text, flags) is not None
