"""An office of six dossiers, one of them hostile: scored, registered, with the page over it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from letters import letter
from review_office import HERE, HOSTILE_NAME, OFFICER, ROOT, SAMPLES, SCRIPT, OfficePlace, entered
from starlette.testclient import TestClient

from vn_dossier_nlp.assess import Options
from vn_dossier_nlp.batch import score_batch
from vn_dossier_nlp.reading import find_dossiers
from vn_dossier_nlp.register import Actor, actions, make_register
from vn_dossier_nlp.register.receiving import incoming_of
from vn_dossier_nlp.reports.lines import to_line
from vn_dossier_nlp.review.app import build_app
from vn_dossier_nlp.review.config import Config
from vn_dossier_nlp.review.guard import Guard


@pytest.fixture(scope="session")
def master(tmp_path_factory: pytest.TempPathFactory) -> OfficePlace:
    """Made once: two PDFs, a DOCX, two texts and a text that attacks who reads it."""
    place = tmp_path_factory.mktemp("office")
    files = place / "files"
    files.mkdir()
    for name in ("02-so-du-lich-khanh-hoa.pdf", "03-so-xay-dung-hai-phong.pdf", "06-ubnd-huyen-muong-la.docx"):
        shutil.copy(SAMPLES / name, files)
    texts = ROOT / "corpora" / "submissions" / "texts"
    shutil.copy(texts / "a01.txt", files / "20-cu-the.txt")
    shutil.copy(texts / "a01b.txt", files / "21-chung-chung.txt")
    hostile = letter(number="13/TTr-SGTVT").replace("Kính gửi", f"\u202e{SCRIPT}\u202c\n</textarea></div>\nKính gửi")
    (files / HOSTILE_NAME).write_text(hostile, encoding="utf-8")
    register, keys = place / "register.db", {}
    clerk = Actor("Văn thư")
    with make_register(str(register), clerk) as opened:
        found = score_batch(list(find_dossiers([str(files)])), Options())
        for days, one in enumerate(found):
            line = to_line(one.assessment)
            head = line.get("masthead") or {}
            said = {"author": head.get("issuer") or "SỞ THỬ NGHIỆM", "subject": head.get("subject") or SCRIPT}
            with opened.change(clerk, "receive") as change:
                incoming = incoming_of(line, **said)
                key = actions.receive(change, incoming, date.today() - timedelta(days=days))
            keys[Path(one.assessment.path).name[:2]] = key
    return OfficePlace(files, register, keys)


@pytest.fixture
def office(master: OfficePlace, tmp_path: Path) -> OfficePlace:
    """A copy of the register of its own."""
    copy = tmp_path / "register.db"
    shutil.copy(master.register, copy)
    return OfficePlace(master.files, copy, master.keys)


@pytest.fixture
def app(office: OfficePlace) -> Iterator[Guard]:
    """The application over the office."""
    built = build_app(Config(str(office.register), (office.files,)))
    yield built
    built.app.state.register.close()


@pytest.fixture
def visitor(app: Guard) -> TestClient:
    """A browser that has not logged in."""
    return TestClient(app, base_url=HERE, follow_redirects=False)


@pytest.fixture
def officer(app: Guard) -> TestClient:
    """A browser of the first officer."""
    return entered(app, OFFICER)
