"""HTML: what a browser would show, line by line."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vn_dossier_nlp.reading import html
from vn_dossier_nlp.reading.content import Content, UnreadableError
from vn_dossier_nlp.reading.html import read_html
from vn_dossier_nlp.settings import Settings


def content(source: str | bytes, charset: str | None = None) -> Content:
    return read_html(source.encode() if isinstance(source, str) else source, Settings(), charset)


def lines(source: str | bytes) -> list[str]:
    read = content(source)
    assert (read.format, read.outcome, read.reason, read.pages) == ("html", "read", None, ())
    return read.text.split("\n")


def refusal(source: str | bytes) -> str:
    with pytest.raises(UnreadableError) as error:
        content(source)
    return str(error.value)


MASTHEAD = """
<table width="100%" border="0"><tr>
 <td><p>UBND TỈNH LÂM ĐỒNG</p><p><b>SỞ NỘI VỤ</b></p></td>
 <td>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM<br>Độc lập - Tự do - Hạnh phúc</td>
</tr><tr><td>Số: 12/TTr-SNV</td><td><i>Lâm Đồng, ngày 12 tháng 3 năm 2025</i></td></tr></table>
<h1>TỜ TRÌNH</h1>"""
BLOCKS = [
    "UBND TỈNH LÂM ĐỒNG",
    "SỞ NỘI VỤ",
    "Số: 12/TTr-SNV",
    "",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "Lâm Đồng, ngày 12 tháng 3 năm 2025",
    "",
    "TỜ TRÌNH",
]


# Lines, blanks, what is shown


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("<p>Kính gửi:\n  Ủy ban\t<b>nhân dân </b> tỉnh</p><div>Căn cứ<div>Nghị định</div> số 1</div>",
         ["Kính gửi: Ủy ban nhân dân tỉnh", "Căn cứ", "Nghị định", "số 1"]),
        ("một<br>hai<br><br>ba<br/>", ["một", "hai", "", "ba"]),
        ("<p>một<br></p><p><br></p><p>hai</p>", ["một", "", "hai"]),
        ("<p>một</p><p>&nbsp;</p><p></p><p> </p><p>hai</p>", ["một", "", "hai"]),
        ("Số:&nbsp;&nbsp; &nbsp;/TTr", ["Số:    /TTr"]),
        ("<p>&nbsp; &nbsp;thụt đầu dòng</p>", ["thụt đầu dòng"]),
        ("<pre>\n  một\n\n    hai  ba\n</pre>bốn", ["  một", "", "    hai  ba", "bốn"]),
        ("<p style='white-space:pre-wrap'>a  b\nc</p>", ["a  b", "c"]),
        ("<span style='display:block'>một</span>hai<div style='display:inline'>ba</div>", ["một", "haiba"]),
        ("<dl><dt>Tên</dt><dd>Sở</dd></dl><hr>hết", ["Tên", "Sở", "hết"]),
        ("một</p></body></html>\n<p>hai", ["một", "hai"]),
        ("không có thẻ nào", ["không có thẻ nào"]),
    ],
)  # fmt: skip
def test_blocks_breaks_and_white_space(source, shown):
    assert lines(source) == shown


def test_entities_and_the_codes_that_word_wrote():
    assert lines("&Ocirc;ng &amp; b&#7841; &#x1EA1; &#150; &#147;a&#148; &lt;b&gt; &khong; 5 < 6") == [
        "Ông & bạ ạ – “a” <b> &khong; 5 < 6"
    ]


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>ẩn</script>",
        "<style>p{color:red}</style>",
        "<template><p>ẩn</p></template>",
        "<noscript>ẩn</noscript>",
        "<!-- ẩn <p>ẩn</p> -->",
        "<!--[if gte mso 9]><xml><o:p>ẩn</o:p></xml><![endif]-->",
        "<p hidden>ẩn</p>",
        "<div style='Display : NONE'>ẩn <p>ẩn</p></div>",
        "<span style='color:red;visibility:hidden'>ẩn</span>",
        "<p style='display:none !important'>ẩn</p>",
        "<select><option>ẩn</option></select>",
        "<del cite='mailto:a' datetime='2025'>ẩn</del>",
        "<svg><text>ẩn</text></svg>",
    ],
)
def test_hidden_text_is_left_out_and_what_follows_is_not(hidden):
    source = f"<html><head><title>ẩn</title></head><body><p>trước</p>{hidden}sau</body></html>"
    assert lines(source) == ["trước", "sau"]


def test_conditional_comments_that_browsers_show():
    assert lines("<p><![if !supportLists]>1.<![endif]> Mục đích<o:p></o:p></p>") == ["1. Mục đích"]


def test_raised_digits_do_not_glue_to_numbers():
    assert lines("<p>120 m<sup>2</sup>, Điều 5<sup><a href='#n'>[12]</a></sup>, n<sup>th</sup></p>") == [
        "120 m², Điều 5[¹²], nth"
    ]
    assert lines("<p>khoản 3<span style='vertical-align:super'>1</span></p>") == ["khoản 3¹"]


# Lists


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("<ol><li>một<li>hai</ol>", ["1. một", "2. hai"]),
        ("<ol type=a><li>một<li>hai</ol>", ["a) một", "b) hai"]),
        ("<ol type=I start=3><li>ba<li value=9>chín<li>mười</ol>", ["III. ba", "IX. chín", "X. mười"]),
        ("<ol type=A><li>một</ol><ol type=i><li>hai</ol>", ["A. một", "i. hai"]),
        ("<ol style='list-style-type:lower-alpha'><li>một</ol>", ["a) một"]),
        ("<ol style='list-style: none outside'><li>một</ol>", ["một"]),
        ("<ol type=a start=26><li>z<li>aa<li>ab</ol>", ["z) z", "aa) aa", "ab) ab"]),
        ("<ol type=a start=0><li>không</ol>", ["0. không"]),
        ("<ol type=i start=4000><li>lớn</ol>", ["4000. lớn"]),
        ("<ul type=square><li>một<li><p>hai</p><p>ba</p></ul>", ["- một", "- hai", "ba"]),
        ("<ul><li>một<ul style='list-style-type:none'><li>trong</ul>sau<li>hai</ul>",
         ["- một", "trong", "sau", "- hai"]),
        ("<ol><li>một<ol type=a><li>trong</ol><li><br>hai<li></li><li>bốn</ol>",
         ["1. một", "a) trong", "2.", "hai", "4. bốn"]),
        ("<ol><li><table border=1><tr><td>a<td>b</table></ol>", ["1. a | b"]),
        ("<li>lạc", ["- lạc"]),
    ],
)  # fmt: skip
def test_list_items_bear_their_numbers(source, shown):
    assert lines(source) == shown


# Tables


def test_masthead_table_is_read_block_by_block():
    assert lines(MASTHEAD) == BLOCKS


def test_masthead_with_tones_beside_their_vowels_is_one_too():
    apart = unicodedata.normalize("NFD", MASTHEAD)
    assert [unicodedata.normalize("NFC", line) for line in lines(apart)] == BLOCKS


def test_signature_table_is_read_block_by_block():
    source = "<table><tr><td>Nơi nhận:<br>- Như trên;<br>- Lưu: VT.<td>GIÁM ĐỐC<p>&nbsp;<p>Lê Văn Mẫu</table>"
    assert lines(source) == ["Nơi nhận:", "- Như trên;", "- Lưu: VT.", "", "GIÁM ĐỐC", "", "Lê Văn Mẫu"]


def test_one_table_for_the_whole_paper_is_read_band_by_band():
    source = """<table border=0>
      <tr><td>SỞ NỘI VỤ<td>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
      <tr><td>Số: 12<td>Độc lập - Tự do - Hạnh phúc
      <tr><td colspan=2><h1>TỜ TRÌNH</h1><p>Căn cứ Luật;
      <tr><td>Nơi nhận:<td>GIÁM ĐỐC</table>"""
    assert [line for line in lines(source) if line] == [
        "SỞ NỘI VỤ",
        "Số: 12",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "TỜ TRÌNH",
        "Căn cứ Luật;",
        "Nơi nhận:",
        "GIÁM ĐỐC",
    ]


def test_layout_of_a_page_is_read_block_by_block():
    body = "".join(f"<p>Đoạn {number} của bài." for number in range(30))
    source = f"<table><tr><td>Trang chủ<td>{body}<td>Liên hệ</table>"
    assert lines(source)[:4] == ["Trang chủ", "", "Đoạn 0 của bài.", "Đoạn 1 của bài."]


def test_tables_in_tables_of_one_column_are_no_tables():
    assert lines(f"<table><tr><td>{MASTHEAD}<p>Kính gửi</table>") == [*BLOCKS, "Kính gửi"]


@pytest.mark.parametrize(
    "table",
    [
        "<table border=1>",
        "<table border>",
        "<table style='border-collapse:collapse;border:0.5pt solid black'>",
        "<table><tr><th>",
        "<table><tr><td style='border-top:none;border-left:solid windowtext 1.0pt'>",
    ],
)
def test_ruled_table_is_read_row_by_row(table):
    source = f"{table}<tr><td>STT<td>Nội dung</tr><tr><td><p>1</p><td>Chi<br>thường   xuyên<tr><td><td></table>sau"
    assert lines(source)[-3:] == ["STT | Nội dung", "1 | Chi thường xuyên", "sau"]


@pytest.mark.parametrize("style", ["border:none", "border-top:0px solid", "border-collapse:collapse", "border: hidden"])
def test_borders_that_are_not_drawn_are_none(style):
    assert lines(f"<table style='{style}'><tr><td>trái<td>phải</table>") == ["trái", "", "phải"]


def test_long_table_of_two_columns_without_borders_is_read_row_by_row():
    source = "<table>" + "".join(f"<tr><td>Mục {row}<td>{row} đồng" for row in range(1, 5)) + "</table>"
    assert lines(source)[0] == "Mục 1 | 1 đồng"


def test_cells_that_span_rows_keep_the_columns():
    source = """<table border=1><caption>Bảng 1</caption>
      <tr><th rowspan=2>STT<th colspan=2>Kinh phí
      <tr><th>2024<th>2025
      <tr><td rowspan=0>1<td>5<td>6
      <tr><td>7<td>8
      <tr><td>9</table>"""
    assert lines(source) == ["Bảng 1", "STT | Kinh phí", " | 2024 | 2025", "1 | 5 | 6", " | 7 | 8", " | 9"]


def test_cells_without_a_table_are_lines():
    assert lines("<td>một</td><td>hai</td>") == ["một", "hai"]


# Encodings


WORDS = "Căn cứ Nghị định số 30/2020/NĐ-CP về công tác văn thư"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(
    "declared", ["", "<meta charset=utf-8>", "<META HTTP-EQUIV=x content='text/html; charset=us'>"]
)
def test_unicode_whatever_is_declared(encoding, declared):
    assert lines(f"<html>{declared}<p>{WORDS}</p></html>".encode(encoding)) == [WORDS]


def windows_1258(words: str) -> bytes:
    """Tones apart from their vowels, the other marks not, as the code page has them."""
    apart = []
    for char in words:
        letter, *marks = unicodedata.normalize("NFD", char)
        kept = [mark for mark in marks if mark in "\u0302\u0306\u031b"]
        apart += [unicodedata.normalize("NFC", letter + "".join(kept)), *(mark for mark in marks if mark not in kept)]
    return "".join(apart).encode("cp1258")


@pytest.mark.parametrize(
    "head",
    [
        b"<meta charset=windows-1258>",
        b"<meta http-equiv='Content-Type' content='text/html; charset=Windows-1258'>",
        b"<?xml version='1.0' encoding='windows-1258'?><html>",
        b"",
    ],
)
def test_windows_1258_keeps_its_tones_as_they_are(head):
    (line,) = lines(head + b"<p>" + windows_1258(WORDS))
    assert unicodedata.normalize("NFC", line) == WORDS
    assert "\u0323" in line


@pytest.mark.parametrize(
    "head", [b"", b"<meta charset=x-user-defined>", b"<meta charset=iso-8859-1>", b"<meta charset=unknown>"]
)
def test_legacy_letters(head):
    words = "QuyÕt ®Þnh cña Thñ t\u00adíng – “nhiÒu”"
    shown = "Quyết định của Thủ tướng – “nhiều”"
    assert lines(head + f"<p><font face='.VnTime'>{words}</font>".encode("cp1252")) == [shown]
    assert lines(head + f"<p>{words}</p>".encode("cp1252")) == [shown]


def test_old_declaration_on_a_page_in_utf_8():
    assert lines(b"<meta charset=windows-1252><p>" + WORDS.encode()) == [WORDS]


def test_declaration_in_a_comment_is_none():
    assert lines(b"<!-- <meta charset=windows-1258> --><p>caf\xe9 \xd2\xd2") == ["café ÒÒ"]


def test_what_the_mail_says_goes_before_what_the_page_says():
    page = b"<meta charset=iso-8859-1><p>" + windows_1258(WORDS)
    assert unicodedata.normalize("NFC", content(page, "windows-1258").text) == WORDS


def test_page_cut_off_in_a_letter():
    assert lines(WORDS.encode() + "ệ".encode()[:2]) == [f"{WORDS}\ufffd"]


# Fonts


@pytest.fixture
def fonts(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], dict[str, str | None]]:
    """The font that each text of a page is in."""

    def of(source: str) -> dict[str, str | None]:
        seen: dict[str, str | None] = {}

        def converted(text: str, font: str | None) -> str:
            if text.strip():
                seen[text.strip()] = font
            return text

        monkeypatch.setattr(html, "_converted", converted)
        content(source)
        return seen

    return of


def test_nearest_font_counts(fonts):
    source = """<p>a <font face=".VnTime, Arial">b <i>c</i>
      <span style="FONT: bold 12.0pt/150% 'VNI-Times', serif">d</span> e</font> f
      <span style='font-family:"VNI-Helve" !important'>g <font size=2>h</font><b style="font-family:inherit">i</b>"""
    assert fonts(source) == {
        **dict.fromkeys("af"),
        **dict.fromkeys("bce", ".VnTime"),
        "d": "VNI-Times",
        **dict.fromkeys("ghi", "VNI-Helve"),
    }


def test_fonts_of_word_style_sheets(fonts):
    source = """<style><!-- /* Font Definitions */ @font-face {font-family:".VnArial";}
      /* Style */ p.MsoNormal, li.MsoNormal {margin:0; font-family:".VnTime";} .x{font-family:Arial}
      p {font-family: "Times New Roman"} p > b {font-family:A}
      @media print { td {font-family:B} } h1 {color:red} --></style>
      <p class=MsoNormal>a <b>b</b> <span class="y X">c</span></p><p>d</p><h1>e</h1><table><tr><td>f</table>"""
    assert fonts(source) == {
        "a": ".VnTime", "b": ".VnTime", "c": "Arial", "d": "Times New Roman", "e": None, "f": None,
    }  # fmt: skip


def test_conversion_comes_before_white_space(monkeypatch):
    monkeypatch.setattr(html, "_converted", lambda text, font: text.replace("\u00a0", "Ă") if font else text)
    assert lines("<font face=.VnTimeH>&nbsp;N</font>&nbsp;x") == ["ĂN x"]


# Limits


@pytest.mark.parametrize(
    "source", ["", "  \n", "<p></p>", "<!-- ẩn -->", "<!doctype html>", "<html hidden>ẩn", "\x00\x01"]
)
def test_no_text(source):
    assert refusal(source) == "empty: no_text"


def test_deep_nesting_is_cut_and_says_so():
    read = content("<div>trên" * 10_000 + "dưới" + "</div>" * 10_000)
    assert (read.outcome, read.reason) == ("partly_read", "broken_html")
    assert read.text.startswith("trên\ntrên")
    assert refusal("<div>" * 10_000 + "dưới") == "damaged: broken_html"


def test_nesting_that_people_write_is_read():
    assert lines("<div>" * 200 + "dưới") == ["dưới"]
    assert lines("<table><tr><td>" * 60 + "dưới") == ["dưới"]


def test_picture_in_the_page_and_many_paragraphs():
    picture = "<img src='data:image/png;base64," + "QUJD" * 3_000_000 + "'>"
    assert lines(f"<p>trước{picture}sau" + "<p>dòng" * 20_000)[:2] == ["trướcsau", "dòng"]


@pytest.mark.parametrize(
    "source",
    [
        "<table><tr>" + "<td>Nơi nhận" * 20_000,
        "<table><tr>" + "<td rowspan=65000>x" * 64 + "<tr><td>y" * 500,
        "<table><tr><td colspan=99999999999999999999999>x<td colspan=-4>y",
        "<ol type=a start=99999999999999999999999999><li>x",
        "<style>" + "a" * 200_000 + "</style>x",
        "<p style='" + "a:b;" * 50_000 + "'>x",
        "<meta " * 50_000 + ">x",
    ],
)
def test_pages_made_to_take_long(source):
    assert content(source).text


def reason(source: str | bytes) -> str:
    """Why there is no text, or "read"."""
    try:
        assert content(source).text.strip()
    except UnreadableError as error:
        return error.reason
    return "read"


@given(st.binary(max_size=400))
def test_any_bytes_give_text_or_a_reason(data):
    assert reason(data) in ("read", "no_text", "broken_html")


OPENED = ["table", "tr", "td", "th", "ol", "ul", "li", "p", "div", "br", "pre", "font", "b", "html", "body"]
TAGS = [*OPENED, *(f"/{tag}" for tag in OPENED if tag != "br")]


@given(
    st.lists(
        st.one_of(
            st.sampled_from(TAGS).map(lambda tag: f"<{tag}>"),
            st.text("xyz \n\u00a0", max_size=6),
        ),
        max_size=40,
    )
)
def test_no_letter_is_lost_however_tags_are_mixed(pieces):
    source = "".join(pieces)
    typed = sorted(letter for letter in "".join(piece for piece in pieces if "<" not in piece) if letter in "xyz")
    if typed:
        assert sorted(letter for letter in content(source).text if letter in "xyz") == typed
    else:
        assert reason(source) in ("no_text", "read")  # read: the dash of a list item
