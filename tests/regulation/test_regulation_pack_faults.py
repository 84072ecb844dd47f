"""What a pack of the user's own may get wrong: the message names file, row and key."""

from __future__ import annotations

import pytest

from vn_dossier_nlp.errors import DataError
from vn_dossier_nlp.regulation.pack import load_pack

HEAD = 'id = "own"\nname.vi = "x"\nname.en = "x"\nextends = "general"\n'
WHOLE = """[[requirement]]
id = "R98"
codes = ["R98"]
check = "process"
severity = "flag"
source = "x"
source_status = "practice"
quote = ""
cure.vi = "x"
cure.en = "x"
"""
FAULTS = [
    ("no TOML", HEAD + "[[requirement", ("TOML",)),
    ("no id", HEAD.replace('id = "own"\n', ""), ("id",)),
    ("a row without id", HEAD + '[[requirement]]\nseverity = "flag"\n', ("requirement", "id")),
    ("a new row without a source", HEAD + WHOLE.replace('source = "x"\n', ""), ("R98", "source")),
    ("a new row without a cure", HEAD + WHOLE.replace('cure.en = "x"\n', ""), ("R98", "cure")),
    ("a wrong verdict", HEAD + '[[verdict]]\nwhen = {}\nthen = "burn"\n', ("verdict row 1", "burn")),
    ("no verdict", HEAD + "[[verdict]]\nwhen = {}\n", ("verdict row 1", "then")),
    ("a wrong status", HEAD + '[[verdict]]\nwhen = {status = "lost"}\nthen = "pass"\n', ("verdict row 1", "lost")),
    ("a wrong severity", HEAD + '[[verdict]]\nwhen = {severity = "grim"}\nthen = "pass"\n', ("verdict row 1", "grim")),
    ("a wrong condition", HEAD + '[[verdict]]\nwhen = {moon = "full"}\nthen = "pass"\n', ("verdict row 1", "moon")),
    ("a wrong word", HEAD + '[[verdict]]\nwhen = {generic = ["so"]}\nthen = "pass"\n', ("verdict row 1", "so")),
    ("an unknown requirement",
     HEAD + '[[verdict]]\nwhen = {status = "not_met", requirement = "proces"}\nthen = "review"\n',
     ("verdict row 1", "proces")),
]  # fmt: skip


@pytest.mark.parametrize(("comment", "text", "told"), FAULTS, ids=[row[0] for row in FAULTS])
def test_a_fault_is_named_in_one_line(comment, text, told, tmp_path):
    path = tmp_path / "own.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError) as caught:
        load_pack(str(path))
    message = str(caught.value)
    assert str(path) in message
    assert "\n" not in message
    assert all(word in message for word in told)


def test_an_own_row_is_added_to_the_general_pack(tmp_path):
    path = tmp_path / "own.toml"
    path.write_text(HEAD + WHOLE, encoding="utf-8")
    pack = load_pack(str(path))
    general = load_pack("general")
    assert [row.id for row in pack.requirements] == [*(row.id for row in general.requirements), "R98"]
    assert pack.rules == general.rules


def test_a_pack_that_is_no_utf8_is_named(tmp_path):
    path = tmp_path / "own.toml"
    path.write_bytes(b'id = "\xff\xfe"')
    with pytest.raises(DataError, match="own.toml"):
        load_pack(str(path))
