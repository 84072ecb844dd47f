"""The papers: opened again, they hold the layout, the blanks, and nothing but what has its span or its zone."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Mm
from report_samples import ASK, PACK, TEXT, finding, plain, returned, span, unread

from vn_dossier_nlp.errors import DataError
from vn_dossier_nlp.reports.packwords import PackWords
from vn_dossier_nlp.reports.papers.grounds import KINDS, Grounds, grounds_for, kind_for
from vn_dossier_nlp.reports.papers.naming import long_date, reference, sender_of, subject_of
from vn_dossier_nlp.reports.papers.office import UNKNOWN, office_named, office_of
from vn_dossier_nlp.reports.papers.paper import paper_of
from vn_dossier_nlp.reports.papers.quotes import LONG, MIDDLE, shortened
from vn_dossier_nlp.reports.papers.template import Template, shipped_template
from vn_dossier_nlp.schema import (
    Assessment,
    Citation,
    Heard,
    Masthead,
    Mismatch,
    Opinion,
    Outcome,
    Reason,
    Span,
    Status,
    Verdict,
    View,
)

ROOT = Path(__file__).resolve().parents[2]
BLANK_ARTICLE = "Điều … (Văn phòng điền)"
OFFICE = office_named("tỉnh Sông Mây")


def written(assessment: Assessment, kind: str, pack=PACK, text: str = TEXT) -> Document:
    """The paper, opened again."""
    grounds = grounds_for(assessment, kind, 0.6)
    made = Template.of(None, kind, "vi").filled(paper_of(assessment, text, kind, grounds, pack, OFFICE))
    return docx.Document(io.BytesIO(made))


def lines(document: Document) -> list[str]:
    """All paragraphs in the order of the page, those of tables too."""
    return [
        "".join(node.text or "\n" for node in paragraph.iter(qn("w:t"), qn("w:br")))
        for paragraph in document.element.body.iter(qn("w:p"))
    ]


def words(document: Document) -> str:
    return "\n".join(lines(document))


def after(found: list[str], start: str) -> list[str]:
    """The lines from the one that begins with ``start``."""
    return found[next(at for at, one in enumerate(found) if one.startswith(start)) :]


def only(assessment: Assessment, *findings, **changes) -> Assessment:
    """The same dossier with other findings, without the word on vagueness; a person is to look at it."""
    changes = {"verdict": Verdict.REVIEW, **changes}
    return replace(assessment, requirements=findings, generic="no", reasons=(), **changes)


# Layout -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_of_nd_30(kind: str) -> None:
    document = docx.Document(io.BytesIO(shipped_template(kind)))
    section = document.sections[0]
    shape = [section.page_width, section.page_height]
    shape += [section.top_margin, section.bottom_margin, section.left_margin, section.right_margin]
    assert [round(length / Mm(1)) for length in shape] == [210, 297, 20, 20, 30, 20]
    assert document.styles["Normal"].font.name == "Times New Roman"
    assert section.different_first_page_header_footer
    assert "PAGE" in section.header._element.xml
    assert section.first_page_header.paragraphs[0].text == ""


@pytest.mark.parametrize("kind", KINDS)
def test_the_head_has_the_office_nation_and_motto_and_blanks_for_the_rest(kind: str) -> None:
    head = docx.Document(io.BytesIO(shipped_template(kind))).tables[0].rows[0].cells
    assert [paragraph.text for paragraph in head[0].paragraphs][:2] == ["{{ committee_head }}", "VĂN PHÒNG"]
    assert head[0].text.count("Số:        /") == 1
    assert [paragraph.text for paragraph in head[1].paragraphs if paragraph.text] == [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "…, ngày … tháng … năm …",
    ]


def test_the_shipped_templates_are_what_the_script_builds() -> None:
    command = [sys.executable, "scripts/build_papers.py", "--check"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_the_same_dossier_gives_the_same_bytes() -> None:
    template, one = Template.of(None, "return", "vi"), returned()
    paper = paper_of(one, TEXT, "return", grounds_for(one, "return", 0.6), PACK)
    assert template.filled(paper) == Template.of(None, "return", "vi").filled(paper)


# Letters ------------------------------------------------------------------------------------------------------------


def test_a_return_names_office_sender_submission_and_ends_with_its_blanks() -> None:
    text = words(written(returned(), "return"))
    assert "ỦY BAN NHÂN DÂN\nTỈNH SÔNG MÂY" in text
    assert "V/v trả lại hồ sơ trình của BAN QUẢN LÝ CHỢ ĐẦU MỐI" in text
    assert (
        "Văn phòng Ủy ban nhân dân tỉnh Sông Mây nhận được Tờ trình số 12/TTr-BQL ngày 05 tháng 02 năm 2026 của "
        "BAN QUẢN LÝ CHỢ ĐẦU MỐI về việc hỗ trợ nâng cấp chợ đầu mối nông sản Sông Mây."
    ) in text
    assert "trình lại trước ngày … tháng … năm …" in text
    assert "không phải là ý kiến đánh giá về nội dung đề xuất" in text
    assert "thư điện tử …./." in text
    assert text.index("Nơi nhận:") < text.index("CHÁNH VĂN PHÒNG")


def test_each_reason_has_its_quote_or_zone_its_rule_with_the_blank_article_and_its_cure() -> None:
    found = lines(written(returned(), "return"))
    absent, asked = after(found, "1. "), after(found, "2. ")
    rules = [PACK["authority_basis"], PACK["specific_request"]]
    assert absent[:3] == [
        "1. Căn cứ về thẩm quyền quyết định. Không tìm thấy nội dung này trong phần căn cứ.",
        f"- Yêu cầu: “{rules[0].quote}” ({rules[0].source}; {BLANK_ARTICLE}).",
        f"- Cách hoàn thiện: {rules[0].cure['vi']}",
    ]
    assert asked[0].startswith("2. Đề xuất cụ thể. Đề nghị chưa đủ rõ")
    assert asked[1] == "- Trích hồ sơ: “quan tâm, xem xét, tạo điều kiện”"
    assert asked[2] == f"- Yêu cầu: “{rules[1].quote}” ({rules[1].source}; {BLANK_ARTICLE})."


def test_what_supplements_stands_under_its_own_heading_and_flags_stand_nowhere() -> None:
    one = returned()
    flag = finding("other_provinces", Status.NOT_MET, zone="body", severity="flag")
    text = words(written(replace(one, requirements=(*one.requirements, flag)), "return"))
    assert text.index("2. Đề xuất cụ thể") < text.index("Đề nghị đồng thời bổ sung:") < text.index("Kinh phí")
    assert "Kinh nghiệm của địa phương khác" not in text
    assert "Ý kiến của cơ quan liên quan" not in text  # cannot_tell


def test_the_missing_slots_of_a_vague_request_are_named() -> None:
    one = returned()
    vague = Reason("generic_yes", {"probability": 0.9, "missing": "object,amount"}, span(ASK))
    text = words(written(replace(one, reasons=(vague, *one.reasons[:2])), "return"))
    assert "chưa nêu rõ: đối tượng, nội dung cụ thể, số tiền, số lượng." in text
    assert text.count(f"“{ASK}”") == 1


def test_a_vague_request_is_a_reason_even_where_the_check_is_content() -> None:
    one = replace(returned(), requirements=(finding("specific_request", Status.MET, span(ASK), severity="return"),))
    found = after(lines(written(one, "return")), "1. ")
    assert found[0].startswith("1. Đề xuất cụ thể. Đề nghị chưa đủ rõ")
    assert PACK["specific_request"].cure["vi"] in found[3]


def test_a_pattern_pack_is_named_as_a_reference_only() -> None:
    one = replace(returned(), versions=replace(returned().versions, pack="general"))
    assert f"({BLANK_ARTICLE}; tham chiếu: {PACK['authority_basis'].source})." in words(written(one, "return"))


def test_an_article_that_is_known_leaves_no_blank() -> None:
    known = {"authority_basis": replace(PACK["authority_basis"], source="Quy chế, Điều 9", article="Điều 9")}
    one = only(returned(), finding("authority_basis", Status.NOT_MET, zone="body", severity="return"))
    text = words(written(one, "return", {**PACK, **known}))
    assert "(Quy chế, Điều 9)." in text
    assert "Văn phòng điền" not in text


def test_a_rule_without_words_is_a_blank() -> None:
    one = only(returned(), finding("R33", Status.NOT_MET, zone="masthead", severity="return"))
    text = words(written(one, "return"))
    assert "1. Thể thức. Không tìm thấy" in text
    assert "- Yêu cầu: “…” (Nghị định 30/2020/NĐ-CP Điều 8)." in text


def test_a_supplement_lists_all_that_is_not_met() -> None:
    one = replace(plain("a.txt", Verdict.SUPPLEMENT, "no", 0.1, "opinions", "funding"), masthead=returned().masthead)
    text = words(written(one, "supplement"))
    assert [text.count(f"{number}. ") for number in (1, 2, 3)] == [1, 1, 0]
    assert "đề nghị BAN QUẢN LÝ CHỢ ĐẦU MỐI bổ sung các nội dung sau đây:" in text


def test_a_transfer_quotes_whose_power_it_is_and_leaves_the_body_blank() -> None:
    power = finding("R20", Status.NOT_MET, span("Luật Ngân sách nhà nước"), severity="flag")
    pack = {**PACK, "R20": PackWords("đúng thẩm quyền", "Quy chế", {"vi": "Gửi nơi khác."}, {"vi": "Thẩm quyền"})}
    text = words(written(only(returned(), power), "transfer", pack))
    assert "Kính gửi: … (cơ quan có thẩm quyền)" in text
    assert text.count("“Luật Ngân sách nhà nước”") == 1
    assert "chuyển hồ sơ đến … để xem xét, giải quyết theo thẩm quyền" in text
    assert "Gửi nơi khác." not in text
    assert "R20" not in text


def test_what_two_files_say_differently_is_quoted_from_both() -> None:
    here, there = span("hiện có 214 hộ kinh doanh"), Span("hồ sơ/phụ lục.pdf", 3, 9, "241 hộ", 2)
    one = only(returned(), finding("R35", Status.NOT_MET, here, severity="supplement"))
    one = replace(one, mismatches=(Mismatch("number", here, there),))
    found = after(lines(written(one, "supplement")), "1. ")
    assert found[1:3] == [
        "- Trích hồ sơ: “hiện có 214 hộ kinh doanh”",
        "- Trích hồ sơ (tệp phụ lục.pdf, trang 2): “241 hộ”",
    ]
    assert "“241 hộ” (tệp phụ lục.pdf, trang 2)" in _rows(written(one, "phieu_trinh"), "Yêu cầu")[0][3]


# Grounds ------------------------------------------------------------------------------------------------------------


def _weak(found: Span | None) -> Span | None:
    return found and replace(found, ocr_confidence=0.3)


def _weak_finding(one: Assessment) -> Assessment:
    doubtful = finding("specific_request", Status.NOT_MET, _weak(span(ASK)), severity="return")
    return only(one, doubtful, verdict=Verdict.REVIEW)


ABSENT = finding("authority_basis", Status.NOT_MET, zone="legal_bases", severity="return")
NO_GROUND = [
    ("nothing unmet", only(returned(), verdict=Verdict.PASS)),
    ("only a supplement", only(returned(), finding("funding", Status.NOT_MET, zone="body"))),
    ("no span and no zone", only(returned(), finding("process", Status.NOT_MET, severity="return"))),
    ("cannot tell", only(returned(), finding("process", Status.CANNOT_TELL, zone="body", severity="return"))),
    ("words that OCR read badly", _weak_finding(returned())),
    ("a part was not read", replace(only(returned(), ABSENT), reasons=(Reason("partly_read"),))),
    ("a stamp that nobody could read", replace(returned(), reasons=(Reason("unreadable_stamp"), *returned().reasons))),
    ("unread", unread()),
    ("secret", unread(Outcome.SECRET, "secret_mark")),
]


@pytest.mark.parametrize(("comment", "one"), NO_GROUND, ids=[row[0] for row in NO_GROUND])
def test_nothing_supports_a_return(comment: str, one: Assessment) -> None:
    assert grounds_for(one, "return", 0.6) == Grounds()


def test_an_officer_may_return_where_the_tool_only_wants_a_look() -> None:
    one = only(returned(), ABSENT, verdict=Verdict.REVIEW)
    assert [ground.requirement for ground in grounds_for(one, "return", 0.6).reasons] == ["authority_basis"]
    assert kind_for(one) == "phieu_trinh"


def test_a_return_rests_on_what_the_verdict_rests_on() -> None:
    one = replace(returned(), reasons=returned().reasons[:1])
    grounds = grounds_for(one, "return", 0.6)
    assert [ground.requirement for ground in grounds.reasons] == ["specific_request"]
    assert [ground.requirement for ground in grounds.also] == ["authority_basis", "funding"]


@pytest.mark.parametrize("verdict", list(Verdict))
def test_the_paper_goes_by_the_verdict(verdict: Verdict) -> None:
    kind = {"review": "phieu_trinh", "pass": "phieu_trinh"}.get(verdict.value, verdict.value)
    assert kind_for(replace(returned(), verdict=verdict)) == kind


# Hostile text -------------------------------------------------------------------------------------------------------

HOSTILE = [
    "{{ 7 * 7 }} {% for x in y %} {{ sender }}",
    "{%p if x %}{%tr for a in b %}{# c #}",
    '</w:t></w:r></w:p><w:p><w:r><w:t>x & y "z"',
    "a\x07b\x0cc\x00d\ue000e",
    "a\u202eb\ufffec\uffffd\ud800e",
    "dòng một\r\n\tdòng hai",
    "&lt;b&gt; &amp; &#7; &#x202e;",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_are_quoted_and_do_nothing(text: str) -> None:
    bad = Span("a.txt", 0, len(text), text)
    one = only(returned(), finding("specific_request", Status.NOT_MET, bad, severity="return"))
    head = replace(returned().masthead, subject=text, issuer=text, number=text, symbol=text, type=text)
    one = replace(one, masthead=head, proposals=(replace(returned().proposals[0], span=bad),))
    for kind in ("return", "phieu_trinh"):
        found = words(written(one, kind))
        shown = shortened(text, LONG)
        assert f"“{shown}”" in found
        assert "49" not in found
    assert len(written(one, "return").tables) == 2


def test_a_long_quote_ends_at_a_sentence_with_a_visible_sign() -> None:
    first = "Câu này dài vừa phải " * 14
    text = f"{first.strip()}. " + "phần sau bị bỏ " * 40
    assert shortened(text, LONG) == f"{first.strip()}. …"
    assert len(shortened("từ " * 400, LONG)) <= LONG
    assert shortened("từ " * 400, LONG).endswith("…")


# Slips --------------------------------------------------------------------------------------------------------------


def _rows(document: Document, heading: str) -> list[list[str]]:
    found = next(table for table in document.tables if table.rows[0].cells[1].text == heading)
    return [[cell.text for cell in row.cells] for row in found.rows[1:]]


def test_a_slip_has_what_is_asked_bases_checks_and_room_for_three_people() -> None:
    document = written(returned(), "phieu_trinh")
    text = words(document)
    assert f"1) “{ASK}”" in text
    assert "Kính trình Chủ tịch" not in text  # the closing formula says nothing more
    assert _rows(document, "Văn bản") == [
        ["1", "Nghị định số 901/2024/NĐ-CP ngày 12 tháng 3 năm 2024", "điểm a khoản 2 Điều 7", "còn hiệu lực"]
    ]
    checks = {row[1]: row[2:] for row in _rows(document, "Yêu cầu")}
    assert checks["Đề xuất cụ thể"] == ["Chưa đạt", f"“{shortened(ASK, MIDDLE)}”"]
    assert checks["Căn cứ về thẩm quyền quyết định"][1] == "Không tìm thấy nội dung này trong phần căn cứ."
    assert checks["Ý kiến của cơ quan liên quan"][0] == "☐ Đạt\n☐ Chưa đạt"
    assert "Không áp dụng: Hướng dẫn của Trung ương." in text
    for room in ("7. Đề xuất của chuyên viên", "8. Ý kiến của lãnh đạo Văn phòng", "9. Ý kiến của Chủ tịch"):
        assert room in text


def test_what_no_check_looks_at_is_left_to_tick() -> None:
    pack = {**PACK, "R19": PackWords(source="Quy chế", name={"vi": "Dấu, chữ ký số"}, automation="person")}
    assert _rows(written(returned(), "phieu_trinh", pack), "Yêu cầu")[-1][1:] == [
        "Dấu, chữ ký số",
        "☐ Đạt\n☐ Chưa đạt",
        "",
    ]


def test_the_views_of_bodies_have_their_table_and_room_where_there_are_none() -> None:
    place = span("xin ý kiến các cơ quan liên quan")
    told = Opinion(
        place, "Sở Tài chính", True, "opinion", Heard.ANSWERED, View.AGREE, "12/STC-NS", "2026-01-05", "taken_up"
    )
    asked = Opinion(place, "Sở Nội vụ", True, "opinion", Heard.ASKED, None)
    rows = _rows(written(replace(returned(), opinions=(told, asked)), "phieu_trinh"), "Cơ quan")
    assert rows == [
        ["1", "Sở Tài chính", "12/STC-NS ngày 05 tháng 01 năm 2026", "đồng ý", "đã tiếp thu"],
        ["2", "Sở Nội vụ", "…", "đã lấy ý kiến, chưa thấy nêu trả lời", "…"],
    ]
    headings = [table.rows[0].cells[1].text for table in written(returned(), "phieu_trinh").tables]
    assert "Cơ quan" not in headings


def test_a_slip_needs_no_ground_and_tells_the_proposal_in_the_frame_alone() -> None:
    one = only(returned(), verdict=Verdict.PASS)
    found = lines(written(one, "phieu_trinh"))
    assert "Công cụ đề xuất: đạt yêu cầu (để tham khảo)." in found[:3]


def test_doubts_about_a_basis_are_told() -> None:
    basis = Citation(
        span("Luật Ngân sách nhà nước"),
        "luật",
        "83/2015/QH13",
        "Luật Ngân sách nhà nước",
        "2015",
        (),
        False,
        role="basis",
    )
    doubtful = replace(basis, contradictions=("year_date",))
    rows = _rows(written(replace(returned(), citations=(doubtful,)), "phieu_trinh"), "Văn bản")
    assert rows[0][3] == "chưa xác định; cần xem lại: ngày không khớp năm trong số"


def test_the_frame_tells_of_a_scan_and_of_files_that_were_not_read() -> None:
    one = returned()
    lost = replace(one.files[0], path="hồ sơ/phụ lục.pdf", role=None, outcome=Outcome.ENCRYPTED)
    found = words(written(replace(one, outcome=Outcome.READ_BY_OCR, files=(*one.files, lost)), "return"))
    assert "đối chiếu từng câu trích với bản gốc" in found
    assert "Tệp chưa đọc được: phụ lục.pdf." in found


# Templates of an office ---------------------------------------------------------------------------------------------


def changed(old: str, new: str, kind: str = "return") -> bytes:
    """The shipped template with other words in its text."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(shipped_template(kind))) as whole, zipfile.ZipFile(made, "w") as copy:
        for name in whole.namelist():
            data = whole.read(name)
            if name == "word/document.xml":
                assert old.encode() in data
                data = data.replace(old.encode(), new.encode())
            copy.writestr(name, data)
    return made.getvalue()


def test_an_office_prints_by_its_own_template() -> None:
    own = changed("CHÁNH VĂN PHÒNG", "KT. CHÁNH VĂN PHÒNG – {{ committee | upper }}")
    paper = paper_of(returned(), TEXT, "return", grounds_for(returned(), "return", 0.6), PACK, OFFICE)
    text = words(docx.Document(io.BytesIO(Template(own, "mau.docx", "vi").filled(paper))))
    assert "KT. CHÁNH VĂN PHÒNG – ỦY BAN NHÂN DÂN TỈNH SÔNG MÂY" in text


def test_a_placeholder_that_word_tore_into_pieces_is_one() -> None:
    torn = changed(
        "{{ sender }}</w:t>", '{{ </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">sender }}</w:t>'
    )
    paper = paper_of(returned(), TEXT, "return", grounds_for(returned(), "return", 0.6), PACK, OFFICE)
    assert "Kính gửi: BAN QUẢN LÝ" in words(docx.Document(io.BytesIO(Template(torn, "mau.docx", "vi").filled(paper))))


BAD = [
    ("unknown placeholder", "{{ sendr }}", "sendr"),
    ("unknown part", "{{ sender.nme }}", "nme"),
    ("way out of the sandbox", "{{ sender.__class__.__mro__ }}", "__mro__"),
    ("subscript", "{{ sender['x'] }}", "Getitem"),
    ("call", "{{ sender.upper() }}", "Call"),
    ("text without end", "{{ 'a' * 999999999 }}", "Mul"),
    ("loop over letters", "{% for a in sender %}{{ a }}{% endfor %}", "sender"),
    ("loop over a range", "{% for a in range(9) %}{{ a }}{% endfor %}", "Call"),
    ("variable of its own", "{% set a = sender %}", "Assign"),
    ("file from outside", "{% include 'a' %}", "Include"),
    ("filter", "{{ sender | center }}", "center"),
    ("unknown filter", "{{ sender | xyz }}", "xyz"),
    ("not closed", "{% if sender %}", "endif"),
    ("not Jinja", "{{ sender ! }}", "'!'"),
]


@pytest.mark.parametrize(("comment", "said", "named"), BAD, ids=[row[0] for row in BAD])
def test_a_template_that_says_too_much_is_refused_in_one_line(comment: str, said: str, named: str) -> None:
    with pytest.raises(DataError) as error:
        Template(changed("CHÁNH VĂN PHÒNG", said), "mẫu riêng.docx", "vi")
    message = str(error.value)
    assert message.startswith("mẫu riêng.docx: ")
    assert named in message
    assert "\n" not in message


def test_loops_within_loops_have_an_end() -> None:
    deep = "{% for a in reasons %}" * 4 + "x" + "{% endfor %}" * 4
    with pytest.raises(DataError, match="reasons"):
        Template(changed("CHÁNH VĂN PHÒNG", deep), "a.docx", "vi")


def _zip(parts: Iterable[tuple[str, bytes]]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts:
            archive.writestr(name, data)
    return made.getvalue()


NO_WORD = [
    ("empty", b"", "không phải tệp Word"),
    ("text", b"Kinh gui: {{ sender }}", "không phải tệp Word"),
    ("another zip", _zip([("a.txt", b"a")]), "không phải tệp Word"),
    ("a zip that only looks like Word", _zip([("word/document.xml", b"<a/>")]), "không điền được mẫu"),
    ("a bomb", _zip([("word/document.xml", b"<a/>"), ("b", bytes(70_000_000))]), "quá lớn"),
    ("a text of braces", _zip([("word/document.xml", b"{%" * 9_000)]), "quá lớn"),
    ("no placeholder", None, "không có ô điền nào"),
]


@pytest.mark.parametrize(("comment", "content", "said"), NO_WORD, ids=[row[0] for row in NO_WORD])
def test_a_file_that_is_no_template_is_refused_in_one_line(comment: str, content: bytes | None, said: str) -> None:
    if content is None:
        made = io.BytesIO()
        docx.Document().save(made)
        content = made.getvalue()
    with pytest.raises(DataError) as error:
        Template(content, "mau.docx", "vi")
    assert str(error.value).startswith("mau.docx: ")
    assert said in str(error.value)


def test_xml_that_a_template_breaks_is_not_mended_in_silence() -> None:
    broken = changed("{%p for reason in reasons %}", "{% for reason in reasons %}")
    with pytest.raises(DataError, match=r"mau\.docx"):
        Template(broken, "mau.docx", "vi")


# Names --------------------------------------------------------------------------------------------------------------

OFFICES = [
    (Masthead(addressees=("Ủy ban nhân dân tỉnh Khánh Hòa",)), "Ủy ban nhân dân tỉnh Khánh Hòa"),
    (Masthead(addressees=("Chủ tịch UBND TP. Hải Phòng",)), "Ủy ban nhân dân thành phố Hải Phòng"),
    (Masthead(addressees=("UBND tỉnh Thừa Thiên Huế",)), "Ủy ban nhân dân tỉnh Thừa Thiên Huế"),
    (Masthead(addressees=("UBND tỉnh",), parent="UBND TỈNH HÒA BÌNH"), "Ủy ban nhân dân tỉnh Hòa Bình"),
    (Masthead(addressees=("UBND tỉnh",), place="Lâm Đồng"), "Ủy ban nhân dân tỉnh Lâm Đồng"),
    (Masthead(addressees=("UBND tỉnh",), parent="UBND THÀNH PHỐ HẢI DƯƠNG"), UNKNOWN.committee),
    (Masthead(addressees=("UBND tỉnh",), place="Mường La"), UNKNOWN.committee),
    (Masthead(addressees=("Hội đồng nhân dân tỉnh Hà Giang",)), UNKNOWN.committee),
    (Masthead(addressees=("Ủy ban nhân dân xã Tân Đông, tỉnh Tây Ninh",)), UNKNOWN.committee),
    (Masthead(addressees=("Sở Tài chính",)), UNKNOWN.committee),
    (Masthead(), UNKNOWN.committee),
]


@pytest.mark.parametrize(("head", "committee"), OFFICES)
def test_the_office_is_that_of_the_committee_addressed(head: Masthead, committee: str) -> None:
    assert office_of(head).committee == committee


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("tỉnh Lâm Đồng", "Văn phòng Ủy ban nhân dân tỉnh Lâm Đồng"),
        ("Ủy ban nhân dân thành phố Huế", "Văn phòng Ủy ban nhân dân thành phố Huế"),
        ("Văn phòng UBND tỉnh Lâm Đồng", "Văn phòng UBND tỉnh Lâm Đồng"),
        ("Văn phòng", UNKNOWN.name),
        ("a\x1b{{ b }}", "Văn phòng a⟨U+001B⟩{{ b }}"),
    ],
)
def test_an_office_is_named_by_its_user(said: str, name: str) -> None:
    assert office_named(said).name == name


SENDERS = [
    (
        "SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI",
        "Sở Lao động - Thương binh\nvà Xã hội đề nghị",
        "Sở Lao động - Thương binh và Xã hội",
    ),
    ("UBND HUYỆN NHƯ XUÂN", "nay UBND huyện Như Xuân kính trình", "Ủy ban nhân dân huyện Như Xuân"),
    ("ỦY BAN NHÂN DÂN XÃ TÂN ĐÔNG", "", "Ủy ban nhân dân xã Tân Đông"),
    ("SỞ KHOA HỌC VÀ CÔNG NGHỆ", "", "Sở Khoa học và Công nghệ"),
    ("BAN QUẢN LÝ CHỢ ĐẦU MỐI", "BAN QUẢN LÝ CHỢ ĐẦU MỐI", "BAN QUẢN LÝ CHỢ ĐẦU MỐI"),
    ("Hợp tác xã Sông Mây", "", "Hợp tác xã Sông Mây"),
    (None, "Sở Tài chính", "…"),
]


@pytest.mark.parametrize(("issuer", "text", "name"), SENDERS)
def test_the_sender_is_written_as_the_text_writes_it(issuer: str | None, text: str, name: str) -> None:
    assert sender_of(Masthead(issuer=issuer), text) == name


@pytest.mark.parametrize(
    ("iso", "said"),
    [
        ("2026-03-05", "ngày 05 tháng 3 năm 2026"),
        ("2026-02-15", "ngày 15 tháng 02 năm 2026"),
        ("2026-11-20", "ngày 20 tháng 11 năm 2026"),
        ("2026-05", "ngày … tháng 5 năm 2026"),
        ("2026", "ngày … tháng … năm 2026"),
        (None, "ngày … tháng … năm …"),
    ],
)
def test_dates_are_written_as_nd_30_has_them(iso: str | None, said: str) -> None:
    assert long_date(iso) == said


def test_what_is_not_stated_stays_blank() -> None:
    assert reference(Masthead()) == "Văn bản số … ngày … tháng … năm …"
    assert reference(Masthead(symbol="TTr-SNV", type="tờ trình")).startswith("Tờ trình số …/TTr-SNV ")
    assert subject_of(Masthead()) == "về việc …"


@pytest.mark.parametrize(
    ("subject", "said"),
    [
        ("Về việc phê duyệt dự án", "về việc phê duyệt dự án"),
        ("V/v phê duyệt dự án", "về việc phê duyệt dự án"),
        ("Đề nghị phê duyệt dự án", "về việc đề nghị phê duyệt dự án"),
        ("Về công tác giảm nghèo", "về công tác giảm nghèo"),
        ("UBND tỉnh giao đất", "về việc UBND tỉnh giao đất"),
    ],
)
def test_the_subject_goes_on_in_the_sentence(subject: str, said: str) -> None:
    assert subject_of(Masthead(subject=subject)) == said
