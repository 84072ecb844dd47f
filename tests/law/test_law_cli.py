"""``vn-dossier law``: what it shows, its exit codes, and that it fits 80 columns."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from vn_dossier_nlp.cli.law import command
from vn_dossier_nlp.errors import UsageError
from vn_dossier_nlp.law import STATUSES
from vn_dossier_nlp.law.instruments import CERTAINTIES


def run(*arguments: str):
    """(exit code, output, errors) of the command in this process."""
    done = CliRunner().invoke(command, arguments, standalone_mode=False)
    if done.exception:
        raise done.exception
    return done.return_value, done.stdout, done.stderr


@pytest.fixture(autouse=True)
def _own_folder(office):
    """No list of the machine's user."""


def test_an_expired_law():
    code, out, _ = run("45/2013/QH13", "--on", "2025-01-01")
    assert code == 0
    assert "Luật số 45/2013/QH13" in out
    assert "Hiệu lực tại ngày 01/01/2025: HẾT HIỆU LỰC (mức tin cậy: trung bình)" in out
    assert "Hết hiệu lực từ ngày 01/08/2024, được thay thế bởi 31/2024/QH15 [gk]" in out


def test_the_words_of_a_query_need_no_quotes():
    code, out, _ = run("Luật", "Đất", "đai", "2013", "--on", "1/8/2024")
    assert code == 0
    assert "45/2013/QH13" in out
    assert "31/2024/QH15\n" not in out.splitlines()[0]


def test_candidates():
    code, out, _ = run("Luật Đất đai", "--on", "2024-08-01")
    assert code == 0
    assert out.startswith("Có 2 văn bản phù hợp:")
    assert out.count("Hiệu lực tại ngày 01/08/2024") == 2


def test_many_candidates_are_brief():
    _, out, _ = run("01/2018", "--on", "2020")
    assert out.startswith("Có ")
    assert "Nguồn:" not in out


@pytest.mark.parametrize("query", ["nghị định 30/2020/nđ-cp", "Nghị định số 30 / 2020/NĐ-CP", "30/2020/NĐCP"])
def test_spellings(query):
    code, out, _ = run(query, "--on", "2025")
    assert code == 0
    assert "Hiệu lực trong năm 2025: CÒN HIỆU LỰC" in out


def test_what_is_not_known_exits_with_one_and_asks():
    code, out, err = run("123/2025/QH16")
    assert (code, out) == (1, "")
    assert "chưa có trong danh mục" in err
    assert "Có phải văn bản cần tìm là Luật số 123/2025/QH15" in err
    code, _, err = run("Luật không có")
    assert code == 1
    assert len(err.splitlines()) == 1


def test_a_wrong_date_is_one_line():
    with pytest.raises(UsageError, match=r"'2023-02-30': no such date"):
        run("30/2020/NĐ-CP", "--on", "2023-02-30")


def test_numbers_that_recur_are_marked():
    assert "có thể trùng" in run("28/2025/QĐ-UBND")[1]
    assert "có thể trùng" not in run("30/2020/NĐ-CP")[1]


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize(
    "query",
    [
        "45/2025/NĐ-CP",
        "31/2021/NĐ-CP",
        "100/2015/QH13",
        "63/2010/NĐ-CP",
        "52/2019/QH14",
        "37/2019/NĐ-CP",
        "Luật Giá",
        "342/2016/TT-BTC",
    ],
)
@pytest.mark.parametrize("on", ["2020-01-01", "2025-06-20", "2026", "2030-01-01"])
def test_it_fits_eighty_columns(query, on, lang):
    code, out, _ = run(query, "--on", on, "--lang", lang)
    assert code == 0
    assert max(map(len, out.splitlines())) <= 80
    assert "{" not in out


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_every_code_has_words(lang, shipped):
    from vn_dossier_nlp.words import has

    lists = [source.code for source in shipped.sources.values() if source.kind != "page"]
    facts = ("issued", "effective", "expired", "expired_by", "replaced", "listed", "parent_expired")
    undated = [f"{kind}{end}" for kind in ("amended", "supplemented", "partly_repealed") for end in ("", "_undated")]
    conflicts = ("conflict_issued", "conflict_effective", "conflict_expired", "conflict_expired_undated")
    keys = [f"status.{code}" for code in STATUSES] + [f"certainty.{code}" for code in CERTAINTIES]
    keys += [f"source.{code}" for code in (*lists, "office")] + [
        f"fact.{code}" for code in (*facts, *undated, *conflicts)
    ]
    assert [key for key in keys if not has(f"law.{key}", lang)] == []


def test_json_holds_codes_and_values_and_is_the_same_in_both_languages():
    code, out, _ = run("38/2019/QH14", "--on", "2019-12-01", "--format", "json")
    assert code == 0
    assert out == run("38/2019/QH14", "--on", "2019-12-01", "--format", "json", "--lang", "en")[1]
    line = json.loads(out)
    (one,) = line["instruments"]
    assert line["on"] == "2019-12-01"
    assert one["standing"]["status"] == "unknown"
    assert {fact["date"] for fact in one["standing"]["deciding"]} == {"2019-07-01", "2020-07-01"}
    assert {conflict["value"] for conflict in one["conflicts"]} == {"2019-07-01", "2020-07-01"}
    assert {fact["source"] for fact in one["standing"]["facts"]} <= set(line["sources"])


def test_json_of_what_is_not_known():
    code, out, _ = run("123/2025/QH16", "--format", "json")
    assert code == 1
    assert json.loads(out)["instruments"] == []
    assert json.loads(out)["near"]["number"] == "123/2025/QH15"
