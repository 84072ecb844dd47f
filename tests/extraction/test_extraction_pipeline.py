"""The spaCy pipeline: spans of the text as read, whatever its letters are made of."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from letters import letter

import vn_dossier_nlp

BASES = "Căn cứ khoản 2 Điều 8 Nghị định số 15/2021/NĐ-CP ngày 03/3/2021;"


@pytest.fixture(scope="module")
def nlp():
    return vn_dossier_nlp.load()


def test_components_and_span_groups(nlp):
    doc = nlp(letter(bases=BASES))
    assert nlp.pipe_names == ["citations", "proposals"]
    (citation,) = doc.spans["citations"]
    assert citation.text == BASES[7:-1]
    assert (citation.label_, citation.id_) == ("nghị định", "15/2021/NĐ-CP")
    (proposal,) = doc.spans["proposals"]
    assert proposal.id_ == "phê duyệt"


def test_decomposed_text_gives_the_same_records(nlp):
    text = letter(bases=BASES)
    whole, parts = nlp(text), nlp(unicodedata.normalize("NFD", text))
    assert [m.number for m in whole._.mentions] == [m.number for m in parts._.mentions]
    assert whole._.layout.masthead == parts._.layout.masthead
    for group in ("citations", "proposals"):
        assert [unicodedata.normalize("NFC", span.text) for span in parts.spans[group]] == [
            span.text for span in whole.spans[group]
        ]


@given(st.text(max_size=120))
@settings(max_examples=60)
def test_no_text_is_too_strange(text):
    doc = vn_dossier_nlp.load()(text)
    assert doc.text == text


@given(cut=st.integers(0, 1200))
@settings(max_examples=40)
def test_a_submission_cut_anywhere_is_still_read(cut):
    text = letter(bases=BASES)[:cut]
    assert vn_dossier_nlp.load()(text).text == text


def test_the_pipeline_is_built_once(nlp):
    assert vn_dossier_nlp.load() is nlp
