"""The journal: torn and damaged rows do not count, old rows go when they are many."""

from __future__ import annotations

import pytest

from vn_dossier_nlp.assess import Options
from vn_dossier_nlp.batch.conditions import conditions_of
from vn_dossier_nlp.batch.journal import Journal
from vn_dossier_nlp.batch.order import Record


def record(number: int) -> Record:
    return Record(f'{{"n":{number},"chữ":"ớ"}}', None, True, {"a.txt": "0" * 64}, ("read",), False)


@pytest.fixture(scope="module")
def now():
    return conditions_of(Options())


def filled(path, now, count=5):
    with Journal(path) as journal:
        name = journal.name(now)
        return [journal.add(f"{number}.txt", record(number), "vi", name) for number in range(count)]


def test_what_was_added_is_found_again(tmp_path, now):
    places = filled(tmp_path / "journal", now)
    with Journal(tmp_path / "journal") as journal:
        assert list(journal.places.values()) == places
        assert journal.line(places[3]) == '{"n":3,"chữ":"ớ"}'
        entry = journal.entry(places[3])
        assert (entry.path, entry.page, entry.whole) == ("3.txt", "vi", True)
        assert journal.conditions[entry.conditions] == now


def test_cut_at_any_byte_the_rows_before_are_kept(tmp_path, now):
    path = tmp_path / "journal"
    places = filled(path, now)
    whole = path.read_bytes()
    for end in range(places[3], len(whole), 7):
        path.write_bytes(whole[:end])
        with Journal(path) as journal:
            kept = len(journal.places)
            assert kept == sum(place < end for place in places) - (end < len(whole) and whole[end - 1 : end] != b"\n")
            assert journal.line(places[2]) == '{"n":2,"chữ":"ớ"}'
            place = journal.add("late.txt", record(9), None, journal.name(now))
        with Journal(path) as journal:
            assert journal.line(place) == '{"n":9,"chữ":"ớ"}'
            assert len(journal.places) == kept + 1


def test_a_damaged_row_does_not_count_and_hides_no_other(tmp_path, now):
    path = tmp_path / "journal"
    places = filled(path, now)
    data = bytearray(path.read_bytes())
    data[places[2] + 40] ^= 1
    path.write_bytes(data)
    with Journal(path) as journal:
        assert sorted(journal.places) == ["0.txt", "1.txt", "3.txt", "4.txt"]


def test_the_last_row_of_a_path_counts(tmp_path, now):
    with Journal(tmp_path / "journal") as journal:
        name = journal.name(now)
        journal.add("a.txt", record(1), None, name)
        last = journal.add("a.txt", record(2), None, name)
        assert journal.places == {"a.txt": last}


def test_many_old_rows_go(tmp_path, now):
    path = tmp_path / "journal"
    with Journal(path) as journal:
        name = journal.name(now)
        for number in range(20):
            place = journal.add("a.txt", record(number), None, name)
        size = path.stat().st_size
        journal.compact({place})
    assert path.stat().st_size < size / 3
    with Journal(path) as journal:
        assert journal.line(journal.places["a.txt"]) == '{"n":19,"chữ":"ớ"}'
        assert journal.conditions[name] == now
