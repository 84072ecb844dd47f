"""MinHash: fixed for ever, close to the true likeness, deaf to marks and line breaks."""

from __future__ import annotations

import random
from statistics import mean

import pytest

from vn_dossier_nlp.language.minhash import PERMUTATIONS, RUN, likeness, minhash

TEXT = "Cầu Bản Ngà bị lũ cuốn trôi hai nhịp, dân phải đi đò; đề nghị cho sửa chữa trong tháng tới."


def runs(words: list[str]) -> set[tuple[str, ...]]:
    return {tuple(words[start : start + RUN]) for start in range(len(words) - RUN + 1)}


def test_the_signature_is_the_same_on_every_machine_and_in_every_version() -> None:
    signature = minhash(TEXT)
    assert signature is not None
    assert len(signature) == PERMUTATIONS
    assert signature[:4] == (218903478, 146446578, 144858518, 39270996)
    assert all(0 <= value < 2**32 for value in signature)


def test_marks_case_and_line_breaks_are_not_heard() -> None:
    assert minhash(TEXT.upper().replace(" ", "\n").replace(",", " -")) == minhash(TEXT)


@pytest.mark.parametrize("text", ["", " \n", "./. - ;"])
def test_no_word_no_signature(text: str) -> None:
    assert minhash(text) is None


def test_a_text_shorter_than_a_run() -> None:
    assert minhash("Kính gửi") == minhash("kính gửi:")
    assert minhash("Kính gửi") != minhash("Kính trình")


def test_a_long_text_is_taken_in_parts() -> None:
    words = [str(number) for number in range(10_000)]
    whole, half = minhash(" ".join(words)), minhash(" ".join(words[:5_000]))
    assert whole is not None
    assert half is not None
    assert likeness(whole, half) == pytest.approx(0.5, abs=0.2)


def test_likeness_is_the_share_of_common_runs() -> None:
    """Over 120 pairs the mean error stays within three of its standard errors, 0.05 / sqrt(120)."""
    draw = random.Random(11)
    errors = []
    for _ in range(120):
        common = draw.randrange(30, 370)
        one, other = ([f"{side}{draw.random():.9f}".replace(".", "x") for _ in range(400)] for side in "ab")
        other[:common] = one[:common]
        first, second = minhash(" ".join(one)), minhash(" ".join(other))
        assert first is not None
        assert second is not None
        a, b = runs(one), runs(other)
        errors.append(likeness(first, second) - len(a & b) / len(a | b))
    assert abs(mean(errors)) < 0.015
    assert max(map(abs, errors)) < 0.25
