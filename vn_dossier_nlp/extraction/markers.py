"""Vague markers: the rows of ``data/markers.toml`` and where they count."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from vn_dossier_nlp.errors import DataError
from vn_dossier_nlp.grammar.letters import small
from vn_dossier_nlp.grammar.starts import any_of
from vn_dossier_nlp.resources import room_file

# Text inside a quoted title, the name of a directive or of a programme never counts
# (spec/vague_markers.csv, counts=no).
_QUOTED = re.compile(r"[“\"][^”\"]{0,400}[”\"]")
_NAMED_PROGRAMME = re.compile(
    r"(?:Chỉ\s+thị|Chương\s+trình|Đề\s+án|Kế\s+hoạch|Nghị\s+quyết|Dự\s+án|Phong\s+trào|Cuộc\s+vận\s+động)\s+[^.;:,()]{0,120}?\s(?:về|mục\s+tiêu)\s[^.;:()]{0,160}"
)
# "theo quy định tại khoản 2 Điều 17": with a provision behind it the phrase is exact.
_WITH_PROVISION = re.compile(
    r"theo\s+(?:đúng\s+)?quy\s+định\s+(?:tại|của)\s+(?:điểm|khoản|Điều|Luật|Nghị\s+định|Thông\s+tư|Quyết\s+định)"
)


@dataclass(frozen=True, slots=True)
class Marker:
    """One marker in a text: ``text[start:end]``."""

    start: int
    end: int
    category: str
    weight: int


@lru_cache(maxsize=1)
def _table() -> tuple[dict[str, tuple[str, int]], tuple[str, ...]]:
    """``({"quan tâm": ("empty_verb", 2), ...}, formulas that never count)``."""
    data = tomllib.loads(room_file("extraction", "data", "markers.toml").read_text(encoding="utf-8"))
    rows: dict[str, tuple[str, int]] = {}
    for category, row in data["category"].items():
        for word, weight in row["words"]:
            if weight not in (1, 2, 3):
                raise DataError(f"vagueness/data/markers.toml: weight of {word!r} must be 1, 2 or 3")
            rows[word] = (category, weight)
    return rows, tuple(data["never"]["words"])


def _alternatives(words: Iterable[str]) -> str:
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in ordered)


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    rows, never = _table()
    return (
        re.compile(any_of(rows)),
        re.compile(_alternatives(never), re.IGNORECASE),
    )


def find_markers(text: str, start: int, end: int, named: Iterable[tuple[int, int]] = ()) -> list[Marker]:
    """The markers that count in ``text[start:end]``; none inside quotes, programmes, formulas or the spans
    of ``named``.
    """
    words, never = _patterns()
    base = max(0, start - 1)  # with the character before: it may be a part of the first word
    found = []
    for match in words.finditer(small(text[base:end]), start - base):
        category, weight = _table()[0][" ".join(match.group().split())]
        found.append(Marker(base + match.start(), base + match.end(), category, weight))
    if not found:
        return []
    shut = [*named]
    for pattern in (_QUOTED, _NAMED_PROGRAMME, _WITH_PROVISION, never):
        shut.extend(match.span() for match in pattern.finditer(text, start, end))
    return [one for one in found if not any(left < one.end and one.start < right for left, right in shut)]
