"""A span says the text of its document, for every format."""

from __future__ import annotations

import io

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading_samples import LETTERHEAD, pdf_of

from vn_dossier_nlp.reading import read_file, span_of
from vn_dossier_nlp.schema import Document, Line, Page
from vn_dossier_nlp.settings import Settings

SCAN = Document(
    "scan.pdf",
    "một hai\nba\n\nbốn",
    "pdf",
    (
        Page(1, 0, 10, 595, 842, (Line(0, 7, (10, 10, 90, 20), 0.9), Line(8, 10, (5, 30, 40, 40), 0.5))),
        Page(2, 12, 15, 595, 842, (Line(12, 15, (10, 10, 50, 20), 0.3),)),
    ),
)


@pytest.fixture(scope="module")
def documents(tmp_path_factory) -> list[Document]:
    word = io.BytesIO()
    paper = docx.Document()
    paper.add_paragraph("Kính gửi: Ủy ban nhân dân tỉnh 𝒱")
    paper.save(word)
    folder = tmp_path_factory.mktemp("places")
    found = [SCAN]
    for name, data in {
        "a.txt": "Căn cứ\r\nNghị định 𝒱".encode(),
        "a.docx": word.getvalue(),
        "a.pdf": pdf_of([LETTERHEAD, [], LETTERHEAD]),
    }.items():
        (folder / name).write_bytes(data)
        document = read_file(folder / name, name, Settings()).document
        assert document is not None
        found.append(document)
    return found


@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_spans_say_their_text(documents, data):
    for document in documents:
        start = data.draw(st.integers(0, len(document.text) - 1))
        end = data.draw(st.integers(start + 1, len(document.text)))
        span = span_of(document, start, end)
        assert span.text == document.text[start:end]
        assert (span.file, span.start, span.end) == (document.path, start, end)
        assert (span.page is None) == (not document.pages)


def test_pages_cover_and_lines_lie_within(documents):
    for document in documents:
        last = 0
        for page in document.pages:
            assert document.text[last : page.start].strip() == ""
            last = page.start
            for line in page.lines:
                assert last <= line.start < line.end <= page.end
                assert "\n" not in document.text[line.start : line.end]
                assert document.text[last : line.start].strip() == ""
                last = line.end
            assert document.text[last : page.end].strip() == ""
        assert not document.pages or document.text[last:].strip() == ""


def test_box_and_confidence():
    assert span_of(SCAN, 0, 3).box == (10, 10, 90, 20)
    assert span_of(SCAN, 4, 9).box == (5, 10, 90, 40)
    assert span_of(SCAN, 4, 9).ocr_confidence == 0.5
    across = span_of(SCAN, 8, 15)
    assert (across.page, across.box, across.ocr_confidence) == (1, (5, 30, 40, 40), 0.3)
    assert span_of(SCAN, 13, 14).page == 2
    assert span_of(SCAN, 10, 12).ocr_confidence is None


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 2), (0, 99)])
def test_no_such_span(start, end):
    with pytest.raises(ValueError, match="no span"):
        span_of(SCAN, start, end)
