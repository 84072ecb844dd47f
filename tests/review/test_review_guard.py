"""What must pass before a page sees a request, and what every answer carries."""

from __future__ import annotations

from pathlib import Path

import pytest
from review_office import HERE, OFFICER, OfficePlace, entered, send, token
from starlette.testclient import TestClient

from vn_dossier_nlp.errors import DataError, UsageError
from vn_dossier_nlp.register import open_register
from vn_dossier_nlp.review.accounts import Accounts
from vn_dossier_nlp.review.app import ROUTES, build_app
from vn_dossier_nlp.review.config import Config, checked
from vn_dossier_nlp.review.guard import COOKIE, LARGEST, Guard
from vn_dossier_nlp.review.sessions import Sessions, Tries

PATHS = [
    route.path.replace("{key:key}", "1").replace("{number:key}", "1").replace("{back:key}", "1") for route in ROUTES
]
CLOSED = [path for path in PATHS if path not in ("/login", "/enter")]
LONG = "mật khẩu đủ dài"


class Clock:
    """A clock that a test turns."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.mark.parametrize("path", CLOSED)
def test_no_page_without_a_session(visitor: TestClient, path: str) -> None:
    answer = visitor.get(path)
    assert answer.status_code == 303
    assert answer.headers["location"] == "/login"


@pytest.mark.parametrize("path", CLOSED)
def test_no_change_without_a_session(visitor: TestClient, path: str) -> None:
    assert visitor.post(path, data={"csrf": "x"}).headers.get("location") == "/login"


@pytest.mark.parametrize(
    "path", ["/preferences", "/logout", "/dossiers/1/take", "/dossiers/1/decision", "/readings/1", "/disagreements/1"]
)
@pytest.mark.parametrize("given", ["", "wrong"])
def test_a_form_needs_the_token_of_its_session(officer: TestClient, path: str, given: str) -> None:
    assert officer.post(path, data={"csrf": given}).status_code == 403


def test_the_token_of_another_session_will_not_do(app: Guard, officer: TestClient) -> None:
    other = token(entered(app, "Người khác"))
    assert officer.post("/preferences", data={"csrf": other, "lang": "en"}).status_code == 403


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "", "localhost.evil.example:80"])
def test_another_name_of_the_server_is_refused(officer: TestClient, host: str) -> None:
    assert officer.get("/", headers={"host": host}).status_code == 400


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ],
)
def test_a_change_from_a_page_elsewhere_is_refused(officer: TestClient, headers: dict[str, str]) -> None:
    fields = {"csrf": token(officer), "lang": "en"}
    assert officer.post("/preferences", data=fields, headers=headers).status_code == 403
    assert officer.post("/preferences", data=fields, headers={"origin": HERE}).status_code == 200


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_other_methods_are_refused(officer: TestClient, method: str) -> None:
    assert officer.request(method, "/").status_code == 405


@pytest.mark.parametrize("kind", ["multipart/form-data; boundary=x", "application/json", "text/plain", ""])
def test_only_forms_are_taken(officer: TestClient, kind: str) -> None:
    assert officer.post("/preferences", content=b"lang=en", headers={"content-type": kind}).status_code == 415


def test_a_body_has_a_limit(officer: TestClient) -> None:
    fields = {"csrf": token(officer), "note": "x" * LARGEST}
    assert officer.post("/dossiers/1/decision", data=fields).status_code == 413


def test_a_form_of_a_thousand_fields_is_refused(officer: TestClient) -> None:
    content = "&".join(f"f{number}=1" for number in range(3000)) + "&csrf=" + token(officer)
    kind = {"content-type": "application/x-www-form-urlencoded"}
    assert officer.post("/preferences", content=content, headers=kind).status_code == 403


@pytest.mark.parametrize("path", ["/", "/dossiers/1", "/labels", "/static/review.css", "/nowhere", "/login"])
def test_every_answer_forbids_what_no_page_needs(officer: TestClient, path: str) -> None:
    headers = officer.get(path).headers
    policy = dict(part.strip().split(" ", 1) for part in headers["content-security-policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert {policy[name] for name in ("script-src", "style-src", "img-src", "connect-src", "form-action")} == {"'self'"}
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"  # none at all would hide the origin of our own forms
    assert path.startswith("/static/") or headers["cache-control"] == "no-store"


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(app: Guard, visitor: TestClient) -> None:
    answer = visitor.get("/enter", params={"token": app.sessions.one_time_link(OFFICER)})
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert "domain" not in cookie


def test_a_link_works_once(app: Guard, visitor: TestClient) -> None:
    link = {"token": app.sessions.one_time_link(OFFICER)}
    assert visitor.get("/enter", params=link).status_code == 303
    assert visitor.get("/enter", params=link).status_code == 403
    assert visitor.get("/enter", params={"token": "guess"}).status_code == 403


def test_a_session_gets_a_new_name_and_ends_with_log_out(app: Guard) -> None:
    client = TestClient(app, base_url=HERE, cookies={COOKIE: "chosen-by-an-attacker"})
    client.get("/enter", params={"token": app.sessions.one_time_link(OFFICER)})
    name = client.cookies.get(COOKIE, domain="127.0.0.1") or client.cookies[COOKIE]
    assert name != "chosen-by-an-attacker"
    send(client, "/logout")
    again = TestClient(app, base_url=HERE, cookies={COOKIE: name}, follow_redirects=False)
    assert again.get("/").status_code == 303


def test_a_session_ends_when_nobody_uses_it() -> None:
    clock = Clock()
    sessions = Sessions(60, clock)
    name, _ = sessions.start(OFFICER)
    clock.now += 59 * 60
    assert sessions.find(name)
    clock.now += 61 * 60
    assert sessions.find(name) is None


def test_a_session_ends_after_a_day_of_work_however_busy() -> None:
    clock = Clock()
    sessions = Sessions(60, clock)
    name, _ = sessions.start(OFFICER)
    for _ in range(13 * 2):
        clock.now += 30 * 60
        alive = sessions.find(name)
    assert alive is None


def test_wrong_passwords_must_wait_longer_and_longer() -> None:
    clock = Clock()
    tries = Tries(clock)
    waits = []
    for _ in range(12):
        tries.failed("name:x")
        waits.append(tries.wait("name:x"))
    assert waits[:4] == [0.0] * 4
    assert waits[4:7] == [2.0, 4.0, 8.0]
    assert max(waits) <= 900
    clock.now += 1000
    assert tries.wait("name:x") <= 0
    tries.passed("name:x")
    tries.failed("name:x")
    assert tries.wait("name:x") == 0


def test_log_in_by_password(office: OfficePlace, tmp_path: Path) -> None:
    accounts = Accounts(tmp_path / "accounts.json")
    accounts.add(OFFICER, LONG)
    app = build_app(Config(str(office.register), (office.files,), accounts=accounts.file))
    client = TestClient(app, base_url=HERE)
    assert client.post("/login", data={"name": OFFICER, "password": "sai"}).status_code == 401
    assert client.post("/login", data={"name": "Không ai", "password": LONG}).status_code == 401
    inside = client.post("/login", data={"name": OFFICER, "password": LONG})
    assert inside.status_code == 200
    assert OFFICER in inside.text
    for _ in range(6):
        last = client.post("/login", data={"name": "Người lạ", "password": "sai"})
    assert last.status_code == 429


def test_passwords_are_hashed_and_the_file_is_its_owners(tmp_path: Path) -> None:
    accounts = Accounts(tmp_path / "own" / "accounts.json")
    accounts.add(OFFICER, LONG)
    written = accounts.file.read_text("utf-8")
    assert LONG not in written
    assert "$argon2id$" in written
    assert accounts.file.stat().st_mode & 0o077 == 0
    assert Accounts.load(accounts.file).accepts(OFFICER, LONG)
    assert not Accounts.load(accounts.file).accepts(OFFICER, LONG + "x")


@pytest.mark.parametrize(("name", "password"), [("", LONG), ("a\nb", LONG), ("x" * 81, LONG), (OFFICER, "ngắn")])
def test_accounts_that_will_not_do(tmp_path: Path, name: str, password: str) -> None:
    with pytest.raises(UsageError):
        Accounts(tmp_path / "accounts.json").add(name, password)


def test_a_file_that_holds_no_accounts(tmp_path: Path) -> None:
    file = tmp_path / "accounts.json"
    file.write_text("[1, 2]")
    with pytest.raises(DataError, match=r"accounts\.json"):
        Accounts.load(file)


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"host": "192.168.1.5"}, "log-in"),
        ({"host": "192.168.1.5", "accounts": "a"}, "tls"),
        ({"host": "0.0.0.0", "accounts": "a", "certificate": "c", "key": "k"}, "--name"),
        ({"certificate": "c"}, "together"),
    ],
)
def test_other_machines_need_log_in_and_tls(tmp_path: Path, given: dict[str, str], named: str) -> None:
    files = {name: tmp_path / value for name, value in given.items() if name != "host"}
    for file in files.values():
        file.write_text("x")
    with pytest.raises(UsageError, match=named):
        checked(Config("x.db", host=given.get("host", "127.0.0.1"), **files))  # type: ignore[arg-type]


def test_with_both_other_machines_are_served(tmp_path: Path) -> None:
    files = {name: tmp_path / name for name in ("accounts", "certificate", "key")}
    for file in files.values():
        file.write_text("x")
    config = checked(Config("x.db", host="0.0.0.0", names=("van-phong",), **files))  # type: ignore[arg-type]
    assert config.hosts == {"0.0.0.0", "van-phong"}
    assert config.secure


def test_back_leads_to_no_other_server(officer: TestClient) -> None:
    for back in ("//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)"):
        answer = officer.post(
            "/preferences", data={"csrf": token(officer), "back": back, "lang": "vi"}, follow_redirects=False
        )
        assert answer.headers["location"] == "/"


def test_a_reader_may_look_and_not_decide(office: OfficePlace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "settings.toml").write_text(f'[roles]\n"{OFFICER}" = "reader"\n', encoding="utf-8")
    monkeypatch.setenv("VN_DOSSIER_HOME", str(home))
    client = entered(build_app(Config(str(office.register), (office.files,))), OFFICER)
    key = office.keys["02"]
    assert client.get(f"/dossiers/{key}").status_code == 200
    assert send(client, f"/dossiers/{key}/take", version="2").status_code == 409
    with open_register(str(office.register)) as register:
        assert register.dossier(key).holder is None
