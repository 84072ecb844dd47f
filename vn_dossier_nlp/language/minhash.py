"""MinHash of a text: 64 numbers by which the share of text that two submissions have in common can be told later.

The share of equal numbers in two signatures estimates the Jaccard likeness of their sets of five-word runs (Broder
1997); its standard error is at most 0.0625. Words are what stands between white space, marks of punctuation left
out, in small letters. Everything is whole numbers with fixed constants: the same text has the same signature on every
machine.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING
from zlib import crc32

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

PERMUTATIONS = 64
RUN = 5  # words of a shingle
_CHUNK = 4096  # shingles at a time: 2 MB of products
_SEED = 20260701
_GOLDEN, _FIRST, _SECOND = 0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB  # of splitmix64
_NO_WORD = bytes.maketrans(b"\"'()*+,-./:;<=>?[]_|~", b" " * 21)


def minhash(text: str) -> tuple[int, ...] | None:
    """The signature: 64 numbers below 2**32; None for a text without a word."""
    import numpy as np

    words = text.lower().encode("utf-8", "surrogatepass").translate(_NO_WORD).split()
    if not words:
        return None
    shingles = _shingles(np.fromiter(map(crc32, words), np.uint64, len(words)))
    factors, addends = _constants()
    lowest = np.full(PERMUTATIONS, np.iinfo(np.uint64).max)
    for start in range(0, len(shingles), _CHUNK):
        products = factors * shingles[start : start + _CHUNK]
        products += addends
        np.minimum(lowest, products.min(axis=1), out=lowest)
    return tuple((lowest >> np.uint64(32)).tolist())


def likeness(one: Sequence[int], other: Sequence[int]) -> float:
    """The estimated share of runs that two texts have in common, among all runs of the two: 0 to 1."""
    return sum(a == b for a, b in zip(one, other, strict=True)) / PERMUTATIONS


def _shingles(words: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """One well-mixed number for every run of words; a shorter text is one run."""
    import numpy as np

    run = min(RUN, len(words))
    count = len(words) - run + 1
    mixed = np.zeros(count, np.uint64)
    for place in range(run):
        mixed *= np.uint64(_GOLDEN)
        mixed += words[place : place + count] + np.uint64(1)
    return _mix(mixed)


def _mix(numbers: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """splitmix64: every bit of the result hangs on every bit of the number."""
    import numpy as np

    mixed = numbers + np.uint64(_GOLDEN)
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(_FIRST)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(_SECOND)
    return mixed ^ (mixed >> np.uint64(31))


@lru_cache(maxsize=1)
def _constants() -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """Odd factors and addends of the permutations, as columns."""
    import numpy as np

    drawn = _mix(np.arange(2 * PERMUTATIONS, dtype=np.uint64) + np.uint64(_SEED))
    return (drawn[:PERMUTATIONS] | np.uint64(1))[:, None], drawn[PERMUTATIONS:][:, None]
