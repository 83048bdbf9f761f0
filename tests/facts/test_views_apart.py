"""Exact facts cannot be handed where published ones are asked for, and no float becomes a fact."""

from __future__ import annotations

from pathlib import Path

import pytest
from mypy import api

from reportgen.facts.fact import Fact
from reportgen.facts.units import PLANS

PACKAGE = Path(__file__).parents[2]

SNIPPET = """
from reportgen.facts.factset import PublishedFacts, RestrictedFacts

def printed(facts: PublishedFacts) -> None: ...
def returned(facts: RestrictedFacts) -> None: ...

exact = RestrictedFacts([])
public = PublishedFacts([])
printed(public)
returned(exact)
"""


def type_check(snippet: str, folder: Path) -> str:
    path = folder / "snippet.py"
    path.write_text(snippet, encoding="utf-8")
    config = str(PACKAGE / "setup.cfg")
    out, _, _ = api.run(["--config-file", config, "--cache-dir", str(folder / "cache"), str(path)])
    return out


@pytest.mark.slow
@pytest.mark.parametrize("mixed", ["printed(exact)", "returned(public)"])
def test_mypy_catches_a_mix_up(mixed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(PACKAGE)
    assert "Success" in type_check(SNIPPET, tmp_path)
    assert "[arg-type]" in type_check(SNIPPET + mixed + "\n", tmp_path)


def test_a_float_cannot_become_a_fact() -> None:
    with pytest.raises(TypeError, match="not float"):
        Fact(
            id="a", indicator="a", period="2024", value=1.5, unit=PLANS, label="a", definition="a",  # type: ignore[arg-type]
        )  # fmt: skip


def test_a_fact_has_a_value_or_a_symbol() -> None:
    with pytest.raises(ValueError, match="either a value or a symbol"):
        Fact(id="a", indicator="a", period="2024", value=None, unit=PLANS, label="a", definition="a")
