"""What is done again and what is kept, by the key of a line."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

import pytest
from batch_machines import Here
from batch_samples import bytes_of
from letters import letter

from vn_dossier_nlp.assess import Options
from vn_dossier_nlp.batch import conditions
from vn_dossier_nlp.batch.results import WORK, Results
from vn_dossier_nlp.errors import BatchError
from vn_dossier_nlp.reading import find_dossiers
from vn_dossier_nlp.settings import Settings

Again = Callable[..., list[str]]


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


@pytest.fixture
def again(inbox: Path, out: Path) -> Again:
    """Score the inbox; the names of the dossiers that were worked on."""

    def call(options: Options | None = None, formats=("jsonl", "csv", "html"), lang="vi", **given) -> list[str]:
        pool = Here()
        with Results(out, formats, lang, options or Options(), pool, **given) as results:
            found = results.score(find_dossiers([str(inbox)]))
            results.write(found)
            results.compact(found)
        return [Path(path).name for path in pool.given]

    return call


def lines(out: Path) -> dict[str, dict]:
    text = (out / "assessments.jsonl").read_text(encoding="utf-8")
    return {Path(line["path"]).name: line for line in map(json.loads, text.splitlines())}


def test_nothing_new_is_nothing_done(again, out):
    assert len(again()) == 8
    before = bytes_of(out)
    assert again() == []
    assert bytes_of(out) == before


def test_only_what_is_new_or_changed_is_done(again, inbox, out):
    again()
    (inbox / "02-to-trinh.txt").write_text(letter(number="777/TTr-SGTVT"), encoding="utf-8")
    (inbox / "new.txt").write_text(letter(number="778/TTr-SGTVT"), encoding="utf-8")
    (inbox / "two" / "phu-luc.txt").write_text("PHỤ LỤC\nKhác.\n", encoding="utf-8")
    assert sorted(again()) == ["02-to-trinh.txt", "new.txt", "two"]
    assert lines(out)["02-to-trinh.txt"]["masthead"]["number"] == "777"


def test_a_file_more_or_less_in_a_dossier_is_a_change(again, inbox):
    again()
    (inbox / "two" / "phu-luc.txt").unlink()
    assert again() == ["two"]
    (inbox / "two" / "phu-luc.txt").write_text("PHỤ LỤC\nDanh mục.\n", encoding="utf-8")
    assert again() == ["two"]


def test_a_file_with_new_times_and_old_bytes_is_no_change(again, inbox):
    again()
    os.utime(inbox / "02-to-trinh.txt", (1, 1))
    assert again() == []


def test_what_has_gone_leaves_the_outputs(again, inbox, out):
    again()
    pages = set(out.glob("02-*.html"))
    (inbox / "02-to-trinh.txt").unlink()
    assert again() == []
    assert len(lines(out)) == 7
    assert pages
    assert not any(page.exists() for page in pages)
    assert "02-to-trinh" not in (out / "dossiers.csv").read_text(encoding="utf-8")


def test_a_page_that_is_missing_or_in_another_language_is_made_again(again, out):
    again()
    next(out.glob("03-*.html")).unlink()
    assert again() == ["03-to-trinh.txt"]
    assert len(again(lang="en")) == 8


def test_a_format_that_lies_there_is_kept_up_to_date(again, inbox, out):
    again()
    (inbox / "02-to-trinh.txt").unlink()
    again(formats=("jsonl",))
    assert "02-to-trinh" not in (out / "dossiers.csv").read_text(encoding="utf-8")


def test_force_does_all(again):
    again()
    assert len(again(force=True)) == 8


def test_what_changes_results_changes_the_key(again):
    again()
    assert len(again(Options(waived=(("funding", "đã có trong dự toán"),)))) == 8
    assert len(again(Options(settings=Settings(ocr_confidence=0.9)))) == 8
    assert len(again(Options(pack="general"))) == 8
    assert again(Options(pack="general", settings=Settings(ocr_workers=1))) == []


def test_a_limit_that_rises_concerns_only_what_came_up_against_it(again, inbox, out):
    (inbox / "long.txt").write_text(letter() + "Thêm.\n" * 2000, encoding="utf-8")
    low, high = Options(settings=Settings(max_characters=9000)), Options(settings=Settings(max_characters=90_000))
    again(low)
    assert lines(out)["long.txt"]["outcome"] == "partly_read"
    assert again(high) == ["long.txt"]
    assert len(again(Options(settings=Settings(max_characters=800)))) == 9  # any of them may come out otherwise


@pytest.mark.parametrize("name", ["office_version", "small_office"])
def test_other_tools_concern_what_could_not_be_read(name, again, inbox, monkeypatch):
    (inbox / "strange.bin").write_bytes(bytes(range(256)) * 8)
    again()
    monkeypatch.setattr(conditions, name, lambda: "another 1.0")
    assert again() == ["strange.bin"]


def test_another_program_or_data_concerns_all(again, monkeypatch):
    again()
    monkeypatch.setattr(conditions, "ocr_data_version", lambda: "0123")
    assert len(again()) == 8


def test_the_words_of_an_own_pack_are_part_of_the_key(again, tmp_path):
    own = tmp_path / "packs"
    own.mkdir()
    pack = 'id = "tinh"\nname = {{ vi = "Tỉnh {}", en = "Province" }}\nextends = "general"\nvalid_from = "2020"\n'
    (own / "tinh.toml").write_text(pack.format("A"), encoding="utf-8")
    options = Options(settings=Settings(packs=str(own)))
    assert len(again(options)) == 8
    assert again(options) == []
    (own / "tinh.toml").write_text(pack.format("B"), encoding="utf-8")
    assert len(again(options)) == 8


def test_a_secret_dossier_keeps_no_hash_and_is_looked_at_again(again, inbox, out):
    from hashlib import sha256

    text = "MẬT\n" + letter()
    (inbox / "secret.txt").write_text(text, encoding="utf-8")
    again()
    assert lines(out)["secret.txt"]["outcome"] == "secret"
    assert again() == ["secret.txt"]
    held = b"".join(path.read_bytes() for path in out.rglob("*") if path.is_file())
    assert sha256(text.encode()).hexdigest().encode() not in held


def test_every_setting_is_named_as_changing_lines_or_not():
    """A new setting that is not named here would make every line anew whenever it changes."""
    exact = {"max_pixels", "ocr_dpi", "ocr_confidence"}
    assert {field.name for field in fields(Settings)} == exact | {*conditions._LIMITS, *conditions._IDLE}


def test_a_second_run_at_the_same_time_is_refused(inbox, out):
    with (
        Results(out, ["jsonl"], "vi", Options(), Here()),
        pytest.raises(BatchError, match="another run"),
        Results(out, ["jsonl"], "vi", Options(), Here()),
    ):
        pass
    with Results(out, ["jsonl"], "vi", Options(), Here()):
        pass


def test_a_folder_that_may_not_be_listed_has_its_line(again, inbox, out, monkeypatch):
    from vn_dossier_nlp.reading import folders

    scandir = os.scandir

    def closed(path):
        if Path(path).name == "two":
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(folders.os, "scandir", closed)
    again()
    found = lines(out)
    assert (len(found), found["two"]["outcome"]) == (8, "missing")


def test_interrupted_in_the_middle_what_is_done_is_kept(inbox, out):
    def stop(dossier) -> None:
        if dossier.path.endswith("04-to-trinh.txt"):
            raise KeyboardInterrupt

    pool = Here(before=stop)
    with pytest.raises(KeyboardInterrupt), Results(out, ["jsonl"], "vi", Options(), pool) as results:
        results.score(find_dossiers([str(inbox)]))
    assert not (out / "assessments.jsonl").exists()
    rest = Here()
    with Results(out, ["jsonl"], "vi", Options(), rest) as results:
        results.write(results.score(find_dossiers([str(inbox)])))
    assert 0 < len(rest.given) < 8
    assert len(lines(out)) == 8


def test_results_within_the_inbox_are_no_dossiers(inbox):
    from vn_dossier_nlp.batch.results import without

    out = inbox / "results"
    (out / WORK).mkdir(parents=True)
    (out / "index.html").write_text("x", encoding="utf-8")
    found = [Path(item.path).name for item in without(find_dossiers([str(inbox)]), out)]
    assert "results" not in found
    assert len(found) == 8
