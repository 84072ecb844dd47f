"""Every kind of fault is found, with its file and row; a sound corpus has none."""

from __future__ import annotations

import copy
import json

import pytest
from click.testing import CliRunner

from vn_dossier_nlp.cli import group
from vn_dossier_nlp.corpus import check, load, tables
from vn_dossier_nlp.corpus.files import REQUIREMENTS
from vn_dossier_nlp.corpus.splits import as_csv
from vn_dossier_nlp.errors import DataError, UsageError

FLOOD = """SỞ NỘI VỤ
Số: 41/TTr-SNV

TỜ TRÌNH
Về việc sửa mương Nà Tân

Kính gửi: Ủy ban nhân dân tỉnh Sơn La

Sau trận lũ đêm 12 tháng 8, tuyến mương Nà Tân gãy hai đoạn dài 40 mét, nước không về được cánh đồng bản Lụ.
Mười bảy hộ phải gánh nước từ suối lên tưới lúa. Xã đã kè tạm bằng rọ đá, hai tuần sau lại trôi mất.
Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ.
"""
LIBRARY = """ỦY BAN NHÂN DÂN
HUYỆN BÁT XÁT
THƯ VIỆN HUYỆN
V/v mượn hội trường

Gửi: UBND tỉnh Lào Cai

Thư viện huyện đóng cửa từ tháng ba vì trần phòng đọc sập, bạn đọc phải mượn sách qua cửa sổ nhà kho.
Ông Lò Văn Mến trông coi kho. Bốn nghìn cuốn đang xếp trong thùng giấy, mùa mưa này mối đã ăn hết một góc.
"""
TEXTS_OF = {
    "a1": f"{FLOOD}Đề nghị Ủy ban nhân dân tỉnh cấp 412 triệu đồng sửa mương.",
    "a1b": f"{FLOOD}Đề nghị Ủy ban nhân dân tỉnh quan tâm hỗ trợ.",
    "a2": f"{LIBRARY}Thư viện xin được dùng tạm hội trường cũ của Công ty Chè đến hết năm.",
}
SENTENCE = "Thư viện huyện đóng cửa từ tháng ba vì trần phòng đọc sập, bạn đọc phải mượn sách qua cửa sổ nhà kho."


def label(identity: str, asked: str, generic: str) -> dict:
    unmet = {"status": "not_met", "evidence": ""}
    requirements = {name: dict(unmet) for name in REQUIREMENTS}
    requirements["specific_request"] = {"status": "met", "evidence": asked}
    return {
        "id": identity,
        "purpose": "budget",
        "addressee": "committee",
        "requirements": requirements,
        "proposals": [{"text": asked, "occurrence": 1, "act": "cấp", "specific": True}],
        "dimensions": {"L": 1, "P": 2, "C": 0, "D": 2, "R": None},
        "vagueness": 2,
        "return_for_vagueness": generic,
        "why": "The request names what is wanted.",
    }


@pytest.fixture
def parts():
    """(rows, texts, labels) of a small sound corpus."""
    texts = dict(TEXTS_OF)
    rows = [
        {
            "id": name,
            "matter": name[:2],
            "twin_of": "a1" if name.endswith("b") else None,
            "twin_kind": "request_vaguer" if name.endswith("b") else None,
            "field": "irrigation" if name.startswith("a1") else "libraries",
            "sender": "Sở Nội vụ" if name.startswith("a1") else "Thư viện huyện Bát Xát",
            "sender_kind": "department" if name.startswith("a1") else "other",
            "province": "Sơn La" if name.startswith("a1") else "Lào Cai",
            "date": "2021-09-01",
            "form": "to_trinh",
            "noise": "clean",
        }
        for name in texts
    ]
    labels = {
        name: label(name, text.splitlines()[-1], "yes" if name == "a1b" else "no") for name, text in texts.items()
    }
    return rows, texts, labels


@pytest.fixture
def write(tmp_path):
    def written(rows, texts, labels, readings=None, adjudication=None, splits=None):
        for folder, found, end in (("texts", texts, "txt"), ("labels", labels, "json")):
            (tmp_path / folder).mkdir(exist_ok=True)
            for name, content in found.items():
                text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
                (tmp_path / folder / f"{name}.{end}").write_bytes(text.encode())
        lines = [row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows]
        (tmp_path / "index.jsonl").write_text("\n".join(lines), encoding="utf-8")
        for reader, found in (readings or {}).items():
            (tmp_path / "readings" / reader).mkdir(parents=True, exist_ok=True)
            for name, content in found.items():
                file = tmp_path / "readings" / reader / f"{name}.json"
                file.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
        if adjudication is not None:
            rows = [json.dumps(row, ensure_ascii=False) for row in adjudication]
            (tmp_path / "adjudication.jsonl").write_text("\n".join(rows), encoding="utf-8")
        if splits is not None:
            (tmp_path / "splits.csv").write_text(splits, encoding="utf-8")
        return tmp_path

    return written


def faults(folder):
    return [(fault.place, fault.code) for fault in check(load(folder))]


def test_a_sound_corpus_has_no_fault(parts, write):
    rows, texts, labels = parts
    folder = write(rows, texts, labels)
    assert faults(write(rows, texts, labels, splits=as_csv(load(folder)))) == []


def test_no_index_is_told(tmp_path):
    with pytest.raises(DataError, match=r"index\.jsonl"):
        load(tmp_path)


ENTRIES = [
    ("no date", lambda r: [r[0] | {"date": "12/2021"}, *r[1:]], ("index.jsonl:1", "entry_format")),
    ("no JSON", lambda r: [*r, "{"], (None, "unread")),
    ("twice", lambda r: [*r, r[0]], ("index.jsonl:4", "id_repeated")),
    ("no text", lambda r: [*r, r[2] | {"id": "a3", "matter": "a3"}], ("index.jsonl:4", "file_missing")),
    ("left out", lambda r: r[:2], ("texts/a2", "not_in_index")),
    ("twin of nothing", lambda r: [r[0], r[1] | {"twin_of": "a9"}, r[2]], ("index.jsonl:2", "twin")),
    ("original with a kind", lambda r: [r[0] | {"twin_kind": "all_vaguer"}, *r[1:]], ("index.jsonl:1", "original")),
    ("twin of itself", lambda r: [r[0], r[1] | {"twin_of": "a1b"}, r[2]], ("index.jsonl:2", "twin")),
    ("another sender", lambda r: [*r[:2], r[2] | {"sender": "Trường Trung học Ba Vì"}], ("index.jsonl:3", "sender")),
]


@pytest.mark.parametrize(("comment", "change", "expected"), ENTRIES, ids=[row[0] for row in ENTRIES])
def test_faults_of_rows(parts, write, comment, change, expected):
    rows, texts, labels = parts
    place, code = expected
    found = faults(write(change(rows), texts, labels))
    assert any(code == other and place in (None, where) for where, other in found), found


LABELS = [
    ("a status that is none", "label_format", lambda one: one["requirements"]["process"].update(status="maybe")),
    ("met without evidence", "label_format", lambda one: one["requirements"]["process"].update(status="met")),
    ("a requirement left out", "label_format", lambda one: one["requirements"].pop("process")),
    ("a requirement too many", "label_format", lambda one: one["requirements"].update(more={"status": "met"})),
    ("no request", "label_format", lambda one: one.update(proposals=[])),
    ("another id", "label_id", lambda one: one.update(id="a9")),
    ("evidence of another text", "span", lambda one: one["requirements"]["process"].update(evidence="nhà kho")),
    ("a request too many", "span", lambda one: one["proposals"][0].update(occurrence=2)),
]


@pytest.mark.parametrize(("comment", "code", "change"), LABELS, ids=[row[0] for row in LABELS])
def test_faults_of_labels(parts, write, comment, code, change):
    rows, texts, labels = parts
    change(labels["a1"])
    assert set(faults(write(rows, texts, labels))) == {("labels/a1.json", code)}


TEXTS = [
    ("unknown law", "law_unknown", "Căn cứ Nghị định số 999/2020/NĐ-CP;"),
    ("another day", "law_contradicts", "Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05/4/2020;"),
    ("of the future", "law_not_yet", "Căn cứ Luật Đất đai số 31/2024/QH15 ngày 18/01/2024;"),
    ("of the future, by its number", "law_not_yet", "Căn cứ Luật Đất đai số 31/2024/QH15;"),
    ("of the future, by its year", "law_not_yet", "Căn cứ Luật Đất đai năm 2024;"),
    ("one person twice", "person_repeated", "Bà Lò Văn Mến ký nhận."),
    ("a sentence of another matter", "sentence_shared", SENTENCE),
]


@pytest.mark.parametrize(("comment", "code", "added"), TEXTS, ids=[row[0] for row in TEXTS])
def test_faults_of_texts(parts, write, comment, code, added):
    rows, texts, labels = parts
    texts["a1"] += f"\n{added}\n"
    assert {other for _, other in faults(write(rows, texts, labels))} == {code}


def test_near_duplicates_are_found_and_twins_are_none(parts, write):
    rows, texts, labels = parts
    texts["a1"] += "\n" + SENTENCE.replace("tháng ba", "tháng tư") + "\n"
    found = faults(write(rows, texts, labels))
    assert ("texts/a2.txt", "near_duplicate") in found
    assert not any("a1b" in place for place, _ in found)


def test_texts_that_cannot_be_read_are_told(parts, write):
    rows, texts, labels = parts
    folder = write(rows, texts, labels)
    (folder / "texts" / "a2.txt").write_bytes(b"\xff\xfe\x00")
    (folder / "labels" / "a1.json").write_text("[]", encoding="utf-8")
    assert [code for _, code in faults(folder)].count("unread") == 2


def test_a_group_in_two_folds_is_torn(parts, write):
    rows, texts, labels = parts
    folds = "id,matter,field,sender\na1,0,0,0\na1b,1,0,0\na2,1,1,1\n"
    assert faults(write(rows, texts, labels, splits=folds)) == [("splits.csv", "split_torn")]
    assert ("splits.csv", "split_missing") in faults(write(rows, texts, labels, splits="id,matter,field,sender\n"))


def test_every_difference_of_readers_is_decided_once(parts, write):
    rows, texts, labels = parts
    other = copy.deepcopy(labels)
    other["a2"]["purpose"] = "request_direction"
    readings = {"A": labels, "B": other}
    row = {"id": "a2", "point": "purpose", "decided": "budget", "why": "It asks for the use of a hall, paid for."}
    assert faults(write(rows, texts, labels, readings, [row])) == []
    place = "adjudication.jsonl:1"
    assert faults(write(rows, texts, labels, readings, [])) == [("adjudication.jsonl", "adjudication_missing")]
    assert faults(write(rows, texts, labels, readings, [row | {"why": ""}])) == [(place, "adjudication_reason")]
    wrong = row | {"decided": "request_direction"}
    assert faults(write(rows, texts, labels, readings, [wrong])) == [
        (place, "adjudication_label"),
        ("labels/a2.json", "label_unsettled"),
    ]
    needless = row | {"point": "addressee"}
    found = faults(write(rows, texts, labels, readings, [row, needless, row]))
    assert found == [
        ("adjudication.jsonl:2", "adjudication_needless"),
        ("adjudication.jsonl:3", "adjudication_repeated"),
    ]


def test_the_command_prints_file_row_and_reason(parts, write):
    rows, texts, labels = parts
    folder = write([rows[0] | {"date": "2021"}, *rows[1:]], texts, labels)
    done = CliRunner().invoke(group, ["corpus", "check", str(folder), "--lang", "en"], standalone_mode=False)
    assert done.return_value == 1
    assert "index.jsonl:1: the row is not as it must be: date" in done.stdout
    assert "3 texts checked, 1 faults." in done.stderr
    done = CliRunner().invoke(group, ["corpus", "check", str(folder), "--format", "jsonl"], standalone_mode=False)
    assert json.loads(done.stdout)["code"] == "entry_format"


def test_the_command_is_silent_on_a_sound_corpus(parts, write):
    done = CliRunner().invoke(group, ["corpus", "check", str(write(*parts))], standalone_mode=False)
    assert (done.return_value, done.stdout) == (0, "")


def test_a_label_that_nobody_gave_is_found(parts, write):
    rows, texts, labels = parts
    false = copy.deepcopy(labels)
    false["a1"]["return_for_vagueness"], false["a1"]["vagueness"] = "yes", 5
    assert faults(write(rows, texts, false, {"A": labels, "B": labels}, [])) == [("labels/a1.json", "label_unsettled")]


BROKEN = [
    ("no such day", lambda rows, labels: rows[0].update(date="2021-02-31"), "entry_format"),
    ("no sender", lambda rows, labels: rows[0].pop("sender"), "entry_format"),
    (
        "a reading without a requirement",
        lambda rows, labels: labels["a1"]["requirements"].pop("funding"),
        "label_format",
    ),
]


@pytest.mark.parametrize(("comment", "change", "code"), BROKEN, ids=[row[0] for row in BROKEN])
def test_broken_rows_and_readings_are_faults_and_stop_nothing(parts, write, comment, change, code):
    rows, texts, labels = parts
    broken = copy.deepcopy(labels)
    change(rows, broken)
    found = faults(write(rows, texts, labels, {"A": labels, "B": broken}, [], "id,matter,field,sender\na1,0\n"))
    assert code in [fault for _, fault in found]


def test_tables_of_a_faulty_corpus_are_refused(parts, write):
    rows, texts, labels = parts
    del labels["a2"]["requirements"]["funding"]
    with pytest.raises(DataError, match="a2"):
        tables(load(write(rows, texts, labels)), shortcuts=False)


def test_tables_of_a_sound_corpus(parts, write):
    text = tables(load(write(*parts)), shortcuts=False)
    assert "| all | 3 |" in text
    assert "| `request_vaguer` | no | yes | 1 |" in text


def test_an_unknown_code_is_a_usage_error(parts, write):
    command = ["corpus", "check", str(write(*parts)), "--only", "nothing"]
    with pytest.raises(UsageError, match="nothing"):
        CliRunner().invoke(group, command, standalone_mode=False, catch_exceptions=False)


def test_the_command_writes_folds(parts, write):
    folder = write(*parts)
    done = CliRunner().invoke(group, ["corpus", "split", str(folder)], standalone_mode=False)
    assert done.return_value == 0
    assert (folder / "splits.csv").read_text(encoding="utf-8") == as_csv(load(folder))
    assert faults(folder) == []
