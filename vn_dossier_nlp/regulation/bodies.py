"""Issuing bodies and the offices that head them: ``data/bodies.toml``."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache

from vn_dossier_nlp.language.folding import skeleton
from vn_dossier_nlp.resources import room_file
from vn_dossier_nlp.schema import Masthead


@dataclass(frozen=True, slots=True)
class Body:
    """A kind of issuing body."""

    name: str
    issuer: re.Pattern[str]
    symbol: re.Pattern[str]
    heads: tuple[str, ...]  # offices that sign for it; deputies by KT.
    below: tuple[str, ...]  # offices within it that do not

    def confirmed(self, masthead: Masthead) -> bool:
        """Whether the symbol of the number tells the same body as the name that was read."""
        return bool(self.symbol.search(masthead.symbol or ""))


def body_of(masthead: Masthead) -> Body | None:
    """The kind of body that issues; None where it is none of the table."""
    issuer = skeleton(masthead.issuer or "")
    return next((body for body in bodies() if body.issuer.match(issuer)), None)


@lru_cache(maxsize=1)
def bodies() -> tuple[Body, ...]:
    """All kinds of the table."""
    path = room_file("regulation", "data", "bodies.toml")
    rows = tomllib.loads(path.read_text(encoding="utf-8"))["body"]
    return tuple(
        Body(
            row["name"], re.compile(row["issuer"]), re.compile(row["symbol"]), tuple(row["heads"]), tuple(row["below"])
        )
        for row in rows
    )
