"""Dossiers of the register as frames: their latest scoring with what became of them.

Sender, field and purpose are those of the register: an officer may have corrected them. Days are counted up to the last
day on which anything was entered, so that the same register gives the same figures whenever they are made.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from vn_dossier_nlp.errors import NothingError
from vn_dossier_nlp.trends.frames import EVENTS, Frames, need_polars, reduced_lines
from vn_dossier_nlp.words import say

if TYPE_CHECKING:
    import polars as pl
    from sqlalchemy import Connection

    from vn_dossier_nlp.register import Register

_PIECE = 1_000  # scorings taken at a time
_CHECKED = ("examine", "submit", "decide", "issue", "transfer")  # events after which a dossier was not returned
_OF_LINE = ("dossier_id", "path", "outcome", "sender_id", "field", "purpose", "document_date", "received_at", "issuer")
_JUDGED = ("yes", "no")  # of a reason's cure; cannot_tell says nothing


def read_register(register: Register) -> Frames:
    """Every dossier of the register.

    Raises NothingError where it holds none, UsageError where the extra ``research`` is not installed.
    """
    polars = need_polars()
    with register.reading() as connection:
        rows = _dossiers(connection)
        if not rows:
            raise NothingError(say("error.no_trend_data", path=register.place))
        events = _events(connection, rows)
        scored = list(_scorings(connection))
    known = polars.DataFrame(rows, schema_overrides={"generic": polars.String}, infer_schema_length=None)
    happened = polars.DataFrame(
        events, schema={"id": polars.Int64} | {k: getattr(polars, v) for k, v in EVENTS.items()}
    )
    lines = polars.concat(scored) if scored else None
    return Frames(_joined(known, happened, lines), register=True)


def _dossiers(connection: Connection) -> list[dict[str, Any]]:
    from sqlalchemy import select

    from vn_dossier_nlp.register.tables import dossiers as of

    query = select(
        of.c.id,
        of.c.matter_id,
        of.c.nth,
        of.c.arrived_on,
        of.c.author,
        of.c.document_date,
        of.c.sender_id,
        of.c.field,
        of.c.purpose,
        of.c.outcome,
        of.c.scored_id,
        of.c.path,
    ).order_by(of.c.id)
    return [dict(row) for row in connection.execute(query).mappings()]


def _events(connection: Connection, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The columns of ``EVENTS`` of every dossier."""
    from sqlalchemy import func, select

    from vn_dossier_nlp.register.tables import events, return_reasons, returns

    last: date = connection.execute(select(func.max(events.c.on_day))).scalar_one() or max(
        row["arrived_on"] for row in rows
    )
    first = select(events.c.dossier_id, events.c.action, func.min(events.c.on_day)).group_by(
        events.c.dossier_id, events.c.action
    )
    days: dict[int, dict[str, date]] = {}
    for key, action, day in connection.execute(first):
        days.setdefault(key, {})[action] = day
    returned = (
        select(returns.c.dossier_id, func.count()).where(returns.c.kind == "return").group_by(returns.c.dossier_id)
    )
    sent_back: dict[int, int] = {row[0]: row[1] for row in connection.execute(returned)}
    answered: dict[int, list[str]] = {}
    asked = (
        select(returns.c.dossier_id, return_reasons.c.cured)
        .join(return_reasons, return_reasons.c.return_id == returns.c.id)
        .where(returns.c.kind == "return", returns.c.answered_by_id.is_not(None), return_reasons.c.cured.in_(_JUDGED))
    )
    for key, cured in connection.execute(asked):
        answered.setdefault(key, []).append(cured)
    matters: dict[int, int] = {}
    for row in rows:
        matter = row["matter_id"] or row["id"]
        matters[matter] = matters.get(matter, 0) + sent_back.get(row["id"], 0)
    found = []
    for row in rows:
        key, happened = row["id"], days.get(row["id"], {})
        back = True if sent_back.get(key) else False if any(one in happened for one in _CHECKED) else None
        decided = happened.get("decide") or happened.get("issue")
        # What was returned or passed on will not be decided here: it has no time to a decision.
        gone = decided is None and (back or "transfer" in happened)
        reasons = answered.get(key)
        found.append(
            {
                "id": key,
                "days": None if gone else max(0, ((decided or last) - row["arrived_on"]).days),
                "decided": None if gone else decided is not None,
                "returned": back,
                "matter_returns": matters[row["matter_id"] or key] if row["nth"] == 1 else None,
                "reasons_resubmitted": len(reasons) if reasons else None,
                "reasons_cured": reasons.count("yes") if reasons else None,
            }
        )
    return found


def _scorings(connection: Connection) -> Iterator[pl.DataFrame]:
    """The latest scoring of every dossier, reduced, with the dossier's ``id``; as it is stored, unparsed."""
    import polars as pl
    from sqlalchemy import LargeBinary, select, type_coerce

    from vn_dossier_nlp.register.tables import dossiers, scorings

    query = (
        select(dossiers.c.id, type_coerce(scorings.c.line, LargeBinary))
        .join(scorings, scorings.c.id == dossiers.c.scoring_id)
        .where(scorings.c.line.is_not(None))
        .order_by(dossiers.c.id)
        .execution_options(yield_per=_PIECE)
    )
    for rows in connection.execute(query).partitions(_PIECE):
        keys = [row[0] for row in rows]
        text = b"\n".join(zlib.decompress(row[1]) for row in rows)
        yield reduced_lines(text).with_columns(pl.Series("id", keys, pl.Int64))


def _joined(known: pl.DataFrame, events: pl.DataFrame, lines: pl.DataFrame | None) -> pl.DataFrame:
    """One row a dossier; a dossier without a scoring has no figures of its text."""
    import polars as pl

    text = {name: pl.col(name).cast(pl.String) for name in ("sender_id", "field", "purpose", "outcome", "path")}
    named = known.select(
        pl.col("id").cast(pl.Int64),
        pl.when(pl.col("scored_id").is_duplicated() | pl.col("scored_id").is_null())
        .then(pl.format("register-{}", "id"))
        .otherwise(pl.col("scored_id").cast(pl.String))
        .alias("dossier_id"),
        text["path"],
        text["outcome"].fill_null("read"),
        pl.coalesce(text["sender_id"], pl.col("author").cast(pl.String)).alias("sender_id"),
        text["field"],
        text["purpose"],
        pl.col("author").cast(pl.String).alias("issuer"),
        pl.col("document_date").cast(pl.String),
        pl.col("arrived_on").cast(pl.String).alias("received_at"),
    )
    if lines is None:
        lines = reduced_lines(b"{}").with_columns(pl.lit(0, pl.Int64).alias("id")).clear()
    of_text = lines.drop(*_OF_LINE, strict=False)
    lists = [name for name, kind in of_text.schema.items() if name in ("dead", "return_rules") and kind == pl.List]
    return (
        named.join(of_text, on="id", how="left", maintain_order="left")
        .join(events, on="id", how="left", maintain_order="left")
        .with_columns(*(pl.col(name).fill_null([]) for name in lists), pl.col("by_generic").fill_null(False))
        .drop("id")
    )
