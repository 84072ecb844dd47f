"""Roles of citations: the rows of ``citation_roles.toml``, authored sentences and two authored submissions."""

from __future__ import annotations

import re
import time

import pytest

from vn_dossier_nlp.extraction.citation_roles import ROLES, cue_rows, roles_of
from vn_dossier_nlp.extraction.mentions import find_mentions
from vn_dossier_nlp.language.folding import fold
from vn_dossier_nlp.schema import ZoneKind
from vn_dossier_nlp.structure.layout import find_layout

MATCHES = [(row["name"], row["role"], text) for row in cue_rows() for text in row["matches"]]
REJECTS = [(row["name"], row["role"], text) for row in cue_rows() for text in row["rejects"]]


def roles(text: str, bases: tuple[int, int] | None = None) -> list[tuple[str, str | None]]:
    """Each mention as written, with its role."""
    folded = fold(text).text
    mentions = find_mentions(folded)
    return [
        (" ".join(folded[m.start : m.end].split()), role)
        for m, role in zip(mentions, roles_of(folded, mentions, bases), strict=True)
    ]


def role_of_marked(text: str) -> str | None:
    """The role of the mention written ⟦…⟧."""
    marked = re.search(r"⟦(.+?)⟧", text, re.DOTALL)
    assert marked
    plain = fold(text.replace("⟦", "").replace("⟧", "")).text
    mentions = find_mentions(plain)
    index = next(i for i, m in enumerate(mentions) if m.start <= marked.start() and m.end >= marked.end() - 2)
    assert (mentions[index].start, mentions[index].end) == (marked.start(), marked.end() - 2)
    return roles_of(plain, mentions, None)[index]


@pytest.mark.parametrize(("name", "role", "text"), MATCHES)
def test_a_row_gives_its_role(name, role, text):
    assert role_of_marked(text) == role


@pytest.mark.parametrize(("name", "role", "text"), MATCHES)
def test_a_line_may_break_before_the_mention(name, role, text):
    assert role_of_marked(text.replace(" ⟦", "\n⟦")) == role


@pytest.mark.parametrize(("name", "role", "text"), REJECTS)
def test_a_row_rejects(name, role, text):
    assert role_of_marked(text) != role


def test_every_row_is_complete():
    assert len({row["name"] for row in cue_rows()}) == len(cue_rows())
    for row in cue_rows():
        assert row["role"] in ROLES
        assert row["matches"]
        assert row["rejects"]
        assert row["source"]


SENTENCES = [
    (
        "Căn cứ Luật Lưu trữ số 33/2024/QH15, Nghị định số 113/2025/NĐ-CP và Thông tư số 05/2025/TT-BNV, Sở trình.",
        ["basis"] * 3,
    ),
    ("Căn cứ Luật Thú y số 79/2015/QH13; Quyết định số 476/QĐ-UBND ngày 17/02/2016;", ["basis", "basis"]),
    ("Căn cứ khoản 2 Điều 21 Luật Tổ chức chính quyền địa phương năm 2015, UBND tỉnh quyết định.", ["authority_basis"]),
    ("Căn cứ Luật Tổ chức chính quyền địa phương số 72/2025/QH15;", ["basis"]),
    (
        "Thẩm quyền quyết định theo Điều 15 Luật Giá số 16/2023/QH15 và Điều 4 Nghị định số 85/2024/NĐ-CP.",
        ["authority_basis"] * 2,
    ),
    (
        "Điểm a khoản 1 Điều 9 Quyết định số 40/2022/QĐ-UBND phân cấp cho Giám đốc Sở quyết định thanh lý.",
        ["authority_basis"],
    ),
    (
        "Thực hiện Công văn số 31/UBND-NC ngày 04/3/2024, Sở đã gửi Công văn số 55/SNV-CCVC ngày 08/3/2024.",
        ["assignment", None],
    ),
    ("Thực hiện Nghị quyết số 18-NQ/TW và Kế hoạch số 44/KH-UBND, phòng đã rà soát.", ["assignment", "assignment"]),
    ("Sau hai năm thực hiện Quyết định số 44/2020/QĐ-UBND còn ba điểm vướng.", [None]),
    ("Nghị định số 15/2021/NĐ-CP được sửa đổi, bổ sung bởi Nghị định số 35/2023/NĐ-CP.", ["amended", "amending"]),
    (
        "Nghị định số 35/2023/NĐ-CP sửa đổi, bổ sung một số điều của Nghị định số 15/2021/NĐ-CP.",
        ["amending", "amended"],
    ),
    ("Căn cứ Luật sửa đổi, bổ sung một số điều của Luật Xây dựng ngày 17/6/2020;", ["amending"]),
    (
        "Luật số 60/2020/QH14 sửa đổi, bổ sung một số điều của Luật Phòng, chống thiên tai và Luật Đê điều.",
        ["amending", "amended", "amended"],
    ),
    (
        "Quyết định này thay thế Quyết định số 12/2019/QĐ-UBND và Quyết định số 30/2020/QĐ-UBND.",
        [None, "replaced", "replaced"],
    ),
    ("Thông tư số 07/2012/TT-BNV đã được thay thế bởi Thông tư số 10/2023/TT-BNV.", ["replaced", "history"]),
    ("Nghị quyết số 20/2018/NQ-HĐND hết hiệu lực từ ngày 01/01/2025.", ["replaced"]),
    ("Đề nghị bãi bỏ khoản 3 Điều 6 Quyết định số 12/2019/QĐ-UBND.", ["amended"]),
    ("Đề nghị bãi bỏ Quyết định số 12/2019/QĐ-UBND.", ["replaced"]),
    ('Biên bản ghi "mức thu áp dụng Nghị quyết số 8/2021/NQ-HĐND cho cả hai năm".', ["quoted"]),
    ("Theo quy định tại khoản 2 Điều 8 Thông tư số 40/2017/TT-BTC như sau: mỗi ngày 150.000 đồng.", ["quoted"]),
    ("Trước đây, huyện thu theo Nghị quyết số 9/2014/NQ-HĐND.", ["history"]),
    ("Ủy ban nhân dân tỉnh đã ban hành Quyết định số 77/QĐ-UBND ngày 03/02/2020.", ["history"]),
    ("Sở Tài chính (Công văn số 402/STC-NS ngày 03/4/2023) đồng ý.", [None]),
    ("Mẫu phiếu theo Thông tư số 02/2022/TT-BTNMT.", [None]),
    ("Xét đề nghị của Chi cục Thủy lợi tại Tờ trình số 14/TTr-CCTL, Sở báo cáo.", ["assignment"]),
    ("Khoản 2 Điều này áp dụng cho cả Luật này.", [None, None]),
    ("Đơn vị có thẩm quyền đã kiểm tra. Công trình theo Điều 5 Nghị định số 6/2021/NĐ-CP đạt yêu cầu.", [None]),
    ("Trên cơ sở kết quả họp ngày 5/5; hồ sơ gửi kèm Công văn số 8/SXD-QLN.", [None]),
]


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_a_sentence(text, expected):
    assert [role for _, role in roles(text)] == expected


FIRST = """ỦY BAN NHÂN DÂN TỈNH          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
SỞ NÔNG NGHIỆP                    Độc lập - Tự do - Hạnh phúc
Số: 88/TTr-SNN                    Ngày 14 tháng 5 năm 2024

TỜ TRÌNH
Về việc ban hành định mức tưới cho cây chè

Kính gửi: Ủy ban nhân dân tỉnh

Căn cứ khoản 3 Điều 22 Luật Tổ chức chính quyền địa phương ngày 19 tháng 6 năm 2015;
Căn cứ Luật Thủy lợi số 08/2017/QH14; Nghị định số 67/2018/NĐ-CP của Chính phủ;
Căn cứ Nghị định số 96/2018/NĐ-CP đã được sửa đổi, bổ sung tại Nghị định số 40/2023/NĐ-CP;
Thực hiện Công văn số 120/UBND-KT ngày 02/02/2024 của Ủy ban nhân dân tỉnh,
Sở Nông nghiệp kính trình Ủy ban nhân dân tỉnh như sau:

Trước đây, định mức áp dụng theo Quyết định số 50/2012/QĐ-UBND. Sở Tài chính có Công văn số 77/STC-NS ngày 11/4/2024.
Sở kính đề nghị Ủy ban nhân dân tỉnh ban hành Quyết định thay thế Quyết định số 50/2012/QĐ-UBND.

Nơi nhận:
- Như trên;
- Lưu: VT.                        GIÁM ĐỐC
"""
SECOND = """UBND HUYỆN MẪU                    CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Số: 15/TTr-UBND                   Ngày 03 tháng 9 năm 2022

TỜ TRÌNH
Về việc điều chỉnh danh mục bến thuyền

Kính gửi: Ủy ban nhân dân tỉnh

I. CĂN CỨ
Luật Giao thông đường thủy nội địa năm 2004; Nghị định số 08/2021/NĐ-CP ngày 28/01/2021.
II. NỘI DUNG
Việc công bố danh mục thuộc thẩm quyền của Ủy ban nhân dân tỉnh theo khoản 1 Điều 9 Nghị định số 08/2021/NĐ-CP.
Danh mục được điều chỉnh tại Quyết định số 311/QĐ-UBND ngày 05/5/2020 còn thiếu hai bến.
Theo đề nghị của xã Mẫu tại Tờ trình số 41/TTr-UBND, huyện đã khảo sát và lập Báo cáo số 62/BC-UBND.
Huyện kính đề nghị Ủy ban nhân dân tỉnh bổ sung Quyết định số 210/QĐ-UBND ngày 02/3/2018.

Nơi nhận:
- Như trên;
- Lưu: VT.                        CHỦ TỊCH
"""
EXPECTED = {
    FIRST: [
        "authority_basis", "basis", "basis", "amended", "amending", "assignment", "history", None, "replaced",
    ],
    SECOND: ["basis", "basis", "authority_basis", "amending", "assignment", None, "amended"],
}  # fmt: skip


@pytest.mark.parametrize("text", [FIRST, SECOND])
def test_a_submission(text):
    zone = find_layout(fold(text).text).zone(ZoneKind.LEGAL_BASES)
    found = roles(text, zone)
    assert [role for _, role in found] == EXPECTED[text], found


def test_the_zone_of_bases_covers_what_stands_far_from_its_opener():
    text = "Căn cứ Nghị quyết của kỳ họp thứ sáu về việc giao chỉ tiêu biên chế, kèm theo Công văn số 6/BNV-TCBC;"
    assert roles(text, (0, len(text)))[0][1] == "basis"


def test_time_is_linear():
    piece = 'Căn cứ Luật Thủy lợi số 08/2017/QH14; thực hiện Công văn số 120/UBND-KT, "thẩm quyền" như sau. '

    def seconds(times: int) -> float:
        text = fold(piece * times).text
        mentions = find_mentions(text)
        runs = []
        for _ in range(3):
            start = time.perf_counter()
            roles_of(text, mentions, (0, len(text)))
            runs.append(time.perf_counter() - start)
        return min(runs)

    assert seconds(800) < 10 * seconds(200)


def test_a_list_of_one_role_does_not_share_what_is_said_of_one():
    text = "Căn cứ Luật Xây dựng số 50/2014/QH13 (sửa đổi năm 2020); Luật Nhà ở số 27/2023/QH15;"
    assert [role for _, role in roles(text)] == ["amended", "basis"]


def test_no_mentions():
    assert roles_of("Không có trích dẫn.", [], None) == []
