"""The signature block: recipients, signing mark and the signer's role (NĐ 30/2020 Điều 8 and 13)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vn_dossier_nlp.grammar.letters import CAPITALS
from vn_dossier_nlp.language.folding import skeleton

_RECIPIENTS = re.compile(r"(?:^|[\n|])[ \t|]*N[ơo]i\s+nhận\s*:?")
_MARK = re.compile(rf"(?:^|[\n|]|nhận\s*:)[ \t|]*(?P<mark>TM|KT|TL|TUQ|Q|T/M|K/T|T/L)\s*[./]\s*(?=[{CAPITALS}]{{2}})")
_ROLE_WORDS = (
    r"(?:PHÓ\s+)?(?:TỔNG\s+)?(?:GIÁM\s+ĐỐC|CHỦ\s+TỊCH|CỤC\s+TRƯỞNG|TRƯỞNG\s+BAN|HIỆU\s+TRƯỞNG|CHÁNH\s+VĂN\s+PHÒNG|VIỆN\s+TRƯỞNG|"
    r"TRƯỞNG\s+PHÒNG|CHI\s+CỤC\s+TRƯỞNG|CHỈ\s+HUY\s+TRƯỞNG|CHÁNH\s+THANH\s+TRA|TRƯỞNG\s+ĐOÀN|BÍ\s+THƯ|TỔNG\s+THƯ\s+KÝ|TỔNG\s+CỤC\s+TRƯỞNG)"
    r"|PHÓ\s+(?:TRƯỞNG\s+BAN|HIỆU\s+TRƯỞNG|CHÁNH\s+VĂN\s+PHÒNG|CỤC\s+TRƯỞNG|TRƯỞNG\s+PHÒNG|CHI\s+CỤC\s+TRƯỞNG|CHÁNH\s+THANH\s+TRA)"
)
_ROLE = re.compile(rf"(?<!\w)(?P<role>{skeleton(_ROLE_WORDS)})(?!\w)")
# The words of offices by their letters alone. "chi" stands for both "chi" (cục) and "chỉ" (huy).
_OFFICE_WORDS = {skeleton(word): word for word in re.findall(r"\w+", re.sub(r"\\s|CHI|CHỈ", " ", _ROLE_WORDS))}
_BLOCK = 3000  # characters that a signature block may take
_NATIONAL_TITLE = re.compile(r"C[ỘO]NG\s+H[ÒO][ÀA]?\s+XÃ\s+HỘI\s+CHỦ\s+NGHĨA")
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
    late += [m.start() for m in _ROLE.finditer(skeleton(text), head + (len(text) - head) * 4 // 5) if _alone(text, m)]
    return _skip_break(text, min(late)) if late else len(text)


def read_signature(text: str, head: int, tail: int) -> tuple[str | None, str | None, tuple[str, ...]]:
    """(signing mark, role of the signer, recipients) of the block of the first document, which ends at ``tail``.

    A draft with a head and a signature of its own may follow in the same file.
    """
    block = _first_block(text, head, tail)
    marks = [mark["mark"].replace("/", "") + "." for mark in _MARK.finditer("\n" + block)]
    roles = list(_roles(block))
    # "TM. ỦY BAN NHÂN DÂN / KT. CHỦ TỊCH / PHÓ CHỦ TỊCH": the second mark tells who signs for whom.
    kind = "KT." if "KT." in marks[:2] else marks[0] if marks else None
    return kind, _signer(kind, roles), tuple(_recipients(block))


def _first_block(text: str, head: int, tail: int) -> str:
    following = _NATIONAL_TITLE.search(text, head)
    end = following.start() if following else len(text)
    start = max((m.start() for m in _RECIPIENTS.finditer(text, head, end)), default=tail)
    return text[start : start + _BLOCK] if start >= end else text[start : min(start + _BLOCK, end)]


def _roles(block: str) -> Iterator[str]:
    """The offices printed in capitals; marks that OCR lost on them are put back."""
    for match in _ROLE.finditer(skeleton(block)):
        words = block[match.start() : match.end()].split()
        if all(word.isupper() for word in words):
            yield " ".join(_OFFICE_WORDS.get(skeleton(word), word) for word in words)


def _signer(kind: str | None, roles: list[str]) -> str | None:
    """The office of the person who signs: after KT., TL., TUQ. it follows that of the person who lets sign."""
    if not roles or kind not in ("KT.", "TL.", "TUQ."):
        return roles[0] if roles else None
    role = roles[min(1, len(roles) - 1)]
    # Only a deputy signs by KT., so a title that could not be read whole is known.
    return f"PHÓ {role}" if kind == "KT." and role == roles[0] and not role.startswith("PHÓ") else role


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
    line = line.replace("|", " ").strip()
    return line.isupper() and line == text[match.start() : match.end()]


def _skip_break(text: str, start: int) -> int:
    return start + 1 if text[start : start + 1] in "\n|" and text[start : start + 1] else start


def _closing_bracket(text: str, end: int) -> int:
    """A bracket about attachments may follow the end sign: it still belongs to the text."""
    match = re.match(r"\s*\((?:[^()]|\([^()]*\)){3,600}\)\.?", text[end:])
    return match.end() if match else 0
