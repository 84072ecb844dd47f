"""What would change the word: filled gaps only lower, the fewest are told, and a text that fills them obeys."""

from __future__ import annotations

import numpy as np
import pytest
from vague_samples import EXACT_REQUEST, EXACT_TITLE, VAGUE_REQUEST, submission

from vn_dossier_nlp.extraction.asked import read_asked
from vn_dossier_nlp.vagueness import FEATURES, Classifier
from vn_dossier_nlp.vagueness.counterfactual import CHANGES, MOST, filled, would_change
from vn_dossier_nlp.vagueness.dataset import row_of
from vn_dossier_nlp.words import LANGUAGES, catalogue


def test_a_change_goes_the_good_way_of_every_feature_it_touches() -> None:
    directions = {feature.name: feature.direction for feature in FEATURES}
    for code, values in CHANGES.items():
        for name, value in values.items():
            assert value == (1.0 if directions[name] < 0 else 0.0), (code, name)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_change_has_its_words(lang: str) -> None:
    assert {f"change.{code}" for code in CHANGES} <= set(catalogue(lang))


def test_a_plea_is_told_what_to_state(understood, classifier: Classifier) -> None:
    told = classifier.judge(understood(submission(VAGUE_REQUEST))).would_change
    assert told is not None
    assert told.enough
    assert told.probability < classifier.thresholds.low
    assert 1 <= len(told.changes) <= MOST
    assert {"object", "amount"} & set(told.changes)


def test_no_smaller_set_is_enough(understood, classifier: Classifier) -> None:
    row = row_of(read_asked(understood(submission(VAGUE_REQUEST))))
    inputs = classifier.model.matrix([row])[0]
    told = would_change(classifier.model, row, inputs, classifier.thresholds.low)
    assert told is not None
    easier = would_change(classifier.model, row, inputs, min(1.0, told.probability + 1e-5))
    harder = would_change(classifier.model, row, inputs, 1e-9)
    assert easier is not None
    assert len(easier.changes) <= len(told.changes)
    assert harder is not None
    assert not harder.enough
    assert harder.probability <= told.probability


def test_a_specific_request_is_told_nothing(understood, classifier: Classifier) -> None:
    assert classifier.judge(understood(submission(EXACT_REQUEST, title=EXACT_TITLE))).would_change is None


def test_nothing_to_change_is_told_as_nothing(classifier: Classifier, understood) -> None:
    row = row_of(read_asked(understood(submission(EXACT_REQUEST, title=EXACT_TITLE))))
    good = filled(row.values, tuple(CHANGES), np.ones((1, len(CHANGES)), dtype=bool))[0]
    perfect = type(row)(tuple(good.tolist()), row.words)
    assert would_change(classifier.model, perfect, classifier.model.matrix([perfect])[0], 0.0) is None


def test_a_sum_is_wanted_only_where_money_is_asked_for(understood, classifier: Classifier) -> None:
    asked = "Kính đề nghị UBND tỉnh quan tâm, chỉ đạo các cơ quan liên quan tháo gỡ vướng mắc trong thời gian tới."
    told = classifier.judge(understood(submission(asked))).would_change
    assert told is not None
    assert "amount" not in told.changes


def test_what_is_told_comes_true_in_a_text(understood, classifier: Classifier) -> None:
    """The gaps that the plea leaves are filled in the text itself: the word becomes "no"."""
    assert classifier.judge(understood(submission(VAGUE_REQUEST))).generic == "yes"
    assert classifier.judge(understood(submission(EXACT_REQUEST))).generic != "yes"
    assert classifier.judge(understood(submission(EXACT_REQUEST, title=EXACT_TITLE))).generic == "no"


def test_what_is_not_asked_is_no_finding(understood, classifier: Classifier) -> None:
    judgement = classifier.judge(understood(submission("", title="Về tình hình chung")))
    assert "object_empty" not in {part.code for part in judgement.telling()}
    assert set(judgement.telling()) <= set(judgement.contributions)


@pytest.mark.parametrize(
    "second",
    [
        "Kính đề nghị UBND tỉnh có ý kiến chỉ đạo các sở, ngành liên quan.",
        "Đề nghị UBND tỉnh lựa chọn phương án phù hợp.",
        "UBND huyện đề nghị UBND tỉnh phê duyệt Kế hoạch sửa chữa Trạm bơm Đồng Sậy năm 2023.",
    ],
)
def test_cutting_a_named_clause_from_the_text_moves_as_claimed(understood, classifier: Classifier, second: str) -> None:
    sub = understood(submission(f"{VAGUE_REQUEST}\n{second}"))
    whole = classifier.judge(sub)
    for span in whole.deciding[:2]:
        cut = classifier.judge(understood(sub.text[: span.start] + sub.text[span.end :]))
        assert whole.probability - cut.probability == pytest.approx(span.move, abs=0.05)


def test_a_concrete_request_behind_the_clause_lowers(understood, classifier: Classifier) -> None:
    sub = understood(submission(VAGUE_REQUEST))
    whole = classifier.judge(sub)
    end = whole.deciding[0].end
    more = classifier.judge(understood(f"{sub.text[:end]}. {EXACT_REQUEST}{sub.text[end:]}"))
    assert more.probability < whole.probability
