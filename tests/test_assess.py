"""What the whole way guarantees beyond its parts."""

from __future__ import annotations

from pathlib import Path

from vn_dossier_nlp.assess import Options, assess
from vn_dossier_nlp.reading import find_dossiers
from vn_dossier_nlp.schema import Outcome, Verdict
from vn_dossier_nlp.settings import Settings

SAMPLES = Path(__file__).resolve().parents[1] / "corpora" / "samples" / "dossiers"


def test_what_was_read_in_part_is_never_returned():
    """The first page of a good submission lacks its request: that is no reason to send it back."""
    (dossier,) = find_dossiers([str(SAMPLES / "01-ubnd-huyen-quynh-phu.pdf")])
    found = assess(dossier, Options(settings=Settings(max_pages=1))).assessment
    assert found.outcome is Outcome.PARTLY_READ
    assert found.verdict is not Verdict.RETURN


def test_a_secret_mark_stops_everything(tmp_path):
    path = tmp_path / "letter.txt"
    path.write_text("UBND TỈNH SƠN LA\nTỐI MẬT\n\nTỜ TRÌNH\nVề việc xây kho\n", encoding="utf-8")
    (dossier,) = find_dossiers([str(path)])
    found = assess(dossier, Options())
    assert found.assessment.outcome is Outcome.SECRET
    assert found.text is None
    assert found.assessment.files[0].sha256 is None


def test_the_docs_of_the_command_line_are_what_it_says():
    import subprocess
    import sys

    script = Path(__file__).resolve().parents[1] / "scripts" / "write_cli_docs.py"
    assert subprocess.run([sys.executable, str(script), "--check"], check=False).returncode == 0
