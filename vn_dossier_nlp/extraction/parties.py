"""Who submits, who is asked to decide and who applies: what they say is no opinion of another body."""

from __future__ import annotations

import re

from vn_dossier_nlp.extraction.consulted import Body
from vn_dossier_nlp.extraction.opinion_words import own_names, part_names
from vn_dossier_nlp.language.folding import skeleton
from vn_dossier_nlp.schema import Masthead

_TWO_BODIES = re.compile(r"\s+[-–]\s+(?=(?:BAN|SỞ|TRUNG TÂM|TRƯỜNG|BỆNH VIỆN|PHÒNG|CÔNG TY)\s)")


class Parties:
    """The parties that a masthead names."""

    def __init__(self, masthead: Masthead) -> None:
        parts = _TWO_BODIES.split(masthead.issuer or "")
        self._own = plain(parts[-1])
        self.parent = _department(masthead.parent or (parts[0] if len(parts) > 1 else ""))
        self._deciders = [plain(re.sub(r"(?i)^.*?chủ tịch\s+", "", one)) for one in masthead.addressees]
        self._subject = plain(masthead.subject or "")
        self._short = {word for word in own_names() if _holds(self._own, word)}
        self._is_department = self._own.startswith("so ")

    def is_own(self, body: Body) -> bool:
        """Whether a body is the submitter itself."""
        name = plain(body.name)
        if body.sort == "back":
            return self._is_department
        if not self._own or not body.named:
            return False
        if name in self._short or name == self._own:
            return True
        bare = _without_place(name)
        return len(name) > 6 and (_holds(self._own, bare) or name.startswith(self._own)) and bare != "ubnd"

    def is_decider(self, body: Body) -> bool:
        """Whether a body is asked to decide."""
        name = plain(body.name)
        if body.sort == "council" and name.startswith(("thuong truc hdnd", "hdnd")):
            return any(one.startswith(("hdnd", "thuong truc hdnd")) for one in self._deciders)
        return any(len(one) > 4 and (name == one or name.startswith(one)) for one in self._deciders)

    def is_above(self, body: Body) -> bool:
        """Whether a body is the department that the submitter belongs to: it manages the field."""
        return self.parent is not None and plain(body.name).startswith(plain(self.parent.name))

    def applies(self, body: Body) -> bool:
        """Whether a unit or a place is what the submission is about: it applies, it is not consulted."""
        return body.sort == "unit" and _holds(self._subject, plain(body.name))


def _department(name: str) -> Body | None:
    """The department that a masthead names in capitals: "SỞ Y TẾ THÁI BÌNH" is "Sở Y tế"."""
    bare = plain(name)
    known = [f"Sở {part}" for part in part_names() if bare.startswith(plain(f"Sở {part}"))]
    return Body(0, 0, max(known, key=len), "department") if known else None


def plain(name: str) -> str:
    """A name without marks, "uy ban nhan dan" as "ubnd"."""
    bare = " ".join(skeleton(" ".join(name.split())).replace("-", " ").replace("–", " ").split())
    return bare.replace("uy ban nhan dan", "ubnd").replace("hoi dong nhan dan", "hdnd")


def _without_place(name: str) -> str:
    return re.sub(r"\s+(?:tinh|thanh pho)(?: .*)?$", "", name)


def _holds(name: str, words: str) -> bool:
    return f" {words} " in f" {name} "
