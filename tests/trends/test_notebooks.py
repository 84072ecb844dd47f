"""The notebooks as they lie in the repository: they say what they are and carry no outputs; CI runs them."""

from __future__ import annotations

import re
from pathlib import Path

import nbformat
import pytest

from vn_dossier_nlp import __version__

ROOT = Path(__file__).resolve().parents[2]
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def test_all_four_are_there():
    assert [path.name[:2] for path in NOTEBOOKS] == ["01", "02", "03", "04"]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_says_generated_first_and_ends_with_the_truth(path):
    book = nbformat.read(path, as_version=4)
    nbformat.validate(book)
    assert book.cells[0].source.splitlines()[0].startswith("**DỮ LIỆU SINH TỰ ĐỘNG")
    code = [cell for cell in book.cells if cell.cell_type == "code"]
    assert [cell for cell in code if cell.outputs or cell.execution_count] == []
    assert "assert " in code[-1].source
    assert any("## So với sự thật" in cell.source for cell in book.cells)


def test_the_citation_file_is_that_of_this_version():
    told = dict(re.findall(r"^([a-z-]+): *(.*)$", (ROOT / "CITATION.cff").read_text(encoding="utf-8"), re.M))
    assert {"cff-version", "message", "title", "authors", "version", "license"} <= set(told)
    assert told["version"] == __version__
