"""Vietnamese syllables by the rules of the script."""

from __future__ import annotations

import unicodedata

import pytest

from vn_dossier_nlp.language.syllables import is_syllable

ARE = "Ủy ban nhân dân quyết định giữa nghiêng giêng gì quốc quyển khuya uống yêu hoà hòa thuỷ thủy ướt xoong đặc biệt"
ARE_NOT = "QuyÕt cña l∙nh strong cat bac hap tach LuËt ttr w xyz áà bcd"


@pytest.mark.parametrize("word", ARE.split(" "))
def test_are(word: str) -> None:
    assert is_syllable(word)
    assert is_syllable(word.upper())
    assert is_syllable(unicodedata.normalize("NFD", word))


@pytest.mark.parametrize("word", ARE_NOT.split(" "))
def test_are_not(word: str) -> None:
    assert not is_syllable(word)


def test_words_of_real_texts(shared) -> None:
    """Nearly every small word of an official text is a syllable."""
    text = (shared / "data" / "dossiers-dev" / "062.txt").read_text(encoding="utf-8")
    words = [word for word in text.split() if word.isalpha() and word.islower()]
    assert sum(map(is_syllable, words)) > 0.97 * len(words)
