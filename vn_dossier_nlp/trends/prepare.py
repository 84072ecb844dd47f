"""From lines to what is counted: repeated, unread and undated ones out, months, senders, likeness, ages of dead law."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from vn_dossier_nlp.errors import DataError, NothingError
from vn_dossier_nlp.trends.boilerplate import nearest
from vn_dossier_nlp.trends.frames import EVENTS, GENERATED, Frames
from vn_dossier_nlp.trends.periods import months_between, number_of
from vn_dossier_nlp.trends.result import Source
from vn_dossier_nlp.words import say

if TYPE_CHECKING:
    import polars as pl

UNKNOWN = "unknown"
_READ = ("read", "read_by_ocr", "partly_read")
_MONTH = r"^\d{4}-(?:0[1-9]|1[0-2])"


@dataclass(frozen=True, slots=True)
class Prepared:
    """The dossiers that count, with ``month`` from 0, ``s`` (number of the sender) and what indicators ask for."""

    frame: pl.DataFrame
    periods: list[str]  # every month, also the empty ones
    source: Source
    names: dict[str, str]  # of the senders


def prepare(frames: Frames, start: str | None, end: str | None, key: bytes | None) -> Prepared:
    """The dossiers from month ``start`` to ``end``; senders hidden behind pseudonyms where a ``key`` is given.

    Raises DataError where nothing is left to count.
    """
    import polars as pl

    lines = frames.dossiers
    once = lines.unique("dossier_id", keep="last", maintain_order=True)
    read = once.filter(pl.col("outcome").is_in(_READ))
    asked = read.filter(pl.col("purpose").is_null() | pl.col("purpose").ne("not_a_submission"))
    when = pl.coalesce("received_at", "document_date").str.slice(0, 7)
    dated = asked.with_columns(when.alias("period")).filter(pl.col("period").str.contains(_MONTH + "$"))
    inside = dated.filter(pl.col("period").is_between(pl.lit(start or "0000"), pl.lit(end or "9999")))
    if inside.is_empty():
        raise NothingError(say("error.no_trend_data", path=f"{start or ''} … {end or ''}"))
    names = _names(inside)
    if key is not None:
        inside, names = _hidden(inside, key)
    first, last = str(inside["period"].min()), str(inside["period"].max())
    source = Source(
        lines=len(lines),
        used=len(inside),
        unread=len(once) - len(read),
        not_submissions=len(read) - len(asked),
        undated=len(asked) - len(dated),
        outside=len(dated) - len(inside),
        repeated=len(lines) - len(once),
        senders=inside["sender_id"].n_unique(),
        first=first,
        last=last,
        register=frames.register,
        models=_versions(inside, "model"),
        packs=_versions(inside, "pack"),
        generated=any(name.startswith(GENERATED) for name in _versions(inside, "program")),
    )
    return Prepared(_completed(inside, first), months_between(first, last), source, names)


def _versions(frame: pl.DataFrame, column: str) -> tuple[str, ...]:
    return tuple(sorted(frame[column].drop_nulls().unique().to_list()))


def _completed(frame: pl.DataFrame, first: str) -> pl.DataFrame:
    """With month, sender, order of days, likeness to earlier texts and ages of dead law."""
    import polars as pl

    begin = number_of(first)
    missing = [
        pl.lit(None, getattr(pl, kind)).alias(name) for name, kind in EVENTS.items() if name not in frame.columns
    ]
    frame = frame.with_columns(
        (
            pl.col("period").str.slice(0, 4).cast(pl.Int64) * 12
            + pl.col("period").str.slice(5, 2).cast(pl.Int64)
            - 1
            - begin
        ).alias("month"),
        pl.col("sender_id").fill_null(UNKNOWN).alias("sender"),
        pl.coalesce("received_at", "document_date").str.slice(0, 10).alias("day"),
        *missing,
    ).with_columns(
        (pl.col("sender").rank("dense") - 1).cast(pl.Int64).alias("s"),
        (pl.col("day").rank("dense") - 1).cast(pl.Int64).alias("order"),
    )
    return _with_ages(_with_nearest(frame))


def _with_nearest(frame: pl.DataFrame) -> pl.DataFrame:
    import numpy as np
    import polars as pl

    from vn_dossier_nlp.language.minhash import PERMUTATIONS

    whole = pl.col("minhash").list.len().eq(PERMUTATIONS).fill_null(False)
    # A sender that is not known is no sender, and a text whose day is not known is neither earlier nor later.
    known = frame.select((whole & pl.col("sender").ne(UNKNOWN) & pl.col("day").str.len_chars().eq(10)).alias("k"))["k"]
    rows = frame.filter(known)
    found = np.full(len(frame), np.nan)
    if len(rows):
        signatures = rows["minhash"].list.to_array(PERMUTATIONS).to_numpy().astype(np.uint32)
        values = nearest(rows["s"].to_numpy(), rows["order"].to_numpy(), rows["month"].to_numpy(), signatures)
        found[known.to_numpy()] = values
    return frame.drop("minhash").with_columns(pl.Series("nearest", found).fill_nan(None))


def _with_ages(frame: pl.DataFrame) -> pl.DataFrame:
    """``dead_days``: the days between the end of every dead law cited as a basis and the document, added up."""
    import polars as pl

    cited = (
        frame.with_row_index("row")
        .select("row", "document_date", "dead")
        .explode("dead")
        .drop_nulls("dead")
        .with_columns(pl.col("dead").replace_strict(ends_of(frame), default=None, return_dtype=pl.Date).alias("ended"))
    )
    ages = (
        cited.with_columns(
            (pl.col("document_date").str.to_date("%Y-%m-%d", strict=False) - pl.col("ended"))
            .dt.total_days()
            .alias("age")
        )
        .filter(pl.col("age").is_not_null() & (pl.col("age") >= 0))
        .group_by("row")
        .agg(pl.col("age").sum().alias("dead_days"), pl.len().alias("dead_dated"))
    )
    return (
        frame.with_row_index("row")
        .join(ages, on="row", how="left", maintain_order="left")
        .drop("row")
        .with_columns(pl.col("dead_days", "dead_dated").fill_null(0))
    )


def ends_of(frame: pl.DataFrame) -> dict[str, date | None]:
    """The end of every dead instrument that is cited, where the list of instruments knows one for all its bearers."""
    from vn_dossier_nlp.law.instruments import registry

    known, found = registry(), {}
    for number in frame["dead"].explode().drop_nulls().unique().to_list():
        days = {one.expired.value for one in known.by_number(number) if one.expired}
        found[str(number)] = _day(days.pop()) if len(days) == 1 else None
    return found or {"": None}


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _names(frame: pl.DataFrame) -> dict[str, str]:
    """Of every sender the name that its submissions print most often; the id where none is printed."""
    import polars as pl

    printed = (
        frame.filter(pl.col("sender_id").is_not_null())
        .with_columns(pl.concat_str("issuer", "parent", separator=" – ", ignore_nulls=True).alias("name"))
        .group_by("sender_id", "name")
        .len()
        .sort(["len", "name"], descending=[True, False])
        .unique("sender_id", keep="first", maintain_order=True)
    )
    return {row["sender_id"]: row["name"] or row["sender_id"] for row in printed.iter_rows(named=True)}


def pseudonym(sender: str, key: bytes) -> str:
    """Always the same for a sender and a key; without the key it leads nowhere back (HMAC with SHA-256)."""
    return "S-" + hmac.new(key, sender.encode(), hashlib.sha256).hexdigest()[:10]


def _hidden(frame: pl.DataFrame, key: bytes) -> tuple[pl.DataFrame, dict[str, str]]:
    """The frame with pseudonyms in place of senders, and nothing else that names one."""
    import polars as pl

    senders: list[str] = frame["sender_id"].drop_nulls().unique().to_list()
    hidden = {sender: pseudonym(sender, key) for sender in senders}
    if len(set(hidden.values())) < len(hidden):
        raise DataError(say("error.same_pseudonym"))
    shown = frame.with_columns(
        pl.col("sender_id").replace_strict(hidden, default=None, return_dtype=pl.String),
        pl.lit(None, pl.String).alias("issuer"),
        pl.lit(None, pl.String).alias("parent"),
    )
    return shown, {name: name for name in hidden.values()}
