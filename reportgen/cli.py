"""The ``reportgen`` command line: which commands there are. Each is a module of ``reportgen.commands``.

A command's module is imported when it is asked for, and imports what it needs when it runs, so that ``--help``
answers at once.
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from reportgen.errors import ProblemsError, ReportgenError

COMMANDS = {
    "init": "Make a project folder with templates and an example.",
    "new": "Make the next quarter's workbook from the last one's.",
    "check": "List every problem of a quarter and the templates.",
    "build": "Build a quarter's paper, slides, minutes, page and return.",
    "facts": "List a quarter's facts: all numbers a pack may print.",
    "fill": "A return's figures in your own copy of a workbook.",
    "template": "What a template asks for, and its mistakes.",
    "actions": "Read the ACTIONs out of published minutes.",
    "preview": "Show the pages of a built paper and deck.",
    "import": "Input tables from published files and exports.",
}
"""Every command in the order an officer meets them, with its line of ``reportgen --help``, which so imports none."""

MODULES = {"import": "importing"}
"""Commands whose name no module can have."""


class LazyGroup(click.Group):
    """A group that imports a command when it is asked for, and turns every failure into words for an officer."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order an officer meets them."""
        return list(COMMANDS)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing one."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of that name, None where there is none."""
        if cmd_name not in COMMANDS:
            return None
        command = import_module(f"reportgen.commands.{MODULES.get(cmd_name, cmd_name)}").command
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command asked for; for a slip of the keyboard the nearest name is offered."""
        if args[0] not in COMMANDS and not args[0].startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(args[0], COMMANDS, n=1)
            hint = f"did you mean '{near[0]}'?" if near else f"commands: {', '.join(COMMANDS)}"
            ctx.fail(f"There is no command '{args[0]}'; {hint}")
        return super().resolve_command(ctx, args)

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run the command line; what a terminal cannot show prints as a question mark instead of failing."""
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(errors="replace")
        return super().main(*args, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command. Problems are printed grouped by place; a fault of reportgen's own is owned up to.

        Ctrl+C ends it with a sentence. No signal is handled otherwise, so that it is the same on every system.
        """
        try:
            return super().invoke(ctx)
        except ProblemsError as error:
            from reportgen.commands.problems import print_problems

            print_problems(error.problems)
            ctx.exit(1)
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except KeyboardInterrupt:
            raise ReportgenError("stopped before it was done; nothing is left half written") from None
        except OSError as error:
            name = Path(error.filename).name if isinstance(error.filename, str) else "a file"
            raise ReportgenError(
                f"{name}: cannot be used ({error.strerror}); a file or folder this program may open is needed; "
                "close it in other programs and try again"
            ) from error
        except Exception as error:
            from reportgen.commands.faults import describe_fault

            raise ReportgenError(describe_fault(error, with_traceback=bool(ctx.params["debug"]))) from None


@click.group(cls=LazyGroup, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--project",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    help="The project folder.  [default: the current folder]",
)
@click.option("--debug", is_flag=True, help="Show where a fault of reportgen's own happened.")
@click.version_option(package_name="reportgen")
@click.pass_context
def main(ctx: click.Context, project: Path, debug: bool) -> None:
    """Committee paper, slides, minutes and DfE return from one quarter of SEND data.

    Without a command it says what the next step is.

    \b
    Example:
      reportgen init northmere
      reportgen --project northmere build
    """
    ctx.obj = project
    if ctx.invoked_subcommand is None:
        from reportgen.commands.next_step import next_step

        click.echo(next_step(project))
