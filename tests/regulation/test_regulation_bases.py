"""Bases and guidance: what counts as a fact, as a citation and as a gap in the law; one row a text."""

from __future__ import annotations

import pytest
from letters import letter

from vn_dossier_nlp.regulation.case import Case
from vn_dossier_nlp.regulation.checks import CHECKS
from vn_dossier_nlp.regulation.facts import fact_signs, find_facts
from vn_dossier_nlp.regulation.purpose import find_addressee, find_purpose
from vn_dossier_nlp.words import has

SLOGAN = "Xuất phát từ yêu cầu thực tiễn, việc đầu tư là hết sức cần thiết."
NORMATIVE = "Sở kính trình Ủy ban nhân dân tỉnh ban hành Quyết định quy định mức hỗ trợ cầu treo trên địa bàn tỉnh."
VAGUE = "Sở kính mong Ủy ban nhân dân tỉnh quan tâm, chỉ đạo."
GAP = "Đối với cầu treo dân sinh, pháp luật hiện chưa có quy định cụ thể về mức chi bảo trì."
GUIDED = "Bộ Xây dựng có Công văn số 812/BXD-QHKT ngày 03/5/2024 hướng dẫn địa phương vận dụng mức chi cầu đường bộ."

ROWS = [
    # practical_basis
    ("a want with a figure", "practical_basis", "met", "facts_told",
     letter("Hiện xã còn thiếu 12 phòng học, 340 học sinh phải học ca ba.")),
    ("a dated event", "practical_basis", "met", "facts_told",
     letter("Ngày 14/7/2024, mố cầu phía bờ Nam bị nước xói hở 1,2 m.")),
    ("a task given by a superior's paper", "practical_basis", "met", "facts_told",
     letter("Tại Thông báo số 44/TB-UBND ngày 02/8/2024, Chủ tịch UBND tỉnh giao Sở Giao thông vận tải lập dự án.")),
    ("an application of a named body", "practical_basis", "met", "facts_told",
     letter("Ngày 20/8/2024, Sở nhận được Đơn đề nghị của Hội Dược liệu tỉnh về việc đổi tên.")),
    ("voters that speak of a damage", "practical_basis", "met", "facts_told",
     letter("Tại buổi tiếp xúc cử tri, 17 lượt ý kiến phản ánh 64 ha ruộng bị nhiễm mặn.")),
    ("what is told of an award is honours", "practical_basis", "met", "facts_told",
     letter("Năm 2024, tổ cứu hộ bản Ngà được tặng Bằng khen của huyện, đã cứu 17 người.",
            subject="Về việc tặng Bằng khen cho tổ cứu hộ bản Ngà")),
    ("slogans beside facts", "practical_basis", "met", "facts_told",
     letter(f"{SLOGAN} Cầu treo Bản Ngà bị hỏng 14 dầm, 214 hộ của xã Mường Tú phải đi vòng 9 km, "
            "riêng năm 2023 có 03 vụ tai nạn làm 02 người chết.")),
    ("slogans alone", "practical_basis", "not_met", "slogans_only", letter(SLOGAN)),
    ("figures of honours", "practical_basis", "not_met", "slogans_only",
     letter(f"Năm 2023 ngành được tặng 14 Cờ thi đua, trao 320 suất quà, ủng hộ 42 triệu đồng. {SLOGAN}")),
    ("figures of how the draft was made", "practical_basis", "not_met", "slogans_only",
     letter(f"{SLOGAN} Sở soạn dự thảo, gửi lấy ý kiến 32 cơ quan, đăng Cổng thông tin điện tử 30 ngày, "
            "có 31 cơ quan thống nhất.")),
    ("figures of the sender", "practical_basis", "not_met", "slogans_only",
     letter(f"Trường thành lập ngày 24/5/1997, hiện có 05 phòng, 06 khoa. {SLOGAN}")),
    ("wants in general", "practical_basis", "not_met", "slogans_only",
     letter("Ở một số nơi cơ sở vật chất còn hạn chế, chưa theo kịp sự phát triển.")),
    ("figures of the law", "practical_basis", "not_met", "slogans_only",
     letter(f"Theo khoản 2 Điều 5 Luật Đầu tư công ngày 13/6/2019. {SLOGAN}")),
    ("nothing at all", "practical_basis", "not_met", "nothing_told", letter("Cầu được xây theo quy định.", VAGUE)),
    # content_basis
    ("a decree by its number", "content_basis", "met", "instrument_cited",
     letter("Căn cứ Nghị định số 40/2020/NĐ-CP của Chính phủ;")),
    ("a law by its year", "content_basis", "met", "instrument_cited", letter("Theo Luật Đầu tư công năm 2019.")),
    ("a decision of the Prime Minister", "content_basis", "met", "instrument_cited",
     letter("Quyết định số 1719/QĐ-TTg ngày 14/10/2021 phê duyệt chương trình.")),
    ("a local decision that the text rests on", "content_basis", "met", "instrument_cited",
     letter("Thực hiện Quyết định số 318/QĐ-UBND ngày 02/3/2024 của UBND tỉnh về giao chỉ tiêu.")),
    ("a local decision that is told", "content_basis", "not_met", "nothing_cited",
     letter("Hội được thành lập tại Quyết định số 318/QĐ-UBND ngày 02/3/2014.")),
    ("laws in general", "content_basis", "not_met", "name_alone",
     letter("Việc này phù hợp với quy định của pháp luật về giao thông.")),
    ("a law by its name", "content_basis", "not_met", "name_alone", letter("Căn cứ Luật Xây dựng;")),
    ("a letter is no instrument", "content_basis", "not_met", "nothing_cited",
     letter("Công văn số 33/UBND ngày 14/9/2024 của xã nêu việc này.")),
    ("the rules of any matter count, but last", "content_basis", "met", "instrument_cited",
     letter("Căn cứ Luật Tổ chức chính quyền địa phương ngày 19/6/2015; Nghị định số 40/2020/NĐ-CP;")),
    # central_guidance and other_provinces
    ("a gap and guidance on it", "central_guidance", "met", "guidance_named", letter(f"{GAP} {GUIDED}")),
    ("a gap alone", "central_guidance", "not_met", "gap_open", letter(GAP)),
    ("a gap and the centre in general", "central_guidance", "not_met", "guidance_unnamed",
     letter(f"{GAP} Trung ương đã có định hướng để địa phương chủ động.")),
    ("analogy", "central_guidance", "not_met", "gap_open",
     letter("Vì vậy địa phương phải vận dụng, mỗi năm một cách.")),
    ("a letter of a department fills no gap", "central_guidance", "not_met", "gap_open",
     letter(f"{GAP} Sở Tài chính có Công văn số 41/STC-NS ngày 02/5/2024 về việc này.")),
    ("the same symbol in another house", "central_guidance", "not_met", "gap_open",
     letter(f"{GAP} Ban An toàn giao thông tỉnh gửi Công văn số 37/BATGT-VP ngày 26/02/2024.")),
    ("a resolution of the Party is no guidance", "central_guidance", "not_met", "gap_open",
     letter(f"{GAP} Nghị quyết số 21-NQ/TW ngày 25/10/2017 nêu mục tiêu chung.")),
    ("a general department by its name", "central_guidance", "met", "guidance_named",
     letter(f"{GAP} Tổng cục Đường bộ trả lời tại Công văn số 1243/TCĐB-PC ngày 03/5/2022.")),
    ("a rule that lapsed and was not replaced", "central_guidance", "not_met", "gap_open",
     letter("Thông tư cũ đã hết hiệu lực nhưng đến nay chưa có văn bản thay thế.")),
    ("rules in conflict", "central_guidance", "not_met", "gap_open",
     letter("Hiện có mâu thuẫn giữa quy định của Luật Đất đai và Luật Đầu tư.")),
    ("an answer of a ministry", "central_guidance", "met", "guidance_named",
     letter("Bộ Tài chính có Công văn số 9846/BTC-NSNN ngày 28/7/2023 trả lời đề nghị của tỉnh.")),
    ("tasks that overlap", "central_guidance", "not_applicable", "no_gap",
     letter("Chức năng của hai phòng còn chồng chéo.")),
    ("means used nimbly", "central_guidance", "not_applicable", "no_gap",
     letter("Xã đã vận dụng linh hoạt các giải pháp.")),
    ("the province's own rule lacks it", "central_guidance", "not_applicable", "no_gap",
     letter("Quy chế cũ của tỉnh chưa có quy định riêng cho cầu treo.", NORMATIVE,
            subject="Về việc ban hành Quyết định quy định mức hỗ trợ cầu treo")),
    ("a quoted gap is another's", "central_guidance", "not_applicable", "no_gap",
     letter("Công ty viết: “pháp luật chưa có quy định về việc này” là không đúng.")),
    ("an old paper that lapsed", "central_guidance", "not_applicable", "no_gap",
     letter("Trong đó 08 nội dung dẫn chiếu tới văn bản đã hết hiệu lực.")),
    ("a province by its name", "other_provinces", "met", "province_named",
     letter(f"{GAP} Cách làm của Yên Bái là khoán 12 triệu đồng mỗi cầu.")),
    ("a province that did it", "other_provinces", "met", "province_named",
     letter(f"{GAP} Tỉnh Điện Biên đã áp dụng mức này từ năm 2022.")),
    ("no province has done it", "other_provinces", "met", "province_named",
     letter(f"{GAP} Qua tìm hiểu, chưa có tỉnh nào thực hiện việc này.")),
    ("unnamed provinces", "other_provinces", "cannot_tell", "none_named",
     letter(f"{GAP} Nhiều nơi cũng lúng túng.")),
    ("one's own province", "other_provinces", "cannot_tell", "none_named",
     letter(f"{GAP} Tỉnh Sơn La có 214 cầu treo.")),
    ("without a gap", "other_provinces", "not_applicable", "no_gap",
     letter("Tỉnh Điện Biên đã áp dụng mức này từ năm 2022.")),
    # draft_attached: where it applies
    ("a draft sent along", "draft_attached", "met", "draft_told", letter("Dự thảo Quyết định gửi cùng Tờ trình này.")),
    ("a paper laid before the chair", "draft_attached", "met", "draft_told",
     letter(request="Sở kính trình Chủ tịch Ủy ban nhân dân tỉnh văn bản có ý kiến về đại hội của Hội Dược liệu.")),
    ("a decision without a draft", "draft_attached", "not_met", "no_draft", letter("Cầu treo Bản Ngà bị cuốn trôi.")),
    ("an annex to a plea is no draft", "draft_attached", "not_applicable", "nothing_to_sign",
     letter("Gửi kèm bảng tổng hợp của ba huyện.", VAGUE, subject="Về công tác phòng, chống thiên tai")),
    ("a plea has nothing to be signed", "draft_attached", "not_applicable", "nothing_to_sign",
     letter("Đời sống còn khó khăn.", VAGUE, subject="Về công tác giảm nghèo")),
]  # fmt: skip


def case_of(text, understood):
    submission = understood(text)
    return Case(submission, find_purpose(submission).value, find_addressee(submission).value)


@pytest.mark.parametrize(
    ("comment", "name", "status", "why", "text"), ROWS, ids=[f"{row[1]}: {row[0]}" for row in ROWS]
)
def test_a_text(comment, name, status, why, text, understood):
    case = case_of(text, understood)
    result = CHECKS[name](case)
    assert (result.status, result.why) == (status, why)
    assert all(0 <= start < end <= len(case.text) for start, end in result.evidence)
    assert result.status != "met" or result.evidence
    assert result.status not in ("not_met", "cannot_tell") or result.evidence or result.zone


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize(("name", "status", "why"), sorted({(row[1], row[2], row[3]) for row in ROWS}))
def test_a_reason_has_its_sentence_and_a_fault_its_cure(name, status, why, lang):
    assert has(f"finding.{name}_{why}", lang)
    assert has(f"cure.{name}_{why}", lang) == (status == "not_met")


@pytest.mark.parametrize("sign", fact_signs(), ids=lambda sign: sign.name)
def test_a_sign_of_a_fact_has_examples(sign):
    assert sign.source
    assert sign.matches
    assert sign.rejects
    assert all(sign.pattern.search(text) for text in sign.matches)
    assert not any(sign.pattern.search(text) for text in sign.rejects)


def test_a_want_weighs_more_than_an_honour(understood):
    body = "Hiện xã còn thiếu 12 phòng học. Năm 2023 xã được tặng 12 bằng khen."
    facts = [fact for fact in find_facts(case_of(letter(body), understood)) if fact.has("figure")]
    assert facts[0].weight > facts[1].weight + 2


def test_the_evidence_is_the_sentence_that_tells_the_need(understood):
    case = case_of(letter("Sở họp ngày 02/5/2024. Cầu Bản Ngà gãy 03 dầm, 214 hộ bị chia cắt."), understood)
    start, end = CHECKS["practical_basis"](case).evidence[0]
    assert "gãy 03 dầm" in case.text[start:end]


def test_the_rules_of_any_matter_are_shown_last(understood):
    text = letter("Căn cứ Luật Tổ chức chính quyền địa phương ngày 19/6/2015; Nghị định số 40/2020/NĐ-CP;")
    case = case_of(text, understood)
    shown = [case.text[start:end] for start, end in CHECKS["content_basis"](case).evidence]
    assert shown[0].startswith("Nghị định")
    assert shown[-1].startswith("Luật Tổ chức")


@pytest.mark.parametrize("blow", ["vận dụng " * 4000, "thực tiễn " * 4000, "1 " * 20000, "ab " * 20000, "“" * 4000])
def test_a_hostile_body_is_read_in_time(blow, understood):
    case = case_of(letter(blow), understood)
    for name in ("content_basis", "practical_basis", "central_guidance", "other_provinces"):
        assert CHECKS[name](case).status
