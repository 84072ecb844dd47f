"""What to label next, which labels are doubted, whether texts have changed: on texts written here."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from vn_dossier_nlp.vagueness import FEATURES, Classifier, Thresholds
from vn_dossier_nlp.vagueness.audit import audit, held_out_probabilities
from vn_dossier_nlp.vagueness.corpus import Example
from vn_dossier_nlp.vagueness.dataset import Dataset
from vn_dossier_nlp.vagueness.drift import FEWEST, Profile, drift, holm, sender_kind, stability, usual_unsure
from vn_dossier_nlp.vagueness.features import NAMES
from vn_dossier_nlp.vagueness.model import Row
from vn_dossier_nlp.vagueness.suggest import Candidate, doubt, suggest

LIMITS = Thresholds(0.3, 0.7)


def row(words: str, **values: float) -> Row:
    return Row(tuple(values.get(name, 0.0) for name in NAMES), words)


PUMP = row("đề_nghị sửa_chữa trạm bơm", amount=1, deadline=1)
ROAD = row("đề_nghị mở_rộng đường", vague_actor=1)
HALL = row("bổ_nhiệm giám_đốc", draft=1)
GOOD = {feature.name: 1.0 for feature in FEATURES if feature.direction < 0}
BAD = {feature.name: 1.0 for feature in FEATURES if feature.direction > 0}


def test_the_unsure_come_before_the_sure() -> None:
    found = suggest([Candidate("sure", PUMP, 0.99), Candidate("unsure", ROAD, 0.5)], [], LIMITS, 2)
    assert [one.path for one in found] == ["unsure", "sure"]
    assert [one.code for one in found] == ["unsure", "unlike"]


def test_of_one_matter_one_is_named_also_by_way_of_a_third() -> None:
    candidates = [Candidate(name, PUMP, 0.5) for name in ("a", "b", "c")] + [Candidate("d", HALL, 0.5)]
    found = suggest(candidates, [], LIMITS, 10, [("a", "b"), ("b", "c"), ("a", "elsewhere")])
    assert len({one.path for one in found} & {"a", "b", "c"}) == 1
    assert len(found) == 2


def test_unlike_the_labelled_comes_first_at_the_same_doubt() -> None:
    found = suggest([Candidate("known", PUMP, 0.5), Candidate("new", HALL, 0.5)], [PUMP], LIMITS, 1)
    assert [one.path for one in found] == ["new"]


def test_doubt_falls_away_from_the_thresholds_and_an_open_set_is_doubt() -> None:
    doubts = [doubt(Candidate("x", PUMP, p), LIMITS) for p in (0.5, 0.75, 0.9, 1.0)]
    assert doubts[0] == 1.0
    assert doubts == sorted(doubts, reverse=True)
    assert doubt(Candidate("x", PUMP, 1.0, open=True), LIMITS) == 1.0


def test_near_a_threshold_is_told_with_its_side() -> None:
    found = suggest([Candidate("high", PUMP, 0.72), Candidate("low", HALL, 0.28)], [], LIMITS, 2)
    assert {one.path: one.code for one in found} == {"high": "near_yes", "low": "near_no"}
    assert suggest([], [PUMP], LIMITS, 3) == []


def test_the_same_input_gives_the_same_choice() -> None:
    candidates = [Candidate(str(n), row(f"w{n % 3}", scope=n % 2), 0.5) for n in range(9)]
    assert suggest(candidates, [PUMP], LIMITS, 5) == suggest(candidates, [PUMP], LIMITS, 5)


def test_exchanged_labels_are_doubted(data: Dataset) -> None:
    ids = [example.id for example in data.examples]
    assert audit(data, held_out_probabilities(data), ids) == []
    swapped = tuple(
        replace(one, label={"yes": "no", "no": "yes"}[one.label]) if one.matter == "m03" else one
        for one in data.examples
    )
    wrong = replace(data, examples=swapped)
    found = audit(wrong, held_out_probabilities(wrong), ids)
    assert {(one.id, one.code) for one in found} == {("m03", "label_no"), ("m03b", "label_yes"), ("m03b", "twins")}
    assert {one.id for one in audit(wrong, held_out_probabilities(wrong), ["m00", "m03"])} == {"m03"}


def example(identity: str, label: str, twin_of: str | None = None) -> Example:
    return Example(identity, identity, twin_of, "land", "UBND", "2023", identity, label)


def test_duplicates_with_two_labels_and_foreign_quotations_are_doubted() -> None:
    examples = (example("a", "yes"), example("b", "no"), example("c", "no"))
    tiny = Dataset(examples, (PUMP, PUMP, HALL), ())
    held = np.array([0.9, 0.2, 0.1])
    found = audit(tiny, held, ["a", "b", "c"], [("a", "b", 0.8), ("b", "c", 0.9)], [("c", "funding: nowhere")])
    assert [(one.id, one.code, one.other) for one in found] == [
        ("c", "evidence", "funding: nowhere"),
        ("a", "duplicates", "b"),
        ("b", "duplicates", "a"),
    ]


def profiles(count: int, words: str = "w", kind: str = "department", **values: float) -> list[Profile]:
    return [
        Profile(row(f"{words} m{n % 7}", **values), 2000 + 10 * (n % 9), kind, "Nam Giang", "Tờ trình", str(n))
        for n in range(count)
    ]


@pytest.fixture(scope="module")
def mixed() -> list[Profile]:
    return profiles(60, **GOOD) + profiles(60, **BAD)


def told(classifier: Classifier, incoming: list[Profile], training: list[Profile]) -> dict[str, str]:
    found = drift(incoming, training, classifier.model.probabilities, classifier.rule.generic)
    return {"advice": found.advice} | {one.code: one.state for one in found.shifts}


def test_the_same_kind_of_texts_is_fine(classifier: Classifier, mixed: list[Profile]) -> None:
    assert told(classifier, mixed[::2], mixed)["advice"] == "fine"


def test_another_share_of_vague_ones_alone_is_no_drift(classifier: Classifier, mixed: list[Profile]) -> None:
    found = told(classifier, mixed[:40] + mixed[60:65], mixed)
    assert found["generic"] == "told"
    assert found["advice"] != "label"


def test_other_texts_are_to_be_labelled(classifier: Classifier, mixed: list[Profile]) -> None:
    strange = profiles(40, words="khác lạ mới", kind="company", reference=1, draft=1, annex=1, options_open=1)
    found = drift(strange, mixed, classifier.model.probabilities, classifier.rule.generic)
    states = {one.code: one.state for one in found.shifts}
    assert found.advice == "label"
    assert 0 < found.label <= 40
    assert states["unknown_words"] == states["feature_draft"] == states["new_sender_kind"] == "strong"


def test_few_texts_tell_nothing(classifier: Classifier, mixed: list[Profile]) -> None:
    assert told(classifier, mixed[: FEWEST - 1], mixed) == {"advice": "few"}


def test_corrections_and_indices() -> None:
    assert holm([]) == []
    assert holm([0.5]) == [0.5]
    assert stability(0.0, 1.0) > 4
    assert sender_kind("Ủy ban nhân dân xã Tân Lập") == "commune"
    assert sender_kind("Sởi") == "other"


def test_the_card_tells_how_often_unsure_is_usual() -> None:
    counts = {"yes": {"yes": 8, "unsure": 2, "no": 0}, "no": {"yes": 0, "unsure": 0, "no": 10}}
    assert usual_unsure({"by_matter": {"counts": counts}}) == pytest.approx(0.1)
    assert usual_unsure({}) is None
