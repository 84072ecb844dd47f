"""Which labels are likely wrong: against out-of-fold probabilities, between twins, between near-duplicates.

Confident learning (Northcutt, Jiang and Chuang, 2021): a label is doubted where a model that saw neither the text nor
its twins gives the other label at least the probability that it gives, on average, to texts that bear it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vn_dossier_nlp.vagueness.corpus import Example
from vn_dossier_nlp.vagueness.dataset import Dataset
from vn_dossier_nlp.vagueness.model import Recipe, fit, folds

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vector = NDArray[np.float64]

FEWEST = 12  # texts of either kind below which held-out probabilities mean nothing
_ORDER = {"no": 0, "borderline": 1, "yes": 2}
_MARGIN = 0.05  # of the probability, by which twins must stand the wrong way round
_CLEAR = 0.95  # a borderline label is doubted where the model is so sure of either side


@dataclass(frozen=True, slots=True)
class Doubt:
    """One label that a person should look at again.

    ``code``: label_yes, label_no, label_borderline (the model disagrees), twins (ranked the other way round than their
    labels), duplicates (nearly the same text, another label), evidence (a quotation that is not in the text).
    ``other``: the second text, or the quotation. ``weight``: how strongly it is doubted, 0..1.
    """

    id: str
    code: str
    label: str
    probability: float | None
    other: str | None
    weight: float


def audit(
    data: Dataset,
    held: Vector,
    mine: Iterable[str],
    alike: Iterable[tuple[str, str, float]] = (),
    evidence: Iterable[tuple[str, str]] = (),
) -> list[Doubt]:
    """The doubts about the labels ``mine``, the strongest first.

    ``held``: out-of-fold probabilities of ``data``. ``alike``: ids of near-duplicates with the share that they have in
    common. ``evidence``: id and a quotation that its text does not hold.
    """
    wanted = frozenset(mine)
    by_id = {example.id: (example, float(p)) for example, p in zip(data.examples, held, strict=True)}
    found = [
        *_against_model(data.examples, held),
        *_twins(by_id),
        *_duplicates(by_id, alike),
        *(
            Doubt(identity, "evidence", by_id[identity][0].label, None, quote, 1.0)
            for identity, quote in evidence
            if identity in by_id
        ),
    ]
    return sorted((one for one in found if one.id in wanted), key=lambda one: (-one.weight, one.id, one.code))


def held_out_probabilities(data: Dataset, seed: int = 0) -> Vector:
    """The probability of each text by a model that saw nothing of its matter."""
    import numpy as np

    held = np.zeros(len(data.rows))
    matters = data.groups("matter")
    for train, test in folds(data.labels, matters, seed):
        rows, labels = [data.rows[n] for n in train], [data.labels[n] for n in train]
        model = fit(rows, labels, [matters[n] for n in train], Recipe(), seed)
        held[test] = model.probabilities([data.rows[n] for n in test])
    return held


def _against_model(examples: Sequence[Example], held: Vector) -> list[Doubt]:
    usual = {label: _usual(examples, held, label) for label in ("yes", "no")}
    found = []
    for example, value in zip(examples, held, strict=True):
        probability = float(value)
        sides = {"yes": probability, "no": 1 - probability}
        other = {"yes": "no", "no": "yes"}.get(example.label) or max(sides, key=lambda side: sides[side])
        limit = max(usual[other], 0.5) if example.label != "borderline" else _CLEAR
        if sides[other] >= limit:
            weight = sides[other] if example.label != "borderline" else sides[other] / 2
            code = f"label_{example.label}"
            found.append(Doubt(example.id, code, example.label, round(probability, 4), None, round(weight, 4)))
    return found


def _usual(examples: Sequence[Example], held: Vector, label: str) -> float:
    """The mean probability that texts of a label have of being what they are called."""
    values = [float(p) for example, p in zip(examples, held, strict=True) if example.label == label]
    mean = sum(values) / len(values) if values else (1.0 if label == "yes" else 0.0)
    return mean if label == "yes" else 1 - mean


def _twins(by_id: dict[str, tuple[Example, float]]) -> list[Doubt]:
    found = []
    for example, probability in by_id.values():
        twin = by_id.get(example.twin_of or "")
        if twin is None or twin[0].label == example.label:
            continue
        vaguer = _ORDER[example.label] > _ORDER[twin[0].label]
        gap = (twin[1] - probability) if vaguer else (probability - twin[1])
        if gap > _MARGIN:
            found.append(
                Doubt(example.id, "twins", example.label, round(probability, 4), twin[0].id, round(min(1.0, gap), 4))
            )
    return found


def _duplicates(by_id: dict[str, tuple[Example, float]], alike: Iterable[tuple[str, str, float]]) -> list[Doubt]:
    found = []
    for one, other, share in alike:
        if one in by_id and other in by_id and by_id[one][0].label != by_id[other][0].label:
            for mine, its in ((one, other), (other, one)):
                example, probability = by_id[mine]
                found.append(Doubt(mine, "duplicates", example.label, round(probability, 4), its, round(share, 4)))
    return found
