"""Names of people in a text: after "ông", "bà", "đồng chí", and the signer's."""

from __future__ import annotations

import re

from vn_dossier_nlp.grammar.letters import CAPITALS
from vn_dossier_nlp.language.folding import fold

_WORD = rf"[{CAPITALS}](?=[^{CAPITALS}])[^\W\d_]+"  # a name in capitals cannot be told from a post
_POST = r"(?:Phó|Chủ|Giám|Trưởng|Bí|Chánh|Tổng|Cục|Hiệu|Viện|Ủy|Thủ|Bộ|Đại)\s"
_NAMED = re.compile(
    rf"(?<!\w)(?:[Ôô]ng|[Bb]à|[Đđ]ồng chí|[Aa]nh|[Cc]hị)\s+(?!{_POST})(?P<name>{_WORD}(?:\s+{_WORD}){{1,4}})"
)
_SIGNER = re.compile(rf"\n[ \t|]*(?P<name>{_WORD}(?:[ ]{_WORD}){{1,4}})[ \t|]*$")


def people(text: str) -> list[str]:
    """The names of people, each once, in the order of their places."""
    folded = fold(text).text
    found = [" ".join(match["name"].split()) for match in _NAMED.finditer(folded)]
    if signer := _SIGNER.search(folded.rstrip()):
        found.append(" ".join(signer["name"].split()))
    return list(dict.fromkeys(found))
