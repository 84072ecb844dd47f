"""Programs that some tests need and that need not be installed."""

from __future__ import annotations

import os
import shutil

import pytest


def needs(what: str, there: bool) -> None:
    """Skip where an optional program is absent; fail instead where $VN_DOSSIER_REQUIRE names it."""
    if there:
        return
    if what in os.environ.get("VN_DOSSIER_REQUIRE", "").replace(",", " ").split():
        pytest.fail(f"{what} is required by VN_DOSSIER_REQUIRE and is not installed")
    pytest.skip(f"needs {what}, which is not installed")


def installed(what: str) -> bool:
    """Whether a program is there: ``ocr`` is tesseract with ``vie``, ``office`` LibreOffice, others by name."""
    if what == "ocr":
        from vn_dossier_nlp.reading import ocr_version

        return ocr_version() is not None
    names = ("soffice", "libreoffice") if what == "office" else (what,)
    return any(map(shutil.which, names))
