"""``vn-dossier notice`` and ``score --for-sender``: the paper, its refusals in one line, and what a sender can mend."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from letters import letter

VAGUE = "Sở Giao thông vận tải kính đề nghị Ủy ban nhân dân tỉnh quan tâm, xem xét, tạo điều kiện giúp đỡ./."
SECRET = "MẬT\n\n" + letter()


@pytest.fixture(scope="module")
def inbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One of each kind of dossier."""
    folder = tmp_path_factory.mktemp("hồ sơ")
    texts = {"good": letter(), "vague": letter(request=VAGUE), "secret": SECRET, "note": "Họp giao ban sáng thứ hai."}
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def words(path: Path) -> str:
    document = docx.Document(str(path))
    return "\n".join(paragraph.text for paragraph in document.paragraphs)


def test_a_vague_submission_gives_its_letter_of_return(run, inbox, tmp_path):
    target = tmp_path / "mới" / "trả lại.docx"
    code, out, err = run("notice", inbox / "vague.txt", "-o", target)
    assert (code, out) == (0, "")
    assert "công văn trả lại hồ sơ" in err
    text = words(target)
    assert "Văn phòng Ủy ban nhân dân tỉnh Sơn La nhận được Tờ trình số 41/TTr-SGTVT ngày 02 tháng 10 năm 2024" in text
    assert "của Sở Giao thông vận tải về việc xây dựng lại cầu treo Bản Ngà" in text
    assert f"“{VAGUE.removesuffix('./.')}”" in text
    assert "Điều … (Văn phòng điền)" in text


def test_the_slip_is_for_any_verdict_and_the_office_is_named_by_its_user(run, inbox, tmp_path):
    target = tmp_path / "a.docx"
    code, _, err = run("notice", inbox / "good.txt", "-o", target, "--kind", "phieu_trinh", "--office", "thành phố Huế")
    assert (code, "phiếu trình" in err) == (0, True)
    assert docx.Document(str(target)).tables[0].cell(0, 0).text.startswith("ỦY BAN NHÂN DÂN\nTHÀNH PHỐ HUẾ")


def test_the_office_of_the_settings_writes(run, inbox, tmp_path):
    settings = tmp_path / "settings.toml"
    settings.write_text('office = "tỉnh Lai Châu"', encoding="utf-8")
    run("notice", inbox / "vague.txt", "-o", tmp_path / "a.docx", "--settings", settings)
    assert "Văn phòng Ủy ban nhân dân tỉnh Lai Châu" in words(tmp_path / "a.docx")
    settings.write_text("office = 5", encoding="utf-8")
    code, _, err = run("notice", inbox / "vague.txt", "-o", tmp_path / "a.docx", "--settings", settings)
    assert (code, "office must be a text" in err) == (2, True)


REFUSED = [
    ("no ground", ("good.txt", "--kind", "return"), 2, "không có căn cứ để lập công văn trả lại hồ sơ"),
    ("no submission", ("note.txt",), 1, "không phải tờ trình"),
    ("secret", ("secret.txt",), 1, "dấu chỉ độ mật"),
    ("missing", ("nowhere.txt",), 1, "Không tìm thấy"),
    ("unknown kind", ("good.txt", "--kind", "reject"), 2, "reject"),
]


@pytest.mark.parametrize(("comment", "arguments", "expected", "said"), REFUSED, ids=[row[0] for row in REFUSED])
def test_no_paper_is_written_without_ground(comment, arguments, expected, said, run, inbox, tmp_path):
    target = tmp_path / "a.docx"
    code, out, err = run("notice", inbox / arguments[0], "-o", target, *arguments[1:])
    assert (code, out, target.exists()) == (expected, "", False)
    assert said in err
    if comment != "unknown kind":  # click says how the command is used, too
        assert len(err.strip().splitlines()) == 1


def test_the_paper_never_overwrites_what_it_is_made_from(run, tmp_path):
    path = tmp_path / "a.docx"
    document = docx.Document()
    for line in letter(request=VAGUE).splitlines():
        document.add_paragraph(line)
    document.save(str(path))
    before = path.read_bytes()
    for arguments in ((path, "-o", path), (tmp_path, "-o", path), (path, "-o", path, "--template", path)):
        code, _, err = run("notice", *arguments)
        assert (code, "trùng với tệp đầu vào" in err) == (2, True)
    assert path.read_bytes() == before


def test_only_word_files_are_written(run, inbox, tmp_path):
    for arguments in (
        (inbox / "vague.txt", "-o", tmp_path / "a.pdf"),
        ("--write-template", "a.txt", "--kind", "return"),
    ):
        code, _, err = run("notice", *arguments)
        assert (code, ".docx" in err) == (2, True)


@pytest.mark.parametrize("arguments", [(), ("a.txt",), ("-o", "a.docx"), ("--write-template", "a.docx")])
def test_what_is_left_out_is_named(arguments, run):
    code, _, err = run("notice", *arguments)
    assert (code, "--write-template" in err) == (2, True)


def test_an_office_changes_the_template_and_prints_by_it(run, inbox, tmp_path):
    own, target = tmp_path / "mẫu.docx", tmp_path / "a.docx"
    assert run("notice", "--write-template", own, "--kind", "return")[0] == 0
    document = docx.Document(str(own))
    document.add_paragraph("Mẫu của cơ quan: {{ sender }}")
    document.save(str(own))
    assert run("notice", inbox / "vague.txt", "-o", target, "--template", own)[0] == 0
    assert "Mẫu của cơ quan: Sở Giao thông vận tải" in words(target)


def test_a_broken_template_is_named_before_the_dossier_is_read(run, inbox, tmp_path):
    (tmp_path / "mẫu.docx").write_text("Kính gửi: {{ sender }}", encoding="utf-8")
    code, _, err = run("notice", "nowhere.txt", "-o", tmp_path / "a.docx", "--template", tmp_path / "mẫu.docx")
    assert code == 2
    assert "mẫu.docx: không phải tệp Word" in err
    assert len(err.strip().splitlines()) == 1


def test_messages_follow_the_language_and_the_paper_does_not(run, inbox, tmp_path):
    code, _, err = run("notice", inbox / "vague.txt", "-o", tmp_path / "a.docx", "--lang", "en")
    assert (code, "letter of return" in err) == (0, True)
    assert "Kính gửi: Sở Giao thông vận tải" in words(tmp_path / "a.docx")


# For the sender -----------------------------------------------------------------------------------------------------


def test_a_sender_sees_what_is_not_met_where_and_what_would_mend_it(run, inbox):
    code, out, _ = run("score", inbox / "vague.txt", "--for-sender")
    told = " ".join(out.split())
    assert code == 0
    assert "vague.txt 1. Đề xuất cụ thể (mức trả lại)" in told
    assert "“Sở Giao thông vận tải kính đề nghị Ủy ban nhân dân tỉnh quan tâm" in told
    assert "Cần sửa: Thay “quan tâm, chỉ đạo, cho ý kiến” bằng việc cần quyết định" in told
    assert "Không tìm thấy nội dung này trong" in told
    assert "Đạt" not in told.replace("Đạt yêu cầu", "")


def test_a_sender_sees_what_could_not_be_checked(run, inbox):
    code, out, _ = run("score", inbox, "--for-sender", "--lang", "en")
    told = " ".join(out.split())
    assert code == 1
    assert "note.txt The document is no submission" in told
    assert "secret.txt" in told
    assert told.endswith("The tool only advises; the competent officer decides.")


@pytest.mark.parametrize("shape", ["jsonl", "csv", "html"])
def test_the_list_for_the_sender_has_one_form(shape, run, inbox, tmp_path):
    code, out, err = run("score", inbox, "--for-sender", "--format", shape, "--out", tmp_path)
    assert (code, out) == (2, "")
    assert "--for-sender" in err
