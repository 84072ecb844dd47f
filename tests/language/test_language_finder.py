"""A finder finds what ``re`` finds, wherever its patterns may begin."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vn_dossier_nlp.extraction.enclosures import grammar
from vn_dossier_nlp.extraction.opinion_words import kinds, signs
from vn_dossier_nlp.language.amounts import QUANTITY
from vn_dossier_nlp.language.dates import DATE
from vn_dossier_nlp.language.finder import Finder
from vn_dossier_nlp.language.folding import fold
from vn_dossier_nlp.language.openings import openings
from vn_dossier_nlp.regulation.cues import cues
from vn_dossier_nlp.regulation.facts import fact_signs
from vn_dossier_nlp.regulation.signs import signs as purpose_signs

TEXTS = Path(__file__).parents[2] / "corpora" / "submissions" / "texts"
PATTERNS = {
    **{f"cue {name}": row.pattern for name, row in cues().items()},
    **{f"fact {sign.name}": sign.pattern for sign in fact_signs()},
    "date": DATE,
    "quantity": QUANTITY,
    **{f"purpose {sign.name}": sign.pattern for sign in purpose_signs()},
    **{f"enclosure {form.name}": form.pattern for form in grammar().forms},
    **{f"kind {order}": kind.pattern for order, kind in enumerate(kinds())},
    **{f"opinion {order}": sign.pattern for order, sign in enumerate(signs())},
}
EXAMPLES = [example for row in (*cues().values(), *fact_signs()) for example in (*row.matches, *row.rejects)]
# Words, capitals, marks of a scan, letters that the engine takes for others when it ignores case.
PIECES = st.sampled_from(
    ["kinh phí", "Kinh  phí", "KINH PHÍ", "đề nghị", "ngày 12/3/2024", "từ ngân sách xã", "§§", "¶", "ſở", "İn", "ı",
     "12", "chi 5 triệu đồng", "\n", ", ", "(", "kèm theo", "Sở", "theo", "thẩm định", "x", "_", "“", "hết", "chết",
     "\t| "]
)  # fmt: skip


def spans(matches):
    return [match.span() for match in matches]


@pytest.fixture(scope="module")
def finder():
    return Finder(PATTERNS)


def agrees(finder, text):
    index = finder.index(text)
    return [name for name, pattern in PATTERNS.items() if spans(index.finditer(name)) != spans(pattern.finditer(text))]


def test_no_match_is_lost_in_the_submissions_of_the_corpus(finder):
    texts = [fold(path.read_text(encoding="utf-8")).text for path in sorted(TEXTS.glob("*.txt"))[::24]]
    assert texts
    for text in texts:
        assert agrees(finder, text) == []
        assert agrees(finder, text.lower()) == []


def test_no_match_is_lost_in_the_examples_of_the_data(finder):
    assert agrees(finder, " . ".join(EXAMPLES)) == []
    assert agrees(finder, "x".join(EXAMPLES).upper()) == []


@settings(max_examples=40, deadline=None)
@given(st.lists(PIECES, max_size=30).map("".join))
def test_no_match_is_lost_in_mixed_pieces(finder, text):
    assert agrees(finder, text) == []


@settings(max_examples=15, deadline=None)
@given(st.lists(PIECES, min_size=4, max_size=20).map("".join), st.data())
def test_a_stretch_is_searched_as_re_searches_it(finder, text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    index = finder.index(text)
    told = [name for name in PATTERNS if name not in finder.untold]
    together = sorted((name, *match.span()) for name, match in index.together(told).finditer(start, end))
    assert together == sorted((name, *m.span()) for name in told for m in PATTERNS[name].finditer(text, start, end))
    for name, pattern in PATTERNS.items():
        assert spans(index.finditer(name, start, end)) == spans(pattern.finditer(text, start, end))


def test_nearly_every_pattern_tells_how_it_begins(finder):
    assert finder.untold <= {"cue power_headed", "cue assigned", "cue draft_content", "cue money_from"}


def test_patterns_that_are_looked_for_together_must_tell_how_they_begin(finder):
    with pytest.raises(ValueError, match="power_headed"):
        finder.index("").together(["cue power_headed"])


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        (r"[Kk]inh\s+phí", {"kinh"}),
        (r"(?:đã\s+)?hết", {"đã", "hết"}),
        (r"(?<!\w)chi(?=\s)|chi\d", {"chi", "chi0"}),
        (r"(?i)UBND", {"ubnd"}),
        (r"\d{1,3}\s+đồng", {"0"}),
        (r"^\W*về", {"^"}),
        (r"(?:a|b){2}c", {"a", "b"}),
        (r"v/v", {"v"}),
        (r"(?P<name>phụ\s+lục)\b", {"phụ"}),
        (r"§(?:\))?", {"§"}),
    ],
)
def test_openings_are_the_first_words(pattern, expected):
    assert {one.letters for one in openings(re.compile(pattern))} == expected


@pytest.mark.parametrize(
    "pattern", [r"\s+từ", r"[^.]a", r".a", r"a*", r"(a)?\1", r"(?m)^a", r"\w+ đồng", r"[\s)]b", ""]
)
def test_patterns_that_do_not_tell_how_they_begin(pattern):
    assert openings(re.compile(pattern)) is None


def test_a_pattern_with_too_many_openings_is_searched_as_it_is():
    """Cut short they would be too few: the last branch would be lost."""
    assert openings(re.compile("[a-c]|" + "(?:a|b|c|d|e)" * 6 + "|z")) is None


def test_an_opening_knows_the_edges_of_its_word():
    (one,) = openings(re.compile(r"(?<!\w)chi\s+trả"))
    assert (one.starts, one.ends) == (True, True)
    (one,) = openings(re.compile(r"chi"))
    assert (one.starts, one.ends) == (False, False)


@pytest.mark.parametrize("nasty", ["đề nghị", "§", "12/", "chichichi", "( ", "Sở " * 3 + "|", "“kinh phí từ "])
def test_looking_stays_linear_in_a_nasty_text(finder, nasty):
    """Work is counted, not timed: places at which patterns are tried grow with the text and no faster."""

    def tried(times):
        index = finder.index(nasty * times)
        return sum(len(index.places(name)) for name in PATTERNS)

    counts = [tried(50 * 2**power) for power in range(4)]
    assert all(more <= 2 * less + len(PATTERNS) for less, more in zip(counts, counts[1:], strict=False))


def test_what_is_kept_of_texts_stays_bounded(monkeypatch):
    monkeypatch.setattr("vn_dossier_nlp.language.finder._KEPT", 1000)
    finder = Finder({"a": re.compile("đơn")})
    first = finder.index("đơn " + "x" * 2000)
    second = finder.index("đơn")
    assert finder.kept <= 10
    assert first.places("a") == second.places("a") == [0]
