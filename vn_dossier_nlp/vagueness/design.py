"""The inputs of many submissions, read once, so that a fit on any part of them costs milliseconds.

Nested cross-validation fits the same texts many hundred times. The words are counted once; each fit chooses and weighs
its own words from its own part alone, as scikit-learn's TfidfVectorizer would.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from vn_dossier_nlp.vagueness.wordbag import MASKS

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from vn_dossier_nlp.vagueness.model import Row

    Rows = NDArray[np.int64]
    Vector = NDArray[np.float64]

MOST_WORDS = 1500
WORD_OPTIONS: dict[str, Any] = {"token_pattern": r"\S+", "lowercase": False, "ngram_range": (1, 2)}


def plain_words(row: Row) -> str:
    """The bag without its masks: whether there is a sum or a date is for the features to say."""
    return " ".join(word for word in row.words.split() if word not in MASKS)


def one_thread() -> AbstractContextManager[Any]:
    """A block in which NumPy uses one thread: these matrices are small, and threads cost ten times what they save."""
    import sklearn.ensemble
    import sklearn.linear_model  # noqa: F401  # the limit reaches only libraries that are loaded by then
    from threadpoolctl import threadpool_limits

    limits: AbstractContextManager[Any] = threadpool_limits(1)
    return limits


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one part: which columns, and what each is worth."""

    columns: Any
    idf: Vector

    def weighed(self, design: Design, part: Rows) -> Any:
        """Rows of unit length, sparse."""
        from sklearn.preprocessing import normalize

        found = design.sublinear[part][:, self.columns]
        found.data = found.data * self.idf[found.indices]
        return normalize(found, copy=False)


@dataclass(frozen=True, slots=True)
class Design:
    """Features and counted words (single ones and pairs) of all rows."""

    values: Vector
    counts: Any  # rows x terms, sparse
    sublinear: Any  # the same, 1 + ln(count)
    terms: tuple[str, ...]  # sorted

    def words(self, part: Rows, smallest: int) -> Words:
        """The commonest words that stand in at least ``smallest`` texts of a part."""
        import numpy as np

        counts = self.counts[part]
        texts = np.bincount(counts.indices, minlength=len(self.terms))
        kept = np.flatnonzero(texts >= min(smallest, len(part)))
        if len(kept) > MOST_WORDS:
            total = np.bincount(counts.indices, counts.data, minlength=len(self.terms))[kept]
            kept = np.sort(kept[np.argsort(-total, kind="stable")[:MOST_WORDS]])
        return Words(kept, np.log((1 + len(part)) / (1 + texts[kept])) + 1)


def make_design(rows: Sequence[Row]) -> Design:
    """The inputs of rows."""
    import numpy as np
    from sklearn.feature_extraction.text import CountVectorizer

    texts = [plain_words(row) for row in rows]
    counter = CountVectorizer(**WORD_OPTIONS)
    if any(text.strip() for text in texts):
        counts = counter.fit_transform(texts).tocsr()
        terms = tuple(str(term) for term in counter.get_feature_names_out())
    else:
        from scipy.sparse import csr_matrix

        counts, terms = csr_matrix((len(texts), 0), dtype=np.int64), ()
    sublinear = counts.astype(float)
    sublinear.data = np.log(sublinear.data) + 1
    return Design(np.array([row.values for row in rows], dtype=float), counts, sublinear, terms)
