"""Mails: what they say and what is attached; pages saved as mails."""

from __future__ import annotations

import base64
from email.message import EmailMessage
from email.mime.image import MIMEImage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vn_dossier_nlp.reading.content import UnreadableError
from vn_dossier_nlp.reading.mail import is_mail, is_mhtml, open_mail, read_mhtml
from vn_dossier_nlp.settings import Settings

SUBJECT = "Gửi Tờ trình về tổ công tác"
BODY = "Kính gửi Sở Nội vụ,\nĐề nghị quý Sở thẩm định."


def letter(**settings: str) -> EmailMessage:
    """A mail with a subject and a body."""
    message = EmailMessage()
    message["From"] = "Văn thư <vanthu@example.org>"
    message["To"] = "Tiếp nhận <tiepnhan@example.org>"
    message["Subject"] = SUBJECT
    message.set_content(BODY, **settings)
    return message


def attach(message: EmailMessage, name: str | None, data: bytes = b"%PDF-1.4", kind: str = "application/pdf") -> None:
    message.add_attachment(data, *kind.split("/"), filename=name)


def raw(head: str | bytes, body: bytes = b"") -> bytes:
    """A mail as a careless program writes it."""
    return b"Subject: x\r\n" + (head.encode() if isinstance(head, str) else head) + b"\r\n\r\n" + body


def names(data: bytes) -> list[str]:
    return [name for name, _ in open_mail(data).attachments]


# The text


@pytest.mark.parametrize("encoding", ["quoted-printable", "base64", "8bit"])
def test_subject_and_body_without_people(encoding):
    mail = open_mail(letter(cte=encoding).as_bytes())
    assert mail.text == f"{SUBJECT}\n\n{BODY}"
    assert mail.attachments == ()


@pytest.mark.parametrize("charset", ["utf-8", "utf-16", "windows-1252", "unknown-8bit", ""])
def test_encodings_of_the_body(charset):
    words = "Thủ tướng" if charset != "windows-1252" else "Thñ t\u00adíng"
    encoding = charset if charset.startswith(("utf", "win")) else "utf-8"
    body = base64.encodebytes(words.encode(encoding))
    head = f'Content-Type: text/plain; charset="{charset}"\r\nContent-Transfer-Encoding: base64'
    assert open_mail(raw(head, body)).text == f"x\n\n{words}"


def test_ascii_that_is_none():
    data = raw("Content-Type: text/plain; charset=us-ascii\r\nContent-Transfer-Encoding: 8bit", BODY.encode())
    assert open_mail(data).text == f"x\n\n{BODY}"


@pytest.mark.parametrize(
    ("head", "subject"),
    [
        (b"Subject: " + SUBJECT.encode(), SUBJECT),
        (b"Subject: =?UTF-8?Q?T=E1=BB=9D_tr=C3=ACnh?=\r\n =?UTF-8?Q?_s=E1=BB=91_12?=", "Tờ trình số 12"),
        (b"Subject: =?utf-8?Q?T=E1=BB=9D?=\r\n\ttr\xc3\xacnh  =?iso-8859-1?Q?=E9?= x", "Tờ trình é x"),
        (b"Subject: =?utf-8?B?VOG7?= =?utf-8?B?nSB0csOsbmg=?=", "Tờ trình"),  # one letter in two words
        (b"Subject: Re: =?windows-1258?Q?To=CC?= (2)", "Re: To\u0300 (2)"),
        (b"Subject: =?utf-8?B?x?= xem", "=?utf-8?B?x?= xem"),
        (b"Subject: =?x-none?Q?T=E1=BB=9D?=", "Tờ"),
        (b"Subject:", ""),
    ],
)
def test_subjects(head, subject):
    assert open_mail(head + b"\r\nDate: x\r\n\r\n").text == subject


def test_plain_text_is_read_before_the_same_in_html():
    message = letter()
    message.add_alternative("<p>Kính gửi <b>HTML</b></p>", subtype="html")
    attach(message, "a.pdf")
    mail = open_mail(message.as_bytes())
    assert mail.text == f"{SUBJECT}\n\n{BODY}"
    assert [name for name, _ in mail.attachments] == ["a.pdf"]


def test_html_is_read_where_there_is_no_plain_text():
    message = letter()
    message.set_content("<style>p{}</style><p>Kính gửi</p><p hidden>ẩn</p>", subtype="html")
    assert open_mail(message.as_bytes()).text == f"{SUBJECT}\n\nKính gửi"
    message.set_content("<p></p>", subtype="html")
    assert open_mail(message.as_bytes()).text == SUBJECT
    message.set_content(" ")
    message.add_alternative("<p>Kính gửi</p>", subtype="html")
    assert open_mail(message.as_bytes()).text == f"{SUBJECT}\n\nKính gửi"


def test_texts_one_after_the_other_are_all_read():
    message = MIMEMultipart("mixed")
    message["Subject"] = SUBJECT
    for text, kind in (("<p>Kính gửi</p>", "html"), ("Thư đã được quét vi-rút.", "plain")):
        message.attach(MIMEText(text, kind, "utf-8"))
    assert open_mail(message.as_bytes()).text == f"{SUBJECT}\n\nKính gửi\n\nThư đã được quét vi-rút."


# Attachments


@pytest.mark.parametrize(
    "name", ["Tờ trình số 12.pdf", "Dự thảo Quyết định về việc thành lập tổ công tác" * 2 + ".docx"]
)
def test_vietnamese_names_of_rfc_2231(name):
    message = letter()
    attach(message, name, b"a\x00b")
    data = message.as_bytes()
    assert b"filename*" in data
    assert open_mail(data).attachments == ((name, b"a\x00b"),)


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ('Content-Disposition: attachment; filename="=?UTF-8?B?VOG7nSB0csOsbmgucGRm?="', "Tờ trình.pdf"),
        ("Content-Disposition: attachment; filename==?UTF-8?Q?T=E1=BB=9D.pdf?=", "Tờ.pdf"),
        ('Content-Disposition: attachment; filename="Tờ trình.pdf"', "Tờ trình.pdf"),
        ("Content-Disposition: attachment; filename=Tờ trình số 12.pdf", "Tờ trình số 12.pdf"),
        (
            'Content-Type: application/pdf; name="=?UTF-8?Q?T=E1=BB=9D?=\r\n =?UTF-8?Q?_tr=C3=ACnh.pdf?="',
            "Tờ trình.pdf",
        ),
        ("Content-Disposition: attachment; filename*=windows-1258''To%CC.pdf", "To\u0300.pdf"),
        ("Content-Disposition: attachment; filename*=x-none''T%E1%BB%9D.pdf", "Tờ.pdf"),
        ("Content-Disposition: attachment; filename*1*=b.pdf; filename*0*=UTF-8''T%E1%BB%9D", "Tờb.pdf"),
        (f"Content-Disposition: attachment; filename*{'9' * 5000}=a", "attachment-1"),
        ('Content-Type: application/pdf; name=""', "attachment-1"),
        ("Content-Type: application/pdf", "attachment-1"),
    ],
)
def test_names_as_programs_write_them(head, name):
    assert names(raw(head, b"%PDF-1.4")) == [name]


@pytest.mark.parametrize(
    ("sent", "safe"),
    [
        ("../../x.pdf", "x.pdf"),
        ("/etc/passwd", "passwd"),
        ("C:\\x\\y.doc", "y.doc"),
        ("C:y.doc", "y.doc"),
        ("..\\..\\", "attachment-1"),
        ("..", "attachment-1"),
        (" . ", "attachment-1"),
        ("a\tb\u202efdp.exe\x07", "a bfdp.exe"),
        (".bashrc", "bashrc"),
        ("ab:c?.pdf", "ab_c_.pdf"),
        ("Đ" * 200 + ".docx", "Đ" * 115 + ".docx"),
        ("a." + "b" * 200, "a." + "b" * 118),
    ],
)
def test_names_lead_nowhere(sent, safe):
    message = letter()
    attach(message, sent)
    assert names(message.as_bytes()) == [safe]


def test_path_that_no_program_escaped():
    assert names(raw('Content-Disposition: attachment; filename="C:\\x\\y.doc"')) == ["y.doc"]


def test_names_alike_are_numbered():
    message = letter()
    for name in ("a.pdf", "A.pdf", "a.pdf", None, "Đ" * 200, "Đ" * 200):
        attach(message, name)
    assert names(message.as_bytes()) == [
        "a.pdf", "A (2).pdf", "a (3).pdf", "attachment-4", "Đ" * 120, "Đ" * 116 + " (2)",
    ]  # fmt: skip


def test_text_with_a_name_is_attached():
    message = letter()
    message.add_attachment("Phụ lục", filename="phuluc.txt")
    message.add_attachment("<p>Phụ lục", subtype="html")
    mail = open_mail(message.as_bytes())
    assert mail.text == f"{SUBJECT}\n\n{BODY}"
    assert [(name, data.decode().strip()) for name, data in mail.attachments] == [
        ("phuluc.txt", "Phụ lục"),
        ("attachment-2", "<p>Phụ lục"),
    ]


def test_pictures_of_signatures_are_left_out_and_scans_are_not():
    message = MIMEMultipart("related")
    message["Subject"] = SUBJECT
    message.attach(MIMEText("<p>Kính gửi <img src=cid:logo></p>", "html", "utf-8"))
    for name, size, inline in (("logo", 900, True), ("scan", 60_000, True), ("photo", 900, False)):
        picture = MIMEImage(b"\x89PNG" + b"x" * size, "png", name=f"{name}.png")
        picture["Content-ID"] = f"<{name}>"
        picture["Content-Disposition"] = "inline" if inline else "attachment"
        message.attach(picture)
    mail = open_mail(message.as_bytes())
    assert mail.text == f"{SUBJECT}\n\nKính gửi"
    assert [name for name, _ in mail.attachments] == ["scan.png", "photo.png"]


def test_mail_in_a_mail_is_a_file_that_opens():
    inner = letter(cte="8bit")
    inner.replace_header("Subject", "V/v thẩm định: Tờ trình")
    attach(inner, "trong.pdf")
    outer = letter()
    outer.add_attachment(inner)
    outer.add_attachment(inner, filename="Thư gốc")
    attach(outer, "ngoài.pdf")
    attachments = open_mail(outer.as_bytes()).attachments
    assert [name for name, _ in attachments] == ["V-v thẩm định_ Tờ trình.eml", "Thư gốc.eml", "ngoài.pdf"]
    again = open_mail(attachments[0][1])
    assert again.text == f"V/v thẩm định: Tờ trình\n\n{BODY}"
    assert again.attachments == (("trong.pdf", b"%PDF-1.4"),)


def test_mail_in_a_mail_keeps_its_bytes():
    inner = "Subject: Tờ trình\nX-Dai: ".encode() + b"a" * 300 + b"\n\tb\nDate: x\n\nth\xe2n\n"
    data = b"Subject: x\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: message/rfc822\n\n"
    assert open_mail(data + inner + b"\n--b--\n").attachments == (("Tờ trình.eml", inner),)


def test_mail_in_a_mail_without_subject_or_in_base64():
    inner = b"From: a\nDate: b\n\nc\n"
    packed = b"Content-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n" + base64.encodebytes(inner)
    assert open_mail(b"Subject: x\n" + packed).attachments == (("attachment-1.eml", inner),)
    assert names(b"Subject: x\nContent-Type: message/rfc822\n\n") == ["attachment-1.eml"]


# Limits and broken mails


def refusal(data: bytes, **limits: int) -> str:
    with pytest.raises(UnreadableError) as error:
        open_mail(data, **limits)
    return str(error.value)


def parts(count: int, part: bytes) -> bytes:
    return raw("Content-Type: multipart/mixed; boundary=b", (b"--b\r\n" + part) * count)


def test_no_more_attachments_than_asked_for():
    many = parts(5_000, b"Content-Type: application/pdf\r\n\r\nx\r\n")
    assert len(names(many)) == 200
    assert len(open_mail(many, most=3).attachments) == 3


def test_size_of_what_is_unpacked():
    message = letter()
    attach(message, "a.pdf", b"x" * 1000)
    assert len(open_mail(message.as_bytes(), max_bytes=1200).attachments) == 1
    assert refusal(message.as_bytes(), max_bytes=1000) == "too_large: max_decompressed"


@pytest.mark.parametrize(
    "data", [b"", b"\n\n", b"khong phai thu", "Số: 12/TTr-SNV\nKính gửi".encode(), b"\x00\xff" * 50]
)
def test_what_is_no_mail(data):
    assert refusal(data) == "damaged: broken_mail"


def test_nesting_that_ends_the_stack():
    head = b"Subject: x\n" + b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(1500)
    )
    assert refusal(head) == "damaged: broken_mail"
    assert refusal(b"Content-Type: message/rfc822\n\n" * 3000) == "damaged: broken_mail"


@pytest.mark.parametrize(
    "data",
    [
        letter(cte="base64").as_bytes()[:-9],
        raw("Content-Type: multipart/mixed", b"--b\r\n\r\nx"),
        raw("Content-Type: multipart/mixed; boundary=b", b"--c\r\n\r\nx"),
        raw("Content-Type: ;;;="),
        raw("Content-Transfer-Encoding: base64\r\nContent-Type: application/pdf", b"!!!"),
        raw("Content-Type: text/plain; charset=idna", b"x" * 1000 + b"\xff"),
        raw("Content-Type: text/plain" + "(" * 50_000),
        raw("Content-Disposition: attachment" + "; a=b" * 50_000),
        raw("Subject: " + "=?utf-8?Q?x?= " * 20_000),
    ],
)
def test_broken_mails_give_what_is_left(data):
    open_mail(data)


def test_mail_that_was_cut_off_keeps_its_first_parts():
    message = letter()
    attach(message, "a.pdf")
    attach(message, "b.pdf", b"x" * 10_000)
    mail = open_mail(message.as_bytes()[:-5_000])
    assert mail.text == f"{SUBJECT}\n\n{BODY}"
    assert [name for name, _ in mail.attachments] == ["a.pdf", "b.pdf"]


HEADS = [
    "Content-Type: multipart/mixed; boundary=b",
    "Content-Type: multipart/alternative; boundary=b",
    "Content-Type: message/rfc822",
    "Content-Type: text/html",
    "Content-Transfer-Encoding: base64",
    "Content-Transfer-Encoding: quoted-printable",
    "Content-Disposition: attachment; filename*0*=",
    "Subject: =?utf-8?B?",
    "",
    "--b",
    "--b--",
]


@given(st.lists(st.one_of(st.sampled_from(HEADS).map(str.encode), st.binary(max_size=30)), max_size=20))
def test_any_lines(lines):
    try:
        mail = open_mail(b"\n".join(lines))
        assert all(0 < len(name) <= 120 and not set(name) & set("/\\\x00\n") for name, _ in mail.attachments)
    except UnreadableError as error:
        reason = error.reason
    else:
        reason = "broken_mail"
    assert reason == "broken_mail"


# What a mail looks like


@pytest.mark.parametrize(
    "head",
    [
        letter().as_bytes(),
        b"Received: from x\n\tby y; z\nDate: a\nX-Y: b\nSubject: c\n\nd",
        b"X-Mozilla-Status: 0001\r\nMIME-Version: 1.0\r\nMessage-ID: <a@b>\r\n",
        b"From vanthu@example.org Mon Mar  3 2025\nFrom: a\nTo: b\n\n",
        b"\xef\xbb\xbf\r\nSubject: a\r\nDATE: b\r\n\r\n",
    ],
)
def test_what_is_a_mail(head):
    assert is_mail(head)
    assert not is_mhtml(head)
    open_mail(head)


@pytest.mark.parametrize(
    "head",
    [
        b"",
        "Số: 12/TTr-SNV\nKính gửi: Sở".encode(),
        b"So: 12\nV/v: x\nKinh gui: y",
        b"Date: 12/3/2025\n\nSubject: a\nFrom: b",
        b"Subject: a\nSubject: b\n",
        b"Kinh gui\nFrom: a\nTo: b",
        b"\n From: a\n To: b",
        b"<html>",
    ],
)
def test_what_is_no_mail_by_its_head(head):
    assert not is_mail(head)
    assert not is_mhtml(head)


# Pages saved as mails


def saved(*pages: tuple[str, str], sender: str | None = None, start: str = "") -> bytes:
    message = MIMEMultipart("related", type="text/html")
    if start:
        message.set_param("start", start)
    if sender:
        message["From"] = sender
    for name, source in pages:
        part = MIMEText(source, "html", "utf-8")
        part["Content-ID"] = f"<{name}>"
        message.attach(part)
    message.attach(MIMEImage(b"\x89PNG", "png"))
    return message.as_bytes()


@pytest.mark.parametrize("sender", [None, "<Saved by Blink>", "<Saved by Microsoft Internet Explorer 5>"])
def test_page_of_an_mhtml_file(sender):
    data = saved(("a", "<title>x</title><p>TỜ TRÌNH</p>"), ("b", "<p>đầu trang</p>"), sender=sender)
    assert is_mail(data)
    assert is_mhtml(data)
    content = read_mhtml(data, Settings())
    assert (content.text, content.format) == ("TỜ TRÌNH", "html")


def test_page_that_the_file_names_as_its_start():
    data = saved(("a", "khung"), ("b", "TỜ TRÌNH"), start="<b>")
    assert read_mhtml(data, Settings()).text == "TỜ TRÌNH"


def test_page_of_word_in_utf_16():
    page = base64.encodebytes("<html>TỜ TRÌNH".encode("utf-16")).decode()
    head = 'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="--=_x"\n\nWeb page\n\n----=_x\n'
    part = f'Content-Type: text/html; charset="unicode"\nContent-Transfer-Encoding: base64\n\n{page}\n----=_x--\n'
    assert is_mhtml(head.encode())
    assert read_mhtml((head + part).encode(), Settings()).text == "TỜ TRÌNH"


def test_mail_with_pictures_is_no_page():
    assert not is_mhtml(saved(("a", "x"), sender="Văn thư <vanthu@example.org>"))


@pytest.mark.parametrize("data", [b"", b"x", letter().as_bytes(), saved()])
def test_mhtml_without_a_page(data):
    with pytest.raises(UnreadableError, match="damaged: broken_html"):
        read_mhtml(data, Settings())
