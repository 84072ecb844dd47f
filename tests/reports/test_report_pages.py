"""The pages: self-contained, hostile text shown and never run, every highlight in its place."""

from __future__ import annotations

import html
import re
from dataclasses import replace

import pytest
from report_samples import MASTHEAD, PACK, TEXT, batch, returned, span, unread

from vn_dossier_nlp.reports.page import dossier_page, page_name
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


@pytest.mark.parametrize(
    ("path", "slug"),
    [
        ("a/Tờ trình Đất đai.docx", "to-trinh-dat-dai-docx"),
        ("../../etc/passwd", "passwd"),
        ("日本", "dossier"),
        ("con", "con"),
        ("index", "index"),
        ("a\ud800", "au-d800"),
        ("x" * 300, "x" * 60),
    ],
)
def test_page_names(path: str, slug: str) -> None:
    assert re.fullmatch(rf"{slug}-[0-9a-f]{{12}}\.html", page_name(path))
    assert page_name(path) == page_name(path) != page_name(f"b/{path}")
