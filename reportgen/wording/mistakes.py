"""The mistakes themselves: what the public record gets wrong again and again, each with what to write instead.

A new one is a line here: a pattern and its remedy.
"""

from __future__ import annotations

_YEAR = r"20\d\d"

RULES: tuple[tuple[tuple[str, ...], str, str], ...] = (
    (("delivering better values",), r"(?i)\bdelivering better values\b", "write “Delivering Better Value”"),
    (("delivering best value",), r"(?i)\bdelivering best value in send\b", "write “Delivering Better Value in SEND”"),
    (("dvb",), r"\bDVB\b", "write “DBV”"),
    (("mix",), r"(?i)\bopportunit(?:y|ies) mix\b", "write “opportunity matrix”"),
    (
        ("independent mainstream",),
        r"(?i)\bindependent mainstream specialist schools?\b",
        "INMSS are “independent and non-maintained special schools”",
    ),
    (
        ("mainstream special",),
        r"(?i)\bindependent non[- ]mainstream special(?:ist)? schools?\b",
        "INMSS are “independent and non-maintained special schools”",
    ),
    (("cipfra",), r"\bCIPFRA\b", "write “CIPFA”"),
    (("send2",), r"\bSEND2\b", "write “SEN2”: it is the census of plans"),
    (("200",), r"\b200\d\d/\d\d\b", "a digit too many in the year"),
    (("20",), r"\b20\d/\d\d\b", "a digit is missing in the year"),
    (("ehc",), r"\bEHC Plan plan\b|\bEHCP plans?\b", "the P of EHCP is “plan” already"),
    (("dsg grant",), r"\bDSG grant\b", "the G of DSG is “grant” already"),
    (("hnb block",), r"\bHNB block\b", "the B of HNB is “block” already"),
    (("senco",), r"\bSENCO co-?ordinators?\b", "the CO of SENCO is “co-ordinator” already"),
    (("send disab",), r"\bSEND disabilit(?:y|ies)\b", "the D of SEND is “disabilities” already"),
    (("special education needs",), r"(?i)\bspecial education needs\b", "write “special educational needs”"),
    (
        ("health",),
        r"(?i)\beducation health care plans?\b|\beducational,? health and care plans?\b",
        "write “education, health and care plan”",
    ),
    (("designated schools",), r"(?i)\bdesignated schools grant\b", "write “dedicated schools grant”"),
    (("higher needs",), r"(?i)\bhigher needs (?:block|budget|funding)\b", "write “high needs”"),
    (
        ("saving this year",),
        r"(?i)\bsteady[- ]state saving this year\b",
        "a steady-state saving is not this year's saving",
    ),
    (("fye",), r"\bFYE\b", "say “financial year end” or “full-year effect”"),
    (("£0.",), r"(?i)£0\.\d+ ?(?:m\b|million)", "write it in thousands: £400,000, not £0.4 million"),
    (("£",), r"£\d{4,}", "put commas in pounds: £1,500,000"),
    (("£",), r"(?i)£[\d.,]+ (?:mil|mill|mn)\b", "write “million”"),
    (("deficit",), r"(?i)[−-]£[\d.,]+(?: ?m| million)? deficit", "a deficit is said in words, without a minus sign"),
    (("deficit of",), r"(?i)\bdeficit of [−-]£", "a deficit is said in words, without a minus sign"),
    (
        (
            "percent",
            "%ge",
        ),
        r"\d ?%ge\b|\bpercent\b",
        "write % or “per cent”",
    ),
    ((), r"(?i)\b(\w+) \1\b(?<!had had)(?<!that that)", "a word stands twice"),
    (
        ("suffer",),
        r"(?i)\bsuffer(?:s|ing)? from (?:autism|adhd|dyslexia|a disability)\b",
        "say “has” or “with”, not “suffers from”",
    ),
    (
        (
            "kids",
            "problems",
        ),
        r"(?i)\b(?:SEN|SEND|special needs|EHCP) (?:kids|pupils and their problems)\b",
        "say “children with …”",
    ),
    (("wheelchair",), r"(?i)\bwheelchair[- ]bound\b", "say “uses a wheelchair”"),
    (("going forward",), r"(?i)\bgoing forwards?\b", "say when, or leave it out"),
    (("in order to",), r"(?i)\bin order to\b", "write “to”"),
    (("utilis",), r"(?i)\butilis(?:e|es|ed|ing)\b", "write “use”"),
    (("from 20",), rf"(?i)\bfrom {_YEAR}-\d\d(?:\d\d)?-{_YEAR}", "write “from … to …”"),
    (
        (
            "here",
            "this link",
        ),
        r"(?i)\bclick here\b|\bthis link\b",
        "say in the link what it leads to",
    ),
    (("-",), r"(?<![\w–-])-(?=£?\d)(?!\d{4})|(?<=£)-(?=\d)", "write a true minus sign (−), or “deficit of”"),
    ((), r"(?<!\w)(?:[A-Z]{2,} +){3,}[A-Z]{2,}\b", "write in sentence case, not in capitals"),
    (("k",), r"(?i)£[\d.,]+ ?(?:k)\b", "write it in full: £400,000"),
    (
        ("£",),
        r"£[\d.,]+ ?(?:[mM]|bn|BN)(?=[ ,;:)]|\.? |\.?$)(?= [a-z]| \()",
        "write “million” in a sentence: £1.4 million",
    ),
    (("per cent.",), r"(?i)\bper cent\.(?= [a-z])", "write “per cent” without a full stop"),
    (
        ("dedicated school",),
        r"(?i)\bdedicated school grant\b|\bdedicated schools? budget\b",
        "write “dedicated schools grant”",
    ),
    (("safety value",), r"(?i)\bsafety value\b", "write “Safety Valve”"),
    (("ias",), r"\bSEND[- ]?IAS\b", "write “SENDIASS”"),
    (
        ("statement",),
        r"(?i)\bstatement(?:s|ed)? of (?:SEN|special educational needs)\b",
        "statements ended in 2018: write “plan”",
    ),
    (("numbers",), r"(?i)\b(?:EHC|EHCP|plan) numbers (?:has|is|was)\b", "numbers “have”, “are”, “were”"),
    (
        (
            "approx",
            "circa",
            "c.",
        ),
        r"(?i)\b(?:approx\.?|circa|c\.) ?(?=£|\d)",
        "write “about”",
    ),
    (
        (
            "p.a.",
            "per annum",
        ),
        r"(?i)\b(?:p\.a\.|per annum)(?!\w)",
        "write “a year”",
    ),
    (
        (
            ".g.",
            ".e.",
        ),
        r"(?i)\b(?:e\.g\.|i\.e\.)",
        "write “for example” or “that is”",
    ),
    (("ytd",), r"(?i)\bYTD\b", "write “so far this year”"),
    (("rag rated",), r"(?i)\bRAG rated\b", "say the rating in a word: Red, Amber or Green"),
    (("   ",), r"(?<=\S) {3,}(?=\S)", "several spaces stand in a row; one is enough"),
    (
        (
            ",",
            " ;",
            " :",
            " .",
            " ,",
        ),
        r" [,;:](?=\s|$)| \.(?=\s|$)",
        "no space before a comma or full stop",
    ),
    (
        ("negative",),
        r"(?i)\bnegative (?:variance|balance|reserve)\b",
        "say “deficit” or “overspend”, which way is bad is clear then",
    ),
)
"""Words without which a mistake is not there (in small letters, any of them), its pattern and its remedy."""
