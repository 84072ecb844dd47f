"""How much of a submission its sender has sent before: the nearest of its submissions of the half year before.

By the MinHash of the scoring: the share of five-word runs that two texts have in common. Only a fixed window is looked
at, so that a long history does not make a late submission look copied; in the first half year of the data the window
is not full, and the figures of these months are marked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from vn_dossier_nlp.language.minhash import PERMUTATIONS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Whole = NDArray[np.int64]
    Words = NDArray[np.uint64]

WINDOW = 6  # months before that of the submission
SHARED = 0.5  # from this likeness on a text counts as one that was sent before
_BITS = 4  # of every number, packed in 64-bit words: enough to find the nearest
_BLOCK = 64


def nearest(sender: Whole, order: Whole, month: Whole, signatures: NDArray[np.uint32]) -> NDArray[np.float64]:
    """The likeness to the nearest earlier submission of the same sender; NaN where there is none in the window.

    ``order`` ranks the days: a submission of the same day is not earlier. All arrays have one entry a submission that
    has a signature; ``signatures`` is (submissions, 64).
    """
    import numpy as np

    found = np.full(len(sender), np.nan)
    rows = np.lexsort((order, sender))
    packed = _packed(signatures)
    for begin, end in _runs(sender[rows]):
        _of_sender(rows[begin:end], order, month, signatures, packed, found)
    return found


def _of_sender(
    rows: Whole, order: Whole, month: Whole, signatures: NDArray[np.uint32], packed: Words, found: NDArray[np.float64]
) -> None:
    """Fill in one sender's submissions, sorted by day."""
    import numpy as np

    days, months = order[rows], month[rows]
    first = np.searchsorted(months, months - WINDOW)
    last = np.searchsorted(days, days)  # up to it: strictly earlier days
    for start in range(0, len(rows), _BLOCK):
        block = slice(start, min(start + _BLOCK, len(rows)))
        low, high = int(first[block][0]), int(last[block].max())
        if high <= low:
            continue
        differ = packed[rows[low:high], 0] ^ packed[rows[block], 0][:, None]
        for bit in range(1, _BITS):
            differ |= packed[rows[low:high], bit] ^ packed[rows[block], bit][:, None]
        unlike = _ones(differ)
        place = np.arange(low, high)
        unlike[(place < first[block][:, None]) | (place >= last[block][:, None])] = PERMUTATIONS + 1
        best = unlike.argmin(axis=1)
        inside = np.take_along_axis(unlike, best[:, None], 1)[:, 0] <= PERMUTATIONS
        here, there = rows[block][inside], rows[low:high][best[inside]]
        found[here] = (signatures[here] == signatures[there]).mean(axis=1)


def _packed(signatures: NDArray[np.uint32]) -> Words:
    """The lowest bits of the 64 numbers, bit by bit in one word of 64."""
    import numpy as np

    places = np.left_shift(np.uint64(1), np.arange(PERMUTATIONS, dtype=np.uint64))
    words = [
        (((signatures >> np.uint32(bit)) & np.uint32(1)).astype(np.uint64) * places).sum(axis=1, dtype=np.uint64)
        for bit in range(_BITS)
    ]
    return np.stack(words, axis=1)


def _ones(words: Words) -> NDArray[np.uint8]:
    """The number of ones in every word."""
    import numpy as np

    if hasattr(np, "bitwise_count"):
        ones: NDArray[np.uint8] = np.asarray(np.bitwise_count(words), np.uint8)
        return ones
    table = np.array([bin(value).count("1") for value in range(1 << 16)], np.uint8)
    halves = np.ascontiguousarray(words).view(np.uint16).reshape(*words.shape, 4)
    total: NDArray[np.uint8] = table[halves].sum(axis=-1, dtype=np.uint8)
    return total


def _runs(sender: Whole) -> list[tuple[int, int]]:
    """Where each sender begins and ends in a sorted array."""
    import numpy as np

    edges = np.flatnonzero(np.diff(sender)) + 1
    return list(zip([0, *edges.tolist()], [*edges.tolist(), len(sender)], strict=True)) if len(sender) else []
