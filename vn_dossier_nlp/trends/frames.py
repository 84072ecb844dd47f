"""Scored lines as one row a dossier: from JSONL or Parquet, read in pieces, so that memory does not grow with them.

Only what an indicator counts is kept. Polars comes with the extra ``research``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vn_dossier_nlp.errors import DataError, NothingError, UsageError
from vn_dossier_nlp.reports.columns import REQUIREMENTS
from vn_dossier_nlp.words import say

if TYPE_CHECKING:
    import polars as pl

_PIECE = 32 << 20  # bytes of JSONL parsed at a time
_ROWS = 5_000  # rows of Parquet taken at a time
_BASES = ("basis", "authority_basis")
_EXPIRED = "expired"
GENERATED = "generated"
"""A line whose ``versions.program`` begins so says of itself that it is made up."""


@dataclass(frozen=True, slots=True)
class Frames:
    """One row a line in the order given, columns as in :func:`_reduced`.

    ``register``: the rows also have the columns of ``EVENTS``, from the register.
    """

    dossiers: pl.DataFrame
    register: bool = False


EVENTS = {
    "days": "Int64",  # from receipt to decision, or up to the day of the data where it is not decided
    "decided": "Boolean",
    "returned": "Boolean",
    "matter_returns": "Int64",  # returns of the whole matter, at its first dossier; null at the others
    "reasons_resubmitted": "Int64",  # reasons of the return of this dossier to which another submission answered
    "reasons_cured": "Int64",  # those of them that it cured
}
"""What the register knows of a dossier: column and polars type; null where it does not apply."""


def read_frames(paths: Sequence[Path]) -> Frames:
    """The rows of files (.jsonl, .parquet) and of the files of these kinds in folders.

    Raises UsageError where a path is missing or polars is not installed, DataError where a file is no scored lines.
    """
    polars = need_polars()
    pieces = [_checked(piece, file) for file in _files(paths) for piece in _pieces(file)]
    if not pieces:
        raise NothingError(say("error.no_trend_data", path=", ".join(map(str, paths))))
    return Frames(polars.concat(pieces, rechunk=True))


def need_polars() -> Any:
    """The module; UsageError names the extra where it is not installed."""
    try:
        import polars
    except ImportError as error:
        raise UsageError(say("error.extra", what="trends", extra="research")) from error
    return polars


def _files(paths: Sequence[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            found = [
                file for file in sorted(path.iterdir()) if file.suffix in (".jsonl", ".parquet") and file.is_file()
            ]
            # An output folder holds the same lines in both formats: one of them is enough.
            stems = {file.stem for file in found if file.suffix == ".parquet"}
            yield from (file for file in found if file.suffix == ".parquet" or file.stem not in stems)
        elif path.is_file():
            yield path
        else:
            raise UsageError(say("error.no_trend_data", path=path))


def _pieces(file: Path) -> Iterator[pl.DataFrame]:
    """Reduced frames of a file, piece by piece."""
    import polars as pl

    try:
        if file.suffix == ".parquet":
            yield from _parquet_pieces(file)
            return
        for text in _chunks(file):
            yield reduced_lines(text)
    except (pl.exceptions.PolarsError, OSError) as error:
        raise DataError(say("error.no_scored_lines", path=file)) from error


def reduced_lines(text: bytes) -> pl.DataFrame:
    """What is counted of lines of JSON."""
    import polars as pl

    return _reduced(pl.read_ndjson(text, schema=_line_schema()).lazy(), nested=True)


def _checked(lines: pl.DataFrame, file: Path) -> pl.DataFrame:
    """The lines; DataError where one of them is no scored line."""
    if lines["dossier_id"].null_count() or lines["outcome"].null_count():
        raise DataError(say("error.no_scored_lines", path=file))
    return lines


def _chunks(file: Path) -> Iterator[bytes]:
    """The file in pieces that end at the end of a line."""
    with file.open("rb") as stream:
        while piece := stream.read(_PIECE):
            whole = piece + (b"" if piece.endswith(b"\n") else stream.readline())
            if whole.strip():
                yield whole


def _parquet_pieces(file: Path) -> Iterator[pl.DataFrame]:
    import polars as pl
    import pyarrow as pa
    import pyarrow.parquet as pq

    wanted = [*_PLAIN, *_BODY, *_STATS, *_VERSIONS, *_status_columns(), "citations", "reasons"]
    try:
        source = pq.ParquetFile(file)
    except pa.ArrowInvalid as error:
        raise DataError(say("error.no_scored_lines", path=file)) from error
    if missing := set(wanted) - set(source.schema_arrow.names):
        raise DataError(say("error.no_scored_lines", path=f"{file} ({', '.join(sorted(missing)[:3])})"))
    # Of the lists of records only the parts that are counted are read at all.
    leaves = [f"citations.list.element.{part}" for part in ("role", "status_on_date", "resolves_to")]
    leaves += ["citations.list.element.pins", "reasons.list.element.code", "reasons.list.element.slots"]
    for batch in source.iter_batches(_ROWS, columns=[*wanted[:-2], *leaves], use_threads=True):
        frame = pl.from_arrow(batch)
        assert isinstance(frame, pl.DataFrame)
        yield _reduced(frame.lazy(), nested=False)


_PLAIN = (
    "dossier_id",
    "path",
    "outcome",
    "sender_id",
    "field",
    "purpose",
    "document_date_text",
    "received_at_text",
    "verdict",
    "generic",
)
_BODY = ("masthead_parent", "masthead_issuer")
_STATS = ("stats_characters", "stats_sentences", "stats_readability", "stats_minhash")
_VERSIONS = ("versions_program", "versions_model", "versions_pack", "versions_registry")


def _status_columns() -> list[str]:
    return [f"status_{requirement}" for requirement in REQUIREMENTS]


def _line_schema() -> dict[str, Any]:
    """Of a line only these fields are parsed."""
    import polars as pl

    text, whole = pl.String, pl.Int64
    status = pl.Struct({"status": text})
    return {
        **{name.removesuffix("_text"): text for name in _PLAIN},
        "masthead": pl.Struct({name.removeprefix("masthead_"): text for name in _BODY}),
        "requirements": pl.Struct(dict.fromkeys(REQUIREMENTS, status)),
        "citations": pl.List(
            pl.Struct({"role": text, "pins": pl.List(text), "status_on_date": text, "resolves_to": text})
        ),
        "reasons": pl.List(pl.Struct({"code": text, "slots": pl.Struct({"requirement": text})})),
        "stats": pl.Struct(
            {"characters": whole, "sentences": whole, "readability": pl.Float64, "minhash": pl.List(pl.UInt32)}
        ),
        "versions": pl.Struct({name.removeprefix("versions_"): text for name in _VERSIONS}),
    }


def _reduced(lines: pl.LazyFrame, nested: bool) -> pl.DataFrame:
    """What is counted of each line; ``nested`` for lines of JSON, else for rows of Parquet."""
    import polars as pl

    def part(record: str, name: str) -> pl.Expr:
        return pl.col(record).struct.field(name) if nested else pl.col(f"{record}_{name}")

    element = pl.element().struct.field
    basis = element("role").is_in(_BASES)
    bases = pl.col("citations").list.eval(pl.element().filter(basis))
    dead = element("status_on_date").eq(_EXPIRED)
    known = element("status_on_date").is_in([_EXPIRED, "in_force", "partly_expired", "not_yet_effective"])
    statuses = [
        (pl.col("requirements").struct.field(name).struct.field("status") if nested else pl.col(f"status_{name}"))
        .cast(pl.Categorical)
        .alias(f"status_{name}")
        for name in REQUIREMENTS
    ]
    dates = [
        pl.col("document_date" if nested else "document_date_text").alias("document_date"),
        pl.col("received_at" if nested else "received_at_text").alias("received_at"),
    ]
    reasons = pl.col("reasons").list
    of_rules = reasons.eval(_requirement(nested).filter(element("code").eq("requirement_not_met")))
    return (
        lines.select(
            "dossier_id",
            "path",
            "outcome",
            "sender_id",
            "field",
            "purpose",
            *(part("masthead", name).alias(name) for name in ("parent", "issuer")),
            *dates,
            "verdict",
            "generic",
            *(part("stats", name).alias(name) for name in ("characters", "sentences", "readability", "minhash")),
            *(part("versions", name).alias(name) for name in ("program", "model", "pack", "registry")),
            *statuses,
            bases.list.len().alias("bases"),
            bases.list.eval(element("pins").list.len().cast(pl.Int64)).list.sum().alias("basis_pins"),
            bases.list.eval(pl.element().filter(known)).list.len().alias("known_bases"),
            bases.list.eval(element("resolves_to").filter(dead)).list.drop_nulls().alias("dead"),
            of_rules.list.unique(maintain_order=True).alias("return_rules"),
            reasons.eval(element("code").eq("generic_yes")).list.any().alias("by_generic"),
        )
        .with_columns(pl.col("dead", "return_rules").fill_null([]), pl.col("by_generic").fill_null(False))
        .collect()
    )


def _requirement(nested: bool) -> pl.Expr:
    """The requirement that a reason names."""
    import polars as pl

    slots = pl.element().struct.field("slots")
    if nested:
        return slots.struct.field("requirement")
    named = slots.list.eval(
        pl.element().struct.field("text").filter(pl.element().struct.field("name").eq("requirement"))
    )
    return named.list.first()
