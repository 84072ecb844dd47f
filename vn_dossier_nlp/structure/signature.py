"""The signature block: recipients, signing mark and the signer's role (NĐ 30/2020 Điều 8 and 13)."""

from __future__ import annotations

import re

_RECIPIENTS = re.compile(r"(?:^|[\n|])[ \t|]*N[ơo]i\s+nhận\s*:?")
_MARK = re.compile(r"(?:^|[\n|])[ \t|]*(?P<mark>TM|KT|TL|TUQ|Q|T/M|K/T|T/L)\s*[./]\s*(?=[A-ZĐÀ-Ỹ]{2})")
_ROLE_WORDS = (
    r"(?:PHÓ\s+)?(?:TỔNG\s+)?(?:GIÁM\s+ĐỐC|CHỦ\s+TỊCH|CỤC\s+TRƯỞNG|TRƯỞNG\s+BAN|HIỆU\s+TRƯỞNG|CHÁNH\s+VĂN\s+PHÒNG|VIỆN\s+TRƯỞNG|"
    r"TRƯỞNG\s+PHÒNG|CHI\s+CỤC\s+TRƯỞNG|CHỈ\s+HUY\s+TRƯỞNG|CHÁNH\s+THANH\s+TRA|TRƯỞNG\s+ĐOÀN|BÍ\s+THƯ|TỔNG\s+THƯ\s+KÝ|TỔNG\s+CỤC\s+TRƯỞNG)"
    r"|PHÓ\s+(?:TRƯỞNG\s+BAN|HIỆU\s+TRƯỞNG|CHÁNH\s+VĂN\s+PHÒNG|CỤC\s+TRƯỞNG|TRƯỞNG\s+PHÒNG|CHI\s+CỤC\s+TRƯỞNG|CHÁNH\s+THANH\s+TRA)"
)
_ROLE = re.compile(rf"(?<![\wÀ-ỹ])(?P<role>{_ROLE_WORDS})(?![\wÀ-ỹ])")
_END_SIGN = re.compile(r"\./\.")
_ITEM = re.compile(r"^[ \t|]*[-–+*•]\s*(?P<name>[^|\n]+)")


def tail_start(text: str, head: int) -> int:
    """Where the text ends and the block of recipients and signature begins."""
    marks = [m.start() for m in _RECIPIENTS.finditer(text, head)]
    if marks:
        start = marks[-1]
        before = _MARK.search(text, max(head, start - 160), start)  # the signature printed above the recipients
        return _skip_break(text, before.start() if before else start)
    signs = [m.end() for m in _END_SIGN.finditer(text, head)]
    if signs:
        return signs[-1] + _closing_bracket(text, signs[-1])
    late = [m.start() for m in _MARK.finditer(text, head + (len(text) - head) // 2)]
    late += [m.start() for m in _ROLE.finditer(text, head + (len(text) - head) * 4 // 5) if _alone(text, m)]
    return _skip_break(text, min(late)) if late else len(text)


def read_signature(text: str, tail: int) -> tuple[str | None, str | None, tuple[str, ...]]:
    """(signing mark, role of the signer, recipients) of the block that begins at ``tail``."""
    block = text[tail : tail + 3000]
    mark = _MARK.search("\n" + block)
    roles = [" ".join(m["role"].split()) for m in _ROLE.finditer(block) if m["role"].isupper()]
    kind = mark["mark"].replace("/", "") + "." if mark else None
    role = roles[-1] if kind == "KT." and roles else roles[0] if roles else None
    if kind in ("TM.", "TL.", "TUQ.") and len(roles) > 1:
        role = roles[-1]
    return kind, role, tuple(_recipients(block))


def _recipients(block: str) -> list[str]:
    start = _RECIPIENTS.search("\n" + block)
    if not start:
        return []
    names: list[str] = []
    for line in block[max(0, start.end() - 1) :].splitlines():
        item = _ITEM.match(line)
        if item:
            names.append(" ".join(item["name"].split()).rstrip(" ;.,"))
    return names


def _alone(text: str, match: re.Match[str]) -> bool:
    line_start = text.rfind("\n", 0, match.start()) + 1
    line_end = text.find("\n", match.end())
    line = text[line_start : line_end if line_end >= 0 else len(text)]
    return line.replace("|", " ").strip() == match.group()


def _skip_break(text: str, start: int) -> int:
    return start + 1 if text[start : start + 1] in "\n|" and text[start : start + 1] else start


def _closing_bracket(text: str, end: int) -> int:
    """A bracket about attachments may follow the end sign: it still belongs to the text."""
    match = re.match(r"\s*\((?:[^()]|\([^()]*\)){3,600}\)\.?", text[end:])
    return match.end() if match else 0
