"""Segments: joined they are the text, and each lies under exactly the marks that cover it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from vn_dossier_nlp.reports.highlights import Mark, segments

MARKS = st.lists(st.tuples(st.integers(-2, 30), st.integers(-2, 30)), max_size=8)


@given(st.text(max_size=28), MARKS)
def test_segments_cover_the_text_once(text: str, places: list[tuple[int, int]]) -> None:
    marks = [Mark(start, end, "citation", f"m{index}", "") for index, (start, end) in enumerate(places)]
    good = {mark.anchor: mark for mark in marks if 0 <= mark.start < mark.end <= len(text)}
    pieces = segments(text, marks)
    assert "".join(piece.text for piece in pieces) == text
    offset = 0
    for piece in pieces:
        over = {name for name, mark in good.items() if mark.start <= offset < mark.end}
        assert set(piece.anchors) == over
        offset += len(piece.text)
    opened = [anchor for piece in pieces for anchor in piece.opens]
    assert sorted(opened) == sorted(good)


def test_titles_and_kinds_of_an_overlap_are_joined() -> None:
    pieces = segments("abcdef", [Mark(0, 4, "proposal", "m1", "P"), Mark(2, 6, "citation", "m2", "C")])
    assert [(piece.text, piece.kinds, piece.title) for piece in pieces] == [
        ("ab", ("proposal",), "P"),
        ("cd", ("proposal", "citation"), "P · C"),
        ("ef", ("citation",), "C"),
    ]
