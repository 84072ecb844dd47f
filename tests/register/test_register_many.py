"""Writers at once, one of them killed: a small round of ``scripts/check_register.py``, which does 20,000 actions."""

from __future__ import annotations

from pathlib import Path

from register_samples import script


def test_nothing_is_lost_and_nothing_stands_twice(place: str, tmp_path: Path) -> None:
    found = script("check_register").run(place, writers=3, actions=150, kills=1, folder=tmp_path)
    assert found["killed"] == 1
    assert int(str(found["actions"])) >= 149
