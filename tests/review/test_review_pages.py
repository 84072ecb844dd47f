"""The pages as an officer uses them, over a real register; and hostile documents in each of them."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path

import pytest
from review_office import HOSTILE_NAME, OFFICER, READER, SCRIPT, THIRD, OfficePlace, entered, send, token
from starlette.testclient import TestClient

from vn_dossier_nlp.register import Actor, actions, open_register
from vn_dossier_nlp.review.app import build_app
from vn_dossier_nlp.review.config import Config
from vn_dossier_nlp.review.desk import PART
from vn_dossier_nlp.review.guard import Guard
from vn_dossier_nlp.review.queue import Filters
from vn_dossier_nlp.review.spans import placed

WHY = "Lời đề nghị không nói việc cần quyết định."


def taken(client: TestClient, office: OfficePlace, key: int) -> int:
    """Take a dossier; its version afterwards."""
    with open_register(str(office.register)) as register:
        version = register.dossier(key).version
    assert send(client, f"/dossiers/{key}/take", version=str(version)).status_code == 200
    with open_register(str(office.register)) as register:
        return register.dossier(key).version


def answers(**changed: str) -> dict[str, str]:
    """A reading by the guide."""
    return {"return_for_vagueness": "yes", "vagueness": "4", "purpose": "budget", "why": WHY, **changed}


def test_the_queue_shows_what_is_open_and_filters(officer: TestClient, office: OfficePlace) -> None:
    everything = officer.get("/").text
    assert everything.count("data-row") == len(office.keys)
    returns = officer.get("/", params={"verdict": "return"}).text
    assert 0 < returns.count("data-row") < len(office.keys)
    assert officer.get("/", params={"q": "khong co chu nay"}).text.count("data-row") == 0
    without_marks = officer.get("/", params={"q": "khanh hoa"}).text + officer.get("/", params={"body": "du lich"}).text
    assert "data-row" in without_marks
    assert officer.get("/", params={"state": "closed"}).text.count("data-row") == 0
    assert officer.get("/", params={"age": "3"}).text.count("data-row") == len(office.keys) - 3


@pytest.mark.parametrize("name", ["page", "verdict", "order", "state", "age", "due"])
@pytest.mark.parametrize("value", ["-1", "1e9", "' OR 1=1 --", "\u0661", "x" * 5000, "\x00"])
def test_any_address_gives_a_page(officer: TestClient, name: str, value: str) -> None:
    assert officer.get("/", params={name: value}).status_code == 200


def test_filters_come_back_as_they_went() -> None:
    filters = Filters("return", "sở y tế", "late", "7", "all", "đất & nước", "oldest", 3)
    from urllib.parse import parse_qsl

    assert Filters.of(dict(parse_qsl(filters.query()))) == filters


def test_the_desk_shows_text_findings_source_and_page(officer: TestClient, office: OfficePlace) -> None:
    page = officer.get(f"/dossiers/{office.keys['02']}").text
    assert "<mark" in page
    assert 'id="document-text"' in page
    assert f'src="/dossiers/{office.keys["02"]}/pages/1.png"' in page
    picture = officer.get(f"/dossiers/{office.keys['02']}/pages/1.png")
    assert picture.content.startswith(b"\x89PNG")
    assert officer.get(f"/dossiers/{office.keys['02']}/pages/99.png").status_code == 404
    assert officer.get(f"/dossiers/{office.keys['20']}/pages/1.png").status_code == 404  # a text has no page


def test_take_decide_and_the_letter(officer: TestClient, office: OfficePlace) -> None:
    key = office.keys["21"]
    version = taken(officer, office, key)
    words = "Chưa nêu việc Ủy ban cần quyết định. Đề nghị nêu rõ tên dự án và số tiền."
    done = send(
        officer,
        f"/dossiers/{key}/decision",
        version=str(version),
        decision="return",
        ground="specific_request",
        letter="05/VP-TH",
        **{"text-specific_request": words},
    )
    assert done.status_code == 200
    with open_register(str(office.register)) as register:
        one, (back,) = register.dossier(key), register.returns(key)
        assert one.state == "returned"
        assert one.holder == OFFICER
        assert back.decided_by == OFFICER
        assert [reason.text for reason in back.reasons] == [words]
        assert register.labels(key) == ()  # the proposal was followed
    letter = officer.get(f"/dossiers/{key}/returns/{back.id}.docx")
    body = zipfile.ZipFile(io.BytesIO(letter.content)).read("word/document.xml").decode()
    assert "Đề nghị nêu rõ tên dự án" in body


def test_overruling_needs_a_reason_and_is_kept_as_a_label(officer: TestClient, office: OfficePlace) -> None:
    key = office.keys["21"]
    version = str(taken(officer, office, key))
    refused = send(officer, f"/dossiers/{key}/decision", version=version, decision="pass", note="giữ nguyên ghi chú")
    assert refused.status_code == 422
    assert "giữ nguyên ghi chú" in refused.text  # nothing that was typed is lost
    done = send(
        officer, f"/dossiers/{key}/decision", version=version, decision="pass", why="Đã rõ ở phụ lục.", generic="no"
    )
    assert done.status_code == 200
    with open_register(str(office.register)) as register:
        assert register.dossier(key).state == "examined"
        assert {(one.what, one.decided) for one in register.labels(key)} == {("verdict", "pass"), ("generic", "no")}
    assert "Đã rõ ở phụ lục." in officer.get("/labels").text


def test_two_officers_at_once_lose_nothing(app: Guard, officer: TestClient, office: OfficePlace) -> None:
    key = office.keys["21"]
    version = str(taken(officer, office, key))
    other = entered(app, READER)
    fields = {
        "version": version,
        "decision": "return",
        "ground": "specific_request",
        "text-specific_request": "Nêu rõ.",
    }
    assert send(officer, f"/dossiers/{key}/decision", **fields).status_code == 200
    late = send(other, f"/dossiers/{key}/decision", **fields)
    assert late.status_code == 409
    with open_register(str(office.register)) as register:
        assert len(register.returns(key)) == 1


def test_a_return_names_a_matter_and_a_transfer_a_body(officer: TestClient, office: OfficePlace) -> None:
    key = office.keys["21"]
    version = str(taken(officer, office, key))
    assert send(officer, f"/dossiers/{key}/decision", version=version, decision="return").status_code == 422
    assert send(officer, f"/dossiers/{key}/decision", version=version, decision="transfer", why="x").status_code == 422
    assert send(officer, f"/dossiers/{key}/decision", version=version, decision="burn").status_code == 422


def test_a_corrected_field_survives_a_new_scoring(officer: TestClient, office: OfficePlace) -> None:
    key = office.keys["20"]
    with open_register(str(office.register)) as register:
        version, line = register.dossier(key).version, register.line(key)
    fields = {"version": str(version), "field": "subject", "after": "Trích yếu đúng", "reason": "đọc sai"}
    assert send(officer, f"/dossiers/{key}/corrections", **fields).status_code == 200
    with open_register(str(office.register)) as register, register.change(Actor("Văn thư"), "rescore") as change:
        actions.rescore(change, key, line)
    with open_register(str(office.register)) as register:
        assert register.dossier(key).subject == "Trích yếu đúng"
    for field, after in (("state", "archived"), ("subject", " "), ("verdict", "pass"), ("__class__", "x")):
        send(officer, f"/dossiers/{key}/corrections", field=field, after=after)
    with open_register(str(office.register)) as register:
        assert register.dossier(key).subject == "Trích yếu đúng"
        assert register.dossier(key).state == "registered"


def test_a_corrected_span_is_exported_as_gold(officer: TestClient, office: OfficePlace) -> None:
    key = office.keys["20"]
    text = officer.get(f"/dossiers/{key}/text").text
    start = text.index("Kính gửi")
    quote = text[start : start + 30]
    fields = {"what": "proposal", "quote": quote, "start": str(start), "end": str(start + 30), "status": ""}
    assert send(officer, f"/dossiers/{key}/spans", **fields).status_code == 200
    absent = {**fields, "quote": "không có câu này trong văn bản", "start": "", "end": ""}
    assert send(officer, f"/dossiers/{key}/spans", **absent).status_code == 422
    (row,) = [json.loads(line) for line in officer.get("/gold.jsonl").text.splitlines()]
    assert row["field"] == "span:proposal"
    assert row["after"] == {"start": start, "end": start + 30, "text": quote}
    assert OFFICER not in json.dumps(row, ensure_ascii=False)


def test_where_words_stand() -> None:
    text = "một hai\u202e ba một hai\n bốn"
    assert placed(text, "một hai", 12, 19) == placed(text, "một hai", 11, 18)
    assert placed(text, "hai⟨U+202E⟩ ba", 4, 11).text == "hai\u202e ba"  # type: ignore[union-attr]
    assert placed(text, "năm", 0, 3) is None
    assert placed(text, " ", None, None) is None


def test_two_readers_apart_a_third_decides_and_train_takes_it(
    app: Guard, officer: TestClient, office: OfficePlace
) -> None:
    key, other = office.keys["21"], office.keys["20"]
    second, third = entered(app, READER), entered(app, THIRD)
    evidence = {"specific_request": "not_met", "content_basis": "met", "evidence-content_basis": "Kính gửi"}
    assert send(officer, f"/readings/{key}", **answers(**evidence)).status_code == 200
    hidden = second.get(f"/readings/{key}").text
    assert WHY not in hidden
    assert "<mark" not in hidden  # nor what the tool thinks
    assert "<meter" not in hidden
    assert (
        send(second, f"/readings/{key}", **answers(return_for_vagueness="no", specific_request="met")).status_code
        == 200
    )
    assert send(officer, f"/readings/{other}", **answers(return_for_vagueness="no", vagueness="1")).status_code == 200
    assert send(second, f"/readings/{other}", **answers(return_for_vagueness="no", vagueness="1")).status_code == 200
    assert send(third, f"/readings/{other}", **answers()).status_code == 409  # two have read it
    assert officer.get("/disagreements").text.count('href="/disagreements/') == 0  # their own
    assert third.get("/disagreements").text.count("data-row") == 1
    decided = {
        "return_for_vagueness": "yes",
        "reason-return_for_vagueness": "Không có việc để quyết định.",
        "specific_request": "not_met",
    }
    assert send(third, f"/disagreements/{key}", **decided).status_code == 422  # one reason is missing
    decided["reason-specific_request"] = "Như trên."
    assert send(officer, f"/disagreements/{key}", **decided).status_code == 409  # own reading
    assert send(third, f"/disagreements/{key}", **decided).status_code == 200
    assert "Kappa" in officer.get("/agreement").text
    archive = zipfile.ZipFile(io.BytesIO(officer.get("/labels.zip").content))
    names = set(archive.namelist())
    identity = f"own-{key:06d}"
    assert {f"labels/texts/{identity}.txt", f"labels/readings/A/{identity}.json", "labels/adjudication.jsonl"} <= names
    label = json.loads(archive.read(f"labels/labels/{identity}.json"))
    assert label["return_for_vagueness"] == "yes"
    assert label["requirements"]["specific_request"]["status"] == "not_met"
    everything = b"".join(archive.read(name) for name in names).decode()
    assert not any(name in everything for name in (OFFICER, READER, THIRD))
    folder = office.register.parent / "export"
    archive.extractall(folder)
    from vn_dossier_nlp.vagueness.corpus import load_corpus

    assert {one.label for one in load_corpus(folder / "labels")} == {"yes", "no"}


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"return_for_vagueness": ""}, "return_for_vagueness"),
        ({"vagueness": "9"}, "vagueness"),
        ({"why": "ngắn"}, "10"),
        ({"content_basis": "met", "evidence-content_basis": "câu này không có ở đâu"}, "content_basis"),
        ({"evidence-content_basis": "x" * 201}, "200"),
        ({"purpose": "theft"}, "purpose"),
    ],
)
def test_a_reading_that_breaks_the_guide_comes_back(
    officer: TestClient, office: OfficePlace, changed: dict[str, str], told: str
) -> None:
    answer = send(officer, f"/readings/{office.keys['21']}", **answers(**changed))
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    with open_register(str(office.register)) as register, register.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM readings").scalar() == 0


PLACES = ["/", "/dossiers/{key}", "/readings/{key}", "/readings", "/labels"]


@pytest.mark.parametrize("place", PLACES)
def test_a_hostile_document_is_shown_as_text(officer: TestClient, office: OfficePlace, place: str) -> None:
    page = officer.get(place.format(key=office.keys["11"])).text
    assert SCRIPT not in page
    assert "<img src=x" not in page
    assert "\u202e" not in page
    scripts = [part.partition(">")[0] for part in page.split("<script")[1:]]
    assert scripts == [' src="/static/htmx.min.js" defer', ' src="/static/review.js" defer']
    assert not re.search(r"<[^>]*\son\w+=", page)


def test_the_hostile_text_is_there_to_read(officer: TestClient, office: OfficePlace) -> None:
    page = officer.get(f"/dossiers/{office.keys['11']}").text
    assert "&lt;script&gt;" in page
    assert "⟨U+202E⟩" in page
    plain = officer.get(f"/dossiers/{office.keys['11']}/text")
    assert plain.headers["content-type"].startswith("text/plain")
    assert HOSTILE_NAME not in str(plain.headers)


def test_a_very_long_text_comes_in_parts(office: OfficePlace, app: Guard, monkeypatch: pytest.MonkeyPatch) -> None:
    from vn_dossier_nlp.review import desk as room
    from vn_dossier_nlp.review.sources import Source

    long = ("Căn cứ Luật Đất đai. " * 30 + "\n") * 16_000  # ten megabytes
    monkeypatch.setattr(room, "source_of", lambda *_: Source(None, long))
    page = entered(app, OFFICER).get(f"/dossiers/{office.keys['20']}?part=3").text
    assert len(page) < 4 * PART
    assert f'data-start="{2 * PART}"' in page


@pytest.mark.parametrize(
    "path", ["/static/../config.py", "/static/%2e%2e/config.py", "/static/accounts.py", "/static/"]
)
def test_no_file_but_our_own(officer: TestClient, path: str) -> None:
    assert officer.get(path).status_code in (404, 307, 303)


def test_a_file_outside_the_named_folders_is_not_opened(office: OfficePlace, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    client = entered(build_app(Config(str(office.register), (elsewhere,))), OFFICER)
    page = client.get(f"/dossiers/{office.keys['02']}").text
    assert "--files" in page
    assert client.get(f"/dossiers/{office.keys['02']}/text").status_code == 404
    assert client.get(f"/dossiers/{office.keys['02']}/pages/1.png").status_code == 404
    (elsewhere / "link.txt").symlink_to(office.files / "20-cu-the.txt")
    assert client.get(f"/dossiers/{office.keys['20']}/text").status_code == 404


def test_a_file_that_was_changed_is_not_shown(office: OfficePlace, tmp_path: Path) -> None:
    import shutil

    copy = tmp_path / "files"
    shutil.copytree(office.files, copy)
    (copy / "20-cu-the.txt").write_text("Một văn bản khác.", encoding="utf-8")
    with open_register(str(office.register)) as register:
        assert str(office.files) in str(register.dossier(office.keys["20"]).path)
    moved = office.files.rename(office.files.parent / "away")
    try:
        client = entered(build_app(Config(str(office.register), (copy,))), OFFICER)
        assert "thay đổi" in client.get(f"/dossiers/{office.keys['20']}").text
        assert client.get(f"/dossiers/{office.keys['02']}/text").status_code == 200  # the others are what they were
    finally:
        moved.rename(office.files)


def test_unknown_dossiers_and_pages(officer: TestClient) -> None:
    for path in ("/dossiers/999999", "/dossiers/0", "/readings/999999", "/disagreements/1", "/nowhere"):
        assert officer.get(path).status_code == 404
    assert officer.get("/dossiers/99999999999999999999999").status_code in (404, 409)


def test_english_and_keys_are_kept_for_the_session(officer: TestClient) -> None:
    assert "Queue" in officer.post("/preferences", data={"csrf": token(officer), "lang": "en", "back": "/"}).text
    off = officer.post("/preferences", data={"csrf": token(officer), "shortcuts": "off", "back": "/"}).text
    assert 'data-shortcuts="off"' in off


def test_what_cannot_be_drawn_ends_in_its_own_process(tmp_path: Path) -> None:
    from vn_dossier_nlp.review.pictures import picture

    for name, content in (
        ("cut.pdf", b"%PDF-1.7\n1 0 obj\n<<"),
        ("no.png", b"\x89PNG\r\n\x1a\n" + b"x" * 99),
        ("a.txt", b"x"),
    ):
        file = tmp_path / name
        file.write_bytes(content)
        assert picture(file, 1) is None
    assert picture(tmp_path / "missing.pdf", 1) is None


def test_of_a_secret_paper_nothing_is_read(tmp_path: Path) -> None:
    from vn_dossier_nlp.review.sources import source_of
    from vn_dossier_nlp.schema import Assessment, Outcome, SourceFile, Versions

    file = tmp_path / "mat.txt"
    file.write_text("nội dung", encoding="utf-8")
    source = SourceFile(str(file), None, "submission", Outcome.SECRET)
    one = Assessment("x", str(file), Outcome.SECRET, (source,), Versions("1", "1", None, None))
    found = source_of(one, [tmp_path])
    assert (found.text, found.file, found.why) == (None, None, "secret")


def test_the_register_shows_a_corrected_span_and_words_for_codes(officer: TestClient, office: OfficePlace) -> None:
    from click.testing import CliRunner

    from vn_dossier_nlp.cli import group

    key = office.keys["02"]
    quote = officer.get(f"/dossiers/{key}/text").text[:20]
    assert send(officer, f"/dossiers/{key}/spans", what="citation", quote=quote, start="0", end="20").status_code == 200
    shown = CliRunner().invoke(group, ["register", "show", str(key), "--register", str(office.register)])
    assert shown.exit_code == 0, shown.output
    assert "span:citation" in shown.output
    assert "culture_sport_tourism" not in shown.output
