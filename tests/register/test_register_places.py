"""Where a register lies, its schema, its backup: made, found, upgraded from every version, copied, restored."""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
import subprocess
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from register_samples import CLERK, DAY, HEAD, OFFICER, ROOT, line, paper, script

from vn_dossier_nlp.register import Register, RegisterError, database, incoming_of, make_register, open_register, schema
from vn_dossier_nlp.register.backup import restore
from vn_dossier_nlp.register.database import located, network_kind, reading
from vn_dossier_nlp.register.retention import years_before
from vn_dossier_nlp.register.tables import metadata
from vn_dossier_nlp.register.upgrading import upgrade
from vn_dossier_nlp.settings import Settings

FROZEN = ROOT / "tests" / "data" / "register"
RELEASED = ["0001"]

MOUNTS = """\
/dev/vda / ext4 rw 0 0
server:/van-phong /mnt/chung nfs4 rw 0 0
//may-chu/chung /mnt/chung/smb cifs rw 0 0
ai@may:/ /mnt/xa fuse.sshfs rw 0 0
/dev/sdb1 /mnt/o\\040cung ext4 rw 0 0
gd /mnt/may fuse.rclone rw 0 0
/dev/sdc1 /mnt/ntfs fuseblk rw 0 0
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/home/a/register.db", None),
        ("/mnt/chung/register.db", "nfs4"),
        ("/mnt/chung/smb/x/register.db", "cifs"),
        ("/mnt/chungx/register.db", None),
        ("/mnt/xa/register.db", "fuse.sshfs"),
        ("/mnt/o cung/register.db", None),
        ("/mnt/may/register.db", "fuse.rclone"),
        ("/mnt/ntfs/register.db", None),
    ],
)
def test_network_file_systems_are_known(path: str, kind: str | None) -> None:
    assert network_kind(Path(path), MOUNTS) == kind


def test_a_register_on_a_network_file_system_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(f"server:/x {tmp_path} nfs4 rw 0 0\n", encoding="utf-8")
    monkeypatch.setattr(database, "_MOUNTS", mounts)
    with pytest.raises(RegisterError, match="PostgreSQL") as refused:
        make_register(str(tmp_path / "register.db"), HEAD)
    assert refused.value.code == "network"


def test_the_place_is_found_in_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VN_DOSSIER_HOME", str(tmp_path))
    assert located(None, Settings()).database == str(tmp_path / "register.db")
    assert located(None, Settings(register="/a/b.db")).database == "/a/b.db"
    monkeypatch.setenv("VN_DOSSIER_REGISTER", "postgresql://x:y@h/z")
    url = located(None, Settings(register="/a/b.db"))
    assert url.drivername == "postgresql+psycopg"
    assert "y" not in database.shown(url).replace("psycopg", "").replace("postgresql", "")
    assert located("/c/d.db", Settings()).database == "/c/d.db"
    for bad in ("mysql://h/z", "sqlite://", "http://[x"):
        with pytest.raises(RegisterError) as refused:
            located(bad, Settings())
        assert refused.value.code == "bad_url"


def test_what_is_no_register_is_told_in_one_line(tmp_path: Path) -> None:
    for path, code in (
        (tmp_path / "none.db", "not_made"),
        (tmp_path, "is_folder"),
        (tmp_path / "text.db", "no_database"),
    ):
        if path.name == "text.db":
            path.write_text("không phải cơ sở dữ liệu " * 100, encoding="utf-8")
        with pytest.raises(RegisterError) as refused:
            open_register(str(path))
        assert refused.value.code == code
    assert not (tmp_path / "none.db").exists()
    with pytest.raises(RegisterError) as refused:
        open_register("postgresql://nobody@127.0.0.1:1/none")
    assert refused.value.code == "no_database"


def test_a_register_is_made_once(place: str) -> None:
    make_register(place, HEAD).close()
    with pytest.raises(RegisterError) as refused:
        make_register(place, HEAD)
    assert refused.value.code == "exists"


def test_the_versions_make_the_tables_that_the_program_uses(register: Register) -> None:
    with reading(register.engine) as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
        assert schema.version_of(connection) == schema.VERSION


def frozen(place: str, version: str) -> None:
    """A register as version ``version`` of the schema left it."""
    if "://" not in place:
        with closing(sqlite3.connect(place)) as connection:
            connection.executescript((FROZEN / f"version_{version}.sqlite.sql").read_text(encoding="utf-8"))
        return
    psql = script("check_register").postgres_bin() / "psql"
    file = FROZEN / f"version_{version}.postgres.sql"
    command = [str(psql), "-q", "-v", "ON_ERROR_STOP=1", "-f", str(file), place]
    subprocess.run(command, check=True, capture_output=True)


@pytest.mark.parametrize("version", RELEASED)
def test_every_released_version_is_upgraded(
    place: str, version: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VN_DOSSIER_HOME", str(tmp_path))
    frozen(place, version)
    with pytest.raises(RegisterError, match="register upgrade") as refused:
        open_register(place)
    assert refused.value.code == "too_old"
    done = upgrade(place, Settings(), HEAD)
    assert (done.before, done.after) == (version, schema.VERSION)
    assert done.backup is not None
    assert done.backup.is_file()
    assert (
        json.loads(done.backup.with_name(done.backup.name + ".json").read_text(encoding="utf-8"))["schema"] == version
    )
    assert upgrade(place, Settings(), HEAD).backup is None
    with open_register(place) as register:
        assert register.verify() == ()
        assert register.dossier(2).note == "ghi chú của bản 0001"
        assert register.returns(1)[0].reasons[0].cured == "yes"
        assert register.line(1) == line(1)
        assert register.dossier(3).signed_for == "Đỗ Thị Nhận"
        register.receive(CLERK, incoming_of(line(9, minhash=list(range(64)))), DAY)
        with reading(register.engine) as connection:
            assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_a_postgres_register_is_not_upgraded_without_a_backup(
    postgres: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = script("check_register").database(postgres, "nobackup")
    frozen(place, RELEASED[0])
    monkeypatch.setattr("vn_dossier_nlp.register.backup._tool", lambda program: None)
    monkeypatch.setenv("VN_DOSSIER_HOME", str(tmp_path))
    with pytest.raises(RegisterError) as refused:
        upgrade(place, Settings(), HEAD)
    assert refused.value.code == "no_pg_dump"
    assert upgrade(place, Settings(), HEAD, backed_up=True).backup is None


def test_a_newer_register_is_left_alone(here: Register) -> None:
    with database.writing(here.engine) as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(RegisterError) as refused:
        open_register(here.place)
    assert refused.value.code == "too_new"
    with pytest.raises(RegisterError):
        upgrade(here.place, Settings(), HEAD)


def another(place: str, tmp_path: Path) -> str:
    """A second, empty place of the same kind."""
    if "://" not in place:
        return str(tmp_path / "second" / "register.db")
    server, _, name = place.rpartition("/")
    return str(script("check_register").database(server, f"{name}second"))


def test_backup_and_restore(place: str, tmp_path: Path) -> None:
    target = tmp_path / "copies" / "register.backup"
    with make_register(place, HEAD) as register:
        register.receive(CLERK, incoming_of(line(1)), DAY)
        register.receive(CLERK, paper(2, signed_for="Đỗ Thị Nhận"), DAY)
        manifest = register.backup(HEAD, target)
        register.receive(CLERK, paper(3), DAY)
        with pytest.raises(RegisterError) as refused:
            register.backup(HEAD, target)
        assert refused.value.code == "target_exists"
    assert manifest.bytes == target.stat().st_size
    second = another(place, tmp_path)
    restore(target, located(second, Settings()), HEAD.name)
    with open_register(second) as register:
        assert register.count() == 2
        assert register.dossier(2).signed_for == "Đỗ Thị Nhận"
        assert register.line(1) == line(1)
        assert register.verify() == ()
        assert register.receive(CLERK, paper(4), DAY).number == 3
    with pytest.raises(RegisterError) as refused:
        restore(target, located(second, Settings()), HEAD.name)
    assert refused.value.code == "not_empty"


def test_a_damaged_backup_is_not_restored(here: Register, tmp_path: Path) -> None:
    here.receive(CLERK, paper(1), DAY)
    target = tmp_path / "register.backup"
    here.backup(HEAD, target)
    whole = target.read_bytes()
    second = tmp_path / "second.db"
    target.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    with pytest.raises(RegisterError, match="sha256"):
        restore(target, located(str(second), Settings()), HEAD.name)
    target.write_bytes(whole)
    target.with_name(target.name + ".json").unlink()
    with pytest.raises(RegisterError, match="missing"):
        restore(target, located(str(second), Settings()), HEAD.name)
    assert not second.exists()


def test_a_backup_whose_rows_were_changed_is_not_restored(here: Register, tmp_path: Path) -> None:
    """Also where somebody wrote a manifest that fits the changed file."""
    here.receive(CLERK, paper(1), DAY)
    target = tmp_path / "register.backup"
    here.backup(HEAD, target)
    with closing(sqlite3.connect(target)) as connection:
        connection.execute("UPDATE dossiers SET subject = 'khác'")
        connection.commit()
    beside = target.with_name(target.name + ".json")
    told = json.loads(beside.read_text(encoding="utf-8"))
    told |= {"sha256": hashlib.sha256(target.read_bytes()).hexdigest(), "bytes": target.stat().st_size}
    beside.write_text(json.dumps(told), encoding="utf-8")
    with pytest.raises(RegisterError, match="row_changed"):
        restore(target, located(str(tmp_path / "second.db"), Settings()), HEAD.name)
    assert os.listdir(tmp_path).count("second.db") == 0


@pytest.mark.parametrize(
    ("day", "years", "before"),
    [(date(2026, 3, 2), 10, date(2016, 3, 2)), (date(2024, 2, 29), 1, date(2023, 2, 28))],
)
def test_years_go_back_to_the_same_day(day: date, years: int, before: date) -> None:
    assert years_before(day, years) == before


def test_retention_lists_first_and_removes_only_on_an_order(register: Register, tmp_path: Path) -> None:
    key = register.receive(CLERK, incoming_of(line(1, minhash=list(range(64))), signed_for="Đỗ Thị Nhận"), DAY).id
    register.receive(CLERK, paper(2, signed_for="Vũ Thị Còn"), DAY)
    register.check(CLERK, key, DAY, OFFICER.name)
    register.decide_check(OFFICER, key, "return", DAY)
    register.step(OFFICER, key, "archive", DAY)
    assert register.due_for_purge(DAY) == ()
    later = date(2026, 3, 3)
    assert [one.id for one in register.due_for_purge(later)] == [key]
    assert register.dossier(key).signed_for == "Đỗ Thị Nhận"
    with pytest.raises(RegisterError):
        register.purge(OFFICER, later)
    assert register.purge(HEAD, later) == 1
    after = register.dossier(key)
    assert (after.signed_for, register.line(key)) == (None, None)
    assert after.purged_at is not None
    assert after.subject.startswith("Về việc")
    assert register.dossier(2).signed_for == "Vũ Thị Còn"
    assert register.due_for_purge(later) == ()
    assert register.verify() == ()
    if register.engine.dialect.name == "sqlite":
        kept = b"".join(path.read_bytes() for path in tmp_path.iterdir() if path.is_file())
        assert "Vũ Thị Còn".encode() in kept
        assert "Đỗ Thị Nhận".encode() not in kept
