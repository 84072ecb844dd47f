"""Texts that share too much: word 8-grams; and whole sentences, obligatory formulas left aside.

Near-duplicates make figures of quality worthless: what was learnt from one text is asked of its copy. Twins of one
matter share sentences by intent and are not compared.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from vn_dossier_nlp.language.folding import fold
from vn_dossier_nlp.language.sentences import find_sentences
from vn_dossier_nlp.resources import room_file

WIDTH = 8  # words of a gram
MOST = 0.10  # of the grams of the shorter text that two texts may share
LEAST_WORDS = 9  # of a sentence that counts
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Alike:
    """Two texts with the share of 8-grams that they have in common, and a sentence that both hold, if any."""

    one: str
    other: str
    share: float
    sentence: str | None


def alike(texts: Mapping[str, str], groups: Mapping[str, str]) -> Iterator[Alike]:
    """The pairs of texts of different groups that share over ``MOST`` of their grams, or a sentence.

    Linear in the length of all texts but for what is really shared.
    """
    grams = {name: _grams(text) for name, text in texts.items()}
    shared = _shared(grams, groups)
    same = _same_sentences(texts, groups)
    for one, other in sorted({*shared, *same}):
        share = shared.get((one, other), 0) / max(1, min(len(grams[one]), len(grams[other])))
        sentence = same.get((one, other))
        if share > MOST or sentence is not None:
            yield Alike(one, other, share, sentence)


def largest_share(texts: Mapping[str, str], groups: Mapping[str, str]) -> float:
    """The largest share of 8-grams that two texts of different groups have in common."""
    grams = {name: _grams(text) for name, text in texts.items()}
    shares = (count / max(1, min(len(grams[a]), len(grams[b]))) for (a, b), count in _shared(grams, groups).items())
    return max(shares, default=0.0)


def _grams(text: str) -> set[tuple[str, ...]]:
    words = _WORD.findall(fold(text).text.lower())
    return {tuple(words[at : at + WIDTH]) for at in range(len(words) - WIDTH + 1)}


def _shared(grams: Mapping[str, set[tuple[str, ...]]], groups: Mapping[str, str]) -> Counter[tuple[str, str]]:
    owners: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for name in sorted(grams):
        for gram in grams[name]:
            owners[gram].append(name)
    found: Counter[tuple[str, str]] = Counter()
    for names in owners.values():
        found.update(pair for pair in combinations(names, 2) if groups[pair[0]] != groups[pair[1]])
    return found


def _same_sentences(texts: Mapping[str, str], groups: Mapping[str, str]) -> dict[tuple[str, str], str]:
    owners: dict[str, list[str]] = defaultdict(list)
    for name in sorted(texts):
        for sentence in sorted(set(_sentences(texts[name]))):
            owners[sentence].append(name)
    found: dict[tuple[str, str], str] = {}
    for sentence, names in owners.items():
        for pair in combinations(names, 2):
            if groups[pair[0]] != groups[pair[1]]:
                found.setdefault(pair, sentence)
    return found


def _sentences(text: str) -> Iterator[str]:
    folded = fold(text).text
    for sentence in find_sentences(folded):
        plain = " ".join(folded[sentence.start : sentence.end].split())
        if len(_WORD.findall(plain)) >= LEAST_WORDS and not (plain.isupper() or _formulas().fullmatch(plain)):
            yield plain


@lru_cache(maxsize=1)
def _formulas() -> re.Pattern[str]:
    """What any submission says: each line of ``formulas.txt`` is an expression over a sentence with single blanks."""
    lines = room_file("corpus", "data", "formulas.txt").read_text(encoding="utf-8").splitlines()
    return re.compile("|".join(f"(?:{line})" for line in lines if line and not line.startswith("#")))
