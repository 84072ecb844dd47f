"""The generator of scripts/ as a module, and one small generated office."""

from __future__ import annotations

import importlib
import sys
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import Any

SCRIPTS = Path(__file__).resolve().parents[2] / "scripts"


def script(name: str) -> ModuleType:
    """A file of ``scripts/`` as a module."""
    if str(SCRIPTS) not in sys.path:
        sys.path.append(str(SCRIPTS))
    return importlib.import_module(name)


@lru_cache(maxsize=8)
def made(seed: int = 1, **plan: Any) -> Any:
    """A generated office: 8 senders, 14 months, 60 dossiers a month, unless told otherwise."""
    data = script("build_trend_data")
    return data.make(data.Plan(**{"senders": 8, "months": 14, "monthly": 60.0, "labels": 120} | plan), seed)
