"""Texts that are no submissions: said to be so, and judged no further."""

from __future__ import annotations

from pathlib import Path

import pytest

from vn_dossier_nlp.assess import Options, assess
from vn_dossier_nlp.reading import find_dossiers

TEXTS = sorted((Path(__file__).parent / "data" / "not_submissions").glob("*"))


def test_there_are_texts_to_try():
    assert len(TEXTS) >= 20


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_it_is_no_submission(path):
    (dossier,) = find_dossiers([str(path)])
    found = assess(dossier, Options()).assessment
    assert found.purpose == "not_a_submission"
    assert (found.verdict, found.generic, found.generic_probability) == (None, None, None)
    assert (found.requirements, found.reasons) == ((), ())
