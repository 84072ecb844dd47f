"""Names of laws, codes, ordinances and the Constitution: where one begins and where it ends.

A law's name has no closing mark, so its end is found in this order: a name of the table of known titles; a name that
runs to "số", "năm" or "ngày"; a capitalised name up to a word that cannot be part of one. An amending law's name holds
the names of the laws that it amends and is one title. Works on folded text.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from vn_dossier_nlp.grammar.letters import CAPITALS, skeleton
from vn_dossier_nlp.grammar.starts import at_word
from vn_dossier_nlp.grammar.tables import law_titles, title_stops

# The word of the type; a scan or a poor text layer may have put another mark on it or lost the letter.
_TYPES = (
    r"Bộ\s+[Ll]uật",
    r"bộ\s+luật",
    r"Lu[aàáảãạăằắẳẵặâầấẩẫậ ]t",
    r"Ph[aàáảãạ ]p\s+l[eèéẻẽẹêềếểễệ ]nh",
    r"pháp\s+lệnh",
    r"Hiến\s+pháp",
)
_TYPE = f"(?:{'|'.join(_TYPES)})"
# In small letters, or in capitals among other capitals, only a known title counts.
_PLAIN = (
    r"l(?<!pháp\sl)(?<!kỷ\sl)(?<!quy\sl)(?<!định\sl)(?<!theo\sl)uật",
    "LUẬT",
    r"BỘ\s+LUẬT",
    r"PHÁP\s+LỆNH",
)
# A capital may be stuck to the word before it ("theoLuật").
_START = re.compile(rf"(?:{at_word([*_TYPES, *_PLAIN], may_be_stuck=True)})(?![\wÀ-ỹ])")
_LEADS_ON = re.compile(
    r"(?<!\w)(?:THI HÀNH|CỦA|THEO|SỬA ĐỔI|QUY ĐỊNH|HƯỚNG DẪN|CHI TIẾT|DỰ ÁN|VÀ|TRIỂN KHAI|THỰC HIỆN|PHỔ BIẾN"
    r"|TUYÊN TRUYỀN|CĂN CỨ)\s+$|[a-zà-ỹđ][ \t]+$"  # or it stands in a running line
)
_CONSTITUTION = re.compile(
    r"Hiến\s+pháp(?:\s+(?:của\s+)?nước\s+[Cc]ộng\s+h(?:òa|oà)\s+[Xx]ã\s+hội\s+[Cc]hủ\s+nghĩa\s+Việt\s+Nam)?"
)
# Read without marks, which scans misplace.
_AMENDING = re.compile(
    r"(?:bo\s+)?(?:luat|phap\s+lenh)\s+sua\s+doi(?:\s*,\s*bo\s+sung)?(?:\s+(?:mot\s+so|cac))?(?:\s+(?:dieu|deu|diem|khoan))?\s+"
    r"(?:\d+\s+)?(?:cua\s+)?"
)
_LONGEST = 600  # characters of the name of an amending law
_MAY_AMEND = re.compile(r"\S+\s+(?:\S+\s+)?[sS]")
_OF_MANY = re.compile(
    r"\d+\s+[Ll]uật(?:\s+có)?\s+liên\s+quan\s+đến\s+[^;.:()\d]{3,90}?(?=\s+(?:số|năm|ngày)\s|[;.:()]|\n\n|$)"
)
_AND = re.compile(rf"\s*(?:,|và|;)\s+(?:của\s+)?(?={_TYPE}\s)")
_CLOSED = re.compile(
    rf"{_TYPE}\s+(?P<name>(?:[^\s;.:()\"“”|\d/]+\s+){{1,16}}?)(?=(?P<closer>(?:số|SỐ|s[oòóỏõọô])\s*\d+|năm\s+(?:19|20)\d\d|(?:19|20)\d\d(?![\d/\-])|ngày\s*\d))"
)
_OPEN = re.compile(rf"{_TYPE}\s+(?P<name>[{CAPITALS}][\wÀ-ỹ]*(?:,?\s(?!\s)[\wÀ-ỹ]+){{0,9}})")
_NOT_A_LAW = frozenset(["sư", "gia", "hiện", "pháp", "học", "hóa", "lệ", "tục"])
_OTHER_TYPE = re.compile(
    r"Nghị\s+(?:định|quyết)|Thông\s+(?:tư|báo)|Quyết\s+định|[Ll]uật\s|Pháp\s+lệnh|Chỉ\s+thị|Công\s+(?:văn|điện)|Kế\s+hoạch"
    r"|Văn\s+bản\s+hợp\s+nhất|Kết\s+luận|Tờ\s+trình|Báo\s+cáo|Sắc\s+lệnh"
)


class Title(NamedTuple):
    """``text[start:end]`` names a law; ``name`` has its white space normalised."""

    start: int
    end: int
    type: str
    name: str


def find_titles(text: str) -> Iterator[Title]:
    """The names of laws in a folded text, from left to right, never one inside another."""
    position = 0
    while match := _START.search(text, position):
        title = title_at(text, match.start(), match.group())
        if title is None:
            position = match.end()
        else:
            yield title
            position = title.end


def title_at(text: str, start: int, kind: str, *, inside: bool = False) -> Title | None:
    """The name of the law whose type word stands at ``start``, or None where none is given.

    ``inside`` the name of an amending law no further one is looked for.
    """
    kind = _type_of(kind)
    if kind == "hiến pháp":
        match = _CONSTITUTION.match(text, start)
        end = match.end() if match else None
        if match and match.group() == "Hiến pháp" and re.match(r"\s+này", text[match.end() :][:8]):
            return None
    elif text.startswith("luật", start):
        end = known_end(text, start)
    elif text.startswith(("LUẬT", "BỘ LUẬT", "PHÁP LỆNH"), start):
        # Else a line in capitals is the heading of the law itself.
        end = known_end(text, start) if _LEADS_ON.search(text, max(0, start - 20), start) else None
    else:
        known = known_end(text, start)
        end = None
        if not inside and _MAY_AMEND.match(text, start):
            end = max(filter(None, (_amending(text, start), known)), default=None)
        end = end or _closed(text, start, known) or _open(text, start)
    if end is None:
        return None
    if revised := re.match(r"\s*\((?:sửa đổi|bổ sung|sửa đổi, bổ sung)\)", text[end : end + 30]):
        end += revised.end()
    return Title(start, end, kind, " ".join(text[start:end].split()))


@lru_cache(maxsize=1024)
def _type_of(written: str) -> str:
    letters = "".join(skeleton(written).split())
    # Letters may be lost: what is left tells.
    if letters.startswith("bo"):
        return "bộ luật"
    return "luật" if letters.startswith("lu") else "hiến pháp" if letters.startswith("hi") else "pháp lệnh"


@cache
def _known_titles() -> dict[str, tuple[tuple[str, ...], ...]]:
    """The words of known titles without marks by the first two, longest first: scans misplace marks."""
    found: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for titles in law_titles().values():
        for title in titles:
            words = tuple(skeleton(title).split())
            found[" ".join(words[:2]).rstrip(",")].append(words)
    return {start: tuple(sorted(titles, key=len, reverse=True)) for start, titles in found.items()}


def known_end(text: str, start: int) -> int | None:
    """The end of the longest known title at ``start``, compared without case and marks and with any white space."""
    two = " ".join(skeleton(text[start : start + 40]).split(None, 2)[:2]).rstrip(",.;:)")
    titles = _known_titles().get(two)
    if titles is None:
        return None
    heard = skeleton(text[start : start + 420]).split()
    for wanted in titles:
        last, count = wanted[-1], len(wanted)
        if tuple(heard[: count - 1]) != wanted[:-1] or not "".join(heard[count - 1 : count]).startswith(last):
            continue
        if heard[count - 1][len(last) :][:1].isalpha():
            continue
        words = re.compile(r"\s*\S+" * (count - 1) + r"\s*").match(text, start)
        assert words is not None
        end = words.end() + len(last)
        if _may_be(text[start:end], wanted):
            return end
    return None


def _may_be(written: str, wanted: tuple[str, ...]) -> bool:
    """Whether a name with these letters is the title: "Luật gia" is not "Luật Giá", but "Luật Tô chức ..." may be."""
    name = written.split(None, 1)[1]
    return len(wanted) > 2 or name[0].isupper() or " ".join(written.lower().split()) in _titles_as_written()


@cache
def _titles_as_written() -> frozenset[str]:
    return frozenset(title for titles in law_titles().values() for title in titles)


def _amending(text: str, start: int) -> int | None:
    match = _AMENDING.match(skeleton(text[start : start + 120]))
    if not match:
        return None
    end = start + match.end()
    if many := _OF_MANY.match(text, max(start, end - 4)) or _OF_MANY.match(text, end):
        return many.end()
    while True:
        inner = _START.match(text, end)
        title = title_at(text, end, inner.group(), inside=True) if inner else None
        if title is None:
            return end if text[start:end].split()[-1] not in ("của", "đổi", "sung") else None
        end = title.end
        following = _AND.match(text, end)
        # In "Luật A và Luật B số 57/2024/QH15" the number at the very end is that of the whole.
        if (
            end - start > _LONGEST
            or not following
            or not ("và" in following.group() or _one_law(text, start, following.end()))
        ):
            return end
        end = following.end()


def _one_law(text: str, start: int, position: int) -> bool:
    """Whether a further "Luật ..." in a list belongs to an amending law's name: it has no number of its own."""
    inner = _START.match(text, position)
    if not inner or position - start > 300:
        return False
    end = known_end(text, position) or _open(text, position)
    return end is not None and not re.match(r"\s+(?:số\s+\d|năm)", text[end : end + 12])


def _closed(text: str, start: int, known: int | None) -> int | None:
    """A name that runs to its number, year or date; a known title inside it gives way only to a number."""
    match = _CLOSED.match(text, start)
    if not match or "\n\n" in match.group():
        return known
    words = match["name"].lower().replace(",", " ").split()
    limit = 16 if match["closer"][0] in "sS" else 9
    if (
        words[0] in _NOT_A_LAW
        or len(words) > limit
        or title_stops().intersection(words) - {"của", "nước", "trong", "đối", "với", "theo"}
        or _OTHER_TYPE.search(match["name"])
    ):
        return known
    end = match.end("name") - (len(match["name"]) - len(match["name"].rstrip()))
    end -= len(text[start:end]) - len(text[start:end].rstrip(" ,\n\t"))
    return end if known is None or end >= known else known


def _open(text: str, start: int) -> int | None:
    match = _OPEN.match(text, start)
    if not match:
        return None
    end = match.start("name")
    for count, word in enumerate(re.finditer(r"(,?)(\s*)([\wÀ-ỹ]+)", match["name"])):
        low = word[3].lower()
        if (
            (count == 0 and low in _NOT_A_LAW)
            or low in title_stops()
            or low == "và"
            or word[1]
            or low.isdigit()
            or "\n\n" in word[2]
        ):
            break
        end = match.start("name") + word.end()
        if count == 0 and len(word[3]) > 1 and word[3].isupper():
            return end  # an acronym is a whole name: "Luật BHYT quy định"
    name = text[match.start("name") : end]
    return end if name and not name.isupper() else None
