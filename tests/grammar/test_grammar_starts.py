"""Patterns in a form that is searched quickly find what their plain form finds."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as some

from vn_dossier_nlp.grammar.letters import small
from vn_dossier_nlp.grammar.starts import any_of, at_letter

PHRASES = ("đề nghị", "đề", "nghị quyết", "phê duyệt", "duyệt", "ủy ban", "ủy")
BRANCHES = ("[Pp]hương án", "phương", "[Hh]ai là", "ba")
LETTERS = some.text("đĐề nghịpPhươngánbauỷủy\nÀ.1_İ", max_size=60)
PLAIN = re.compile(
    rf"(?<![\wÀ-ỹ])(?:{'|'.join(sorted(PHRASES, key=len, reverse=True)).replace(' ', chr(92) + 's+')})(?![\wÀ-ỹ])"
)


def spans(pattern: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    return [match.span() for match in pattern.finditer(text)]


@given(
    some.lists(some.sampled_from([*PHRASES, " ", "\n", "x", ".", "Đề  nghị", "1"]), max_size=12).map("".join) | LETTERS
)
def test_phrases_are_found_as_whole_words(text):
    low = small(text)
    assert len(low) == len(text)
    assert spans(re.compile(any_of(PHRASES)), low) == spans(PLAIN, low)


@given(
    some.lists(some.sampled_from(["Phương án", "phương án", "phương", "Hai là", "ba", " ", "x"]), max_size=9).map(
        "".join
    )
)
def test_branches_keep_their_order(text):
    assert spans(re.compile(at_letter(BRANCHES)), text) == spans(re.compile("|".join(BRANCHES)), text)


def test_a_capital_in_a_list_of_small_words_is_refused():
    with pytest.raises(AssertionError):
        any_of(["UBND"])


def test_a_hostile_text_costs_no_more_than_its_length():
    from vn_dossier_nlp.extraction.acts import find_acts
    from vn_dossier_nlp.extraction.markers import find_markers
    from vn_dossier_nlp.language.amounts import QUANTITY, find_amounts

    for piece in ("đề nghị ", "1.111", "1,", "phương án ", "một số " * 3):
        seconds = []
        for length in (4_000, 8_000, 16_000, 32_000):
            text = (piece * length)[:length]
            start = time.process_time()
            find_acts(text, 0, length)
            find_markers(text, 0, length)
            find_amounts(text)
            QUANTITY.search(text)
            seconds.append(time.process_time() - start)
        assert seconds[-1] < 40 * max(seconds[0], 0.005), (piece, seconds)
