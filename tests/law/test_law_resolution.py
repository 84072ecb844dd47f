"""What the citations of one document mean: identity, cluster, candidates, status, doubts."""

from __future__ import annotations

import pytest

from vn_dossier_nlp.assess import citations_of
from vn_dossier_nlp.reading import Reading
from vn_dossier_nlp.schema import Citation, Document, Outcome, SourceFile


def cited(text: str, on: str | None = None) -> tuple[Citation, ...]:
    return citations_of(Reading(SourceFile("a", None, None, Outcome.READ), Document("a", text, "text")), on)


def test_a_whole_number_is_its_own_identity():
    (one,) = cited("Căn cứ Nghị định số 30/2020/NĐ-CP của Chính phủ về công tác văn thư;", "2023-01-01")
    assert (one.resolves_to, one.cluster, one.confidence) == ("30/2020/NĐ-CP", 1, 1.0)
    assert (one.issuer, one.status_on_date, one.role) == ("Chính phủ", "in_force", "basis")


def test_mentions_of_one_instrument_form_a_cluster():
    found = cited(
        "Nghị định số 126/2024/NĐ-CP ngày 08/10/2024 của Chính phủ. Theo khoản 2 Điều 5 Nghị định 126, hội có "
        "tư cách pháp nhân. Nghị định nêu trên có hiệu lực từ ngày 26/11/2024."
    )
    assert [one.resolves_to for one in found] == ["126/2024/NĐ-CP"] * 3
    assert {one.cluster for one in found} == {1}


def test_a_short_number_with_two_candidates_is_not_resolved():
    found = cited("Nghị định số 12/2019/NĐ-CP và Nghị định số 12/2023/NĐ-CP đều quy định; theo Nghị định 12 thì khác.")
    assert found[-1].resolves_to is None
    assert found[-1].candidates == ("12/2019/NĐ-CP", "12/2023/NĐ-CP")
    assert len({one.cluster for one in found}) == 3


def test_above_with_two_candidates_is_not_resolved():
    found = cited(
        "Quyết định số 5/QĐ-UBND và Quyết định số 6/QĐ-UBND đã có. Nội dung tại Quyết định nêu trên còn vướng."
    )
    assert found[-1].self_reference
    assert (found[-1].resolves_to, found[-1].candidates) == (None, ("5/QĐ-UBND", "6/QĐ-UBND"))


def test_this_document_is_no_instrument_of_others():
    (one,) = cited("Quyết định này có hiệu lực kể từ ngày ký.")
    assert (one.resolves_to, one.cluster, one.status_on_date) == (None, None, None)


@pytest.mark.parametrize(
    ("text", "on", "number"),
    [
        ("Căn cứ Luật Đất đai năm 2024;", None, "31/2024/QH15"),
        ("Căn cứ Luật Đất đai năm 2013;", None, "45/2013/QH13"),
        ("Căn cứ Luật Đất đai ngày 18/01/2024;", None, "31/2024/QH15"),
        ("Căn cứ Luật Đất đai;", "2020-05-01", "45/2013/QH13"),
        ("Căn cứ Luật Đất đai;", "2025-05-01", "31/2024/QH15"),
        ("Căn cứ Luật Đất đai;", None, None),
    ],
)
def test_a_law_by_its_name(text, on, number):
    (one,) = cited(text, on)
    assert one.resolves_to == number
    assert bool(one.candidates) == (number is None)


def test_the_document_says_which_law_it_means():
    found = cited(
        "Luật Đất đai số 45/2013/QH13 được áp dụng. Theo Điều 62 Luật Đất đai, việc thu hồi đất phải ...", "2025-05-01"
    )
    assert [one.resolves_to for one in found] == ["45/2013/QH13"] * 2
    assert [one.status_on_date for one in found] == ["expired"] * 2


@pytest.mark.parametrize(
    "whole", ["Luật Đất đai số 31/2024/QH15 ngày 18/01/2024 của Quốc hội", "Luật Đất đai năm 2024"]
)
def test_a_short_name_means_what_it_was_given_to(whole):
    found = cited(f"Căn cứ {whole} (sau đây gọi tắt là Luật ĐĐ); khoản 2 Điều 5 Luật ĐĐ quy định việc thu hồi.")
    assert [one.resolves_to for one in found] == ["31/2024/QH15"] * 3
    assert len({one.cluster for one in found}) == 1


def test_a_name_in_brackets_alone_is_no_short_name():
    found = cited("Căn cứ Luật Đất đai năm 2024 (thay cho Luật ĐĐ); Luật ĐĐ đã hết hiệu lực.")
    assert [one.resolves_to for one in found[1:]] == [None, None]


def test_no_date_no_status():
    (one,) = cited("Căn cứ Nghị định số 30/2020/NĐ-CP;")
    assert one.status_on_date is None


def test_a_number_of_a_province_is_unknown_without_its_issuer():
    (one,) = cited("Căn cứ Quyết định số 28/2022/QĐ-UBND;", "2023-01-01")
    assert one.status_on_date == "unknown"


def test_what_contradicts_itself_is_told_and_not_changed():
    (one,) = cited("Căn cứ Quyết định số 30/2020/NĐ-CP ngày 05/3/2021 của Bộ Tài chính;", "2021-06-01")
    assert one.number == "30/2020/NĐ-CP"
    assert {"type_symbol", "issuer_symbol"} <= set(one.contradictions)


def test_a_slip_is_put_as_a_question():
    (one,) = cited("Căn cứ Luật Đất đai số 31/2042/QH15 ngày 18/01/2024;", "2025-01-01")
    assert (one.number, one.resolves_to) == ("31/2042/QH15", "31/2042/QH15")
    assert one.did_you_mean == "31/2024/QH15"


def test_same_number_of_two_provinces_is_two_instruments():
    number = "Quyết định số 15/2023/QĐ-UBND"
    found = cited(f"{number} của UBND tỉnh Kiên Giang; {number} của UBND tỉnh An Giang; theo {number}.", "2025-01-01")
    assert found[0].cluster != found[1].cluster
    assert [one.resolves_to for one in found[:2]] == ["15/2023/QĐ-UBND"] * 2
    assert found[2].resolves_to is None
    assert len(found[2].candidates) == 2


def test_a_number_without_its_issuer_is_that_of_the_only_one_named():
    number = "Quyết định số 15/2023/QĐ-UBND"
    first, again = cited(f"{number} của UBND tỉnh Kiên Giang; theo {number}.")
    assert first.cluster == again.cluster


def test_an_amending_law_of_several_keeps_its_number():
    (one,) = cited("Luật sửa đổi, bổ sung một số điều của Luật Quy hoạch, Luật Đầu tư và Luật Đấu thầu số 57/2024/QH15")
    assert one.resolves_to == "57/2024/QH15"


@pytest.mark.parametrize(
    "text",
    ["Quy định số 114-QĐ/TW", "Quyết định số 327/CT", "Pháp lệnh Thú y số 15-L/CTN", "Báo cáo thẩm định số 5/BC-STP"],
)
def test_usual_forms_contradict_nothing(text):
    (one,) = cited(text)
    assert one.contradictions == ()
