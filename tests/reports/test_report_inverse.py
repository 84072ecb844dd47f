"""A line read back is the assessment it came from."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from report_samples import batch

from vn_dossier_nlp.assess import Options, assess
from vn_dossier_nlp.errors import DataError
from vn_dossier_nlp.reading import find_dossiers
from vn_dossier_nlp.reports.lines import dumps, from_line, to_line
from vn_dossier_nlp.schema import Assessment, Finding, Reason

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = [path for path in sorted((ROOT / "corpora" / "samples" / "dossiers").iterdir()) if "scan" not in path.name]
TEXTS = sorted((ROOT / "corpora" / "submissions" / "texts").glob("*.txt"))[::24]

# Text as it can stand in a document: hidden characters, lone surrogates, letters of other planes too.
TEXT = st.text(st.characters(codec=None), max_size=20)
SHARE = st.floats(0, 1).map(lambda value: round(value, 4))


@pytest.mark.parametrize("path", [*SAMPLES, *TEXTS], ids=lambda path: path.name[:20])
def test_lines_of_real_runs_come_back(path: Path) -> None:
    for dossier in find_dossiers([str(path)], as_dossier=path.is_dir()):
        line = json.loads(dumps(to_line(assess(dossier, Options()).assessment)))
        again = from_line(line)
        assert to_line(again) == line
        assert dumps(to_line(again)) == dumps(line)


@pytest.mark.parametrize("assessment", batch(), ids=lambda one: one.dossier_id)
def test_an_assessment_comes_back_with_the_types_of_its_records(assessment: Assessment) -> None:
    again = from_line(json.loads(dumps(to_line(assessment))))
    assert to_line(again) == to_line(assessment)
    assert type(again.outcome) is type(assessment.outcome)
    assert hash(again.files) == hash(assessment.files)  # tuples, not lists, all the way down


def known_to_json(assessment: Assessment) -> bool:
    """Without infinities, which no check gives."""
    try:
        dumps(to_line(assessment))
    except ValueError:
        return False
    return True


@settings(max_examples=60)
@given(
    st.builds(
        Assessment,
        dossier_id=TEXT,
        path=TEXT,
        generic_probability=st.none() | SHARE,
        requirements=st.lists(st.from_type(Finding), max_size=2, unique_by=lambda one: one.requirement).map(tuple),
        reasons=st.lists(st.builds(Reason, slots=st.dictionaries(TEXT, TEXT | SHARE, max_size=3)), max_size=2).map(
            tuple
        ),
    ).filter(known_to_json)
)
def test_any_assessment_comes_back(assessment: Assessment) -> None:
    line = json.loads(dumps(to_line(assessment)))
    assert to_line(from_line(line)) == line


@pytest.mark.parametrize("change", [{"outcome": "eaten"}, {"files": None}, {"versions": {"program": "9"}}])
def test_a_line_of_another_schema_is_refused(change: dict[str, object]) -> None:
    line = to_line(batch()[0]) | change
    with pytest.raises(DataError, match="schema"):
        from_line(line)
    with pytest.raises(DataError):
        from_line({"path": "a"})
