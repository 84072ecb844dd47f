"""The log: append-only, chained, compared with the rows; what is tampered with is named."""

from __future__ import annotations

import pytest
from register_samples import CLERK, DAY, OFFICER, line, paper
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from vn_dossier_nlp.register import Actor, Fault, Head, Register, RegisterError, incoming_of
from vn_dossier_nlp.register.database import writing
from vn_dossier_nlp.register.tables import dossiers


def filled(register: Register) -> Register:
    """Three dossiers, one of them checked and corrected."""
    for number in (1, 2):
        register.receive(CLERK, incoming_of(line(number)), DAY)
    register.receive(CLERK, paper(3, signed_for="Đỗ Thị Nhận"), DAY)
    register.check(CLERK, 1, DAY, OFFICER.name)
    register.correct(OFFICER, 2, "note", "ghi chú")
    return register


def tamper(register: Register, *statements: str) -> None:
    """Past the program, as somebody with the file or the database's password could."""
    with writing(register.engine) as connection:
        for statement in statements:
            connection.execute(text(statement))


def without_guards(register: Register, table: str) -> None:
    """Somebody who tampers takes the triggers away first."""
    if register.engine.dialect.name == "sqlite":
        names = [f"{table}_no_update", f"{table}_no_delete", *(["audit_in_order"] if table == "audit" else [])]
        tamper(register, *(f"DROP TRIGGER {name}" for name in names))
    else:
        tamper(register, f"ALTER TABLE {table} DISABLE TRIGGER USER")


@pytest.mark.parametrize("table", ["audit", "events", "corrections"])
@pytest.mark.parametrize("verb", ["UPDATE {} SET who = 'x'", "DELETE FROM {}"])
def test_the_database_itself_refuses(register: Register, table: str, verb: str) -> None:
    filled(register)
    with pytest.raises(DBAPIError, match="append-only"):
        tamper(register, verb.format(table))
    assert register.verify() == ()


def test_an_entry_cannot_be_put_over_another_nor_after_a_gap(register: Register) -> None:
    filled(register)
    columns = "at, who, action, entity, entity_id, before, after, previous, hash"
    with pytest.raises(DBAPIError, match="append-only"):
        tamper(register, f"INSERT INTO audit (seq, {columns}) SELECT 900, {columns} FROM audit WHERE seq = 2")
    if register.engine.dialect.name == "sqlite":
        with pytest.raises(DBAPIError, match="append-only"):
            tamper(register, f"INSERT OR REPLACE INTO audit SELECT seq, {columns} FROM audit WHERE seq = 2")


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("UPDATE audit SET who = 'Người khác' WHERE seq = 4", "entry_changed"),
        ("DELETE FROM audit WHERE seq = 4", "entries_missing"),
        ("UPDATE audit SET previous = hash WHERE seq = 4", "link_broken"),
    ],
)
def test_a_changed_log_is_noticed(register: Register, statement: str, code: str) -> None:
    filled(register)
    without_guards(register, "audit")
    tamper(register, statement)
    assert code in {fault.code for fault in register.verify()}


def test_a_log_that_was_cut_is_noticed_by_a_head_that_was_kept(register: Register) -> None:
    head = filled(register).head()
    assert register.verify(head) == ()
    assert register.verify(Head.of(str(head))) == ()
    register.correct(OFFICER, 1, "note", "muộn hơn")
    assert register.verify(head) == ()
    without_guards(register, "audit")
    tamper(register, f"DELETE FROM audit WHERE seq >= {head.seq}")
    assert Fault("tail_cut", "audit", head.seq) in register.verify(head)
    assert Fault("anchor_differs", "audit", 3) in register.verify(Head(3, "a" * 64))


@pytest.mark.parametrize("given", ["", "12", "x:" + "0" * 64, "3:abc"])
def test_a_head_has_a_form(given: str) -> None:
    with pytest.raises(RegisterError) as refused:
        Head.of(given)
    assert refused.value.code == "bad_head"


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("UPDATE dossiers SET subject = 'khác' WHERE id = 2", Fault("row_changed", "dossiers", 2)),
        ("UPDATE dossiers SET signed_for = 'khác' WHERE id = 3", Fault("row_changed", "dossiers", 3)),
        ("UPDATE scorings SET line = NULL, sha256 = 'x' WHERE id = 1", Fault("row_changed", "scorings", 1)),
        (
            "INSERT INTO consultations (id, version, dossier_id, body, sent_on) VALUES (1, 1, 1, 'Sở', '2026-03-02')",
            Fault("row_unlogged", "consultations", 1),
        ),
    ],
)
def test_a_row_changed_past_the_program_is_noticed(register: Register, statement: str, fault: Fault) -> None:
    filled(register)
    tamper(register, statement)
    assert fault in register.verify()


def test_a_row_that_is_gone_is_noticed(register: Register) -> None:
    filled(register)
    without_guards(register, "events")
    tamper(register, "DELETE FROM events WHERE id = 2")
    assert register.verify() == (Fault("row_missing", "events", 2),)


def test_names_of_persons_are_not_in_the_log(register: Register) -> None:
    filled(register)
    register.correct(CLERK, 3, "signed_for", "Hoàng Văn Lấy")
    with register.reading() as connection:
        log = " ".join(
            f"{before} {after}" for before, after in connection.execute(text("SELECT before, after FROM audit"))
        )
        kept = connection.execute(text("SELECT before, after FROM corrections WHERE field = 'signed_for'")).one()
    assert "Đỗ Thị Nhận" not in log
    assert "Hoàng Văn Lấy" not in log
    assert "hmac:" in log
    assert tuple(kept) == (None, None)
    assert register.dossier(3).signed_for == "Hoàng Văn Lấy"


def test_a_failed_action_leaves_nothing(register: Register) -> None:
    head = filled(register).head()

    def half() -> None:
        with register.change(Actor("Ai đó"), "correct") as change:
            change.update(dossiers, 1, {"note": "nửa chừng"})
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half()
    assert register.head() == head
    assert register.dossier(1).note is None
