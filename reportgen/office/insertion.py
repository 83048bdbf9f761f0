"""Charts, tables and longer texts put where a tag or a named box asks for them."""

from __future__ import annotations

from reportgen.office.package import Package
from reportgen.office.session import Block, Session


class Inserter:
    """Makes the markup for a block and wires what it needs into the package."""

    def __init__(self, package: Package, session: Session, program: str) -> None:
        self._package, self._session, self._program = package, session, program
        self.part = ""
        """The part being rendered: its relationships take what is inserted."""

    def insert(self, value: Block, stop: int) -> str:
        """Return the markup that stands for the paragraph of ``stop``."""
        return ""
