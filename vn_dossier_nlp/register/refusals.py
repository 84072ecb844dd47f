"""What the register refuses, as codes: the sentences stand in ``words/`` under ``register.refused``."""

from __future__ import annotations

from vn_dossier_nlp.errors import DossierError
from vn_dossier_nlp.words import has, label, say

_WORDS = {
    "action": "action",
    "allowed": "action",
    "state": "state",
    "role": "role",
    "roles": "role",
    "need": "need",
    "entity": "entity",
}


class RegisterError(DossierError):
    """The register will not or cannot do it. ``code`` and ``slots`` give the sentence in either language."""

    group = "register.refused"  # where its sentences stand

    def __init__(self, code: str, /, **slots: object) -> None:
        self.code = code
        self.slots = slots
        super().__init__(self.told("en"))

    def told(self, lang: str) -> str:
        """The one line for a user."""
        slots = {name: _in_words(name, value, lang) for name, value in self.slots.items()}
        return say(f"{self.group}.{self.code}", lang, **slots)

    def __reduce__(self) -> tuple[object, ...]:
        """Slots by name survive the way between processes."""
        return _again, (type(self), self.code, self.slots)


class ConflictError(RegisterError):
    """Somebody else changed the row since it was read."""


def _again(kind: type[RegisterError], code: str, slots: dict[str, object]) -> RegisterError:
    return kind(code, **slots)


def _in_words(name: str, value: object, lang: str) -> object:
    """Codes of states, actions and roles, one or several, as words; what has none stays."""
    group = f"register.{_WORDS[name]}" if name in _WORDS else "verdict" if name == "proposed" else None
    if group is None or not isinstance(value, str):
        return value
    parts = [label(group, part, lang) if has(f"{group}.{part}", lang) else part for part in value.split(", ")]
    return ", ".join(parts) or say("register.show.none", lang)
