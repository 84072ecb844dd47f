"""From paths to dossiers."""

from __future__ import annotations

import os

import pytest

from vn_dossier_nlp.reading import find_dossiers


@pytest.fixture
def tree(tmp_path, monkeypatch):
    for name in (
        "in/b.pdf",
        "in/a.docx",
        "in/.hidden",
        "in/~$a.docx",
        "in/Thumbs.db",
        "in/desktop.ini",
        "in/c/z.pdf",
        "in/c/annex/y.pdf",
        "in/c/.git/x",
        "other/secret.txt",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x", encoding="utf-8")
    (tmp_path / "in/empty").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def found(*paths, **options):
    return [(item.path, list(item.shown)) for item in find_dossiers(paths, **options)]


def test_each_entry_of_a_folder_is_a_dossier(tree):
    expected = [
        ("in/a.docx", ["in/a.docx"]),
        ("in/b.pdf", ["in/b.pdf"]),
        ("in/c", ["in/c/annex/y.pdf", "in/c/z.pdf"]),
    ]
    assert found("in") == expected
    assert found("in/") == expected


def test_a_folder_as_one_dossier(tree):
    assert found("in", as_dossier=True) == [("in", ["in/a.docx", "in/b.pdf", "in/c/annex/y.pdf", "in/c/z.pdf"])]
    assert found("in/empty", as_dossier=True) == []


def test_named_and_missing_files_are_dossiers(tree):
    assert found("none.pdf", "in/b.pdf") == [("none.pdf", ["none.pdf"]), ("in/b.pdf", ["in/b.pdf"])]


def test_links_to_folders_are_not_followed(tree):
    try:
        os.symlink(tree / "other", tree / "in/c/out", target_is_directory=True)
        os.symlink(tree / "in", tree / "in/round", target_is_directory=True)
        os.symlink(tree / "other/secret.txt", tree / "in/c/link.txt")
    except OSError:
        pytest.skip("no right to make links")
    assert ("in/c", ["in/c/annex/y.pdf", "in/c/link.txt", "in/c/z.pdf"]) in found("in")
    assert len(found("in")) == 3
