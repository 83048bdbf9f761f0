"""The quarterly input tables: declared once, read from workbook or CSV, checked, all problems at once."""
