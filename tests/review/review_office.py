"""What the tests of the review page share: names, a browser that came in, a form that is sent."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from starlette.testclient import TestClient

from vn_dossier_nlp.review.guard import Guard

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "corpora" / "samples" / "dossiers"
OFFICER, READER, THIRD = "Cán bộ Một", "Cán bộ Hai", "Cán bộ Ba"
SCRIPT = "<script>document.title='taken'</script><img src=x onerror=\"document.title='taken'\">"
HOSTILE_NAME = "11-<img src=x onerror=alert(1)>-to-trinh.txt"
HERE = "http://127.0.0.1"


@dataclass(frozen=True)
class OfficePlace:
    """Where the files and the register lie; ``keys`` are the dossiers by the first two letters of their files."""

    files: Path
    register: Path
    keys: dict[str, int]


def entered(app: Guard, name: str) -> TestClient:
    """A browser that has come in by the one-time link."""
    client = TestClient(app, base_url=HERE)
    assert client.get("/enter", params={"token": app.sessions.one_time_link(name)}).status_code == 200
    return client


def token(client: TestClient) -> str:
    """The token that the forms of this session bear."""
    page = client.get("/").text
    return page.partition('name="csrf" value="')[2].partition('"')[0]


def send(client: TestClient, path: str, **fields: str) -> object:
    """Send a form as a page of the server would."""
    return client.post(path, data={"csrf": token(client), **fields})
