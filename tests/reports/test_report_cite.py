"""What ``vn-dossier cite`` writes: instruments of a file, the page, tagged tokens, spaCy's file."""

from __future__ import annotations

import io
import re
from html.parser import HTMLParser

import pytest

from vn_dossier_nlp.reports.cite_page import CitePage, cluster_line, clusters_of, none_expired, status_word
from vn_dossier_nlp.reports.cite_tags import DocBinWriter, bio_lines, tag_of
from vn_dossier_nlp.schema import Citation, Outcome, SourceFile, Span
from vn_dossier_nlp.words import LANGUAGES

PATH = "hồ sơ/tờ trình.txt"
TEXT = (
    "Căn cứ Điều 8 Nghị định số 15/2021/NĐ-CP; Căn cứ Luật Đất đai;\n"
    "Theo Nghị định 15/2021/NĐ-CP & <b>Quyết định này</b>.\n"
)
DECREE = {"type": "nghị định", "number": "15/2021/NĐ-CP", "resolves_to": "15/2021/NĐ-CP"}
LAW = {"type": "luật", "title": "Luật Đất đai", "resolves_to": "45/2013/QH13"}


def cite(words: str, *, text: str = TEXT, path: str = PATH, start: int = 0, **fields: object) -> Citation:
    at = text.index(words, start)
    given: dict[str, object] = {"type": None, "number": None, "title": None, "date": None, "pins": ()} | fields
    return Citation(span=Span(path, at, at + len(words), words), **({"self_reference": False} | given))


def sample() -> tuple[Citation, ...]:
    return (
        cite("Điều 8 Nghị định số 15/2021/NĐ-CP", **DECREE, pins=("Điều 8",), cluster=1, status_on_date="in_force"),
        cite("Luật Đất đai", **LAW, cluster=2, status_on_date="expired"),
        cite("Nghị định 15/2021/NĐ-CP", **DECREE, cluster=1, status_on_date="in_force"),
        cite("Quyết định này", type="quyết định", self_reference=True, cluster=3),
    )


def page(*files: tuple[str, str, tuple[Citation, ...]], lang: str = "vi", **options: object) -> str:
    made, out = CitePage(lang, **options), io.StringIO()
    for path, text, citations in files:
        made.add(path, text, citations)
    made.write(out)
    return out.getvalue()


class Tags(HTMLParser):
    """What a browser would see: names of elements, of attributes, and where links lead."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.names: set[str] = set()
        self.attributes: set[str] = set()
        self.links: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links += [value or "" for name, value in attrs if name == "href"]


# Instruments --------------------------------------------------------------------------------------------------------


def test_mentions_of_one_cluster_are_one_instrument():
    first, law, itself = map(cluster_line, clusters_of(sample()))
    assert (first["cluster"], first["number"], first["count"], first["status_on_date"]) == (
        1,
        "15/2021/NĐ-CP",
        2,
        "in_force",
    )
    assert [TEXT[place["start"] : place["end"]] for place in first["places"]] == [
        "Điều 8 Nghị định số 15/2021/NĐ-CP",
        "Nghị định 15/2021/NĐ-CP",
    ]
    assert {place["path"] for place in first["places"]} == {PATH}
    assert (law["title"], law["resolves_to"], law["status_on_date"]) == ("Luật Đất đai", "45/2013/QH13", "expired")
    assert (itself["cluster"], itself["status_on_date"]) == (3, None)


def test_without_clusters_the_same_name_is_one_instrument():
    decree = {"type": "nghị định", "number": "15/2021/NĐ-CP"}
    loose = (
        cite("Nghị định số 15/2021/NĐ-CP", **decree),
        cite("Luật Đất đai", type="luật", cluster=4),
        cite("Nghị định 15/2021/NĐ-CP", **decree),
        cite("Căn cứ"),
        cite("Theo"),
    )
    assert [(one.id, len(one.mentions)) for one in clusters_of(loose)] == [(5, 2), (4, 1), (6, 1), (7, 1)]


def test_a_status_that_a_mention_tells_stands_for_its_instrument():
    one, two = (cite("Luật Đất đai", **LAW, cluster=1, status_on_date=s) for s in ("unknown", "expired"))
    assert [cluster.status for cluster in clusters_of((one, two))] == ["expired"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_not_known_is_said(lang):
    assert status_word(None, lang) == status_word("unknown", lang) == status_word("a later code", lang)
    assert "7" in none_expired(7, lang)
    assert none_expired(0, lang) != none_expired(7, lang)


# The page -----------------------------------------------------------------------------------------------------------


def test_every_mention_links_to_its_instrument_and_back():
    html = page((PATH, TEXT, sample()))
    links = dict(re.findall(r'<a id="(c\d+)" class="h cited [^"]*" href="#(i\d+)"', html))
    assert links == {"c1": "i1", "c2": "i2", "c3": "i1", "c4": "i3"}
    for anchor, instrument in links.items():
        card = re.search(rf'id="{instrument}".*?</article>', html, re.DOTALL)
        assert card
        assert f'href="#{anchor}"' in card[0]
    ids = re.findall(r'\bid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', html)) <= set(ids)


def test_a_status_has_words_and_the_expired_come_first():
    html = page((PATH, TEXT, sample()))
    assert html.index("Hết hiệu lực (1)") < html.index("Còn hiệu lực (1)")
    assert 'data-note="hết hiệu lực"' in html
    assert "45/2013/QH13" in html
    assert "· Điều 8" in html or ">Điều 8<" in html


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_is_escaped_and_needs_nothing_from_elsewhere(lang):
    nasty = 'a"><script>alert(1)</script>\u202e.txt'
    text = "<script>x</script> Luật <img src=//e.vn/a> <!-- texts --> \x1b[2J \ud800"
    title = cite("Luật <img src=//e.vn/a>", text=text, path=nasty, type="luật", title="<i onload=x>")
    slip = cite("script", text=text, path=nasty, type="luật", number="<b>", candidates=("<u>",), did_you_mean="<s>")
    made, out = CitePage(lang), io.StringIO()
    made.add(nasty, text, (slip, title))
    made.add_unread(SourceFile(nasty, None, None, Outcome.DAMAGED))
    made.write(out)
    html = out.getvalue()
    tags = Tags(html)
    assert tags.names.isdisjoint({"script", "img", "i", "b", "u", "s", "link", "iframe", "object"})
    assert [name for name in tags.attributes if name.startswith("on") or name == "src"] == []
    assert [target for target in tags.links if not target.startswith("#")] == []
    assert not re.search(r"@import|url\(", html)
    assert not set(html) & {"\u202e", "\x1b", "\ud800"}
    assert html.rstrip().endswith("</html>")
    assert f'<html lang="{lang}">' in html
    html.encode("utf-8")


def test_the_text_is_there_to_the_letter():
    html = page((PATH, TEXT, sample()))
    paper = re.search(r'<div class="paper"[^>]*>(.*?)</div>', html, re.DOTALL)
    assert paper
    plain = re.sub(r"<[^>]+>", "", paper[1])
    assert plain.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") == TEXT


def test_an_instrument_in_two_files_is_listed_once_a_recurring_number_is_not():
    other = "b.txt"
    local = {"type": "quyết định", "number": "28/2023/QĐ-UBND"}
    decree = {**DECREE, "status_on_date": "in_force"}
    words = "15/2021/NĐ-CP và 28/2023/QĐ-UBND"
    files = [
        (
            path,
            words,
            (
                cite("15/2021/NĐ-CP", text=words, path=path, **decree),
                cite("28/2023/QĐ-UBND", text=words, path=path, **local),
            ),
        )
        for path in ("a.txt", other)
    ]
    html = page(*files)
    assert html.count('<article class="card') == 3
    assert html.count('<section class="file"') == 2


def test_overlapping_mentions_each_have_their_anchor():
    whole, part = cite("Điều 8 Nghị định số 15/2021/NĐ-CP", **DECREE), cite("Nghị định số", type="nghị định")
    html = page((PATH, TEXT, (whole, part)))
    assert html.count('id="c1"') == html.count('id="c2"') == 1
    assert "<a " not in re.sub(r"<a[^>]*>[^<]*</a>", "", html)


def test_the_date_that_was_asked_is_shown():
    assert "01/08/2024" in page((PATH, TEXT, sample()), on="2024-08-01")
    assert "2024-08-01" in page((PATH, TEXT, sample()), on="2024-08-01", lang="en")


def test_many_places_are_all_there():
    text = "Luật Đất đai; " * 9
    many = tuple(cite("Luật Đất đai", text=text, start=14 * i, **LAW, cluster=1) for i in range(9))
    html = page((PATH, text, many))
    assert [f'href="#c{i}"' in html for i in range(1, 10)] == [True] * 9
    assert "<summary>" in html


# BIO ----------------------------------------------------------------------------------------------------------------


def test_a_mention_is_the_tokens_that_overlap_it():
    rows = [line.split("\t") for line in bio_lines(PATH, TEXT, sample())]
    assert rows[0] == [f"# file = {PATH}"]
    tokens = [(word, int(a), int(b), tag) for word, a, b, tag in (row for row in rows if len(row) == 4)]
    assert [word for word, a, b, _ in tokens if TEXT[a:b] != word] == []
    assert "".join(word for word, *_ in tokens) == "".join(TEXT.split())
    for one in sample():
        inside = [(a, tag) for _, a, b, tag in tokens if a < one.span.end and b > one.span.start]
        name = tag_of(one)
        assert [tag for _, tag in inside] == [f"B-{name}"] + [f"I-{name}"] * (len(inside) - 1)
    spans = [(one.span.start, one.span.end) for one in sample()]
    outside = {tag for _, a, b, tag in tokens if not any(a < end and b > start for start, end in spans)}
    assert outside == {"O"}
    assert "15/2021/NĐ-CP" in [word for word, *_ in tokens]


def test_tags():
    assert [tag_of(one) for one in sample()] == ["nghị_định", "luật", "nghị_định", "SELF"]
    assert tag_of(cite("Căn cứ", number="1/KH")) == "DOCUMENT"


def test_sentences_are_apart_and_none_ends_inside_a_mention():
    plain = list(bio_lines("a", "Đã họp. Đã duyệt.", ()))
    assert [line == "" for line in plain] == [False] * 4 + [True] + [False] * 3 + [True]
    whole = cite("họp. Đã", text="Đã họp. Đã duyệt.", type="luật")
    assert list(bio_lines("a", "Đã họp. Đã duyệt.", (whole,))).count("") == 1


def test_neighbours_begin_anew_and_odd_names_stay_on_one_line():
    text = "Luật ANghị định B"
    pair = (cite("Luật", text=text, type="luật"), cite("ANghị định", text=text, type="nghị định"))
    lines = list(bio_lines("a\nb\tc", text, pair))
    assert lines[0] == "# file = a⟨U+000A⟩b⟨U+0009⟩c"
    assert [line.split("\t")[3] for line in lines[1:-1]] == ["B-luật", "B-nghị_định", "I-nghị_định", "O"]


def test_a_number_broken_over_lines_keeps_a_line_a_token():
    text = "Tờ trình số 187 /TTr -\nSNV ngày 1/2/2024"
    lines = list(bio_lines("a", text, (cite("Tờ trình số 187 /TTr -\nSNV", text=text, type="tờ trình"),)))
    assert {len(line.split("\t")) for line in lines if line and not line.startswith("# file")} == {4}


# DocBin -------------------------------------------------------------------------------------------------------------


def test_docbin_is_read_back_with_another_vocabulary():
    import spacy
    from spacy.tokens import DocBin

    writer = DocBinWriter()
    writer.add(PATH, TEXT, sample())
    writer.add("tên\udcff.txt", "Không có gì.\n\n  Hết.", ())
    docs = list(DocBin().from_bytes(writer.to_bytes()).get_docs(spacy.blank("xx").vocab))
    assert [doc.text for doc in docs] == [TEXT, "Không có gì.\n\n  Hết."]
    first, second = docs
    assert first.user_data["path"] == PATH
    spans = first.spans["citations"]
    assert [(s.start_char, s.end_char) for s in spans] == [(c.span.start, c.span.end) for c in sample()]
    assert [(s.label_, s.kb_id_) for s in spans] == [
        ("nghị_định", "15/2021/NĐ-CP"),
        ("luật", "45/2013/QH13"),
        ("nghị_định", "15/2021/NĐ-CP"),
        ("SELF", ""),
    ]
    assert [line["status_on_date"] for line in first.user_data["citations"]] == [
        "in_force",
        "expired",
        "in_force",
        None,
    ]
    assert len(second.spans.get("citations", ())) == 0
    assert second.user_data["path"] == "tên\\udcff.txt"
