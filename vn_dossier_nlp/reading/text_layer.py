"""Whether a PDF page's text layer can be trusted: old fonts are turned into Unicode, a broken layer is told.

A PDF keeps no letters but codes of a font; what they mean may be lost or wrong. Files from before Unicode say
"QuyÕt ®Þnh" (TCVN3, VNI), files without a map of their font say anything, files from some programs lose the letters
that their main font lacks. The rules of Vietnamese spelling show which.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from vn_dossier_nlp.language.legacy import decode, is_unicode, set_of_font, set_of_text
from vn_dossier_nlp.language.syllables import is_syllable

# Letters of the old sets that Vietnamese does not have.
_FOREIGN = re.compile(r"[\u00a1-\u00aa\u00ac\u00ae-\u00bf\u2219\u03bcÄÅÆÇËÎÏÑÖ×ØÛÜÞßäåæçëîïðñö÷øûüþ]")
_WORD = re.compile(r"[^\W\d_]+")
_FEW_WORDS = 20
_TRUSTED = 0.75  # of the words; real pages, with all their abbreviations, seldom have less
_CLEARLY_BETTER = 0.1


def may_be_old(text: str) -> bool:
    """A quick look that spares nearly all pages the long one."""
    return bool(_FOREIGN.search(text)) and len(_FOREIGN.findall(text)) > 0.01 * len(text)


def modern_letters(text: str, font_at: Callable[[int], str]) -> str:
    """The text of a page with TCVN3 in Unicode, letter for letter, so that every letter keeps its place.

    ``font_at`` names the font of a character; it is asked once a word.
    """
    sets = _sets_of_words(text, font_at)
    if not any(sets):
        return _by_lines(text)
    if is_unicode("".join(text[start:end] for (start, end, _), found in zip(_words(text), sets, strict=True) if found)):
        return text  # Unicode typed in a font of an old name
    letters = list(text)
    for (start, end, _), found in zip(_words(text), sets, strict=True):
        if found and found[0] == "tcvn3":
            letters[start:end] = decode(text[start:end], "tcvn3", capitals=found[1]).text
    return "".join(letters)


def set_of_page(text: str, font_at: Callable[[int], str]) -> str | None:
    """The old set of a page whose letters take more than one code, so that whole lines must be turned: vni."""
    names = [found[0] for found in _sets_of_words(text, font_at) if found]
    if names:
        return "vni" if names.count("vni") > len(names) / 2 and not is_unicode(text) else None
    return "vni" if set_of_text(text) == "vni" else None


def _words(text: str) -> Iterable[tuple[int, int, str]]:
    return ((match.start(), match.end(), match.group()) for match in re.finditer(r"\S+", text))


def _sets_of_words(text: str, font_at: Callable[[int], str]) -> list[tuple[str, bool] | None]:
    # A letter that the font lacks may come from another; the first letter that has a font of letters tells.
    return [set_of_font(font_at(start)) for start, _, _ in _words(text)]


def _by_lines(text: str) -> str:
    known = set_of_text(text)
    if known != "tcvn3":
        return text
    lines = text.splitlines(keepends=True)
    return "".join(decode(line, "tcvn3").text if set_of_text(line, known=known) == known else line for line in lines)


def is_garbled(text: str) -> bool:
    """Whether so few words of a page can be Vietnamese that its letters are wrong or lost."""
    words = _WORD.findall(text)
    return len(words) >= _FEW_WORDS and _share(words) < _TRUSTED


def reads_better(text: str, other: str) -> bool:
    """Whether ``text`` is clearly more Vietnamese than ``other``: what OCR gave than what the page says."""
    words = _WORD.findall(text)
    return len(words) >= _FEW_WORDS and _share(words) > _share(_WORD.findall(other)) + _CLEARLY_BETTER


def _share(words: list[str]) -> float:
    return sum(map(is_syllable, words)) / len(words) if words else 0.0
