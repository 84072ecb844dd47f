"""The short cuts of a corpus: cheap figures that a detector of vagueness must not live on.

Length, digits, dates, citations and pins, layout, sender, year and closing formula say nothing of what is asked. Where
they alone tell vague from specific, a corpus is no test. They serve the baseline of the model's card and the tables of
a corpus, never the model.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from vn_dossier_nlp.extraction.submission import Submission
from vn_dossier_nlp.language.dates import find_dates
from vn_dossier_nlp.language.folding import key
from vn_dossier_nlp.vagueness.corpus import Example
from vn_dossier_nlp.vagueness.model import folds

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Vector = NDArray[np.float64]

_SENDERS = (
    "sở",
    "ủy ban|ubnd",
    "ban",
    "trường|học viện",
    "bệnh viện|trung tâm y tế",
    "trung tâm",
    "công ty|tổng công ty",
    "hội|liên",
)
_HEADING = re.compile(r"^[ \t]*(?:[IVX]{1,4}\.|\d{1,2}\.|[a-đ]\))", re.MULTILINE)
_BULLET = re.compile(r"^[ \t]*[-+*•]", re.MULTILINE)
_CLOSING = re.compile(
    r"[Kk]ính\s+(?:trình|đề\s+nghị|mong)[^.;]{0,120}(?:xem\s+xét|quyết\s+định|chỉ\s+đạo)[^.;]{0,40}\./\."
)

NAMES = (
    "characters",
    "words",
    "digits",
    "share_of_digits",
    "share_of_capitals",
    "dates",
    "citations",
    "pins",
    "citations_per_100_words",
    "sentences",
    "lines",
    "characters_per_line",
    "headings",
    "bullets",
    "bars",
    "commas_per_100_words",
    "semicolons_per_100_words",
    "percent_signs",
    "year",
    "closing_formula",
    *(f"sender_{number}" for number in range(len(_SENDERS))),
)


def cheap_figures(sub: Submission, example: Example) -> tuple[float, ...]:
    """The figures of one text, in the order of :data:`NAMES`."""
    text = sub.text
    words, signs, lines = max(1, len(text.split())), max(1, len(text)), text.count("\n") + 1
    digits = sum(char.isdigit() for char in text)
    citations, sender = len(sub.mentions), key(example.sender)
    return (
        float(signs),
        float(words),
        float(digits),
        digits / signs,
        sum(char.isupper() for char in text) / signs,
        float(len(find_dates(text))),
        float(citations),
        float(sum(len(mention.pins) for mention in sub.mentions)),
        100 * citations / words,
        float(len(sub.sentences)),
        float(lines),
        signs / lines,
        float(len(_HEADING.findall(text))),
        float(len(_BULLET.findall(text))),
        float(text.count("|")),
        100 * text.count(",") / words,
        100 * text.count(";") / words,
        float(text.count("%")),
        float(example.date[:4] or 0),
        float(bool(_CLOSING.search(text))),
        *(float(bool(re.match(rf"(?:{start})\b", sender))) for start in _SENDERS),
    )


def held_out(
    table: Sequence[Sequence[float]], labels: Sequence[str], groups: Sequence[str], make: Callable[[], Any], seed: int
) -> Vector:
    """The probability of "yes" for every text by a classifier of ``make`` that saw nothing of its group.

    It learns from the texts that are clearly yes or no.
    """
    import numpy as np

    figures = np.array(table)
    held = np.zeros(len(labels))
    for train, test in folds(labels, groups, seed):
        clear = [row for row in train if labels[row] != "borderline"]
        model = make().fit(figures[clear], [labels[row] == "yes" for row in clear])
        held[test] = model.predict_proba(figures[test])[:, 1]
    return held


def linear() -> Any:
    """A plain logistic regression on standardised figures."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline
    from sklearn.preprocessing import StandardScaler

    return make_pipeline(StandardScaler(), LogisticRegression(max_iter=2000))


def boosted() -> Any:
    """Boosted trees: they also find short cuts that lie in two figures together."""
    from sklearn.ensemble import HistGradientBoostingClassifier

    return HistGradientBoostingClassifier(max_depth=3, max_iter=100, random_state=0)
