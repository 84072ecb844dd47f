"""Features on texts written here: what is filled, what is open, what must not count."""

from __future__ import annotations

import pytest
from vague_samples import EXACT_REQUEST, EXACT_TITLE, VAGUE_REQUEST, submission

from vn_dossier_nlp.extraction.asked import read_asked
from vn_dossier_nlp.extraction.markers import find_markers
from vn_dossier_nlp.extraction.submission import Submission
from vn_dossier_nlp.vagueness import FEATURES, Classifier
from vn_dossier_nlp.vagueness.dataset import row_of
from vn_dossier_nlp.vagueness.features import NAMES, SUPPORT, features
from vn_dossier_nlp.vagueness.wordbag import masked


def values(understood, request: str, **head: str) -> dict[str, float]:
    return features(read_asked(understood(submission(request, **head))))


def test_the_order_is_the_documented_one_and_all_values_lie_in_0_1(understood) -> None:
    found = values(understood, EXACT_REQUEST)
    assert tuple(found) == NAMES == tuple(feature.name for feature in FEATURES)
    assert all(0.0 <= value <= 1.0 for value in found.values())
    assert set(NAMES) > SUPPORT
    assert {feature.direction for feature in FEATURES} <= {-1, 0, 1}


def test_an_exact_request_fills_its_slots(understood) -> None:
    found = values(understood, EXACT_REQUEST, title=EXACT_TITLE)
    for name in (
        "specific_share",
        "concrete_any",
        "amount",
        "deadline",
        "object_named",
        "object_exact",
        "title_decides",
    ):
        assert found[name] > 0, name
    for name in ("money_open", "act_soft", "markers", "formula_bare", "left_open"):
        assert found[name] == 0, name


def test_a_plea_leaves_them_empty(understood) -> None:
    found = values(understood, VAGUE_REQUEST)
    for name in ("money_open", "markers", "markers_worst"):
        assert found[name] > 0, name
    for name in ("concrete_any", "amount", "deadline", "implementer", "title_decides"):
        assert found[name] == 0, name


@pytest.mark.parametrize(
    ("request_text", "name"),
    [
        ("Kính đề nghị UBND tỉnh lựa chọn phương án phù hợp đối với trạm bơm.", "left_open"),
        ("Kính đề nghị UBND tỉnh chỉ đạo các sở, ngành hỗ trợ huyện.", "vague_actor"),
        ("Kính đề nghị UBND tỉnh có ý kiến chỉ đạo đối với vấn đề trên.", "act_soft"),
        (
            "Kính đề nghị UBND tỉnh phê duyệt danh mục trạm bơm Đồng Sậy, Cầu Mới và các nội dung khác.",
            "open_list",
        ),
    ],
)
def test_what_leaves_a_request_open(understood, request_text: str, name: str) -> None:
    assert values(understood, request_text)[name] > 0


def test_a_formula_takes_its_object_from_the_title(understood) -> None:
    backed = values(understood, "", title="Về việc giải thể Hợp tác xã nông nghiệp Tân Lập")
    assert (backed["formula_backed"], backed["formula_bare"], backed["concrete_any"]) == (1, 0, 1)
    assert values(understood, "", title="Về tình hình chung")["formula_bare"] == 1


@pytest.mark.parametrize(
    "text",
    [
        "Kính trình UBND tỉnh xem xét, quyết định",
        "thực hiện “Kế hoạch tăng cường, đẩy mạnh, quan tâm”",
        "thực hiện Chỉ thị số 12/CT-UBND về tăng cường công tác quản lý trong thời gian tới",
        "theo quy định tại khoản 2 Điều 17",
    ],
)
def test_formulas_quotes_titles_and_provisions_are_no_markers(text: str) -> None:
    assert find_markers(text, 0, len(text)) == []


def test_markers_count_with_their_weight() -> None:
    text = "đề nghị quan tâm, chỉ đạo các cơ quan liên quan trong thời gian tới"
    assert [(marker.category, marker.weight) for marker in find_markers(text, 0, len(text))] == [
        ("request_without_object", 3),
        ("actor_vague", 3),
        ("time_vague", 3),
    ]


def test_blind_to_sender_place_and_person(understood) -> None:
    here = submission(EXACT_REQUEST)
    other = (
        here.replace("BÌNH SƠN", "PHÚ MỸ")
        .replace("Bình Sơn", "Phú Mỹ")
        .replace("NAM GIANG", "LONG HẢI")
        .replace("Nam Giang", "Long Hải")
        .replace("Nguyễn Văn Bình", "Trần Thị Hoa")
    )
    assert row_of(read_asked(understood(here))) == row_of(read_asked(understood(other)))


def test_length_digits_and_citations_alone_change_nothing(understood) -> None:
    text = submission(VAGUE_REQUEST)
    padding = "Năm 2022 huyện trồng 8.412 ha, thu 41.207 tấn theo Nghị quyết số 17/NQ-HĐND ngày 14/12/2021.\n"
    long = text.replace("Trạm bơm Đồng Sậy xây", padding * 12 + "Trạm bơm Đồng Sậy xây")
    short, padded = features(read_asked(understood(text))), features(read_asked(understood(long)))
    assert {name for name in NAMES if short[name] != padded[name]} <= {"grounded"}


ADDED = (
    " với số tiền 1.250 triệu đồng",
    " trước ngày 30/9/2023",
    ", giao Sở Tài chính chủ trì thực hiện",
    " (dự thảo Quyết định kèm theo)",
    ", từ nguồn dự phòng ngân sách tỉnh năm 2023",
)
STARTS = (
    VAGUE_REQUEST,
    EXACT_REQUEST,
    "Kính đề nghị UBND tỉnh sửa chữa Trạm bơm Đồng Sậy.",
    "Kính đề nghị UBND tỉnh có ý kiến về việc trên.",
    "Kính đề nghị UBND tỉnh hỗ trợ kinh phí cho huyện.",
    "Kính đề nghị UBND tỉnh phê duyệt phương án sửa chữa.",
)


@pytest.mark.parametrize("start", STARTS)
@pytest.mark.parametrize("added", ADDED)
def test_filling_a_slot_never_raises_the_probability(
    understood, classifier: Classifier, start: str, added: str
) -> None:
    before, after = classifier.judge_many(
        [understood(submission(start)), understood(submission(start.rstrip(".") + added + "."))]
    )
    assert after.probability <= before.probability + 1e-6


def test_what_names_is_masked() -> None:
    text = "đề nghị cấp 12 tỷ đồng cho Hội An trước ngày 30/6/2025 theo Quyết định số 12/QĐ-UBND, 15 xã"
    start = text.index("Quyết")
    words = masked(text, 0, len(text), [(start, text.index(","))]).split()
    assert {"SUM", "NAME", "DATE", "LAW", "NUM"} <= set(words)
    assert not any(char.isdigit() for word in words for char in word)
    assert not {"Hội_An", "hội_an", "xã"} & set(words)


def test_a_submission_without_anything_is_judged(understood, classifier: Classifier) -> None:
    empty: Submission = understood("")
    assert classifier.judge(empty).deciding == ()
    assert classifier.judge_many([]) == []
