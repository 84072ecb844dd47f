"""What a citation is there for: basis, authority, assignment, amendment, replacement, quotation or history.

A cue is a row of ``data/citation_roles.toml``: words right beside the mention, in its sentence. The mentions of a
list ("Căn cứ Luật A, Luật B và Nghị định C") share what is said before the first. All windows are bounded, so the
time is linear in the number of mentions.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from vn_dossier_nlp.errors import DataError
from vn_dossier_nlp.extraction.mentions import Mention
from vn_dossier_nlp.resources import room_file

# The first that is spoken of wins.
ROLES = ("amended", "replaced", "amending", "authority_basis", "basis", "assignment", "quoted", "history")

_WINDOW = 90
_ITEM = 300  # the longest item of a list of bases
_LAWS = ("hiến pháp", "bộ luật", "luật", "pháp lệnh")
_MARK = " ⟦⟧ "
# A full stop after one digit or Roman numerals is the label of an item ("1. ", "II. ").
_STOP = re.compile(r"[;!?]\s|\.(?:(?<=[^\sIVX\d]\.)|(?<=\d\d\.))[\"”]?\s|\./")
_BLANK = re.compile(r"\n[ \t]*\n")
_QUOTED = re.compile(r"“[^“”]{1,600}”|\"(?:[^\"\n]|\n(?![ \t]*\n)){1,600}\"")
_POWER_LAW = re.compile(r"luật tổ chức (?:chính quyền|chính phủ|hội đồng nhân dân|quốc hội|tòa án|viện kiểm sát)")
_OPENER = re.compile(
    r"[\s\-+*•|]*(?:\d{1,2}[.)]\s*)?(?P<basis>Căn\s+cứ|CĂN\s+CỨ)?(?P<other>[A-ZĐ][a-zà-ỹđ]+\s[a-zà-ỹđ])?"
)
# Where the list of bases is over and its sentence goes on with what the sender does.
_SENDER = re.compile(
    r", (?:nay )?(?:các )?(?:sở|ubnd|hđnd|ủy ban|hội đồng|ban|phòng|văn phòng|trung tâm|công ty|trường|chi cục|công an"
    r"|bệnh viện|thanh tra|liên đoàn|hội|quỹ) [^;]{0,80}?"
    r"(?:trình|báo cáo|đề nghị|đã|có|lập|gửi|xây dựng|ban hành)(?!\w)"
)
# From one mention of a list to the next, on one line of text without double blanks.
_STEP = (
    r"(?:[,;]|,? và|,? hoặc|,? cùng)(?: và)?(?: [-+*•]| \d{1,2}[.)])?(?: (?:của|tại|theo|các|số|quy định (?:của|tại)))?"
)
_OF = r"(?: ?\((?:[^()]{1,40})\))?(?: của [^;:.,\d]{2,60}?)?"
_NEXT = re.compile(rf"{_OF} ?{_STEP}")
_NEXT_BASIS = re.compile(rf"[^;:.]{{0,150}}?{_STEP}|[^;:]{{0,150}}?[.;] (?:[-+*•]|\d{{1,2}}[.)])")
_FAR = 200  # characters from one mention of a list to the next


@dataclass(frozen=True, slots=True)
class Cue:
    """A row of ``citation_roles.toml`` with one of its words: where that is not in the text, nothing is tried."""

    word: str
    role: str
    pattern: re.Pattern[str]


def cue_rows() -> list[dict[str, Any]]:
    """The rows of ``citation_roles.toml`` with their examples."""
    path = room_file("extraction", "data", "citation_roles.toml")
    rows: list[dict[str, Any]] = tomllib.loads(path.read_text(encoding="utf-8"))["cue"]
    return rows


@lru_cache(maxsize=1)
def _cues() -> dict[str, tuple[Cue, ...]]:
    cues: dict[str, list[Cue]] = {"before": [], "after": [], "around": []}
    for row in cue_rows():
        if row["role"] not in ROLES or row["side"] not in cues:
            raise DataError(f"extraction/data/citation_roles.toml: role or side of {row['name']!r} is unknown")
        pattern = row["pattern"]
        anchored = {"before": rf"(?:{pattern})$", "after": rf"^(?:{pattern})", "around": pattern}[row["side"]]
        compiled = re.compile(rf"(?<!\w){anchored}")
        cues[row["side"]].extend(Cue(word, row["role"], compiled) for word in row["words"])
    return {side: tuple(found) for side, found in cues.items()}


def roles_of(text: str, mentions: Sequence[Mention], bases: tuple[int, int] | None) -> list[str | None]:
    """The role of each mention of a folded text, in their order; ``bases`` is the zone of legal bases, if any."""
    quotes = [match.span() for match in _QUOTED.finditer(text)]
    items = _basis_items(text, bases) if bases else []
    found: list[str | None] = []
    handed: set[str] = set()
    for index, mention in enumerate(mentions):
        low = mentions[index - 1].end if index else 0
        high = mentions[index + 1].start if index + 1 < len(mentions) else len(text)
        if mention.self_reference:
            found.append(None)
            handed = set()
            continue
        shared, own = _spoken(text, mention, low, high)
        if handed:
            shared |= _from_list(text, low, mention.start, handed)
        if _in_basis_item(text, mention, items):
            shared.add("basis")
        handed = shared
        spoken = shared | own | _of_itself(mention)
        if not _may_empower(mention):
            spoken.discard("authority_basis")
        if _inside(quotes, mention.start):
            spoken.add("quoted")
        role = next((role for role in ROLES if role in spoken), None)
        # Where a place of an instrument is replaced or annulled, the instrument itself stays.
        found.append("amended" if role == "replaced" and mention.pins else role)
    return found


def _spoken(text: str, mention: Mention, low: int, high: int) -> tuple[set[str], set[str]]:
    """The roles said before a mention, which its list shares, and those said of it alone."""
    before = _flat(_last_sentence(text[max(low, mention.start - _WINDOW) : mention.start]))
    after = _flat(_first_sentence(text[mention.end : min(high, mention.end + _WINDOW)]))
    shared: set[str] = set()
    own: set[str] = set()
    cues = _cues()
    for cue in cues["before"]:
        if cue.role not in shared and cue.word in before and cue.pattern.search(before):
            shared.add(cue.role)
    for cue in cues["after"]:
        if cue.word in after and cue.role not in own and cue.pattern.match(after):
            own.add(cue.role)
    for cue in cues["around"]:
        if cue.word in after and cue.role not in own and cue.pattern.search(f"{before}{_MARK}{after}"):
            own.add(cue.role)
    return shared, own


def _flat(piece: str) -> str:
    return " ".join(piece.split()).lower()


def _last_sentence(piece: str) -> str:
    cut = 0
    for stop in _STOP.finditer(piece):
        cut = stop.end()
    return piece[cut:]


def _first_sentence(piece: str) -> str:
    stop = _STOP.search(piece)
    if stop:
        piece = piece[: stop.start() + 1]
    blank = _BLANK.search(piece) if "\n" in piece else None
    return piece[: blank.start()] if blank else piece


def _from_list(text: str, low: int, start: int, handed: set[str]) -> set[str]:
    """What the mention before hands on, where only the way of a list lies between."""
    if start - low > _FAR:
        return set()
    between = " ".join(text[low:start].split())
    if text[low : low + 1].isspace():
        between = " " + between
    if _NEXT.fullmatch(between):
        return handed
    return handed & {"basis", "assignment"} if _NEXT_BASIS.fullmatch(between) else set()


def _of_itself(mention: Mention) -> set[str]:
    """What the name of a law tells."""
    title = (mention.title or "").lower()
    roles = {"amending"} if title.startswith(("luật sửa đổi", "bộ luật sửa đổi", "pháp lệnh sửa đổi")) else set()
    return roles | {"authority_basis"} if mention.pins and _POWER_LAW.match(title) else roles


def _may_empower(mention: Mention) -> bool:
    return bool(mention.pins) or mention.type in _LAWS


def _basis_items(text: str, bases: tuple[int, int]) -> list[tuple[int, bool]]:
    """Where each item of the zone begins and whether it is, or goes on, a "Căn cứ ..."."""
    items: list[tuple[int, bool]] = []
    start, basis = bases[0], False
    for end in [*(match.end() for match in re.finditer(r"[;.]\s|\n[ \t]*\n", text[slice(*bases)])), None]:
        opener = _OPENER.match(text, start, bases[1])
        if opener and opener["basis"]:
            basis = True
        elif opener and re.match(r"Thực|Theo|Xét|Trên|Qua|Để", opener["other"] or ""):
            basis = False
        items.append((start, basis))
        start = bases[0] + (end or 0)
    return [*items, (bases[1], False)]


def _in_basis_item(text: str, mention: Mention, items: list[tuple[int, bool]]) -> bool:
    index = bisect_right(items, (mention.start, True)) - 1
    if index < 0 or not items[index][1] or mention.start - items[index][0] > _ITEM:
        return False
    return not _SENDER.search(_flat(text[items[index][0] : mention.start]))


def _inside(spans: Sequence[tuple[int, int]], place: int) -> bool:
    index = bisect_right(spans, (place, place)) - 1
    return index >= 0 and spans[index][0] < place < spans[index][1]
