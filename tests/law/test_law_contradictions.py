"""Parts of a citation that contradict each other are told with both values; right citations are left alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from vn_dossier_nlp.law import Registry, contradictions, misprint_of
from vn_dossier_nlp.law.contradictions import CODES, abbreviations


@pytest.mark.parametrize(
    ("citation", "found"),
    [
        (("quyết định", "30/2020/NĐ-CP"), [("type_symbol", "quyết định", "nghị định")]),
        (("tờ trình", "12/2020/TT-BTC"), [("type_symbol", "tờ trình", "thông tư")]),
        (("quyết định", "1911/BNV-TCPCP"), [("type_symbol", "quyết định", "công văn")]),
        (("thông tư", "97/2031/TT-BTC", None, "2030-05-05"), [("year_date", "2030-05-05", "2031")]),
        (("luật", "123/2025/QH16"), [("term_year", "QH16", "2025")]),
        (("thông tư", "97/2031/TT-BNV", "Bộ Tài chính"), [("issuer_symbol", "Bộ Tài chính", "BNV")]),
        (("nghị định", "97/2031/NĐ-CP", "Thủ tướng Chính phủ"), [("issuer_symbol", "Thủ tướng Chính phủ", "CP")]),
        (("nghị định", "30/2020/NĐ-CP", None, "2020-03-15"), [("date_registry", "2020-03-15", "2020-03-05")]),
        (("luật", "31/2024/QH15", "Chính phủ"), [("issuer_registry", "Chính phủ", "Quốc hội")]),
        (("công văn", "5/BNV-TCPCP", None, "2025-05", "2025-03-01"), [("date_future", "2025-05", "2025-03-01")]),
    ],
)
def test_both_values_are_given(shipped: Registry, citation, found):
    told = contradictions(*citation, known=shipped)
    assert set(found) <= {(one.code, one.stated, one.other) for one in told}
    assert [one.code for one in told] == sorted((one.code for one in told), key=CODES.index)


@pytest.mark.parametrize(
    "citation",
    [
        ("nghị định", "30/2020/NĐ-CP", "Chính phủ", "2020-03-05", "2024-01-01"),
        ("nghị định", "30/2020/NĐ-CP", None, "2020", None),
        ("luật", "31/2024/QH15", "Quốc hội", "2024-01-18", None),
        ("bộ luật", "91/2015/QH13", "Quốc hội", None, None),
        ("nghị quyết", "202/2025/QH15", None, "2025-06-12", None),
        ("pháp lệnh", "02/2020/UBTVQH14", "Ủy ban Thường vụ Quốc hội", None, None),
        ("thông tư", "80/2021/TT-BTC", "Bộ trưởng Bộ Tài chính", None, None),
        ("thông tư liên tịch", "02/2011/TTLT-VPCP-BNV", "Văn phòng Chính phủ", None, None),
        ("quyết định", "28/2025/QĐ-UBND", "Chủ tịch UBND thành phố Hải Phòng", "2025-02-03", None),
        ("quyết định", "1085/QĐ-TTg", "Thủ tướng Chính phủ", "2025-01-01", None),
        ("kết luận", "126-KL/TW", "Bộ Chính trị", None, None),
        ("nghị định", "36/CP", "Chính phủ", "1997-04-24", None),
        ("công văn", "1911/BNV-TCPCP", "Bộ Nội vụ", None, "2025"),
        ("văn bản", "306/QĐ-STC", None, None, None),
        (None, None, None, "2024-01-01", "2024"),
        ("nghị định", None, "Chính phủ", None, None),
    ],
)
def test_right_citations_are_left_alone(shipped: Registry, citation):
    assert contradictions(*citation, known=shipped) == []


def test_the_longest_name_of_a_body_wins():
    assert abbreviations("Thủ tướng Chính phủ") == {"TTg"}
    assert abbreviations("Bộ trưởng Bộ Tài chính") == {"BTC"}
    assert abbreviations("Công ty TNHH Hòa Bình") == set()


def test_real_citations_have_few(shipped: Registry, shared: Path):
    """In real texts contradictions are rare: most that a rule told would be its own."""
    told, numbers = [], 0
    for file in sorted((shared / "data" / "citations-dev").glob("*.json")):
        gold = json.loads(file.read_text(encoding="utf-8"))
        for citation in gold if isinstance(gold, list) else gold["citations"]:
            if citation.get("number"):
                numbers += 1
                told += contradictions(citation["type"], citation["number"], None, citation.get("date"), known=shipped)
    assert numbers > 150
    assert len(told) <= 0.02 * numbers


# Slips of the pen


@pytest.mark.parametrize(
    ("citation", "meant"),
    [
        (("123/2025/QH16", "luật"), "123/2025/QH15"),
        (("31/2024/QH14", "luật"), "31/2024/QH15"),
        (("64/2023/QH15", "luật", "Luật Ban hành văn bản quy phạm pháp luật"), "64/2025/QH15"),
        (("16/2025/QH15", "luật", "Luật Cán bộ, công chức"), None),
        (("30/2021/NĐ-CP", "nghị định", None, "2020-03-05"), None),  # known: another instrument
        (("97/2008/NĐ-CP", "nghị định", None, "2008-08-28"), None),  # a real decree that the registry lacks
        (("24/2000/NĐ-CP", "nghị định"), None),
        (("30/2020/NĐ-CQ", "nghị định"), "30/2020/NĐ-CP"),
        (("30/2020/NĐ-CP", "nghị định"), None),
    ],
)
def test_did_you_mean_needs_evidence(shipped: Registry, citation, meant):
    found = misprint_of(*citation, known=shipped)
    assert (found.number if found else None) == meant


def test_no_false_suggestion_in_real_texts(shipped: Registry, shared: Path):
    suggested = []
    for file in sorted((shared / "data" / "citations-dev").glob("*.json")):
        gold = json.loads(file.read_text(encoding="utf-8"))
        for citation in gold if isinstance(gold, list) else gold["citations"]:
            if citation.get("number") and (
                one := misprint_of(citation["number"], citation["type"], None, citation.get("date"), known=shipped)
            ):
                suggested.append((citation["number"], one.number))
    assert suggested == []
