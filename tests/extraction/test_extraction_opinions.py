"""The table of opinions, on short texts of our own: who, what view, which letter, what became of it."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from letters import letter

from vn_dossier_nlp.extraction.consulted import small_letters
from vn_dossier_nlp.extraction.opinion_words import kinds, part_names, role, signs, table
from vn_dossier_nlp.extraction.opinions import find_opinions, find_own_view

CASES = tomllib.loads(Path(__file__).with_name("opinion_cases.toml").read_text(encoding="utf-8"))
SENDERS = {
    "department": {},
    "district": {"issuer": "ỦY BAN NHÂN DÂN HUYỆN SỐP CỘP", "number": "9/TTr-UBND"},
    "school": {"parent": "SỞ GIÁO DỤC VÀ ĐÀO TẠO", "issuer": "TRƯỜNG THPT TÔ HIỆU", "number": "9/TTr-THPT"},
    "province": {
        "parent": "",
        "issuer": "ỦY BAN NHÂN DÂN TỈNH SƠN LA",
        "number": "9/TTr-UBND",
        "addressee": "Hội đồng nhân dân tỉnh Sơn La",
    },
}
PATTERNS = {row["name"]: row for row in (*table()["body"], *table()["sign"])}
COMPILED = {one.name: one.pattern for one in (*kinds(), *signs())}
SMALL = {sign.name for sign in signs()}
HOSTILE = [
    "Sở Tài chính, " * 900,
    "các sở, ngành, " * 900,
    "UBND xã " + "A - " * 2000,
    "Ban Quản lý " + "a " * 6000,
    "đề nghị UBND tỉnh xem xét " * 500,
    "(" * 3000 + ")" * 3000,
    "| Sở Y tế " * 900,
    "Sở Tài chính thống nhất. " * 300,
]


def _rows(understood, text, by="department"):
    return find_opinions(understood(letter(text, **SENDERS[by])))


def _shown(row):
    parts = [str(row.view or row.heard), row.letter.number if row.letter else None, row.date, row.taken_up]
    return f"{row.body}: " + ", ".join(part for part in parts if part)


@pytest.mark.parametrize("case", CASES["said"], ids=[case["case"] for case in CASES["said"]])
def test_what_a_body_said(case, understood):
    assert [_shown(row) for row in _rows(understood, case["text"], case.get("by", "department"))] == case["rows"]


@pytest.mark.parametrize("case", CASES["unnamed"], ids=lambda case: case["text"])
def test_bodies_without_a_name(case, understood):
    rows = _rows(understood, case["text"])
    assert rows
    assert not any(row.named for row in rows)


@pytest.mark.parametrize("case", CASES["nothing"], ids=[case["case"] for case in CASES["nothing"]])
def test_no_opinion(case, understood):
    assert [_shown(row) for row in _rows(understood, case["text"])] == []


def test_the_row_quotes_the_words_that_tell_it(understood):
    submission = understood(letter("Tại Công văn số 5/STC ngày 05/5/2025, Sở Tài chính thống nhất; Sở Y tế nhất trí."))
    quoted = [submission.text[row.start : row.end] for row in find_opinions(submission)]
    assert quoted == ["Tại Công văn số 5/STC ngày 05/5/2025, Sở Tài chính thống nhất", "Sở Y tế nhất trí"]


def test_who_appraises_is_told_apart(understood):
    rows = _rows(understood, "Sở Nội vụ thẩm định, thấy nên làm. Ban Dân tộc tỉnh thống nhất.", "district")
    assert [(row.body, row.kind) for row in rows] == [("Sở Nội vụ", "appraisal"), ("Ban Dân tộc tỉnh", "opinion")]


def test_agreement_on_the_whole_is_marked_where_nothing_more_is_said(understood):
    rows = _rows(understood, "Sở Tài chính cơ bản thống nhất. Sở Nội vụ cơ bản thống nhất, đề nghị bỏ Điều 7.")
    assert [row.basic for row in rows] == [True, False]


def test_a_count_tells_whether_all_agree(understood):
    text = "Có 22/22 cơ quan thống nhất. Có 14/17 đơn vị thống nhất. Mười hai sở đều nhất trí."
    assert [row.unanimous for row in _rows(understood, text)] == [True, False, True]


def test_what_the_submitter_thinks_itself(understood):
    submission = understood(letter("Sở nhận thấy việc xây cầu là cần thiết. Sở Tài chính thấy nên làm sau."))
    assert [submission.text[a:b] for a, b in find_own_view(submission)] == ["Sở nhận thấy việc xây cầu là cần thiết."]


def test_a_note_below_the_signature_names_the_letters(understood):
    text = letter("Sở đã lấy ý kiến các cơ quan, đơn vị liên quan1 và hoàn chỉnh dự thảo.")
    text += (
        "\n1 Công văn số 64/STC-VP ngày 15/01/2026 của Sở Tài chính, Công văn số 25/STP ngày 16/01/2026 của Sở Y tế.\n"
    )
    named = [_shown(row) for row in find_opinions(understood(text)) if row.named]
    assert named == ["Sở Tài chính: answered, 64/STC-VP, 2026-01-15", "Sở Y tế: answered, 25/STP, 2026-01-16"]


@pytest.mark.parametrize("name", PATTERNS)
def test_a_pattern_finds_its_examples_and_passes_over_the_others(name):
    def seen(text):
        return COMPILED[name].search(small_letters(text) if name in SMALL else text)

    assert all(seen(text) for text in PATTERNS[name]["matches"])
    assert not any(seen(text) for text in PATTERNS[name]["rejects"])


def test_every_pattern_has_examples_of_both_kinds():
    assert all(row["matches"] and row["rejects"] for row in PATTERNS.values())
    assert all(role(name).pattern for name in table()["roles"])
    assert "Tài chính" in part_names()


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:20])
def test_strange_texts_are_read_to_their_end(text, understood):
    submission = understood(letter(text))
    assert all(0 <= row.start <= row.end <= len(submission.text) for row in find_opinions(submission))
