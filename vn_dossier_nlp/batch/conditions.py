"""Under what a line was made: what must be the same for it to be used again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from vn_dossier_nlp import __version__
from vn_dossier_nlp.assess import Options
from vn_dossier_nlp.law import registry_version
from vn_dossier_nlp.reading import ocr_data_version, ocr_version, office_version, small_office
from vn_dossier_nlp.regulation.pack import load_pack, own_packs, shipped_packs
from vn_dossier_nlp.schema import SCHEMA_VERSION
from vn_dossier_nlp.settings import Settings, home
from vn_dossier_nlp.vagueness.store import card_of, find_model

_LIBRARIES = ("lxml", "numpy", "pdfplumber", "pypdfium2", "python-docx", "scikit-learn", "spacy", "underthesea")

_LIMITS = (
    "max_bytes",
    "max_pages",
    "max_decompressed",
    "max_files",
    "max_depth",
    "max_memory",
    "max_characters",
    "seconds",
    "dossier_seconds",
    "worker_memory",
)
"""Settings that change a line only where a dossier came up against them."""

_IDLE = ("ocr_workers", "ocr_cache_bytes", "office", "packs", "register", "roles")
"""Settings that change no line by themselves: how much at once, the words of papers, where the packs lie."""

RETRIED = frozenset({"needs_ocr", "timed_out", "unsupported", "crashed", "too_large", "partly_read"})
"""Outcomes that another tool or limit may change."""


@dataclass(frozen=True, slots=True)
class Conditions:
    """``exact`` must be the same for any line, ``limits`` may rise and ``tools`` may change where a line is well."""

    exact: Mapping[str, Any]
    limits: Mapping[str, float]
    tools: Mapping[str, str | None]

    @property
    def digest(self) -> str:
        """Sixteen hex digits of all."""
        return hashlib.sha256(dumped(asdict(self)).encode()).hexdigest()[:16]

    def keeps(self, then: Conditions, outcomes: frozenset[str], *, office: bool) -> bool:
        """Whether a line made under ``then`` is what would be made now.

        ``outcomes`` are those in the line; ``office`` says that LibreOffice shaped a text of it.
        """
        if self.exact != then.exact or any(self.limits[key] < then.limits[key] for key in _LIMITS):
            return False
        if office and self.tools != then.tools:
            return False
        return not outcomes & RETRIED or (self.limits == then.limits and self.tools == then.tools)


def conditions_of(options: Options) -> Conditions:
    """The conditions on this machine. Raises ModelError or DataError for a model card or a pack that is not valid."""
    settings = asdict(options.settings)
    exact = {
        "program": __version__,
        "schema": SCHEMA_VERSION,
        "libraries": {name: _version(name) for name in _LIBRARIES},
        "model": _model(options.model),
        "packs": _packs(options),
        "registry": [registry_version(), _digest(home() / "instruments.csv")],
        "ocr": [ocr_version(), ocr_data_version()],
        "waived": [list(pair) for pair in options.waived],
        "settings": {key: value for key, value in settings.items() if key not in (*_LIMITS, *_IDLE)},
    }
    limits = {key: float(settings[key]) for key in _LIMITS}
    return Conditions(exact, limits, {"office": office_version(), "small": small_office()})


def conditions_from(table: Mapping[str, Any]) -> Conditions:
    """The inverse of ``asdict``."""
    return Conditions(table["exact"], table["limits"], table["tools"])


def dumped(value: Any) -> str:
    """JSON with sorted keys: equal values give equal texts."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"))


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def _model(model: str | None) -> str:
    card = card_of(find_model(Path(model) if model else None))
    return f"{card.name}-{card.model_hash}"


def _packs(options: Options) -> str:
    """A hash of all that the packs say that may be used, with their rows, waivers and those they extend."""
    settings: Settings = options.settings
    packs = [load_pack(options.pack, settings)] if options.pack else [*own_packs(settings), *shipped_packs()]
    packs = [replace(pack, file="") for pack in packs]  # it may lie elsewhere on another machine
    return hashlib.sha256(repr(packs).encode("utf-8", "surrogatepass")).hexdigest()


def _digest(path: Path) -> str | None:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return None
