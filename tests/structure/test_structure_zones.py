"""Zones: bases, body, request, recipients."""

from __future__ import annotations

import pytest
from letters import BODY, REQUEST, letter

from vn_dossier_nlp.schema import ZoneKind
from vn_dossier_nlp.structure import find_layout

BASES = "Căn cứ Luật Xây dựng ngày 18/6/2014;\nCăn cứ Nghị định số 15/2021/NĐ-CP ngày 03/3/2021;"


def zone(text: str, kind: ZoneKind) -> str:
    place = find_layout(text).zone(kind)
    return text[slice(*place)].strip() if place else ""


def test_each_zone_holds_its_part():
    text = letter(bases=BASES)
    assert zone(text, ZoneKind.MASTHEAD).endswith("Chủ tịch Ủy ban nhân dân tỉnh Sơn La.")
    assert zone(text, ZoneKind.LEGAL_BASES) == BASES
    assert zone(text, ZoneKind.BODY) == BODY
    assert zone(text, ZoneKind.REQUEST) == REQUEST
    assert zone(text, ZoneKind.RECIPIENTS).startswith("Nơi nhận:")


def test_zones_cover_the_text_in_order():
    text = letter(bases=BASES)
    zones = find_layout(text).zones
    assert zones[0].start == 0
    assert zones[-1].end == len(text)
    assert all(a.end == b.start for a, b in zip(zones, zones[1:], strict=False))


def test_without_bases_there_is_no_such_zone():
    assert find_layout(letter()).zone(ZoneKind.LEGAL_BASES) is None


@pytest.mark.parametrize("heading", ["III. KIẾN NGHỊ", "3. Đề xuất, kiến nghị", "IV. Nội dung đề nghị:"])
def test_a_heading_begins_the_request(heading):
    text = letter(body=f"{BODY}\n{BODY}\n{heading}")
    assert zone(text, ZoneKind.REQUEST).startswith(heading[:4])


def test_a_signature_above_the_recipients():
    text = letter().split("\n\nNơi nhận")[0] + "\n\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nNơi nhận:\n- Như trên."
    assert zone(text, ZoneKind.RECIPIENTS).startswith("TM. ỦY BAN")
    assert zone(text, ZoneKind.REQUEST) == REQUEST


def test_a_bracket_after_the_end_sign_belongs_to_the_text():
    text = letter().split("\n\nNơi nhận")[0] + "\n(Kèm theo dự thảo Quyết định)\nLò Văn Mẫu\n"
    assert zone(text, ZoneKind.REQUEST).endswith("(Kèm theo dự thảo Quyết định)")
