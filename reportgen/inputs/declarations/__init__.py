"""The declarations of the input tables, by topic; ``inputs/tables.py`` puts them in dictionary order."""
