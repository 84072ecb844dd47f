"""Files to read: built here, so that a test says what is in them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from programs import needs

from vn_dossier_nlp.reading import Reading, ocr_version
from vn_dossier_nlp.reading.file import read_here
from vn_dossier_nlp.settings import Settings


@pytest.fixture
def ocr() -> str:
    """The version of tesseract; the test is skipped without it."""
    version = ocr_version()
    needs("ocr", version is not None)
    return version or ""


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., Reading]:
    """Read bytes as a file of any name, in this process."""

    def reading(data: bytes, name: str = "file", **limits: float) -> Reading:
        path = tmp_path / name
        path.write_bytes(data)
        return next(iter(read_here(path, name, Settings(**limits))))  # type: ignore[arg-type]

    return reading
