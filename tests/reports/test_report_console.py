"""The console: 80 columns, the same words with and without colour, every dossier counted."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from report_samples import FILE, PACK, batch, finding, returned, unread
from rich.cells import cell_len

from vn_dossier_nlp.reports.explain import print_explanation
from vn_dossier_nlp.reports.phrases import cure_for, finding_sentence
from vn_dossier_nlp.reports.summary import Tally, totals_line
from vn_dossier_nlp.reports.table import console_for, print_table
from vn_dossier_nlp.schema import Assessment, Outcome, Status
from vn_dossier_nlp.words import LANGUAGES, say


def _table(assessments: list[Assessment], lang: str, colour: bool | None = None) -> str:
    stream = io.StringIO()
    print_table(assessments, lang, PACK, console_for(stream, colour, width=80))
    return stream.getvalue()


def _explained(assessment: Assessment, lang: str) -> str:
    stream = io.StringIO()
    print_explanation(assessment, lang, PACK, console_for(stream))
    return stream.getvalue()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_line_is_wider_than_80_columns(lang: str) -> None:
    texts = [_table(batch(), lang), *(_explained(one, lang) for one in batch())]
    assert [line for text in texts for line in text.splitlines() if cell_len(line) > 80] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_piped_output_has_no_escape_codes(lang: str) -> None:
    assert "\x1b" not in _table(batch(), lang)
    assert "\x1b[" in _table(batch(), lang, colour=True)


def test_the_table_says_verdict_probability_and_what_is_unmet() -> None:
    text = _table([returned()], "vi")
    assert "Trả lại" in text
    assert "có, 87%" in text
    assert "thẩm quyền" in text
    assert "Đề xuất cụ thể. “Ban Quản lý kính đề nghị" in " ".join(text.split())
    assert say("advisory.sentence", "vi") in text


def test_the_counts_add_up() -> None:
    text = totals_line(Tally.of(batch()), "vi")
    numbers = [int(word) for word in text.replace(":", " ").split() if word.isdigit()]
    assert numbers[0] == len(batch()) == sum(numbers[1:])


def test_an_unread_dossier_shows_its_outcome_and_reason() -> None:
    text = _table([unread(), unread(Outcome.SECRET, "secret_mark")], "vi")
    assert "Tệp hỏng" in text
    assert "cấu trúc PDF hỏng" in text
    assert "Độ mật" in text


def test_markup_and_control_characters_of_a_name_are_shown_not_obeyed() -> None:
    text = _table([replace(returned(), path="a[bold]\x1b[31m\u202eb.pdf")], "vi")
    assert "[bold]" in text
    assert "\x1b" not in text
    assert "\u202e" not in text


def test_an_empty_batch_is_no_error() -> None:
    assert "0" in _table([], "vi")


def test_the_explanation_gives_quote_rule_source_and_cure() -> None:
    text = " ".join(_explained(returned(), "vi").split())
    assert FILE.rpartition("/")[2] in text
    for words in (PACK["authority_basis"], PACK["specific_request"]):
        assert words.quote in text
        assert words.source in text
        assert words.cure["vi"] in text
    assert "Đã tìm ở phần căn cứ" in text
    assert "Chưa nêu: Địa điểm, phạm vi; Số tiền, số lượng" in text
    assert "xin kinh phí nhưng không nêu số tiền" in text


def test_the_explanation_of_an_unread_dossier_says_what_to_do() -> None:
    text = " ".join(_explained(unread(), "en").split())
    assert "Damaged file: broken PDF structure" in text
    assert say("advice.damaged", "en") in text


def test_what_was_found_and_its_own_cure_come_before_the_words_of_the_pack() -> None:
    why = replace(finding("R18", Status.NOT_MET, zone="recipients"), why="office_below")
    assert finding_sentence(why, "vi") == say("finding.R18_office_below", "vi")
    assert cure_for(why, PACK, "en") == say("cure.R18_office_below", "en")
    text = " ".join(_explained(replace(returned(), requirements=(why,)), "vi").split())
    assert say("finding.R18_office_below", "vi") in text
    assert say("cure.R18_office_below", "vi") in text


def test_without_such_words_the_pack_speaks() -> None:
    for why in (None, "no_such_reason"):
        plain_one = replace(finding("authority_basis", Status.NOT_MET, zone="body"), why=why)
        assert finding_sentence(plain_one, "vi") is None
        assert cure_for(plain_one, PACK, "vi") == PACK["authority_basis"].cure["vi"]
