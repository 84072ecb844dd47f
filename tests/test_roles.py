"""Which file of a dossier is what, and on what that rests."""

from __future__ import annotations

import io
import zipfile

import pytest

from vn_dossier_nlp.assess import Options, assess
from vn_dossier_nlp.reading import find_dossiers

TITLE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
ENDING = "\n\nNơi nhận:\n- Lưu: VT.\n\nGIÁM ĐỐC\n"


def paper(number: str, kind: str, subject: str, body: str) -> str:
    head = f"UBND TỈNH A\nSỞ B\nSố: {number}\n\n{TITLE}A, ngày 12 tháng 3 năm 2026\n\n"
    title = f"{kind}\n{subject}\n\n" if kind else f"V/v {subject}\n\n"
    return f"{head}{title}Kính gửi: Ủy ban nhân dân tỉnh\n\n{body}{ENDING}"


FILES = {
    "1.txt": paper("5/TTr-SB", "TỜ TRÌNH", "Về việc phê duyệt đề cương", "Kính trình UBND tỉnh phê duyệt đề cương."),
    "2.txt": paper("   /QĐ-UBND", "QUYẾT ĐỊNH", "Phê duyệt đề cương", "Điều 1. Phê duyệt đề cương."),
    "3.txt": paper("9/BC-STC", "BÁO CÁO", "Kết quả thẩm định đề cương", "Đề cương đủ điều kiện trình."),
    "4.txt": paper("7/SNV-TC", "", "ý kiến đối với dự thảo", "Sở thống nhất với dự thảo."),
    "5.txt": "PHỤ LỤC\nDanh sách thiết bị\n\n1. Máy in: 5 cái\n",
    "6.txt": paper("12/QĐ-UBND", "QUYẾT ĐỊNH", "Giao nhiệm vụ", "Điều 1. Giao nhiệm vụ."),
    "Góp ý của xã C.txt": "Xã C nhất trí với nội dung của hồ sơ.\n",
    "7.txt": "Ghi chú của văn thư.\n",
}
ROLES = {
    "1.txt": ("submission", "type", "TỜ TRÌNH"),
    "2.txt": ("draft", "type", "QUYẾT ĐỊNH"),
    "3.txt": ("appraisal", "subject", "Kết quả thẩm định đề cương"),
    "4.txt": ("opinion", "subject", "ý kiến đối với dự thảo"),
    "5.txt": ("annex", "type", "PHỤ LỤC"),
    "6.txt": ("annex", "type", "QUYẾT ĐỊNH"),
    "Góp ý của xã C.txt": ("opinion", "file_name", None),
    "7.txt": ("other", None, None),
}


def found(path) -> dict[str, tuple[str | None, str | None, str | None]]:
    (dossier,) = find_dossiers([str(path)], as_dossier=path.is_dir())
    files = assess(dossier, Options()).assessment.files
    return {
        file.path.rpartition("/")[2]: (
            file.role,
            file.role_evidence.code if file.role_evidence else None,
            file.role_evidence.span.text if file.role_evidence and file.role_evidence.span else None,
        )
        for file in files
    }


def test_files_of_a_folder(tmp_path):
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert found(tmp_path) == ROLES


def test_an_archive_is_the_dossier_of_its_files(tmp_path):
    path = tmp_path / "hồ sơ.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in FILES.items():
            archive.writestr(name, text)
    assert found(path) == ROLES


def test_a_letter_that_asks_is_the_submission_where_there_is_no_submission(tmp_path):
    (tmp_path / "a.txt").write_text("Ghi chú.\n", encoding="utf-8")
    text = paper("7/SB-VP", "", "đề nghị cấp kinh phí", "Kính đề nghị UBND tỉnh phê duyệt kinh phí 120 triệu đồng.")
    (tmp_path / "b.txt").write_text(text, encoding="utf-8")
    roles = found(tmp_path)
    assert roles["b.txt"][0] == "submission"
    assert roles["a.txt"][0] == "other"


def test_one_secret_file_makes_the_dossier_secret(tmp_path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("1.txt", FILES["1.txt"])
        archive.writestr("2.txt", f"UBND TỈNH A\nMẬT\nSố: 2/QĐ-UBND\n\n{TITLE}\nQUYẾT ĐỊNH\n")
    (dossier,) = find_dossiers([str(path)])
    done = assess(dossier, Options())
    assert done.text is None
    assert done.assessment.outcome == "secret"
    assert all(file.sha256 is None and file.role is None for file in done.assessment.files)
    assert done.assessment.masthead is None
    assert done.assessment.citations == ()


@pytest.mark.parametrize("name", ["a.zip", "a.eml"])
def test_a_broken_container_is_one_line(tmp_path, name):
    path = tmp_path / name
    path.write_bytes(b"PK\x03\x04" + bytes(40))
    (dossier,) = find_dossiers([str(path)])
    assert assess(dossier, Options()).assessment.outcome == "damaged"


def test_spans_of_roles_point_into_their_own_file(tmp_path):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("1.txt", FILES["1.txt"])
        archive.writestr("2.txt", FILES["2.txt"])
    path = tmp_path / "a.zip"
    path.write_bytes(data.getvalue())
    (dossier,) = find_dossiers([str(path)])
    for file in assess(dossier, Options()).assessment.files:
        assert file.role_evidence is not None
        assert file.role_evidence.span is not None
        span = file.role_evidence.span
        assert span.file == file.path
        assert FILES[file.path[-5:]][span.start : span.end] == span.text
