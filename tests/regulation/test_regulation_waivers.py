"""Waivers: what is not asked, by a row of the pack or by an officer for one run, and where the reason is shown."""

from __future__ import annotations

import pytest

from vn_dossier_nlp.assess import Options, assess
from vn_dossier_nlp.reading import find_dossiers
from vn_dossier_nlp.regulation.pack import load_pack
from vn_dossier_nlp.schema import Status

TO_COUNCIL = """ỦY BAN NHÂN DÂN TỈNH SƠN LA     CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Số: 31/TTr-UBND                    Độc lập - Tự do - Hạnh phúc
                                   Sơn La, ngày 12 tháng 6 năm 2025
TỜ TRÌNH
Về việc phê duyệt mức thu học phí năm học 2025-2026

Kính gửi: Hội đồng nhân dân tỉnh Sơn La

Căn cứ Nghị định số 81/2021/NĐ-CP ngày 27/8/2021 của Chính phủ;
Năm học 2024-2025 toàn tỉnh có 212 trường công lập. Mức thu hiện nay là 30.000 đồng/tháng.
UBND tỉnh kính trình Hội đồng nhân dân tỉnh xem xét, phê duyệt mức thu học phí năm học 2025-2026 là 35.000 đồng/tháng.

Nơi nhận:                                          TM. ỦY BAN NHÂN DÂN
- Như trên;                                        CHỦ TỊCH
- Lưu: VT.
"""
HEAD = 'id = "own"\nname = { vi = "x", en = "x" }\nextends = "general"\n'
WAIVER = """[[waiver]]
requirement = "{requirement}"
when = {when}
reason = {{ vi = "Việc này không cần.", en = "Not needed here." }}
source = "Quy chế (ví dụ)"
"""


@pytest.fixture
def judged(tmp_path):
    """The assessment of a text, under a pack of the office or with what an officer waives."""

    def judge(text: str = TO_COUNCIL, pack: str | None = None, waived: tuple[tuple[str, str], ...] = ()):
        (tmp_path / "in").mkdir(exist_ok=True)
        (tmp_path / "in" / "a.txt").write_text(text, encoding="utf-8")
        if pack is not None:
            (tmp_path / "own.toml").write_text(HEAD + pack, encoding="utf-8")
        (dossier,) = find_dossiers([str(tmp_path / "in" / "a.txt")])
        options = Options(pack=str(tmp_path / "own.toml") if pack is not None else None, waived=waived)
        return assess(dossier, options).assessment

    return judge


def found(assessment, requirement):
    return next(finding for finding in assessment.requirements if finding.requirement == requirement)


def told(assessment):
    return [(r.code, r.slots) for r in assessment.reasons if r.code.startswith("waived")]


def test_a_committee_that_submits_to_the_council_needs_no_department(judged):
    one = judged()
    finding = found(one, "managing_department_view")
    assert (finding.status, finding.why, finding.evidence) == (Status.NOT_APPLICABLE, "waived", ())
    assert ("waived_by_pack", {"requirement": "managing_department_view", "row": 1}) in told(one)


@pytest.mark.parametrize(
    ("when", "waived"),
    [
        ('{ addressee = ["council"] }', True),
        ('{ sender = ["committee"], addressee = ["council", "chair"] }', True),
        ('{ sender = ["department"], addressee = ["council"] }', False),
        ('{ purpose = ["forwarding"] }', False),
    ],
)
def test_all_conditions_must_hold(when, waived, judged):
    one = judged(pack=WAIVER.format(requirement="process", when=when))
    assert (found(one, "process").why == "waived") is waived


def test_own_waivers_of_a_requirement_stand_for_those_of_the_base(judged):
    pack = WAIVER.format(requirement="managing_department_view", when='{ purpose = ["personnel"] }')
    one = judged(pack=pack)
    assert found(one, "managing_department_view").why != "waived"
    assert found(one, "joint_responsibility").why == "waived"


def test_a_waiver_of_the_base_can_be_taken_away(judged):
    one = judged(pack='[[waiver]]\nrequirement = "joint_responsibility"\nwhen = "never"\n')
    assert found(one, "joint_responsibility").why != "waived"


def test_a_waiver_of_the_base_goes_with_its_check(tmp_path):
    path = tmp_path / "own.toml"
    row = '[[requirement]]\nid = "joint_responsibility"\nautomation = "person"\nnote = { vi = "x", en = "x" }\n'
    path.write_text(HEAD + row, encoding="utf-8")
    assert "joint_responsibility" not in {waiver.requirement for waiver in load_pack(str(path)).waivers}


def test_an_officer_waives_for_one_run(judged):
    assert found(judged(), "process").status is not Status.NOT_APPLICABLE
    one = judged(waived=(("process", "đã có phiếu xử lý"), ("joint_responsibility", "theo chỉ đạo")))
    assert found(one, "process").why == "waived"
    assert ("waived", {"requirement": "process", "reason": "đã có phiếu xử lý"}) in told(one)
    assert ("waived", {"requirement": "joint_responsibility", "reason": "theo chỉ đạo"}) in told(one)


def test_a_pack_without_a_check_for_it_has_nothing_to_waive(judged):
    row = '[[requirement]]\nid = "process"\nautomation = "person"\nnote = { vi = "x", en = "x" }\n'
    one = judged(pack=row, waived=(("process", "x"),))
    assert "process" not in {finding.requirement for finding in one.requirements}
    assert ("waived", {"requirement": "process", "reason": "x"}) not in told(one)


def test_only_rows_with_a_check_are_run(judged):
    assert [one.requirement for one in judged().requirements] == [row.id for row in load_pack("general").checked]
