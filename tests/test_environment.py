"""The tests' own guards."""

from __future__ import annotations

import os
import socket

import pytest
from programs import needs


def test_other_hosts_cannot_be_reached():
    with socket.socket() as connection, pytest.raises(AssertionError, match="network"):
        connection.connect(("192.0.2.1", 80))


def test_this_host_can_be_reached():
    with socket.socket() as server, socket.socket() as client:
        server.bind(("127.0.0.1", 0))
        server.listen()
        client.connect(server.getsockname())


def test_the_home_of_the_user_is_not_touched():
    assert os.environ["VN_DOSSIER_HOME"].endswith("home")
    assert "pytest" in os.environ["VN_DOSSIER_HOME"]


def test_a_missing_program_skips(monkeypatch):
    monkeypatch.delenv("VN_DOSSIER_REQUIRE", raising=False)
    with pytest.raises(pytest.skip.Exception, match="teleprinter"):
        needs("teleprinter", False)
    needs("teleprinter", True)


def test_a_missing_program_fails_where_it_is_required(monkeypatch):
    monkeypatch.setenv("VN_DOSSIER_REQUIRE", "ocr, teleprinter")
    with pytest.raises(pytest.fail.Exception, match="VN_DOSSIER_REQUIRE"):
        needs("teleprinter", False)
