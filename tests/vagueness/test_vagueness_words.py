"""Words with offsets: nothing is lost, no number is cut."""

from __future__ import annotations

import pytest
from vague_samples import EXACT_REQUEST, submission

from vn_dossier_nlp.language.words import segment

TEXTS = [
    submission(EXACT_REQUEST),
    "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05/3/2020;\nQuyết định số 192/2025/QĐ-UBND",
    "phê duyệt điều\nchỉnh  quy hoạch",
    "",
    "   \n\n ",
    "…“” ½ & <b>",
]


@pytest.mark.parametrize("text", TEXTS)
def test_every_character_but_white_space_is_in_one_word(text: str) -> None:
    words = segment(text)
    assert all(" ".join(text[start:end].split()) == word for start, end, word in words)
    assert "".join("".join(word.split()) for *_, word in words) == "".join(text.split())
    assert all(a[1] <= b[0] for a, b in zip(words, words[1:], strict=False))


def test_numbers_and_kept_spans_are_one_word() -> None:
    text = TEXTS[1]
    assert {"30/2020/NĐ-CP", "192/2025/QĐ-UBND"} <= {word for *_, word in segment(text)}
    start = text.index("ngày")
    assert "ngày 05/3/2020" in [word for *_, word in segment(text, 0, None, [(start, text.index(";"))])]


def test_part_of_a_text_keeps_its_offsets() -> None:
    text = TEXTS[2]
    assert segment(text, 10)[0][0] >= 10
