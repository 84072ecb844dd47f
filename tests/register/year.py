"""A register with a year of generated data, made by ``scripts/build_register_year.py``."""

from __future__ import annotations

from datetime import date

from register_samples import script

from vn_dossier_nlp.register import Register, make_register

UNTIL = date(2025, 12, 31)


def generated(place: str, dossiers: int = 700, tasks: int = 500, seed: int = 7) -> Register:
    """A filled register at ``place``."""
    made = script("build_register_year")
    register = make_register(place, made.WHO)
    made.fill(register, 2025, UNTIL, dossiers, tasks, seed)
    return register
