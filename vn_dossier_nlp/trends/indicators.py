"""What each indicator counts in a dossier: a numerator and a denominator, as expressions over the frame."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from vn_dossier_nlp.reports.columns import REQUIREMENTS
from vn_dossier_nlp.trends.boilerplate import SHARED
from vn_dossier_nlp.trends.result import INDICATORS, UNCORRECTED, Indicator

if TYPE_CHECKING:
    import polars as pl

GENERIC = "generic"  # the reason of a return that rests on vagueness
TIME = "days_to_decision"  # the one that is no quotient


@dataclass(frozen=True, slots=True)
class Counted:
    """An indicator with what a dossier adds to its numerator and denominator; null counts as nothing."""

    indicator: Indicator
    y: pl.Expr
    n: pl.Expr
    share: bool  # else a mean of amounts
    reading: tuple[str, ...]  # the kinds of versions whose change breaks the series
    note: str = ""

    @property
    def id(self) -> str:
        """Of the indicator."""
        return self.indicator.id


_CLASSIFIER = ("model", "program")
_CHECKS = ("pack", "program")
_BOTH = ("model", "pack", "program")


def counted(frame: pl.DataFrame, register: bool) -> list[Counted]:
    """Every indicator that the frame has data for, in the order of ``INDICATORS``."""
    return list(_texts(frame)) + (list(_events()) if register else [])


def _texts(frame: pl.DataFrame) -> Iterator[Counted]:
    import polars as pl

    judged, proposed = pl.col("generic").is_not_null(), pl.col("verdict").is_not_null()
    returned = pl.col("verdict").eq("return")
    yield _share("share_vague", pl.col("generic").eq("yes"), judged, _CLASSIFIER, UNCORRECTED)
    yield _share("share_unsure", pl.col("generic").eq("unsure"), judged, _CLASSIFIER)
    yield _share("share_return_proposed", returned, proposed, _BOTH)
    for reason in _return_reasons(frame):
        cause = pl.col("by_generic") if reason == GENERIC else pl.col("return_rules").list.contains(reason)
        yield _share("return_reason", cause, returned, _BOTH, item=reason)
    for requirement in REQUIREMENTS:
        status = pl.col(f"status_{requirement}").cast(pl.String)
        applies = status.is_in(["met", "not_met"])
        if frame.select(applies.sum()).item():
            yield _share("miss_rate", status.eq("not_met"), applies, _CHECKS, item=requirement)
    yield _mean("pins_per_basis", pl.col("basis_pins"), pl.col("bases"), ("program",))
    yield _share("share_dead_basis", pl.col("dead").list.len() > 0, pl.col("known_bases") > 0, ("registry", "program"))
    yield _mean("dead_age", pl.col("dead_days"), pl.col("dead_dated"), ("registry", "program"))
    near = pl.col("nearest")
    yield _share("boilerplate", near.ge(SHARED), near.is_not_null(), ("program",))
    yield _mean("length", pl.col("characters"), pl.col("characters").is_not_null(), ("program",))
    yield _mean("readability", pl.col("readability"), pl.col("readability").is_not_null(), ("program",))


def _events() -> Iterator[Counted]:
    import polars as pl

    yield _share("share_returned", pl.col("returned"), pl.col("returned").is_not_null(), ())
    returns = pl.col("matter_returns")
    yield _mean("returns_per_dossier", returns, returns.is_not_null(), ())
    yield _share("share_cured", pl.col("reasons_cured"), pl.col("reasons_resubmitted"), ())


def _share(
    code: str, y: pl.Expr, n: pl.Expr, reading: tuple[str, ...], note: str = "", item: str | None = None
) -> Counted:
    return Counted(replace(INDICATORS[code], item=item), y, n, True, reading, note)


def _mean(code: str, y: pl.Expr, n: pl.Expr, reading: tuple[str, ...]) -> Counted:
    return Counted(INDICATORS[code], y, n, False, reading)


def _return_reasons(frame: pl.DataFrame) -> Sequence[str]:
    """What proposals of a return rest on, vagueness first, then the requirements in their order."""
    import polars as pl

    returned = frame.filter(pl.col("verdict").eq("return"))
    rules = set(returned["return_rules"].explode().drop_nulls().to_list())
    generic = [GENERIC] if returned["by_generic"].any() else []
    known = [requirement for requirement in REQUIREMENTS if requirement in rules]
    return [*generic, *known, *sorted(rules - set(known))]
