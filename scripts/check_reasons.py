"""Whether the reasons say what is true: a deciding clause is cut from the TEXT, which is read anew.

usage: check_reasons.py [--model FILE]

For every text of the shipped corpus that the model calls generic: the first deciding clause is deleted (the move must
go the way that was claimed, by about as much), and a concrete request is put behind it (the probability must fall). The
contributions of every text must sum to its log-odds, and the changes that are told must lower it. The model has seen
these texts: this is a test of the explanation, not of the model.
"""

from __future__ import annotations

import sys
from pathlib import Path
from statistics import median

import numpy as np

from vn_dossier_nlp.extraction import load
from vn_dossier_nlp.extraction.submission import Submission, understand
from vn_dossier_nlp.resources import shipped
from vn_dossier_nlp.vagueness import Classifier, Judgement, load_classifier
from vn_dossier_nlp.vagueness.corpus import load_corpus

CONCRETE = (
    " Đề nghị UBND tỉnh cấp 1.250 triệu đồng từ nguồn dự phòng ngân sách tỉnh để thay 02 máy bơm "
    "của Trạm bơm Đồng Sậy, hoàn thành trước ngày 30/9/2024."
)
FLOORS = {
    "deletion_direction": 0.9,
    "deletion_near": 0.9,
    "insertion_lowers": 0.95,
    "sums": 1.0,
    "change_found": 0.98,
    "change_enough": 0.9,
}
LEAST = 0.02  # a move that is smaller has no direction
NEAR = 0.10  # a real move within this of the claimed one was claimed rightly


def log_odds(probability: float) -> float:
    """The log-odds of a probability."""
    return float(np.log(probability / (1 - probability)))


def sum_error(classifier: Classifier, judgement: Judgement) -> float:
    """How far the contributions are from the log-odds; those too small to be told are left out of the sum."""
    model = classifier.model
    constant = float(model.logit.intercept_[0] * model.slope + model.platt.intercept_[0])
    return abs(constant + sum(part.log_odds for part in judgement.contributions) - log_odds(judgement.probability))


def measured(classifier: Classifier) -> dict[str, float]:
    """The figures by dotted name."""
    nlp = load()

    def read(text: str) -> Submission:
        return understand(nlp(text))

    texts = [read(example.text) for example in load_corpus(shipped("corpora", "submissions"))]
    judged = classifier.judge_many(texts)
    generic = [(sub, told) for sub, told in zip(texts, judged, strict=True) if told.generic == "yes" and told.deciding]
    claimed, real, put = [], [], []
    for sub, told in generic:
        first = told.deciding[0]
        cut, more = classifier.judge_many(
            [
                read(sub.text[: first.start] + sub.text[first.end :]),
                read(sub.text[: first.end] + "." + CONCRETE + sub.text[first.end :]),
            ]
        )
        claimed.append(first.move)
        real.append(told.probability - cut.probability)
        put.append(told.probability - more.probability)
    moved = [(c, r) for c, r in zip(claimed, real, strict=True) if abs(c) >= LEAST]
    changes = [told.would_change for _, told in generic if told.would_change]
    gaps = [abs(c - r) for c, r in zip(claimed, real, strict=True)]
    print(f"{len(generic)} texts are called generic; {len(moved)} claim a move of {LEAST} or more")
    print(f"claimed and real move: median difference {median(gaps):.4f}, largest {max(gaps):.3f}")
    print(f"a concrete request behind the clause: the probability falls by {median(put):.3f} (median)")
    return {
        "deletion_direction": sum((c > 0) == (r > 0) for c, r in moved) / len(moved) if moved else 1.0,
        "deletion_near": sum(gap <= NEAR for gap in gaps) / len(gaps),
        "insertion_lowers": sum(move > 0 for move in put) / len(put),
        "sums": float(max(sum_error(classifier, told) for told in judged) < 0.05),
        "change_found": len(changes) / len(generic),
        "change_enough": sum(change.enough for change in changes) / len(generic),
    }


def main(arguments: list[str]) -> int:
    """Print the figures beside their floors; 1 where one lies below."""
    model = Path(arguments[arguments.index("--model") + 1]) if "--model" in arguments else None
    found = measured(load_classifier(model))
    for name, figure in found.items():
        print(f"{name:24} {figure:.4f}  floor {FLOORS[name]}")
    return int(any(figure < FLOORS[name] for name, figure in found.items()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
