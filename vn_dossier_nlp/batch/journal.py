"""What is finished, appended as it comes: the memory of a run that may end at any moment.

A row is ``checksum TAB head TAB line``: head and line are JSON, which holds neither tab nor line break. A row that is
torn or damaged does not count. Of several rows for one path the last counts. A row whose head has ``conditions``
gives a set of conditions a name.
"""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from time import monotonic
from typing import Any

from vn_dossier_nlp.batch.conditions import Conditions, conditions_from
from vn_dossier_nlp.batch.order import Record

_SYNC = 2.0  # seconds between two times that the disk is told to write: a power cut costs no more


@dataclass(frozen=True, slots=True)
class Entry:
    """The head of a finished dossier."""

    path: str
    prints: dict[str, str | None] | None
    outcomes: frozenset[str]
    whole: bool
    office: bool
    page: str | None  # language of its HTML page, which was there before this row
    conditions: str

    def is_of(self, prints: dict[str, str | None]) -> bool:
        """Whether it was made from files with these fingerprints; never where one was not sure."""
        return self.prints is not None and None not in self.prints.values() and self.prints == prints


class Journal:
    """The file, and where each path's row lies in it. Use as a context: it is flushed and closed at the end."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.places: dict[str, int] = {}  # path -> offset of its last row
        self.conditions: dict[str, Conditions] = {}
        self._stale = 0
        path.touch(mode=0o600)
        self._file = path.open("r+b", buffering=0)
        self._end = self._scan()
        self._synced = monotonic()

    def __enter__(self) -> Journal:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _scan(self) -> int:
        """Find the rows. What is behind the last whole one is cut off: it was being written when a run ended."""
        end = good = 0
        with self.path.open("rb") as file:
            for row in file:
                end += len(row)
                head = _head(row)
                if head is None:
                    continue
                self._note(head, end - len(row))
                good = end
        self._file.truncate(good)
        return good

    def _note(self, head: dict[str, Any], place: int) -> None:
        if "path" not in head:
            self.conditions[head["conditions"]] = conditions_from(head["are"])
            return
        if head["path"] in self.places:
            self._stale += 1
        self.places[head["path"]] = place

    def name(self, conditions: Conditions) -> str:
        """The name of a set of conditions, given to it where it has none yet."""
        digest = conditions.digest
        if digest not in self.conditions:
            self._append({"conditions": digest, "are": asdict(conditions)}, "")
            self.conditions[digest] = conditions
        return digest

    def add(self, path: str, record: Record, page: str | None, conditions: str) -> int:
        """Append a finished dossier; where its row lies."""
        head = {
            "path": path,
            "prints": record.prints,
            "outcomes": list(record.outcomes),
            "whole": record.whole,
            "office": record.office,
            "page": page,
            "conditions": conditions,
        }
        place = self._append(head, record.line)
        self._note(head, place)
        return place

    def _append(self, head: dict[str, Any], line: str) -> int:
        place = self._end
        payload = json.dumps(head, separators=(",", ":")).encode() + b"\t" + line.encode()
        row = b"%08x\t%b\n" % (zlib.crc32(payload), payload)
        try:
            self._file.seek(place)
            written = 0
            while written < len(row):
                written += self._file.write(row[written:]) or 0
        except OSError as error:
            raise OSError(error.errno, error.strerror, str(self.path)) from error
        self._end = place + len(row)
        if monotonic() - self._synced > _SYNC:
            os.fsync(self._file.fileno())
            self._synced = monotonic()
        return place

    def entry(self, place: int) -> Entry:
        """The head of the row at ``place``."""
        head = _head(self._row(place))
        assert head is not None
        prints, outcomes = head["prints"], frozenset(head["outcomes"])
        return Entry(head["path"], prints, outcomes, head["whole"], head["office"], head["page"], head["conditions"])

    def line(self, place: int) -> str:
        """The line of the row at ``place``, without line break."""
        return self._row(place).split(b"\t", 2)[2][:-1].decode()

    def _row(self, place: int) -> bytes:
        self._file.seek(place)
        parts: list[bytes] = []
        while not parts or (parts[-1] and b"\n" not in parts[-1]):
            parts.append(self._file.read(1 << 16))
        row, _, _ = b"".join(parts).partition(b"\n")
        return row + b"\n"

    def entries(self) -> Iterator[Entry]:
        """The entry of each path."""
        return map(self.entry, list(self.places.values()))

    def compact(self, keep: set[int]) -> None:
        """Write the file anew with the rows of ``keep`` alone, where much else is in it."""
        dropped = self._stale + sum(place not in keep for place in self.places.values())
        if dropped <= len(keep) // 2:
            return
        temporary = self.path.with_name(self.path.name + ".part")
        with temporary.open("wb") as file:
            used = {self.entry(place).conditions for place in keep}
            for name in sorted(used):
                head = {"conditions": name, "are": asdict(self.conditions[name])}
                payload = json.dumps(head, separators=(",", ":")).encode() + b"\t"
                file.write(b"%08x\t%b\n" % (zlib.crc32(payload), payload))
            for place in sorted(keep):
                file.write(self._row(place))
            file.flush()
            os.fsync(file.fileno())
        self._file.close()
        temporary.replace(self.path)

    def close(self) -> None:
        """Leave everything on the disk."""
        if not self._file.closed:
            os.fsync(self._file.fileno())
            self._file.close()


def _head(row: bytes) -> dict[str, Any] | None:
    """The head of a row; None where it is not whole."""
    checksum, _, payload = row[:-1].partition(b"\t")
    if row[-1:] != b"\n" or checksum != b"%08x" % zlib.crc32(payload):
        return None
    head: dict[str, Any] = json.loads(payload.partition(b"\t")[0])
    return head
