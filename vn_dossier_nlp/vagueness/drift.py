"""Whether incoming submissions are still like those that the model was trained on.

Features and length are compared by a two-sample test (Kolmogorov and Smirnov; for yes-or-no features a test of two
shares), corrected by Holm's method (1979), and only a shift that is also large counts: for yes-or-no features the
population stability index, for the others the largest gap of the two distributions. The training texts are made half
vague and half specific, an office's are not: so they are weighed to the share of generic that the model sees incoming;
that share is told by itself and is no drift. The p-values know nothing of twins: they are a sieve, not a proof.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from vn_dossier_nlp.extraction.province import province_of
from vn_dossier_nlp.extraction.submission import Submission
from vn_dossier_nlp.language.folding import key
from vn_dossier_nlp.vagueness.design import plain_words
from vn_dossier_nlp.vagueness.features import NAMES
from vn_dossier_nlp.vagueness.model import Row

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vector = NDArray[np.float64]

FEWEST = 20  # incoming submissions; below, chance alone looks like drift
LEVEL = 0.05  # of the family of tests
LARGE, STRONG = {"binary": 0.10, "other": 0.20}, {"binary": 0.25, "other": 0.35}
"""The population stability index and the largest gap from which a shift is watched, and from which it is strong; 0.10
and 0.25 are the customary limits of the index."""
_SHARES = {"unsure": (0.10, 0.20), "new_sender_kind": (0.10, 0.25), "new_form": (0.10, 0.25)}
"""Differences of shares from which they are watched and from which they are strong."""
_STRONG_FEATURES = 3  # so many strong shifts, and the model judges another kind of text
_TILT = 6.0  # bound of the tilt: a heavier one would leave a handful of texts to compare with
_HALF_WIDTH = 0.15  # wanted half width of the interval of the model's precision on new labels

_KINDS = (
    ("department", r"sở"),
    ("commune", r"(?:ubnd|ủy ban nhân dân) (?:xã|phường|thị trấn|đặc khu)"),
    ("district", r"(?:ubnd|ủy ban nhân dân) (?:huyện|quận|thị xã|thành phố)"),
    ("project_board", r"ban quản lý"),
    ("company", r"(?:tổng )?công ty|tập đoàn|ngân hàng"),
    ("hospital", r"bệnh viện|trung tâm y tế"),
    ("school", r"trường|học viện|đại học"),
    ("centre", r"trung tâm|viện"),
    ("association", r"hội|liên|hiệp hội|đoàn"),
)


@dataclass(frozen=True, slots=True)
class Profile:
    """What is compared of one submission."""

    row: Row
    length: int  # characters
    kind: str  # of the sender: department, district ..., other, none
    province: str | None
    form: str | None  # type of the document as its head names it
    matter: str = ""  # what twins share; empty where it is not known


@dataclass(frozen=True, slots=True)
class Shift:
    """One thing that was compared.

    ``state``: same, watch, strong, or told (said for information alone). ``here`` and ``there`` are means or shares of
    the incoming and of the training submissions; ``p`` is corrected; ``detail`` lists what is new.
    """

    code: str
    state: str
    here: float
    there: float
    effect: float
    p: float | None
    detail: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Drift:
    """``advice``: few, fine, watch or label; ``label``: how many submissions to label where that is advised."""

    advice: str
    incoming: int
    training: int
    shifts: tuple[Shift, ...]
    label: int


def profile(sub: Submission, row: Row, matter: str = "") -> Profile:
    """The profile of a submission as understood."""
    head, place = sub.masthead, province_of(sub)
    return Profile(row, len(sub.text), sender_kind(head.issuer), place.name if place else None, head.type, matter)


def sender_kind(issuer: str | None) -> str:
    """The kind of a sender by the beginning of its name; ``none`` where no name was read.

    >>> sender_kind("Sở Nội vụ"), sender_kind("UBND HUYỆN BÌNH SƠN"), sender_kind(None)
    ('department', 'district', 'none')
    """
    name = key(issuer or "")
    if not name:
        return "none"
    return next((kind for kind, start in _KINDS if re.match(rf"(?:{start})(?!\w)", name)), "other")


def drift(
    incoming: Sequence[Profile],
    training: Sequence[Profile],
    probabilities: Callable[[Sequence[Row]], Vector],
    generic: Callable[[float], str],
    usual_unsure: float | None = None,
) -> Drift:
    """How the incoming submissions differ from the training ones and what to do.

    ``generic`` makes a word of a probability, as the classifier does; ``usual_unsure``: the share of unsure on texts
    that the model had not seen (its card tells it).
    """
    import numpy as np

    if len(incoming) < FEWEST or not training:
        return Drift("few", len(incoming), len(training), (), 0)
    here, there = (probabilities([one.row for one in group]) for group in (incoming, training))
    weights = _weights(there, float(np.mean(here)))
    shifts = [
        *_measured(incoming, training, weights),
        *_words_of_the_model(here, there, generic, usual_unsure),
        *_new(incoming, training),
    ]
    advice = _advice(shifts)
    return Drift(
        advice, len(incoming), len(training), tuple(shifts), _to_label(len(incoming)) if advice == "label" else 0
    )


def _weights(probabilities: Vector, share: float) -> Vector:
    """Weights by which the training texts have the mean probability ``share``: those of exponential tilting."""
    import numpy as np

    low, high = -_TILT, _TILT
    for _ in range(60):
        middle = (low + high) / 2
        weights: Vector = np.exp(middle * probabilities)
        weights /= weights.sum()
        low, high = (middle, high) if float((weights * probabilities).sum()) < share else (low, middle)
    return weights


def _measured(incoming: Sequence[Profile], training: Sequence[Profile], weights: Vector) -> list[Shift]:
    """Features, length and unknown words, with their p-values corrected together."""
    import numpy as np

    columns: dict[str, tuple[Vector, Vector]] = {
        f"feature_{name}": (
            np.array([one.row.values[n] for one in incoming]),
            np.array([one.row.values[n] for one in training]),
        )
        for n, name in enumerate(NAMES)
    }
    columns["length"] = tuple(np.array([float(one.length) for one in group]) for group in (incoming, training))  # type: ignore[assignment]
    columns["unknown_words"] = _unknown(incoming, training)
    tests = {name: _test(here, there, weights) for name, (here, there) in columns.items()}
    corrected = holm([p for _, _, p in tests.values()])
    found = []
    for (name, (kind, effect, _)), p in zip(tests.items(), corrected, strict=True):
        here, there = columns[name]
        means = float(here.mean()), float((there * weights).sum())
        state = "same" if p >= LEVEL or effect < LARGE[kind] else "strong" if effect >= STRONG[kind] else "watch"
        if name == "unknown_words" and means[0] <= means[1]:
            state = "same"  # texts that hold fewer new words are no new texts
        found.append(Shift(name, state, round(means[0], 4), round(means[1], 4), round(effect, 4), round(p, 6)))
    return found


def _test(here: Vector, there: Vector, weights: Vector) -> tuple[str, float, float]:
    """(kind, effect, p) of one column."""
    import numpy as np
    from scipy.special import kolmogorov
    from scipy.stats import norm

    n, m = len(here), 1.0 / float((weights**2).sum())
    if set(np.unique(here)) | set(np.unique(there)) <= {0.0, 1.0}:
        one, other = float(here.mean()), float((there * weights).sum())
        pooled = (one * n + other * m) / (n + m)
        spread = math.sqrt(pooled * (1 - pooled) * (1 / n + 1 / m))
        return "binary", stability(one, other), float(2 * norm.sf(abs(one - other) / spread)) if spread else 1.0
    points = np.unique(np.concatenate([here, there]))
    order = np.argsort(there)
    below = np.concatenate([[0.0], np.cumsum(weights[order])])
    mine = np.searchsorted(np.sort(here), points, side="right") / n
    its = below[np.searchsorted(there[order], points, side="right")]
    gap = float(np.abs(mine - its).max())
    return "other", gap, float(kolmogorov(math.sqrt(n * m / (n + m)) * gap))


def stability(one: float, other: float) -> float:
    """The population stability index of two shares, each kept off 0 and 1 by a hundredth.

    >>> round(stability(0.5, 0.5), 3), round(stability(0.2, 0.6), 3)
    (0.0, 0.717)
    """
    one, other = (min(max(share, 0.01), 0.99) for share in (one, other))
    return (one - other) * math.log(one / other) + (other - one) * math.log((1 - one) / (1 - other))


def holm(values: Sequence[float]) -> list[float]:
    """P-values corrected for their number by Holm's step-down method.

    >>> [round(p, 3) for p in holm([0.01, 0.04, 0.03])]
    [0.03, 0.06, 0.06]
    """
    order = sorted(range(len(values)), key=lambda n: values[n])
    found, most = [1.0] * len(values), 0.0
    for rank, n in enumerate(order):
        most = max(most, min(1.0, (len(values) - rank) * values[n]))
        found[n] = most
    return found


def _unknown(incoming: Sequence[Profile], training: Sequence[Profile]) -> tuple[Vector, Vector]:
    """The share of words of each text that no training text of another matter holds; masks aside."""
    import numpy as np

    words = [plain_words(one.row).split() for one in training]
    names = [one.matter or str(number) for number, one in enumerate(training)]
    matters = Counter(
        word for word, _ in {(word, name) for bag, name in zip(words, names, strict=True) for word in bag}
    )

    def share(bag: Sequence[str], own: int) -> float:
        return sum(matters[word] <= own for word in bag) / max(1, len(bag))

    mine = [share(plain_words(one.row).split(), 0) for one in incoming]
    return np.array(mine), np.array([share(bag, 1) for bag in words])


def _words_of_the_model(
    here: Vector, there: Vector, generic: Callable[[float], str], usual: float | None
) -> list[Shift]:
    """How often the model says generic, for information, and how often it is unsure."""
    mine, its = (Counter(generic(float(p)) for p in group) for group in (here, there))
    yes, unsure = mine["yes"] / len(here), mine["unsure"] / len(here)
    yes_there = its["yes"] / len(there)
    before = its["unsure"] / len(there) if usual is None else usual
    return [
        Shift("generic", "told", round(yes, 4), round(yes_there, 4), round(yes - yes_there, 4), None),
        _share("unsure", unsure, before, len(here), ()),
    ]


def _new(incoming: Sequence[Profile], training: Sequence[Profile]) -> list[Shift]:
    """Kinds of senders, provinces and types of documents that the training texts do not have."""
    found = []
    for code, field in (("new_sender_kind", "kind"), ("new_form", "form"), ("new_province", "province")):
        known = {_plain(getattr(one, field)) for one in training}
        new = Counter(_plain(getattr(one, field)) for one in incoming) - Counter()
        named = {word: count for word, count in new.items() if word and word not in known}
        share = sum(named.values()) / len(incoming)
        names = tuple(sorted(named, key=lambda word: (-named[word], word)))[:5]
        if code == "new_province":
            # The model never sees where a text is from: told, no drift by itself.
            found.append(Shift(code, "told", round(share, 4), 0.0, round(share, 4), None, names))
        else:
            found.append(_share(code, share, 0.0, len(incoming), names))
    return found


def _plain(word: str | None) -> str:
    return key(word or "")


def _share(code: str, here: float, there: float, count: int, names: tuple[str, ...]) -> Shift:
    """A share against a known one: by its difference, and only where chance does not explain it (binomial test)."""
    from scipy.stats import binomtest

    watch, strong = _SHARES[code]
    effect = here - there
    p = float(binomtest(round(here * count), count, min(max(there, 0.01), 0.99), alternative="greater").pvalue)
    state = "same" if p >= LEVEL or effect < watch else "strong" if effect >= strong else "watch"
    return Shift(code, state, round(here, 4), round(there, 4), round(effect, 4), round(p, 6), names)


def _advice(shifts: Sequence[Shift]) -> str:
    strong = [shift for shift in shifts if shift.state == "strong"]
    features = [shift for shift in strong if shift.code.startswith("feature_")]
    if len(features) >= _STRONG_FEATURES or any(shift.code in ("unsure", "unknown_words") for shift in strong):
        return "label"
    return "watch" if strong or any(shift.state == "watch" for shift in shifts) else "fine"


def _to_label(incoming: int) -> int:
    """So many labels tell a share within ``_HALF_WIDTH`` at 95 %, at its widest; fewer where few came in."""
    endless = 1.96**2 * 0.25 / _HALF_WIDTH**2
    return min(incoming, math.ceil(endless / (1 + (endless - 1) / incoming)))


def usual_unsure(figures: dict[str, Any]) -> float | None:
    """The share of unsure on texts that the model had not seen, by the figures of its card; None where not told."""
    try:
        counts = [count for said in figures["by_matter"]["counts"].values() for count in said.items()]
        unsure = sum(int(n) for said, n in counts if said == "unsure")
        return unsure / sum(int(n) for _, n in counts)
    except (KeyError, TypeError, AttributeError, ZeroDivisionError):
        return None
