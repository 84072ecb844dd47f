"""The index: complete, in order, in pages that lead to each other, and the same with and without its script."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from programs import installed, needs
from report_samples import MASTHEAD, batch, plain, returned

from vn_dossier_nlp.reports import index
from vn_dossier_nlp.reports.index import IndexRow, write_index
from vn_dossier_nlp.reports.page import page_name
from vn_dossier_nlp.schema import Outcome, Verdict
from vn_dossier_nlp.words import LANGUAGES, say

HOSTILE = '</script><img src=x onerror=alert(1)>"\u202e{{ 7*7 }}@@rows@@'


def rows(count: int) -> list[IndexRow]:
    """So many dossiers of every kind, each under a path of its own."""
    kinds = batch()
    made = [replace(kinds[place % len(kinds)], path=f"hồ sơ/{place:04d} tờ trình.pdf") for place in range(count)]
    return [IndexRow(one, page_name(one.path)) for one in made]


def pages(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.html")}


def listed(page: str) -> list[str]:
    return re.findall(r'<tr class="g-[^>]*>.*?href="([^"]*)"', page)


def whole_list(folder: Path, first: str) -> list[str]:
    """What a reader meets who goes from page to page."""
    found, name = [], first
    while True:
        page = (folder / name).read_text(encoding="utf-8")
        found += listed(page)
        after = re.search(r'<a href="([^"]*)" rel="next">', page)
        if after is None:
            return found
        name = after[1]


@pytest.fixture
def short_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "PAGE", 10)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_short_index_is_one_page_that_filters_without_a_script(lang: str, tmp_path: Path) -> None:
    path = write_index(rows(8), tmp_path, lang)
    page = path.read_text(encoding="utf-8")
    assert [file.name for file in tmp_path.iterdir()] == ["index.html"]
    assert page.count('<tr class="g-') == 8
    for group, count in (("return", 1), ("unread", 2), ("none", 1)):
        assert f"#f-{group}:checked~.list tbody tr:not(.g-{group}){{display:none}}" in page
        assert re.search(rf'<label for="f-{group}"[^>]*><b>{count}</b>', page)
    for outcome in ("read", "damaged", "secret"):
        assert f"#o-{outcome}:checked~.list tbody tr:not(.o-{outcome}){{display:none}}" in page
        assert f'<input type="radio" name="o" id="o-{outcome}">' in page


@pytest.mark.usefixtures("short_pages")
def test_a_long_index_lists_every_dossier_once_in_order(tmp_path: Path) -> None:
    given = rows(64)
    write_index(iter(given), tmp_path, "vi")
    assert whole_list(tmp_path, "index.html") == [row.href for row in given]
    by_group = [name for name in pages(tmp_path) if re.fullmatch(r"index-v-[a-z]+\.html", name)]
    assert sorted(href for name in by_group for href in whole_list(tmp_path, name)) == sorted(r.href for r in given)
    returns = [row.href for row in given if row.assessment.verdict is Verdict.RETURN]
    assert whole_list(tmp_path, "index-v-return.html") == returns
    damaged = [row.href for row in given if row.assessment.outcome is Outcome.DAMAGED]
    assert whole_list(tmp_path, "index-o-damaged.html") == damaged


@pytest.mark.usefixtures("short_pages")
def test_every_link_of_a_long_index_leads_somewhere(tmp_path: Path) -> None:
    given = rows(130)
    write_index(given, tmp_path, "vi")
    there = set(pages(tmp_path)) | {row.href for row in given}
    for page in pages(tmp_path).values():
        assert set(re.findall(r'href="([^"#][^"]*)"', page)) <= there
        for name in re.findall(r'href="#(i-[^"]*)"', page):
            assert f'id="{name}"' in page
    assert 'aria-current="page">7<' in pages(tmp_path)["index-7.html"]


@pytest.mark.usefixtures("short_pages")
def test_the_search_page_holds_every_row(tmp_path: Path) -> None:
    given = rows(25)
    write_index(given, tmp_path, "vi")
    page = (tmp_path / "index-search.html").read_text(encoding="utf-8")
    found = re.search(r'<script type="application/json" id="rows">(.*?)</script>', page, re.DOTALL)
    assert found
    told = json.loads(found[1])
    assert [row[5] for row in told] == [row.href for row in given]
    assert told[0][:5] == ["0000 tờ trình.pdf", MASTHEAD.subject, MASTHEAD.issuer, "return", "read"]


@pytest.mark.usefixtures("short_pages")
@pytest.mark.parametrize("count", [3, 25])
def test_hostile_names_run_nothing(count: int, tmp_path: Path) -> None:
    head = replace(MASTHEAD, subject=HOSTILE, issuer=HOSTILE)
    evil = replace(returned(), masthead=head, path=f"a/{HOSTILE}\ud800.pdf")
    write_index([IndexRow(evil, "a.html")] * count, tmp_path, "vi")
    for name, page in pages(tmp_path).items():
        assert "<img" not in page
        assert "\u202e" not in page
        assert "{{ 7*7 }}" in page
        scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
        policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
        assert policy
        assert "default-src 'none'" in policy[1]
        assert len(scripts) == (name == "index-search.html" or count == 3)
        for script in scripts:
            digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
            assert f"script-src 'sha256-{digest}'; " in policy[1]
        assert not re.search(r"<[^>]*\ssrc=|<[^>]*\son\w+=|<link|<iframe|@import|url\(", page)


@pytest.mark.usefixtures("short_pages")
def test_pages_of_an_earlier_index_go_and_nothing_else(tmp_path: Path) -> None:
    write_index(rows(64), tmp_path, "vi")
    kept = {"index-of-laws.html", page_name("index"), "index-v-return.txt"}
    for name in kept:
        (tmp_path / name).write_text("mine", encoding="utf-8")
    write_index(rows(5), tmp_path, "vi")
    assert {path.name for path in tmp_path.iterdir()} == {"index.html", *kept}


@pytest.mark.usefixtures("short_pages")
def test_the_same_dossiers_make_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_index(rows(64), tmp_path / name, "vi")
    assert pages(tmp_path / "a") == pages(tmp_path / "b")


def test_an_empty_index_is_a_page(tmp_path: Path) -> None:
    assert "<b>0</b>" in write_index([], tmp_path, "vi").read_text(encoding="utf-8")


@pytest.fixture
def browser() -> Any:
    needs("chromium", installed("chromium"))
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        opened = play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        yield opened
        opened.close()


def test_search_and_filters_in_a_browser(browser: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "PAGE", 10)
    extra = plain("Đề án số 7.docx", Verdict.PASS, "no", 0.1)
    write_index([*rows(24), IndexRow(extra, None)], tmp_path / "long", "vi")
    faults: list[str] = []
    page = browser.new_page()
    page.on("console", lambda message: faults.append(message.text))
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto((tmp_path / "long" / "index-search.html").as_uri())
    page.fill("#q", "de an SO 7")
    assert page.locator("#found tr").count() == 1
    assert page.inner_text("#count") == say("page.search_found", "vi", count=1)
    page.fill("#q", "")
    page.select_option("#g", "return")
    assert page.locator("#found tr").count() == 3
    page.select_option("#o", "damaged")
    assert page.locator("#found tr").count() == 0
    monkeypatch.setattr(index, "PAGE", 500)
    write_index(rows(24), tmp_path / "short", "vi")
    page.goto((tmp_path / "short" / "index.html").as_uri())
    page.fill("#q", "to trinh 9999")
    assert page.locator(".list tbody tr:visible").count() == 0
    page.fill("#q", "0003 to trinh")
    assert page.locator(".list tbody tr:visible").count() == 1
    page.fill("#q", "")
    page.click("label[for=f-unread]")
    assert page.locator(".list tbody tr:visible").count() == 6
    page.click("label[for=o-secret]")
    assert page.locator(".list tbody tr:visible").count() == 3
    assert faults == []
