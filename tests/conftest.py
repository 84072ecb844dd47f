"""What all tests share: no network, one environment, optional programs, the ``shared`` folder."""

from __future__ import annotations

import socket
from collections.abc import Callable
from pathlib import Path

import hypothesis
import pytest
from programs import installed, needs

from vn_dossier_nlp.extraction.submission import Submission, understand

SHARED = Path(__file__).resolve().parents[2] / "shared"
LOOPBACK = ("127.", "::1", "localhost")

hypothesis.settings.register_profile("repeatable", derandomize=True, deadline=None, max_examples=150)
hypothesis.settings.load_profile("repeatable")


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing leaves the machine: a socket may reach this host alone."""
    for name in ("connect", "connect_ex"):
        monkeypatch.setattr(socket.socket, name, _only_here(getattr(socket.socket, name)))


def _only_here(method: Callable[..., object]) -> Callable[..., object]:
    def guarded(self: socket.socket, address: object) -> object:
        inet = self.family in (socket.AF_INET, socket.AF_INET6)
        if inet and not str(address[0]).startswith(LOOPBACK):  # type: ignore[index]
            raise AssertionError(f"a test reached for the network: {address}")
        return method(self, address)

    return guarded


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """A user's folder of its own, a terminal of 80 columns without colours."""
    monkeypatch.setenv("VN_DOSSIER_HOME", str(tmp_path_factory.getbasetemp() / "home"))
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("NO_COLOR", "1")
    for name in ("FORCE_COLOR", "CLICOLOR_FORCE"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(autouse=True)
def optional_programs(request: pytest.FixtureRequest) -> None:
    """Tests marked ``ocr`` or ``office`` need a program; see :func:`programs.needs`."""
    for what in ("ocr", "office"):
        if request.node.get_closest_marker(what):
            needs(what, installed(what))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of specification and development data beside the checkout."""
    if not (SHARED / "spec").is_dir():
        pytest.skip(f"needs the folder {SHARED}, which is not there")
    return SHARED


@pytest.fixture(scope="session")
def understood() -> Callable[[str], Submission]:
    """A text as a submission, by the pipeline that every command uses."""
    import vn_dossier_nlp

    nlp = vn_dossier_nlp.load()
    return lambda text: understand(nlp(text))
