"""``vn-dossier cite``: its formats, ``--clusters``, ``--expired``, ``--on``, ``--out``."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from letters import letter

from vn_dossier_nlp import assess

BASES = (
    "Căn cứ khoản 2 Điều 8 Nghị định số 15/2021/NĐ-CP ngày 03/3/2021; "
    "Căn cứ Nghị định số 110/2004/NĐ-CP ngày 08/4/2004; Căn cứ Điều 9 Nghị định số 15/2021/NĐ-CP;"
)
TEXT = letter(bases=BASES)
ALL = ("table", "jsonl", "csv", "html", "bio", "docbin")


@pytest.fixture
def cite(run):
    """Call ``vn-dossier cite`` with arguments."""
    return partial(run, "cite")


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "good.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def statuses(monkeypatch):
    """Statuses by number, whatever the registry says of them today."""
    real = assess.citations_of

    def use(**table: str) -> list[str | None]:
        asked: list[str | None] = []

        def known(reading, on=None):
            asked.append(on)
            by = {number.replace("_", "/").strip("n"): status for number, status in table.items()}
            return tuple(
                replace(one, status_on_date=next((s for n, s in by.items() if (one.number or "").startswith(n)), None))
                for one in real(reading)
            )

        monkeypatch.setattr(assess, "citations_of", known)
        return asked

    return use


def test_a_page_on_standard_output_and_in_a_file_is_the_same(cite, good, tmp_path):
    code, out, err = cite(good, "--format", "html")
    assert (code, err) == (0, "")
    assert out.startswith("<!DOCTYPE html>")
    assert '<html lang="vi">' in out
    assert out.count('class="h cited') == 3
    target = tmp_path / "new" / "page.html"
    assert cite(good, "--format", "html", "--out", target) == (0, "", "")
    assert target.read_text(encoding="utf-8") == out
    assert [path.name for path in target.parent.iterdir()] == ["page.html"]
    assert '<html lang="en">' in cite(good, "--format", "html", "--lang", "en")[1]


def test_a_page_names_what_was_not_read(cite, good, tmp_path):
    code, out, err = cite(good, tmp_path / "nowhere.pdf", "--format", "html")
    assert code == 1
    assert "nowhere.pdf" in out
    assert len(err.splitlines()) == 1


@pytest.mark.parametrize("shape", ["table", "jsonl", "csv", "html", "bio"])
def test_out_holds_what_would_be_printed(shape, cite, good, tmp_path):
    _, out, _ = cite(good, "--format", shape)
    assert cite(good, "--format", shape, "--out", tmp_path / "result") == (0, "", "")
    assert (tmp_path / "result").read_bytes().decode() == out
    assert out


def test_bio_of_two_files(cite, good):
    code, out, _ = cite(good, good, "--format", "bio")
    assert code == 0
    assert out.count(f"# file = {good}\n") == 2
    rows = [line.split("\t") for line in out.splitlines() if line.count("\t") == 3]
    assert all(TEXT[int(start) : int(end)] == word for word, start, end, _ in rows)
    assert sum(tag == "B-nghị_định" for *_, tag in rows) == 6


def test_docbin_needs_a_file_and_is_read_back(cite, good, tmp_path):
    import spacy
    from spacy.tokens import DocBin

    code, out, err = cite(good, "--format", "docbin")
    assert (code, out, len(err.splitlines())) == (2, "", 1)
    target = tmp_path / "cited.spacy"
    assert cite(good, "--format", "docbin", "--out", target) == (0, "", "")
    (doc,) = DocBin().from_disk(target).get_docs(spacy.blank("xx").vocab)
    assert (doc.text, doc.user_data["path"]) == (TEXT, str(good))
    assert [span.label_ for span in doc.spans["citations"]] == ["nghị_định"] * 3


def test_clusters_as_lines(cite, good):
    _, out, _ = cite(good, "--clusters", "--format", "jsonl")
    lines = [json.loads(line) for line in out.splitlines()]
    assert [(line["number"], line["count"]) for line in lines] == [("15/2021/NĐ-CP", 2), ("110/2004/NĐ-CP", 1)]
    keys = ["cluster", "type", "number", "title", "resolves_to", "status_on_date", "count", "places"]
    assert [list(line) for line in lines] == [keys] * 2
    mentions = [json.loads(line) for line in cite(good, "--format", "jsonl")[1].splitlines()]
    places = sorted((place["start"], place["end"]) for line in lines for place in line["places"])
    assert places == sorted((one["start"], one["end"]) for one in mentions)


def test_clusters_as_a_sheet_and_as_a_table(cite, good):
    rows = list(csv.DictReader(io.StringIO(cite(good, "--clusters", "--format", "csv")[1])))
    assert [row["count"] for row in rows] == ["2", "1"]
    assert rows[0]["places"].count(f"{good}:") == 2
    table = cite(good, "--clusters")[1].splitlines()
    assert len(table) == 3
    assert "Nghị định 15/2021/NĐ-CP" in table[1]


@pytest.mark.parametrize("shape", ["bio", "docbin"])
def test_clusters_do_not_go_with_tags(shape, cite, good, tmp_path):
    code, out, err = cite(good, "--clusters", "--format", shape, "--out", tmp_path / "x")
    assert (code, out, len(err.splitlines())) == (2, "", 1)
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize("status", ["expired", "partly_expired"])
def test_expired_alone(status, cite, good, statuses, tmp_path):
    statuses(n110_2004=status, n15_2021="in_force")
    code, out, _ = cite(good, "--expired", "--format", "jsonl")
    assert (code, [json.loads(line)["number"] for line in out.splitlines()]) == (0, ["110/2004/NĐ-CP"])
    assert ["Hết hiệu lực" in line for line in cite(good, "--expired")[1].splitlines()] == [False, True]
    assert len(cite(good, "--expired", "--clusters", "--format", "jsonl")[1].splitlines()) == 1
    assert cite(good, "--expired", "--format", "html")[1].count('class="h cited') == 1
    assert cite(good, "--expired", "--format", "bio")[1].count("\tB-") == 1
    assert len(list(csv.DictReader(io.StringIO(cite(good, "--expired", "--format", "csv")[1])))) == 1


def test_none_expired_is_said_with_what_is_not_known(cite, good, statuses):
    statuses(n110_2004="in_force", n15_2021="in_force")
    assert cite(good, "--expired")[:2] == (0, "Không có viện dẫn nào đến văn bản hết hiệu lực.\n")
    statuses(n110_2004="unknown", n15_2021="in_force")
    code, out, _ = cite(good, "--expired", "--lang", "en")
    assert (code, len(out.splitlines())) == (0, 1)
    assert "1 citations" in out
    assert cite(good, "--expired", "--format", "jsonl")[1] == ""


def test_the_date_is_handed_on(cite, good, statuses):
    asked = statuses(n15_2021="in_force")
    assert cite(good, "--on", "2024-08-01", "--format", "jsonl")[0] == 0
    assert cite(good, "--format", "jsonl")[0] == 0
    assert asked == ["2024-08-01", None]


BAD_DATES = [
    "2024-13-01",
    "2023-02-29",
    "1/8/2024",
    "20240801",
    "2024-W10-1",
    "hôm nay",
    "",
    "٢٠٢٤-01-01",
    "2024\n-01-01",
]


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("date", BAD_DATES)
def test_a_date_that_is_none_is_one_line(date, lang, cite, good):
    code, out, err = cite(good, "--on", date, "--lang", lang)
    assert (code, out, len(err.splitlines())) == (2, "", 1)


@pytest.mark.parametrize("shape", ALL)
def test_exit_codes_and_no_traceback(shape, cite, good, tmp_path):
    (tmp_path / "empty").mkdir()
    (tmp_path / "bad.pdf").write_bytes(b"%PDF-1.4\n%broken")
    target = tmp_path / "out" / "result"
    code, _, err = cite(good, tmp_path / "bad.pdf", "--format", shape, "--out", target)
    assert (code, target.is_file(), len(err.splitlines())) == (1, True, 1)
    target.unlink()
    code, out, err = cite(tmp_path / "empty", "--format", shape, "--out", target)
    assert (code, out, target.exists(), len(err.splitlines())) == (3, "", False, 1)
    code, out, err = cite(good, "--format", shape, "--out", good / "below")
    assert (code, out) == (2, "")
    assert "Traceback" not in err


def test_a_sheet_has_its_heading_though_the_first_file_cites_nothing(cite, good, tmp_path):
    first = tmp_path / "a.txt"
    first.write_text("Biên bản cuộc họp của tổ dân phố.", encoding="utf-8")
    rows = list(csv.DictReader(io.StringIO(cite(first, good, "--format", "csv")[1])))
    assert [row["number"] for row in rows][:1] == ["15/2021/NĐ-CP"]


def test_what_does_not_fit_stands_below_the_citation(cite, tmp_path):
    path = tmp_path / "slip.txt"
    path.write_text("Căn cứ Luật Đất đai số 31/2042/QH15 ngày 18/01/2024;", encoding="utf-8")
    for options in ((), ("--clusters",)):
        _, shown, _ = cite(path, "--lang", "en", *options)
        assert "! to be checked: the date does not fit the year of the number" in shown
        assert "! did you mean 31/2024/QH15?" in shown


def test_no_citation_is_said(cite, tmp_path):
    path = tmp_path / "none.txt"
    path.write_text("Hôm nay trời đẹp.", encoding="utf-8")
    assert cite(path, "--lang", "en") == (0, "", "No citation was found.\n")


def test_references_to_the_document_itself_are_no_instruments(cite, tmp_path):
    path = tmp_path / "own.txt"
    path.write_text("Theo khoản 1 Điều này và Nghị định số 30/2020/NĐ-CP.", encoding="utf-8")
    _, shown, _ = cite(path, "--clusters", "--format", "jsonl")
    assert [json.loads(line)["count"] for line in shown.splitlines()] == [1]


def test_a_sheet_is_read_as_unicode(cite, good, tmp_path):
    target = tmp_path / "sheet.csv"
    cite(str(good), "--format", "csv", "--out", str(target))
    assert target.read_bytes().startswith(b"\xef\xbb\xbf")
