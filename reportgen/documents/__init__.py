"""The documents of the pack: what each holds, from published facts and the council's templates."""

from reportgen.documents.deck_map import find_template, fit_deck, is_mapping
from reportgen.documents.pack import PARTS, Document, compose

__all__ = ["PARTS", "Document", "compose", "find_template", "fit_deck", "is_mapping"]
