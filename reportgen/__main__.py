"""``python -m reportgen``, for where the ``reportgen`` command is not on the path."""

from reportgen.cli import main

main(prog_name="reportgen")
