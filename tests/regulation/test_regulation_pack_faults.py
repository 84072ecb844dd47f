"""What a pack of the user's own may get wrong: the message names file, row and key."""

from __future__ import annotations

from pathlib import Path

import pytest

from vn_dossier_nlp.errors import DataError
from vn_dossier_nlp.regulation.pack import load_pack

HEAD = 'id = "own"\nname.vi = "x"\nname.en = "x"\nextends = "general"\n'
WHOLE = """[[requirement]]
id = "R98"
codes = ["R98"]
name.vi = "x"
name.en = "x"
check = "process"
severity = "flag"
source = "x"
source_status = "practice"
quote = ""
cure.vi = "x"
cure.en = "x"
"""
PROCESS = HEAD + '[[requirement]]\nid = "process"\n'
WAIVER = """[[waiver]]
requirement = "process"
when = { purpose = ["forwarding"] }
reason.vi = "x"
reason.en = "x"
source = "x"
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
    ("no table of verdicts", HEAD + "[verdict]\nthen = 1\n", ("verdict", "[[verdict]]")),
    ("no list of rows", HEAD.replace("id =", "requirement = 3\nid =", 1), ("requirement", "[[requirement]]")),
    ("a code that is none", HEAD + WHOLE.replace('["R98"]', '["98"]'), ("R98", "codes")),
    ("codes that are no list", HEAD + WHOLE.replace('["R98"]', "98"), ("R98", "codes")),
    ("a code without a name", HEAD + WHOLE.replace('name.en = "x"\n', "", 2), ("R98", "name")),
    ("a row without a check", HEAD + WHOLE.replace('check = "process"\n', ""), ("R98", "check", "automation")),
    ("a check that is unknown", HEAD + WHOLE.replace('"process"', '"progress"'), ("R98", "check", "progress")),
    ("who checks is unknown", PROCESS + 'automation = "robot"\n', ("process", "automation", "robot")),
    ("a person with a check",
     PROCESS + 'automation = "person"\ncheck = "process"\nnote = {vi = "x", en = "x"}\n', ("process", "check")),
    ("a part without a word on the rest", HEAD + WHOLE + 'automation = "part"\n', ("R98", "note")),
    ("a person without a reason", HEAD + WHOLE.replace('check = "process"', 'automation = "person"'), ("R98", "note")),
    ("a note in one language", PROCESS + 'note.de = "x"\n', ("process", "note", "de")),
    ("a quote that is no text", PROCESS + "quote = 3\n", ("process", "quote")),
    ("a day that is none", PROCESS + 'valid_from = "1/6/2026"\n', ("process", "valid_from")),
    ("a pack's day that is none", HEAD.replace("id =", 'valid_to = "soon"\nid =', 1), ("the pack", "valid_to")),
    ("issuers that are no list", HEAD.replace("id =", 'issuers = "Sở"\nid =', 1), ("the pack", "issuers")),
    ("a province that is no text", HEAD.replace("id =", "province = 31\nid =", 1), ("the pack", "province")),
    ("a transfer by hearsay",
     PROCESS + 'severity = "transfer"\nsource_status = "memory"\n', ("process", "supplement at most")),
    ("a waiver of nothing", HEAD + WAIVER.replace('"process"', '"R97"'), ("waiver row 1", "R97")),
    ("a waiver of what nobody checks", HEAD + WAIVER.replace('"process"', '"R31"'), ("waiver row 1", "no check")),
    ("a waiver for all", HEAD + WAIVER.replace('{ purpose = ["forwarding"] }', "{}"), ("waiver row 1", "when")),
    ("a waiver of a misspelt kind", HEAD + WAIVER.replace("forwarding", "foward"), ("waiver row 1", "foward")),
    ("a waiver by the moon", HEAD + WAIVER.replace("purpose", "moon"), ("waiver row 1", "when", "moon")),
    ("a waiver without a reason", HEAD + WAIVER.replace('reason.en = "x"\n', ""), ("waiver row 1", "reason")),
    ("a waiver without a source", HEAD + WAIVER.replace('source = "x"\n', ""), ("waiver row 1", "source")),
    ("a base that is nowhere", HEAD.replace('"general"', '"nowhere"'), ("extends", "nowhere")),
    ("a base that is no text", HEAD.replace('"general"', "1"), ("extends",)),
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


def test_packs_that_extend_each_other_are_named(tmp_path):
    for name, base in (("one", "two.toml"), ("two", "one.toml")):
        text = HEAD.replace('"general"', f'"{base}"').replace('"own"', f'"{name}"')
        (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match="cannot extend itself"):
        load_pack(str(tmp_path / "one.toml"))


def test_a_base_lies_beside_the_pack_that_names_it(tmp_path, monkeypatch):
    (tmp_path / "base.toml").write_text(HEAD.replace('"own"', '"base"') + WHOLE, encoding="utf-8")
    (tmp_path / "own.toml").write_text(HEAD.replace('"general"', '"base.toml"'), encoding="utf-8")
    monkeypatch.chdir(tmp_path.parent)
    assert load_pack(str(tmp_path / "own.toml")).requirements[-1].id == "R98"


def test_a_pack_that_was_changed_is_read_anew(tmp_path):
    path = tmp_path / "own.toml"
    path.write_text(HEAD, encoding="utf-8")
    before = load_pack(str(path))
    path.write_text(HEAD + WHOLE, encoding="utf-8")
    assert len(load_pack(str(path)).requirements) == len(before.requirements) + 1


def test_the_example_of_the_docs_is_a_pack(tmp_path):
    text = (Path(__file__).resolve().parents[2] / "docs" / "requirements.md").read_text(encoding="utf-8")
    path = tmp_path / "office.toml"
    path.write_text(text.split("```toml\n", 1)[1].split("```", 1)[0], encoding="utf-8")
    pack = load_pack(str(path))
    assert pack.requirements[-1].id == "R41"
    assert [waiver.requirement for waiver in pack.waivers][-1] == "funding"
