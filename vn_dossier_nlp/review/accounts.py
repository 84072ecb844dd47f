"""Who may log in: names and hashed passwords in one file that only its owner can read.

Passwords are hashed by Argon2id (RFC 9106) with the parameters that argon2-cffi recommends; an unknown name costs as
much time as a wrong password. What a name may do is no matter of this file: the roles of the register say it.
"""

from __future__ import annotations

import json
import os
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from vn_dossier_nlp.errors import DataError, UsageError

if TYPE_CHECKING:
    from argon2 import PasswordHasher

LEAST = 12  # characters of a password
MOST = 256


@dataclass(slots=True)
class Accounts:
    """The accounts of a file: {name: hash}."""

    file: Path
    hashes: dict[str, str] = field(default_factory=dict)

    @classmethod
    def load(cls, file: Path) -> Accounts:
        """The accounts of ``file``; none where there is no such file. Raises DataError for any other content."""
        if not file.exists():
            return cls(file)
        try:
            rows = json.loads(file.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise DataError(f"{file}: cannot be read as accounts ({error})") from error
        if not isinstance(rows, dict) or not all(isinstance(value, str) for value in rows.values()):
            raise DataError(f"{file}: no file of accounts; an object of names and hashes is expected")
        return cls(file, rows)

    def add(self, name: str, password: str) -> None:
        """Add a name or give it another password. Raises UsageError for a name or password that will not do."""
        name = name.strip()
        if not name or len(name) > 80 or not name.isprintable():
            raise UsageError("an account needs a name of 1 to 80 printable characters")
        if not LEAST <= len(password) <= MOST:
            raise UsageError(f"a password has {LEAST} to {MOST} characters; choose a longer one")
        self.hashes[name] = _hasher().hash(password)
        self._write()

    def remove(self, name: str) -> None:
        """Remove a name. Raises UsageError where it is not there."""
        if self.hashes.pop(name, None) is None:
            raise UsageError(f"no account {name!r} in {self.file}; there are: {', '.join(self.hashes) or 'none'}")
        self._write()

    def accepts(self, name: str, password: str) -> bool:
        """Whether the password is that of the name."""
        from argon2.exceptions import Argon2Error, InvalidHashError

        known = self.hashes.get(name)
        try:
            return _hasher().verify(known or _nobody(), password[: MOST + 1]) and known is not None
        except (Argon2Error, InvalidHashError):
            return False

    def _write(self) -> None:
        self.file.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=self.file.parent, prefix=".accounts-")  # created for its owner alone
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            json.dump(self.hashes, out, ensure_ascii=False, indent=1, sort_keys=True)
        os.replace(name, self.file)


_SPARE: list[str] = []


def _nobody() -> str:
    """A hash that no password fits, made once: so that an unknown name is answered as late as a known one."""
    if not _SPARE:
        _SPARE.append(_hasher().hash(os.urandom(32).hex()))
    return _SPARE[0]


def _hasher() -> PasswordHasher:
    from argon2 import PasswordHasher

    return PasswordHasher()
