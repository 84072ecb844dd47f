"""Sums by month, group and sender: all that series are made of; from here on the number of dossiers is no matter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vn_dossier_nlp.trends.indicators import Counted
from vn_dossier_nlp.trends.intervals import Alone
from vn_dossier_nlp.trends.result import ALL

if TYPE_CHECKING:
    import numpy as np
    import polars as pl
    from numpy.typing import NDArray

    Numbers = NDArray[np.float64]

MOST_DAYS = 730  # of the time to a decision that are told apart: two years

_SUMS = ("y", "n", "yy", "yn", "nn", "m")


@dataclass(frozen=True, slots=True)
class Cells:
    """One group and indicator: sums of every (month, sender); arrays of one entry a cell."""

    month: NDArray[np.int64]  # rising
    sender: NDArray[np.int64]
    sums: dict[str, Numbers]

    def of_month(self, month: int) -> tuple[Numbers, Numbers, Alone]:
        """Numerators and denominators by sender."""
        first, last = self.month.searchsorted([month, month + 1])
        return self._of(slice(int(first), int(last)))

    def whole(self) -> tuple[Numbers, Numbers, Alone]:
        """The same over all months."""
        import numpy as np

        y, n, alone = self._of(slice(None))
        return np.bincount(self.sender, y).astype(float), np.bincount(self.sender, n).astype(float), alone

    def _of(self, chosen: slice) -> tuple[Numbers, Numbers, Alone]:
        total = {name: float(self.sums[name][chosen].sum()) for name in _SUMS}
        alone = Alone.of(total["y"], total["n"], total["yy"], total["yn"], total["nn"], int(total["m"]))
        return self.sums["y"][chosen], self.sums["n"][chosen], alone


@dataclass(frozen=True, slots=True)
class Table:
    """The sums of all indicators for one way of grouping."""

    groups: tuple[str, ...]  # the group with most dossiers first
    sizes: tuple[int, ...]  # dossiers of each
    rows: pl.DataFrame  # g, month, s and six sums an indicator
    starts: NDArray[np.int64]  # rows of a group: starts[g] to starts[g + 1]

    def cells(self, group: str, counted: Counted) -> Cells:
        """The cells of a group for an indicator."""
        place = self.groups.index(group)
        rows = self.rows[int(self.starts[place]) : int(self.starts[place + 1])]
        return Cells(
            rows["month"].to_numpy(),
            rows["s"].to_numpy(),
            {name: rows[f"{counted.id}:{name}"].to_numpy() for name in _SUMS},
        )


def tabulate(frame: pl.DataFrame, by: str, counted: Sequence[Counted]) -> Table:
    """Sums by group, month (whole numbers from 0) and sender; ``by`` is "all" or a column; rows without it drop out."""
    import numpy as np
    import polars as pl

    named = frame.with_columns((pl.lit(ALL) if by == ALL else pl.col(by)).alias("g")).filter(pl.col("g").is_not_null())
    sizes = named.group_by("g").len().sort(["len", "g"], descending=[True, False])
    order = {group: place for place, group in enumerate(sizes["g"].to_list())}
    rows = (
        named.with_columns(pl.col("g").replace_strict(order, return_dtype=pl.Int64))
        .group_by("g", "month", "s")
        .agg(*(sum_ for one in counted for sum_ in _sums(one)))
        .sort("g", "month", "s")
    )
    starts = np.searchsorted(rows["g"].to_numpy(), np.arange(len(order) + 1))
    return Table(tuple(order), tuple(sizes["len"].to_list()), rows, starts)


def _sums(one: Counted) -> Iterator[pl.Expr]:
    import polars as pl

    n = one.n.cast(pl.Float64).fill_null(0.0)
    y = pl.when(n > 0).then(one.y.cast(pl.Float64).fill_null(0.0)).otherwise(0.0)
    for name, values in (
        ("y", y),
        ("n", n),
        ("yy", y * y),
        ("yn", y * n),
        ("nn", n * n),
        ("m", (n > 0).cast(pl.Float64)),
    ):
        yield values.sum().alias(f"{one.id}:{name}")


@dataclass(frozen=True, slots=True)
class Times:
    """Days to a decision of the dossiers of a group: one entry a dossier."""

    month: NDArray[np.int64]
    sender: NDArray[np.int64]
    days: NDArray[np.int64]
    decided: NDArray[np.bool_]

    def counts(self, chosen: NDArray[np.bool_]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """(decided, still open) by sender and day."""
        import numpy as np

        sender = _ranked(self.sender[chosen])
        days, decided = self.days[chosen], self.decided[chosen]
        shape = (int(sender.max()) + 1 if len(sender) else 0, int(days.max()) + 1 if len(days) else 1)
        found = []
        for kind in (decided, ~decided):
            counts = np.zeros(shape, np.int64)
            np.add.at(counts, (sender[kind], days[kind]), 1)
            found.append(counts)
        return found[0], found[1]


def times(frame: pl.DataFrame, by: str) -> dict[str, Times]:
    """The times of every group; only dossiers of which they are known."""
    import polars as pl

    known = frame.filter(pl.col("days").is_not_null() & pl.col("decided").is_not_null())
    known = known.with_columns((pl.lit(ALL) if by == ALL else pl.col(by)).alias("g")).filter(pl.col("g").is_not_null())
    found = {}
    for (group,), rows in known.group_by(["g"], maintain_order=True):
        late = rows["days"] > MOST_DAYS
        found[str(group)] = Times(
            rows["month"].to_numpy(),
            rows["s"].to_numpy(),
            rows["days"].clip(0, MOST_DAYS).to_numpy(),
            (rows["decided"] & ~late).to_numpy(),
        )
    return found


def _ranked(sender: NDArray[np.int64]) -> NDArray[np.int64]:
    import numpy as np

    ranks: NDArray[np.int64] = np.unique(sender, return_inverse=True)[1].astype(np.int64)
    return ranks
