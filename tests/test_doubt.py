"""A return never rests on a word that OCR was not sure of."""

from __future__ import annotations

import pytest
from letters import letter

from vn_dossier_nlp import assess as house
from vn_dossier_nlp.reading import DossierInput, Reading
from vn_dossier_nlp.schema import Document, Line, Outcome, Page, SourceFile, Verdict

VAGUE = letter(
    "Trong thời gian qua, đơn vị gặp nhiều khó khăn, vướng mắc trong công tác.",
    "Sở kính mong Chủ tịch Ủy ban nhân dân tỉnh quan tâm, tạo điều kiện, tháo gỡ khó khăn trong thời gian tới.",
    subject="Về một số khó khăn, vướng mắc",
)


def scanned(text: str, confidence: float) -> Reading:
    """A text as OCR of one page gives it, each line as sure as the others."""
    lines, start = [], 0
    for line in text.split("\n"):
        lines.append(Line(start, start + len(line), (50.0, 50.0, 500.0, 60.0), confidence))
        start += len(line) + 1
    page = Page(1, 0, len(text), 595.0, 842.0, tuple(lines))
    source = SourceFile("scan.pdf", "0" * 64, None, Outcome.READ_BY_OCR)
    return Reading(source, Document("scan.pdf", text, "pdf", (page,)))


@pytest.fixture
def judged(monkeypatch, tmp_path):
    def judge(text: str, confidence: float, pack: str | None = None):
        monkeypatch.setattr(house, "read_files", lambda *_: (scanned(text, confidence),))
        dossier = DossierInput("scan.pdf", (tmp_path / "scan.pdf",), ("scan.pdf",))
        return house.assess(dossier, house.Options(pack=pack)).assessment

    return judge


def test_a_clear_scan_is_returned(judged):
    assert judged(VAGUE, 0.95).verdict is Verdict.RETURN


def test_a_doubtful_scan_is_for_a_person(judged):
    found = judged(VAGUE, 0.35)
    assert found.generic == "yes"
    assert found.verdict is Verdict.REVIEW
    assert found.reasons[0].code == "low_ocr_confidence"


def test_absence_in_a_doubtful_scan_is_no_return(judged):
    """The article may stand in the words that were not read."""
    text = letter("Cầu treo Bản Ngà bị lũ cuốn trôi, 214 hộ bị chia cắt.")
    assert judged(text, 0.95, "hai_phong_2022").verdict is Verdict.RETURN
    assert judged(text, 0.35, "hai_phong_2022").verdict is not Verdict.RETURN


def test_the_limit_is_a_setting(judged):
    assert judged(VAGUE, 0.61).verdict is Verdict.RETURN
    assert judged(VAGUE, 0.59).verdict is Verdict.REVIEW
