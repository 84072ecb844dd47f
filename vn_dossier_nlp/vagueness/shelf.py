"""The user's models: a folder with NAME.skops and NAME.json each, which of them is in use, and what was done when.

==============  =================================================================================================
``active.json`` the name of the model in use (null: the shipped one) and of those before it, oldest first
``log.jsonl``   one row for each change: when, what, which model, why; never who
==============  =================================================================================================
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from vn_dossier_nlp.errors import DataError, ModelError, UsageError
from vn_dossier_nlp.resources import shipped
from vn_dossier_nlp.settings import home
from vn_dossier_nlp.vagueness.card import ModelCard, read_card

ACTIVE, LOG = "active.json", "log.jsonl"
SHIPPED = "shipped"
"""The name under which the model of the installation is spoken of."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """A folder of models."""

    folder: Path

    def path(self, name: str) -> Path:
        """The file of a model by its name. Raises UsageError where there is none."""
        if name == SHIPPED:
            return shipped("models", "shipped.skops")
        path = self.folder / f"{name}.skops"
        if Path(name).name != name or not path.is_file():
            known = ", ".join((SHIPPED, *self.names()))
            raise UsageError(f"{name}: no such model in {self.folder}; known are {known}")
        return path

    def find(self, word: str) -> Path:
        """The file of a model by its name, ``active``, ``shipped`` or a path."""
        if word == "active":
            return self.active_path
        named = Path(word)
        return named if named.suffix == ".skops" and named.is_file() else self.path(word)

    def names(self) -> list[str]:
        """The models of the user by name; half of a pair is none."""
        files = sorted(self.folder.glob("*.skops")) if self.folder.is_dir() else []
        return [path.stem for path in files if path.with_suffix(".json").is_file() and not path.name.startswith(".")]

    def cards(self) -> dict[str, ModelCard | ModelError]:
        """Each model with its card, the shipped one first; an error for a card that cannot be read."""
        found: dict[str, ModelCard | ModelError] = {}
        for name in (SHIPPED, *self.names()):
            try:
                found[name] = read_card(self.path(name).with_suffix(".json"))
            except ModelError as error:
                found[name] = error
        return found

    @property
    def active(self) -> str:
        """The name of the model in use."""
        return self._state()[0] or SHIPPED

    @property
    def active_path(self) -> Path:
        """The file of the model in use. Raises ModelError where it is gone: nothing else is taken in silence."""
        name = self.active
        try:
            return self.path(name)
        except UsageError as error:
            raise ModelError(
                f"{self.folder / ACTIVE}: the model in use, {name}, is not in the folder; put it back or run "
                "vn-dossier rollback"
            ) from error

    def activate(self, name: str, why: str, **noted: object) -> None:
        """Put a model in use. The one before it is kept in the history."""
        self.path(name)
        before, history = self._state()
        self._write(None if name == SHIPPED else name, [*history, before])
        self.note("promote", name, before=before or SHIPPED, why=why, **noted)

    def rollback(self, why: str = "") -> tuple[str, str]:
        """Put the model before in use again, the shipped one where none is known: (before, now).

        A model that is gone from the folder is passed over. Raises UsageError where the shipped one is in use already.
        """
        before, history = self._state()
        if before is None and not history:
            raise UsageError(f"{self.folder}: the shipped model is in use and none before it is known")
        names = self.names()
        while history:
            now = history.pop()
            if now is None or (now in names and now != before):
                break
        else:
            now = None
        self._write(now, history)
        self.note("rollback", now or SHIPPED, before=before or SHIPPED, why=why)
        return before or SHIPPED, now or SHIPPED

    def add(self, make: Callable[[Path], ModelCard]) -> tuple[str, ModelCard]:
        """Make a model in a place aside and put it here under the name of its card: (name, card).

        The same model is there once; another of the same data and seed, by another version, gets a number.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=".new-", dir=self.folder))
        try:
            card = make(aside / "model.skops")
            name = self._free(card)
            made = sorted(aside.iterdir(), key=lambda path: path.suffix == ".skops")  # the model last: no half pair
            for path in made:
                os.replace(path, self.folder / (name + path.name.removeprefix("model")))
        finally:
            shutil.rmtree(aside, ignore_errors=True)
        self.note("train", name, texts=sum(card.texts.values()), data_hash=card.data_hash)
        return name, card

    def note(self, what: str, name: str, **noted: object) -> None:
        """One row of the log."""
        row = {"when": datetime.now(UTC).isoformat(timespec="seconds"), "what": what, "model": name, **noted}
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / LOG).open("a", encoding="utf-8", newline="\n") as file:
            file.write(json.dumps(row, ensure_ascii=False) + "\n")

    def log(self) -> list[dict[str, Any]]:
        """The rows of the log, oldest first; a broken row is left out."""
        rows = []
        if (self.folder / LOG).is_file():
            for line in (self.folder / LOG).read_text(encoding="utf-8", errors="replace").splitlines():
                try:
                    rows.append(json.loads(line))
                except ValueError:
                    continue
        return [row for row in rows if isinstance(row, dict)]

    def _free(self, card: ModelCard) -> str:
        number, name = 1, card.name
        while (self.folder / f"{name}.skops").is_file():
            try:
                if read_card(self.folder / f"{name}.json").model_hash == card.model_hash:
                    return name
            except ModelError:
                pass  # a broken card: its model is left as it is
            number += 1
            name = f"{card.name}-{number}"
        return name

    def _state(self) -> tuple[str | None, list[str | None]]:
        """(model in use, those before it); None stands for the shipped one."""
        file = self.folder / ACTIVE
        try:
            data = json.loads(file.read_text(encoding="utf-8"))
            active, history = data["active"], data["history"]
            if not isinstance(history, list) or not all(isinstance(one, str | None) for one in [active, *history]):
                raise ValueError("active must be a name or null, history a list of them")
            return active, list(history)
        except FileNotFoundError:
            return None, []
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise DataError(
                f"{file}: cannot be read ({error}); remove it to use the shipped model, then promote another"
            ) from error

    def _write(self, active: str | None, history: list[str | None]) -> None:
        """Whole or not at all."""
        self.folder.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=self.folder, prefix=".active-")
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(json.dumps({"active": active, "history": history}, ensure_ascii=False, indent=1) + "\n")
            os.replace(temporary, self.folder / ACTIVE)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise


def user_shelf(folder: Path | None = None) -> Shelf:
    """The user's models: those of ``folder``, else of ``models`` in :func:`vn_dossier_nlp.settings.home`."""
    return Shelf(folder or home() / "models")
