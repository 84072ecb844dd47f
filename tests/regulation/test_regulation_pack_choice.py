"""Which pack a submission is held to: the office's own before the shipped ones, the most specific first."""

from __future__ import annotations

import pytest

from vn_dossier_nlp.errors import DataError, UsageError
from vn_dossier_nlp.regulation.pack import choose_pack, load_pack, own_packs
from vn_dossier_nlp.settings import Settings

SENDER = ("UBND THÀNH PHỐ HẢI PHÒNG", "SỞ NỘI VỤ")


@pytest.fixture
def office(tmp_path, monkeypatch):
    """Lays a pack into the office's own folder."""
    monkeypatch.setenv("VN_DOSSIER_HOME", str(tmp_path))
    (tmp_path / "packs").mkdir()

    def lay(name: str, head: str = "", identity: str | None = None) -> str:
        text = f'id = "{identity or name}"\nname = {{ vi = "x", en = "x" }}\nextends = "general"\n{head}\n'
        (tmp_path / "packs" / f"{name}.toml").write_text(text, encoding="utf-8")
        return name

    return lay


def test_an_own_pack_comes_before_the_shipped_ones(office):
    office("hp_own", 'province = "Hải Phòng"\nvalid_from = "2020"')
    assert choose_pack("Hải Phòng", "2023-05-01").id == "hp_own"
    assert choose_pack("Lâm Đồng", "2023-05-01").id == "general"


def test_an_own_pack_for_everything_is_the_offices_default(office):
    office("office")
    assert choose_pack("Hải Phòng", "2023-05-01").id == "office"
    assert choose_pack(None, None).id == "office"


def test_the_most_specific_pack_counts(office):
    office("everything")
    office("city", 'province = "Hải Phòng"')
    office("departments", 'province = "Hải Phòng"\nissuers = ["Sở"]')
    office("letters", 'issuers = ["Ban Quản lý Khu kinh tế"]')
    assert choose_pack("Hải Phòng", "2026-01-05", SENDER).id == "departments"
    assert choose_pack("Hải Phòng", "2026-01-05", ("UBND PHƯỜNG AN BIÊN",)).id == "city"
    assert choose_pack("Lâm Đồng", "2026-01-05", ("SỞ NỘI VỤ",)).id == "everything"
    assert choose_pack("Hải Phòng", "2026-01-05", ("BAN QUẢN LÝ KHU KINH TẾ HẢI PHÒNG",)).id == "letters"


def test_the_later_of_two_packs_counts(office):
    office("first", 'province = "Hải Phòng"\nvalid_from = "2022"')
    office("second", 'province = "Hải Phòng"\nvalid_from = "2025-07-01"')
    assert choose_pack("Hải Phòng", "2025-06-30").id == "first"
    assert choose_pack("Hải Phòng", "2025-07-01").id == "second"


def test_two_packs_that_fit_alike_are_named(office, tmp_path):
    office("one", 'province = "Hải Phòng"\nvalid_from = "2026"')
    office("two", 'province = "Hải Phòng"\nvalid_from = "2026-01-01"')
    assert choose_pack("Lâm Đồng", "2026-02-01").id == "general"
    with pytest.raises(DataError) as caught:
        choose_pack("Hải Phòng", "2026-02-01")
    for name in ("one.toml", "two.toml"):
        assert str(tmp_path / "packs" / name) in str(caught.value)


@pytest.mark.parametrize(
    ("words", "body", "fits"),
    [
        ("Sở Nội vụ", "SỞ NỘI VỤ", True),
        ("sở", "SỞ Y TẾ TỈNH SƠN LA", True),
        ("so noi vu", "Sở Nội vụ", True),
        ("UBND xã", "ỦY BAN NHÂN DÂN XÃ TÂN LẬP", True),
        ("UBND TP. Huế", "Ủy ban nhân dân thành phố Huế", True),
        ("Sở", "BAN SOẠN THẢO", False),
        ("Sở Nội vụ", "SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG", False),
    ],
)
def test_issuers_are_words_without_marks(words, body, fits, office):
    office("own", f'issuers = ["{words}"]')
    assert (choose_pack(None, "2026-01-05", (None, body)).id == "own") is fits


@pytest.mark.parametrize(
    ("date", "bodies", "expected"),
    [
        ("2026-05-29", ("UBND TỈNH SƠN LA", "Thủ tướng Chính phủ"), "national_2026"),
        ("2026-05-29", ("BỘ NỘI VỤ", "Chính phủ"), "national_2026"),
        ("2026-05-28", ("BỘ NỘI VỤ", "Chính phủ"), "general"),
        (None, ("BỘ NỘI VỤ", "Chính phủ"), "general"),
        ("2026-07-01", ("SỞ NỘI VỤ", "UBND tỉnh Sơn La"), "general"),
    ],
)
def test_a_submission_to_the_government_is_held_to_its_regulation(date, bodies, expected):
    assert choose_pack("Sơn La", date, bodies).id == expected


def test_an_own_pack_is_found_by_its_id(office):
    office("office")
    office("part", 'province = "Sơn La"')
    (own, part) = own_packs()
    assert load_pack("office") is own
    assert part.id == "part"
    with pytest.raises(UsageError, match="hai_phong_2022.*office"):
        load_pack("nowhere")


def test_an_own_pack_may_extend_another(office, tmp_path):
    office("base", 'issuers = ["Sở"]')
    text = 'id = "leaf"\nname = { vi = "x", en = "x" }\nextends = "base"\nissuers = ["Ban"]\n'
    (tmp_path / "packs" / "leaf.toml").write_text(text, encoding="utf-8")
    assert load_pack("leaf").rules == load_pack("base").rules


@pytest.mark.parametrize(
    ("name", "identity", "told"),
    [("office", "other", "name of the file"), ("general", "general", "shipped")],
)
def test_an_own_pack_has_a_name_of_its_own(name, identity, told, office, tmp_path):
    office(name, identity=identity)
    with pytest.raises(DataError) as caught:
        choose_pack(None, None)
    assert told in str(caught.value)
    assert str(tmp_path / "packs" / f"{name}.toml") in str(caught.value)


def test_the_settings_may_name_the_folder(tmp_path):
    (tmp_path / "office.toml").write_text(
        'id = "office"\nname = { vi = "x", en = "x" }\nextends = "general"\n', encoding="utf-8"
    )
    settings = Settings(packs=str(tmp_path))
    assert choose_pack(None, None, settings=settings).id == "office"
    assert load_pack("office", settings) is choose_pack(None, None, settings=settings)
    assert choose_pack(None, None).id == "general"
