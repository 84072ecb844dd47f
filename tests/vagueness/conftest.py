"""The pipeline and the shipped classifier, once a session; small trained models."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from vague_samples import EXACT_REQUEST, EXACT_TITLE, VAGUE_REQUEST, submission

import vn_dossier_nlp
from vn_dossier_nlp.extraction.submission import Submission, understand
from vn_dossier_nlp.vagueness import Classifier, load_classifier
from vn_dossier_nlp.vagueness.corpus import Example
from vn_dossier_nlp.vagueness.dataset import Dataset, build

Understand = Callable[[str], Submission]


@pytest.fixture(scope="session")
def understood() -> Understand:
    nlp = vn_dossier_nlp.load()
    return lambda text: understand(nlp(text))


@pytest.fixture(scope="session")
def classifier() -> Classifier:
    return load_classifier()


@pytest.fixture(scope="session")
def data() -> Dataset:
    """Twelve matters with a vague and an exact twin each: enough to fit, too little to mean anything."""
    examples = []
    for number in range(12):
        for label, request, title in (("yes", VAGUE_REQUEST, None), ("no", EXACT_REQUEST, EXACT_TITLE)):
            identity = f"m{number:02}{'b' if label == 'no' else ''}"
            text = submission(request, *([title] if title else [])).replace("312 ha", f"{300 + number} ha")
            twin = f"m{number:02}" if label == "no" else None
            examples.append(Example(identity, f"m{number:02}", twin, f"f{number % 4}", "UBND", "2023", text, label))
    return build(examples)
