"""Patterns that stand at the beginning of a word, in a form that is searched quickly.

The engine of ``re`` skips to the letters with which a pattern may begin only where each branch begins with a letter;
a pattern that begins with a look behind is tried at every character, which costs four times as much.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

_FIRST_CLASS = re.compile(r"[^\W\d_]|\[([^\W\d_]+)\]")  # a letter, or a choice of letters
_FREE = r"(?<![\wÀ-ỹ].)"
_STUCK = r"(?<=[a-zà-ỹđ\d].)"


def at_word(branches: Iterable[str], *, may_be_stuck: bool = False) -> str:
    """An expression for any of ``branches`` at the beginning of a word; each of them begins with a plain letter.

    Of two branches that match the earlier one wins. With ``may_be_stuck`` a capital may also follow a small letter
    or a digit ("theoLuật", "Điều 19Nghị định"). It must not stand under the flag that ignores case.
    """
    by_letter: dict[str, list[str]] = defaultdict(list)
    for branch in branches:
        assert branch[0].isalpha(), branch
        by_letter[branch[0]].append(branch[1:])
    found = []
    for letter, rest in by_letter.items():
        before = f"{_FREE}|{_STUCK}" if may_be_stuck and letter.isupper() else _FREE
        # The second letter is looked at first: it is wrong more often than what stands before the word.
        second = [_FIRST_CLASS.match(branch) for branch in rest]
        letters = sorted({char for match in second if match for char in match[1] or match[0]})
        ahead = f"(?=[{''.join(letters)}])" if all(second) else ""
        found.append(f"{letter}{ahead}(?s:{before})(?:{'|'.join(rest)})")
    return "|".join(found)


def any_of(words: Iterable[str]) -> str:
    """An expression for any of some words or phrases as a whole, the longest first; their blanks any white space.

    To be searched in a text in small letters (:func:`~vn_dossier_nlp.grammar.letters.small`): under the flag that
    ignores case the engine cannot skip.
    """
    ordered = sorted(words, key=lambda word: (-len(word), word))
    assert all(word == word.lower() for word in ordered)
    branches = at_word(re.escape(word).replace("\\ ", r"\s+") for word in ordered)
    return rf"(?:{branches})(?![\wÀ-ỹ])"


def at_letter(branches: Iterable[str]) -> str:
    """An expression for any of ``branches``; each of them begins with a letter, or with a choice of some in brackets.

    They are sorted by what they begin with, so that the engine can skip; where two match the earlier one wins.
    """
    by_letter: dict[str, list[str]] = defaultdict(list)
    for branch in branches:
        first = _FIRST_CLASS.match(branch)
        assert first, branch
        for letter in first[1] or first[0]:
            by_letter[letter].append(branch[first.end() :])
    return "|".join(f"{letter}(?:{'|'.join(rest)})" for letter, rest in by_letter.items())


def either_case(name: str) -> tuple[str, str]:
    """Two branches for a name: with a small and with a capital letter; its blanks may be any white space."""
    pattern = name.replace(" ", r"\s+")
    return pattern[0].lower() + pattern[1:], pattern[0].upper() + pattern[1:]
