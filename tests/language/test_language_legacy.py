"""TCVN3 and VNI: the rows of legacy.toml by their examples, fonts by name, mixed texts, the way back."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vn_dossier_nlp.language.legacy import decode, decode_lines, legacy_sets, set_of_font, set_of_text
from vn_dossier_nlp.resources import room_file

ROWS = tomllib.loads(room_file("language", "data", "legacy.toml").read_text(encoding="utf-8"))
MATCHES = [(name, *pair) for name, row in ROWS.items() for pair in row["matches"]]
REJECTS = [(name, text) for name, row in ROWS.items() for text in row["rejects"]]


@pytest.mark.parametrize(("name", "source", "text"), MATCHES)
def test_matches(name: str, source: str, text: str) -> None:
    assert decode(source, name).text == text
    assert set_of_text(source) == name
    assert decode_lines(source).text == text


@pytest.mark.parametrize(("name", "text"), REJECTS)
def test_rejects(name: str, text: str) -> None:
    assert set_of_text(text) is None
    assert decode_lines(text).text == text


def test_every_letter_has_one_source() -> None:
    letters = "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĐ"
    assert set(letters) <= set(legacy_sets()["tcvn3"].letters.values())
    assert set(letters + letters.upper()) <= set(legacy_sets()["vni"].letters.values())


@pytest.mark.parametrize(
    ("font", "expected"),
    [
        (".VnTime", ("tcvn3", False)),
        (".VnTimeH", ("tcvn3", True)),
        (".VnArial NarrowH", ("tcvn3", True)),
        ("GDNPMF+VnTimeHBold", ("tcvn3", True)),
        ("ABCDEF+.VnTimeH,Bold", ("tcvn3", True)),
        (".vntime", ("tcvn3", False)),
        ("VNI-Times", ("vni", False)),
        ("ABCDEF+VNI-Helve-Condense", ("vni", False)),
        ("Times New Roman", None),
        ("Vnanova", None),
        ("UVN Thang Vu", None),
        ("", None),
    ],
)
def test_fonts(font: str, expected: tuple[str, bool] | None) -> None:
    assert set_of_font(font) == expected


def test_capitals_font() -> None:
    assert decode("quyÕt ®Þnh", "tcvn3", capitals=True).text == "QUYẾT ĐỊNH"


def test_mixed_lines() -> None:
    text = "QUYẾT ĐỊNH\nC¨n cø LuËt Tæ chøc chÝnh quyÒn ®Þa ph­¬ng;\nĐiều 1. Giá trị là 5 µm\n§iÒu 2. Nh­ trªn\n"
    expected = "QUYẾT ĐỊNH\nCăn cứ Luật Tổ chức chính quyền địa phương;\nĐiều 1. Giá trị là 5 µm\nĐiều 2. Như trên\n"
    assert decode_lines(text).text == expected


_UNICODE_WORDS = st.sampled_from(
    ["Căn", "cứ", "Nghị", "định", "số", "12/CP", "của", "ngày", "Điều", "được", "2026", "\n"]
)


@given(st.lists(_UNICODE_WORDS, max_size=60).map(" ".join))
def test_unicode_is_left_alone(text: str) -> None:
    assert decode_lines(text).text == text


_ALPHABET = st.characters(min_codepoint=0x20, max_codepoint=0x1FF) | st.sampled_from("\n\r\u00ad\u2212ạĐ")


@given(st.text(_ALPHABET, max_size=200), st.sampled_from(["tcvn3", "vni"]))
def test_the_way_back(text: str, name: str) -> None:
    for decoded in (decode(text, name), decode_lines(text)):
        assert len(decoded.origin) == len(decoded.text) + 1
        assert list(decoded.origin) == sorted(decoded.origin)
        assert decoded.origin[-1] == len(text)
        assert decoded.origin[0] == 0
    # Letter by letter: what a piece of the source turns into is what stands there in the result.
    decoded = decode(text, name)
    for index, letter in enumerate(decoded.text):
        source = text[decoded.origin[index] : decoded.origin[index + 1]]
        assert legacy_sets()[name].letters.get(source, source) == letter


VIETNAMESE = (
    "Ủy ban nhân dân thành phố kính trình Hội đồng nhân dân xem xét, quyết định: những nội dung được nêu ở trên"
)


@pytest.mark.parametrize("name", ["tcvn3", "vni"])
def test_round_trip_of_a_sentence(name: str) -> None:
    """Encoded letter by letter and decoded again; TCVN3 has no capitals with tone marks."""
    table: dict[str, str] = {}
    for source, letter in legacy_sets()[name].letters.items():
        table.setdefault(letter, source)
    text = VIETNAMESE.replace("Ủ", "U") if name == "tcvn3" else VIETNAMESE
    source = "".join(table.get(char, char) for char in text)
    assert decode_lines(source).text == text
