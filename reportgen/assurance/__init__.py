"""The last check before anything is saved, and what is said of it.

Works out what a reader of the finished files could, and shares no code with the suppressor of ``facts``: a mistake
there cannot hide here.

reader      what a reader knows: printed values, their rounding, and the arithmetic between them
inferences  what a reader infers who knows what the figures mean
calculations  the numbers in printed calculations
interval    what a rounded number leaves open
printed     the numbers that stand in finished files at the place of a hidden one
plain       the numbers of the plain minutes, which say of no place what it is
bounds      the least and greatest value of each hidden number, by integer programming
exact       the exact counts that stand in finished files where a council rounds
audit       the check of facts and of finished files
repeated    warnings about a quarter that was built before
statement   ``assurance.txt``, the release statement for the information-governance officer
"""

from reportgen.assurance.audit import audit_facts, audit_files, refuse_unsafe
from reportgen.assurance.exact import find_exact, refuse_exact
from reportgen.assurance.repeated import warn_of_kept, warn_of_last_build
from reportgen.assurance.statement import Release, compose_statement

__all__ = [
    "Release",
    "audit_facts",
    "audit_files",
    "compose_statement",
    "find_exact",
    "refuse_exact",
    "refuse_unsafe",
    "warn_of_kept",
    "warn_of_last_build",
]
