"""Archives and mails: each file in them is read, nothing is written, and bombs are outcomes."""

from __future__ import annotations

import io
import zipfile
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading_samples import LETTERHEAD, pdf_of

from vn_dossier_nlp.reading.archive import safe_name
from vn_dossier_nlp.reading.file import read_here
from vn_dossier_nlp.settings import Settings

TEXT = "Kính trình Ủy ban nhân dân tỉnh xem xét.\n"


def zipped(**files: str | bytes) -> bytes:
    return zip_of(list(files.items()))


def zip_of(files: list[tuple[str, str | bytes]]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return out.getvalue()


@pytest.fixture
def outcomes(tmp_path):
    """[(shown name, outcome, reason)] of what ``data`` holds."""

    def read(data: bytes, **limits: float) -> list[tuple[str, str, str | None]]:
        path = tmp_path / "hồ sơ.zip"
        path.write_bytes(data)
        readings = read_here(path, "hồ sơ.zip", Settings(**limits))
        return [(r.source.path, r.source.outcome.value, r.source.reason) for r in readings]

    return read


def test_files_of_an_archive(outcomes):
    data = zip_of([("b/tờ trình.pdf", pdf_of([LETTERHEAD])), ("a.txt", TEXT), ("hỏng.pdf", b"%PDF-1.4 x"), ("d/", b"")])
    assert outcomes(data) == [
        ("hồ sơ.zip/a.txt", "read", None),
        ("hồ sơ.zip/b/tờ trình.pdf", "read", None),
        ("hồ sơ.zip/hỏng.pdf", "damaged", "broken_pdf"),
    ]


def test_what_systems_leave_behind_is_no_file(outcomes):
    data = zip_of([("a.txt", TEXT), ("__MACOSX/._a.txt", b"x"), ("Thumbs.db", b"x"), ("k/~$a.docx", b"x")])
    assert outcomes(data) == [("hồ sơ.zip/a.txt", "read", None)]


def test_utf8_names_that_do_not_say_so(outcomes):
    data = zip_of([("to_trinh_so_1.txt", TEXT)])
    name = "tờ trình.txt".encode().ljust(17, b"t")  # of the same length, so that nothing else moves
    assert outcomes(data.replace(b"to_trinh_so_1.txt", name))[0][0] == f"hồ sơ.zip/{name.decode()}"


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "etc/passwd"),
        ("/a/b.txt", "a/b.txt"),
        ("C:\\x\\y.doc", "x/y.doc"),
        ("..", "_"),
        ("a\x00\nb", "ab"),
        ("a/" * 300 + "b.txt", None),
    ],
)
def test_names_lead_nowhere(name, shown):
    safe = safe_name(name)
    assert shown is None or safe == shown
    assert len(safe) <= 240


@given(st.text(max_size=60))
def test_any_name_is_safe(name):
    safe = safe_name(name)
    assert safe
    assert ".." not in safe.split("/")
    assert not safe.startswith("/")


def test_archives_within_archives(outcomes):
    inner = zipped(**{"a.txt": TEXT})
    assert outcomes(zipped(**{"i.zip": inner})) == [("hồ sơ.zip/i.zip/a.txt", "read", None)]
    deep = inner
    for _ in range(5):
        deep = zipped(**{"i.zip": deep})
    assert outcomes(deep) == [("hồ sơ.zip/i.zip/i.zip/i.zip", "too_large", "max_depth")]


def test_a_bomb_is_too_large(outcomes):
    bomb = zipped(**{"a.txt": b"0" * 3_000_000})
    assert outcomes(bomb, max_decompressed=1_000_000) == [("hồ sơ.zip", "too_large", "max_decompressed")]
    nest = zip_of([(f"{n}.zip", bomb) for n in range(5)])
    found = outcomes(nest, max_decompressed=7_000_000)
    assert found[-1][1:] == ("too_large", "max_decompressed")


def test_the_budget_is_one_for_all_levels(outcomes):
    inner = zipped(**{"a.txt": TEXT * 20_000})
    found = outcomes(zip_of([(f"{n}.zip", inner) for n in range(6)]), max_decompressed=2_000_000)
    assert [outcome for _, outcome, _ in found].count("read") == 1  # 0.98 MB a file
    assert ("too_large", "max_decompressed") in [line[1:] for line in found]


def test_too_many_files(outcomes):
    found = outcomes(zip_of([(f"{n}.txt", TEXT) for n in range(9)]), max_files=4)
    assert [line[1] for line in found] == ["read"] * 4 + ["too_large"]
    assert found[-1] == ("hồ sơ.zip", "too_large", "max_files")


def test_a_size_that_lies(outcomes):
    data = bytearray(zipped(**{"a.txt": b"0" * 100_000}))
    at = data.rindex(b"PK\x01\x02")
    data[at + 24 : at + 28] = (10).to_bytes(4, "little")
    assert outcomes(bytes(data)) in (
        [("hồ sơ.zip/a.txt", "damaged", "broken_archive")],
        [("hồ sơ.zip/a.txt", "read", None)],
    )


def test_empty_and_cut_off(outcomes):
    assert outcomes(zipped()) == [("hồ sơ.zip", "empty", "no_text")]
    assert outcomes(zipped(a=TEXT * 50)[:80])[0][1:] == ("damaged", "broken_archive")


def test_a_password(outcomes):
    data = bytearray(zipped(**{"a.txt": TEXT}))
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(sign) + offset] |= 1
    assert outcomes(bytes(data)) == [("hồ sơ.zip/a.txt", "encrypted", "password")]


def test_one_secret_file(outcomes):
    found = outcomes(zipped(a=TEXT, b="UBND TỈNH A\nTỐI MẬT\nSố: 01/TTr-UBND\n\nTỜ TRÌNH\n"))
    assert [line[1] for line in found] == ["read", "secret"]


def test_a_mail_with_attachments(outcomes):
    mail = EmailMessage()
    mail["Subject"] = "Gửi tờ trình"
    mail["From"] = "vanthu@example.org"
    mail["Date"] = "Mon, 02 Mar 2026 08:00:00 +0700"
    mail.set_content("Kính gửi bộ phận một cửa.")
    mail.add_attachment(pdf_of([LETTERHEAD]), maintype="application", subtype="pdf", filename="../tờ trình.pdf")
    mail.add_attachment(zipped(**{"dự thảo.txt": TEXT}), maintype="application", subtype="zip", filename="kèm.zip")
    found = outcomes(mail.as_bytes())
    assert found[0] == ("hồ sơ.zip", "read", None)
    assert [line[0] for line in found[1:]] == ["hồ sơ.zip/tờ trình.pdf", "hồ sơ.zip/kèm.zip/dự thảo.txt"]
    assert {line[1] for line in found} == {"read"}
