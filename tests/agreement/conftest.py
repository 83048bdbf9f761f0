"""The two packs these tests open again, each built once."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.documents import Document
from tests.agreement.packs import BuiltPack, build_illustrative, build_real
from tests.documents.mapped import mapped_project, plain_template
from tests.documents.packs import make_pack


@pytest.fixture(scope="package")
def illustrative(tmp_path_factory: pytest.TempPathFactory) -> BuiltPack:
    return build_illustrative(tmp_path_factory.mktemp("pack"))


@pytest.fixture(scope="package")
def real_pack(tmp_path_factory: pytest.TempPathFactory) -> BuiltPack:
    folder = Path(__file__).parents[2] / "../shared/real/rbwm"
    if not folder.exists():
        pytest.skip("../shared/real is not here")
    return build_real(folder, tmp_path_factory.mktemp("real"))


@pytest.fixture(scope="package")
def mapped_deck(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Document]:
    return make_pack(mapped_project(tmp_path_factory.mktemp("mapped"), plain_template()), only=("deck",))
