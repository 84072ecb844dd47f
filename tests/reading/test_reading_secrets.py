"""The secret mark: cases and traps as data, and what holds for every text."""

from __future__ import annotations

import random
import time
import tomllib
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vn_dossier_nlp.reading.secrets import bears_secret_mark

HERE = Path(__file__).parent
CASES = tomllib.loads((HERE / "secret_cases.toml").read_text(encoding="utf-8"))["case"]
SUBMISSIONS = HERE.parents[1] / "corpora" / "submissions" / "texts"
NOT_SUBMISSIONS = HERE.parent / "data" / "not_submissions"

MASTHEAD = """UBND TỈNH HÀ MÂY
SỞ NỘI VỤ
Số: 12/TTr-SNV
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
Hà Mây, ngày 05 tháng 3 năm 2024

TỜ TRÌNH
Về việc bổ nhiệm cán bộ

Kính gửi: Ủy ban nhân dân tỉnh

"""
OPENINGS = (
    "Căn cứ Luật Lưu trữ;",
    "Thực hiện nhiệm vụ được giao:",
    "I. SỰ CẦN THIẾT",
    "1. Sự cần thiết",
    "Điều 1. Phạm vi",
    "Ngày 02/3/2024, Sở Nội vụ nhận được hồ sơ.",
    "Sở Nội vụ nhận được văn bản của các đơn vị đề nghị phân loại tài liệu",
    "Chương I",
)
MARKS = ("MẬT", "TỐI MẬT", "TUYỆT MẬT", "[MẬT]", "Độ mật: Mật", "T Ố I  M Ậ T", "MAT", "| MẬT |", "MẬT   Bản số: 3")
LINES = st.lists(st.one_of(st.sampled_from(MARKS), st.text(max_size=60)), max_size=12)
LETTERS = st.text(st.sampled_from("MẬTÂAmậtỐIUYỆĐãgiải \t|\n:;,.-[]()☐1/ợ\u0302\u0323\u00a0\u200b"), max_size=300)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_case(case):
    assert bears_secret_mark(case["text"]) is case["secret"], case["why"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_case_decomposed_and_after_blank_lines(case):
    text = "\n\n" + unicodedata.normalize("NFD", case["text"])
    assert bears_secret_mark(text) is case["secret"], case["why"]


def test_there_are_cases_of_both_kinds():
    secret = [case["secret"] for case in CASES]
    assert secret.count(True) >= 35
    assert secret.count(False) >= 45
    assert len({case["id"] for case in CASES}) == len(CASES)


@given(st.sampled_from(OPENINGS), LINES)
def test_no_body_trips(opening, lines):
    assert not bears_secret_mark(MASTHEAD + "\n".join([opening, *lines]))


@given(st.sampled_from(MARKS[:3]), st.integers(0, MASTHEAD.count("\n")), LINES)
def test_a_mark_trips_wherever_it_stands_above_the_body(mark, index, lines):
    head = MASTHEAD.split("\n")
    head.insert(index, mark)
    assert bears_secret_mark("\n".join([*head, "Căn cứ Luật Lưu trữ;", *lines]))


@given(st.one_of(st.text(max_size=400), LETTERS))
def test_no_text_raises(text):
    assert bears_secret_mark(text) in (True, False)


def test_surrogates_and_strange_letters():
    for text in ("\ud800MẬT\udfff", "İMẬT", "ﬀ MẬT ß", "MẬT\x00", "\u0302\u0323", "ẞẞ TỐI MẬT", "Kính gửi"):
        assert bears_secret_mark(text) in (True, False)


@pytest.mark.parametrize(
    "piece",
    [
        "M",
        "MẬT ",
        "Ậ\u0323\u0302",
        " ",
        "\n",
        "| ",
        "\t",
        "T Ố I ",
        "số: 1/",
        "so 1-a",
        "ban so 1 ",
        "Độ mật: ",
        "ngày ",
    ],
)
def test_time_is_linear(piece):
    start = time.perf_counter()
    bears_secret_mark(piece * (1_000_000 // len(piece)))
    assert time.perf_counter() - start < 3


def test_shuffled_letters_never_raise():
    chance = random.Random(7)
    for case in CASES:
        letters = list(case["text"])
        chance.shuffle(letters)
        bears_secret_mark("".join(letters))


@pytest.mark.parametrize("folder", [SUBMISSIONS, NOT_SUBMISSIONS], ids=lambda folder: folder.name)
def test_no_public_text_trips(folder):
    assert _tripped(folder) == []


@pytest.mark.parametrize("name", ["dossiers-dev", "dossiers-made-dev", "citations-dev"])
def test_no_development_text_trips(name, shared):
    assert _tripped(shared / "data" / name) == []


def _tripped(folder: Path) -> list[str]:
    texts = sorted(folder.glob("*.txt"))
    assert texts, f"no texts in {folder}"
    return [path.name for path in texts if bears_secret_mark(path.read_text(encoding="utf-8"))]
