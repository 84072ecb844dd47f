"""R17, R35 and the draft in a dossier of several files; the pack's list of papers."""

from __future__ import annotations

from dataclasses import replace

import pytest
from letters import letter

from vn_dossier_nlp.errors import DataError
from vn_dossier_nlp.regulation.case import Case
from vn_dossier_nlp.regulation.checks import CHECKS
from vn_dossier_nlp.regulation.components import components
from vn_dossier_nlp.regulation.consistency import compare
from vn_dossier_nlp.regulation.pack import load_pack
from vn_dossier_nlp.regulation.papers import Paper
from vn_dossier_nlp.words import LANGUAGES, has

DRAFT = """ỦY BAN NHÂN DÂN
TỈNH SƠN LA
Số:     /QĐ-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM

QUYẾT ĐỊNH
Phê duyệt dự án

Điều 1. Tổng mức đầu tư: 4.200 triệu đồng.
"""
ANNEX = "PHỤ LỤC\nDANH SÁCH HỘ\n1. Lò A\n"
NOTE = "Ghi chú của văn thư.\n"
ASK = "Sở kính trình phê duyệt dự án, tổng mức đầu tư: 4.200 triệu đồng."
WITH_DRAFT = f"{ASK} Gửi kèm: dự thảo Quyết định./."
WITH_BOTH = f"{ASK} Gửi kèm: dự thảo Quyết định; Phụ lục danh sách hộ./."
OTHER_SUM = WITH_DRAFT.replace("4.200", "4.100")
IN_WORDS = f"{ASK} Huyện góp 50 triệu đồng (năm triệu đồng)."
ROWS = [
    # requirement, request, files (role, text), status, why
    ("R17", WITH_DRAFT, [], "cannot_tell", "single_file"),
    ("R17", ASK, [], "not_applicable", "nothing_named"),
    ("R17", WITH_DRAFT, [("draft", DRAFT)], "met", "all_there"),
    ("R17", WITH_BOTH, [("draft", DRAFT)], "not_met", "named_but_absent"),
    ("R17", WITH_BOTH, [("draft", DRAFT), (None, None)], "cannot_tell", "unread_files"),
    ("R17", WITH_DRAFT, [("draft", DRAFT), ("annex", ANNEX)], "not_met", "present_but_unnamed"),
    ("R17", WITH_DRAFT, [("draft", DRAFT), ("other", NOTE)], "cannot_tell", "files_unnamed"),
    ("R35", WITH_DRAFT, [], "not_applicable", "single_file"),
    ("R35", IN_WORDS, [], "not_met", "within_the_text"),
    ("R35", WITH_DRAFT, [("draft", DRAFT)], "met", "figures_repeated"),
    ("R35", OTHER_SUM, [("draft", DRAFT)], "not_met", "between_files"),
    ("R35", WITH_BOTH, [("annex", ANNEX)], "not_applicable", "nothing_to_compare"),
    ("draft_attached", WITH_DRAFT, [("draft", DRAFT)], "met", "draft_told"),
    ("draft_attached", ASK, [("draft", DRAFT)], "met", "file_in_dossier"),
    ("draft_attached", WITH_DRAFT, [("annex", ANNEX)], "not_met", "named_but_absent"),
    ("draft_attached", WITH_DRAFT, [(None, None)], "cannot_tell", "unread_files"),
    ("draft_attached", ASK, [("other", NOTE)], "cannot_tell", "files_unclear"),
    ("draft_attached", WITH_DRAFT, [], "met", "draft_told"),
]


def case_of(request: str, files, understood) -> Case:
    submission = understood(letter(request=request))
    papers = [Paper(f"{number}.txt", role, text and understood(text)) for number, (role, text) in enumerate(files)]
    case = Case(submission, "individual_decision", "chair", tuple(paper.path for paper in papers))
    found = components(submission, "main.txt", papers)
    return replace(case, enclosures=found, mismatches=compare(submission, papers))


@pytest.mark.parametrize(("requirement", "request_text", "files", "status", "why"), ROWS)
def test_a_dossier(requirement, request_text, files, status, why, understood):
    case = case_of(request_text, files, understood)
    result = CHECKS[requirement](case)
    assert (result.status, result.why) == (status, why)
    assert result.status != "met" or result.evidence
    assert result.status != "not_met" or result.evidence or result.zone
    for lang in LANGUAGES:
        assert has(f"finding.{requirement}_{why}", lang)
        assert status != "not_met" or has(f"cure.{requirement}_{why}", lang)


def test_the_general_pack_asks_for_a_draft_and_for_opinions(understood):
    rows = {row.kind: row for row in load_pack("general").enclosures}
    assert set(rows) == {"draft", "opinion"}
    plain = case_of(ASK, [], understood)
    assert rows["draft"].fits(plain)
    assert not rows["draft"].fits(replace(plain, purpose="request_direction"))
    told = "Sở Tài chính (Công văn số 512/STC-NS) thống nhất mức 4,2 tỷ đồng."
    consulted = Case(understood(letter(told)), "budget", "chair")
    assert rows["opinion"].fits(consulted)


def test_every_source_stands_in_the_table_of_requirements(shared):
    table = (shared / "spec" / "requirements.csv").read_text(encoding="utf-8")
    for row in load_pack("general").enclosures:
        assert row.source.split(",")[0].split(" (")[0] in table
        assert row.source_status == "secondary"


HEAD = 'id = "x"\nname = { vi = "x", en = "x" }\nextends = "general"\n[[enclosure]]\n'
GOOD = 'kind = "draft"\npurpose = ["budget"]\nsource = "x"\nsource_status = "practice"\n'


def test_a_pack_of_an_office_has_its_own_row(tmp_path):
    path = tmp_path / "own.toml"
    path.write_text(HEAD + GOOD, encoding="utf-8")
    rows = load_pack(str(path)).enclosures
    assert [(row.kind, row.purpose) for row in rows] == [("opinion", ()), ("draft", ("budget",))]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (GOOD.replace('"draft"', '"poem"'), "enclosure row 1: kind 'poem'"),
        (GOOD.replace('"budget"', '"war"'), "purpose 'war' is unknown"),
        (GOOD + "when = 1\n", "unknown key 'when'"),
        (GOOD + 'consulted = "yes"\n', "'consulted' must be true or false"),
        (GOOD.replace('source = "x"\n', ""), "'source' must be a text"),
        (GOOD.replace('"practice"', '"rumour"'), "source_status 'rumour'"),
    ],
)
def test_a_wrong_row_is_named(row, told, tmp_path):
    path = tmp_path / "own.toml"
    path.write_text(HEAD + row, encoding="utf-8")
    with pytest.raises(DataError) as caught:
        load_pack(str(path))
    assert told in str(caught.value)
