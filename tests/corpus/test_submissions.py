"""The shipped corpus: sound, not templated, without short cuts, and every requirement met and failed often enough."""

from __future__ import annotations

import csv
import importlib.util
import json
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from vn_dossier_nlp.corpus import check, load
from vn_dossier_nlp.corpus.agreement import agreements
from vn_dossier_nlp.corpus.files import REQUIREMENTS
from vn_dossier_nlp.corpus.settle import settle
from vn_dossier_nlp.corpus.splits import SCHEMES, as_csv, group
from vn_dossier_nlp.corpus.stats import END, START, auc_together
from vn_dossier_nlp.resources import room_file, shipped
from vn_dossier_nlp.vagueness.corpus import load_corpus
from vn_dossier_nlp.vagueness.dataset import build
from vn_dossier_nlp.vagueness.shortcuts import boosted, linear

FOLDER = Path(shipped("corpora", "submissions"))
FEW = {"central_guidance": 15, "other_provinces": 15, "joint_responsibility": 15}


@cache
def corpus():
    return load(FOLDER)


@cache
def page_script():
    path = Path(__file__).resolve().parents[2] / "scripts" / "build_corpus_page.py"
    spec = importlib.util.spec_from_file_location("build_corpus_page", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@cache
def dataset():
    return build(load_corpus(FOLDER))


def statuses(requirement):
    return {one: corpus().labels[one]["requirements"][requirement]["status"] for one in corpus().complete()}


def test_no_fault():
    assert list(check(corpus())) == []


def test_size_and_spread():
    entries = corpus().entries.values()
    assert sum(row["twin_of"] is None for row in entries) >= 240
    assert sum(row["twin_of"] is not None for row in entries) >= 120
    assert len({row["field"] for row in entries}) >= 24
    assert len({row["sender"] for row in entries}) >= 40
    assert len({row["province"] for row in entries}) >= 20
    assert {row["date"][:4] for row in entries} == {str(year) for year in range(2016, 2027)}
    assert {row["form"] for row in entries} == {"to_trinh", "cong_van"}
    assert {row["noise"] for row in entries} == {"clean", "draft", "ocr_like"}
    lengths = sorted(len(text.split()) for text in corpus().texts.values())
    assert lengths[0] < 200
    assert lengths[-1] > 1400


@pytest.mark.parametrize("name", REQUIREMENTS)
def test_each_requirement_is_met_and_failed_often_and_in_many_fields(name):
    found = statuses(name)
    failed = "cannot_tell" if name == "other_provinces" else "not_met"
    for status, least in (("met", FEW.get(name, 25)), (failed, 25 if name == "other_provinces" else FEW.get(name, 25))):
        ids = [one for one, said in found.items() if said == status]
        assert len(ids) >= least, status
        assert len({corpus().entries[one]["field"] for one in ids}) >= 10, status


@pytest.mark.parametrize("name", [name for name in REQUIREMENTS if name != "other_provinces"])
def test_each_requirement_is_often_the_only_one_that_fails(name):
    alone = [
        one
        for one in corpus().complete()
        if [key for key, row in corpus().labels[one]["requirements"].items() if row["status"] == "not_met"] == [name]
    ]
    assert len(alone) >= 6


@pytest.mark.parametrize("make", [linear, boosted])
def test_cheap_figures_alone_tell_little(make):
    assert auc_together(dataset(), make)["value"] <= 0.70


def test_two_independent_readings_of_every_text():
    assert sorted(corpus().readings) == ["A", "B"]
    for reader in corpus().readings.values():
        assert set(reader) == set(corpus().entries)


def test_labels_are_what_the_readings_and_the_decisions_give():
    assert settle(corpus()) == corpus().labels


def test_agreement_is_no_copy():
    found = {one.point: one.kappa for one in agreements(corpus())}
    assert 0.6 < found["return_for_vagueness"] < 0.97
    assert 0.6 < found["vagueness"] < 0.97
    assert all(value > 0.6 for value in found.values())


def test_folds_keep_groups_together_and_are_those_of_the_script():
    assert (FOLDER / "splits.csv").read_text(encoding="utf-8") == as_csv(corpus())
    with (FOLDER / "splits.csv").open(encoding="utf-8", newline="") as stream:
        rows = {row["id"]: row for row in csv.DictReader(stream)}
    for scheme in SCHEMES:
        sizes = Counter(row[scheme] for row in rows.values())
        assert len(sizes) == 5
        assert max(sizes.values()) <= 1.3 * min(sizes.values())
        folds = {(group(corpus(), one, scheme), row[scheme]) for one, row in rows.items()}
        assert len(folds) == len({name for name, _ in folds})


def test_the_form_of_a_label_names_the_requirements():
    schema = json.loads(room_file("corpus", "data", "label.schema.json").read_text(encoding="utf-8"))
    assert schema["properties"]["requirements"]["required"] == list(REQUIREMENTS)


def test_the_page_is_what_the_script_builds():
    assert (FOLDER / "examples.html").read_text(encoding="utf-8") == page_script().page(corpus())


def test_the_comparison_is_what_the_script_prints(shared):
    text = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert "\n".join(page_script().comparison(corpus())) in text


def test_the_datasheet_has_its_tables():
    text = (FOLDER / "README.md").read_text(encoding="utf-8")
    tables = text[text.index(START) : text.index(END)]
    count = len(corpus().entries)
    assert f"| all | {count} |" in tables
    for name in REQUIREMENTS:
        counts = Counter(statuses(name).values())
        assert f"| `{name}` | {counts['met']} | {counts['not_met']} | {counts['not_applicable']} |" in tables
