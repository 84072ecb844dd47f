"""The pages: self-contained, hostile text shown and never run, every highlight in its place."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from pathlib import Path

import pytest
from report_samples import MASTHEAD, PACK, TEXT, batch, returned, span, unread

from vn_dossier_nlp.reports.page import IndexRow, dossier_page, index_page, page_name, write_pages
from vn_dossier_nlp.schema import Assessment, Outcome
from vn_dossier_nlp.words import LANGUAGES, say


def _paper(page: str) -> str:
    """The full text as a reader sees it."""
    found = re.search(r'<div class="paper"[^>]*>(.*?)</div>', page, re.DOTALL)
    assert found
    return html.unescape(re.sub(r"<[^>]*>", "", found[1]))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("assessment", batch(), ids=lambda one: one.dossier_id)
def test_pages_stand_alone(assessment: Assessment, lang: str) -> None:
    page = dossier_page(assessment, TEXT if assessment == returned() else None, lang, PACK)
    assert page.startswith(f'<!DOCTYPE html>\n<html lang="{lang}">')
    assert "default-src 'none'; style-src 'unsafe-inline'; img-src data:" in page
    assert not re.search(r'(?:src|href)="(?!#|index\.html)', page)
    assert not re.search(r"<script|<link|<iframe|@import|url\(| on\w+=", page)
    assert say("advisory.sentence", lang) in page


def test_the_script_in_the_text_is_text() -> None:
    page = dossier_page(returned(), TEXT, "vi", PACK)
    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_hostile_fields_are_escaped_and_bidi_controls_shown() -> None:
    head = replace(MASTHEAD, subject='<img src=x onerror=alert(1)>"\u202egnp', issuer="{{ 7*7 }}\x1b\ud800")
    page = dossier_page(replace(returned(), masthead=head, path='a/"><b>.txt'), TEXT, "vi", PACK)
    assert "<img" not in page
    assert "<b>" not in page
    assert "{{ 7*7 }}" in page
    assert "\u202e" not in page
    assert "⟨U+202E⟩" in page
    page.encode("utf-8")


def test_the_text_is_whole_under_its_highlights() -> None:
    shown = _paper(dossier_page(returned(), TEXT, "vi", PACK))
    assert shown.split() == TEXT.split()


def test_links_lead_to_places_in_the_text() -> None:
    page = dossier_page(returned(), TEXT, "vi", PACK)
    links = set(re.findall(r'href="#(m\d+)"', page))
    places = re.findall(r'<span id="(m\d+)">', page)
    assert links
    assert links <= set(places)
    assert len(places) == len(set(places))


def test_overlapping_marks_share_a_segment() -> None:
    page = dossier_page(returned(), TEXT, "vi", PACK)
    assert re.search(r'<mark class="h h-deciding h-evidence h-proposal h-citation[^"]*"[^>]*>Nghị định số 901', page)


def test_a_span_that_does_not_quote_the_text_is_not_highlighted() -> None:
    wrong = replace(span("khu B"), text="khu C")
    page = dossier_page(replace(returned(), addressee_evidence=(wrong,)), TEXT, "vi", PACK)
    assert _paper(page).split() == TEXT.split()


def test_missing_slots_are_blanks() -> None:
    page = dossier_page(returned(), TEXT, "vi", PACK)
    assert page.count('<div class="missing">') == 6


def test_a_secret_text_is_never_shown() -> None:
    page = dossier_page(unread(Outcome.SECRET, "secret_mark"), TEXT, "vi", PACK)
    assert "Chợ đầu mối" not in page
    assert say("page.text_secret", "vi") in page


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_index_counts_and_filters(lang: str) -> None:
    rows = [IndexRow(one, f"{place}.html") for place, one in enumerate(batch())]
    page = index_page(rows, lang)
    assert page.count('<tr class="g-') == len(rows)
    for group, count in (("return", 1), ("unread", 2), ("none", 1)):
        assert f"#f-{group}:checked~.list tbody tr:not(.g-{group}){{display:none}}" in page
        assert re.search(rf'<label for="f-{group}"[^>]*><b>{count}</b>', page)
    assert "<script" not in page


def test_an_empty_index_is_a_page() -> None:
    assert "<b>0</b>" in index_page([], "vi")


def test_pages_are_written_whole_under_safe_unique_names(tmp_path: Path) -> None:
    twice = [(returned(), TEXT), (returned(), TEXT), (unread(), None)]
    written = write_pages(twice, tmp_path / "trang", "vi", PACK)
    names = [path.name for path in written]
    assert len(set(names)) == 4
    assert names[-1] == "index.html"
    assert all(re.fullmatch(r"[a-z0-9-]+\.html", name) for name in names)
    assert sorted(path.name for path in (tmp_path / "trang").iterdir()) == sorted(names)
    assert f'href="{names[0]}"' in written[-1].read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("a/Tờ trình Đất đai.docx", "0001-to-trinh-dat-dai-docx.html"),
        ("../../etc/passwd", "0001-passwd.html"),
        ("日本", "0001-dossier.html"),
        ("con", "0001-con.html"),
        ("x" * 300, f"0001-{'x' * 60}.html"),
    ],
)
def test_page_names(path: str, name: str) -> None:
    assert page_name(1, path) == name
