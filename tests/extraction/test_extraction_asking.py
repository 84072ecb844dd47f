"""The rows of ``asking.toml`` and ``acts.toml``."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

import vn_dossier_nlp
from vn_dossier_nlp.extraction.acts import act_kinds, asking_rows, find_acts
from vn_dossier_nlp.extraction.asking import AskingWords

CORPUS = Path(__file__).resolve().parents[2] / "corpora" / "submissions" / "texts"

MATCHES = [(row["name"], text) for row in asking_rows() for text in row["matches"]]
REJECTS = [(row["name"], text) for row in asking_rows() for text in row["rejects"]]


@pytest.fixture(scope="module")
def hits():
    from spacy.matcher import Matcher

    nlp = vn_dossier_nlp.load()
    matcher = Matcher(nlp.vocab)
    for row in asking_rows():
        matcher.add(row["name"], [row["pattern"]])

    def names(text: str) -> set[str]:
        return {nlp.vocab.strings[name] for name, *_ in matcher(nlp(text))}

    return names


@pytest.mark.parametrize(("name", "text"), MATCHES)
def test_a_row_finds_its_examples(name, text, hits):
    assert name in hits(text)


@pytest.mark.parametrize(("name", "text"), MATCHES)
def test_a_line_may_break_anywhere(name, text, hits):
    assert name in hits(text.replace(" ", "\n"))


@pytest.mark.parametrize(("name", "text"), REJECTS)
def test_a_row_rejects(name, text, hits):
    assert name not in hits(text)


def test_every_row_has_examples_and_a_source():
    for row in asking_rows():
        assert row["matches"]
        assert row["rejects"]
        assert row["source"]
    assert len({row["name"] for row in asking_rows()}) == len(asking_rows())


def everywhere(doc) -> set[tuple[int, int]]:
    """What the Matcher finds when it walks over every token."""
    from spacy.matcher import Matcher

    matcher = Matcher(doc.vocab)
    for row in asking_rows():
        matcher.add(row["name"], [row["pattern"]])
    return {(start, end) for _, start, end in matcher(doc)}


def test_looking_where_a_row_can_begin_misses_nothing_of_real_texts():
    nlp = vn_dossier_nlp.load()
    find, found = AskingWords(nlp.vocab), 0
    for path in sorted(CORPUS.glob("*.txt"))[::8]:
        doc = nlp.tokenizer(path.read_text(encoding="utf-8"))
        expected = everywhere(doc)
        assert set(find(doc)) == expected
        found += len(expected)
    assert found > 50


WORDS = ["kính", "trình", "đề", "kiến", "nghị", "xuất", "với", "UBND", "xin", "ý", "của", "báo", "cáo", "tham", "mưu"]


@given(some.lists(some.sampled_from([*WORDS, "cho", "Chủ", ":", "\n", "\n\n", "nhà", "."]), max_size=30))
def test_looking_where_a_row_can_begin_misses_nothing(words):
    nlp = vn_dossier_nlp.load()
    doc = nlp.tokenizer(" ".join(words))
    assert set(AskingWords(nlp.vocab)(doc)) == everywhere(doc)


@pytest.mark.parametrize("words", sorted(act_kinds()))
def test_an_act_is_found_by_its_words(words):
    (act,) = find_acts(f"xin {words}.", 3, 99)
    assert (act.words, act.kind) == (words, act_kinds()[words])


def test_the_longer_act_wins_and_lines_may_break():
    assert [act.words for act in find_acts("Ký  ban\nhành Quy chế", 0, 99)] == ["ký ban hành"]


def test_an_act_inside_a_word_is_none():
    assert find_acts("kýúc bầucử", 0, 99) == []
