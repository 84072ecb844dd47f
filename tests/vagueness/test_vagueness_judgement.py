"""Judgements: yes and no on plain cases, reasons, batches."""

from __future__ import annotations

import pytest
from vague_samples import EXACT_REQUEST, EXACT_TITLE, VAGUE_REQUEST, submission

from vn_dossier_nlp.vagueness import Classifier
from vn_dossier_nlp.vagueness.features import NAMES


def test_a_plea_is_generic_and_an_order_of_payment_is_not(understood, classifier: Classifier) -> None:
    plea, order = classifier.judge_many(
        [understood(submission(VAGUE_REQUEST)), understood(submission(EXACT_REQUEST, title=EXACT_TITLE))]
    )
    assert (plea.generic, order.generic) == ("yes", "no")
    assert plea.missing
    assert "amount" in plea.missing
    assert order.missing == ()
    assert plea.confidence == pytest.approx(max(plea.probability, 1 - plea.probability))


def test_the_deciding_span_is_the_request(understood, classifier: Classifier) -> None:
    text = submission(
        VAGUE_REQUEST + "\nUBND huyện đề nghị UBND tỉnh phê duyệt Kế hoạch sửa chữa Trạm bơm Đồng Sậy năm 2023."
    )
    sub = understood(text)
    first = classifier.judge(sub).deciding[0]
    assert "quan tâm, tạo điều kiện" in sub.text[first.start : first.end]
    assert first.missing


def test_deleting_the_deciding_sentence_moves_most(understood, classifier: Classifier) -> None:
    second = "UBND huyện đề nghị UBND tỉnh phê duyệt Kế hoạch sửa chữa Trạm bơm Đồng Sậy năm 2023."
    text = submission(VAGUE_REQUEST + "\n" + second)
    sub = understood(text)
    whole = classifier.judge(sub)
    span = whole.deciding[0]
    deciding = sub.text[: span.start] + sub.text[span.end :]
    other = text.replace(
        "Trạm bơm Đồng Sậy xây năm 1994, tưới 312 ha lúa của 04 xã, hiện 02 trong 05 tổ máy đã hỏng.\n", ""
    )
    without, without_other = classifier.judge_many([understood(deciding), understood(other)])
    assert whole.probability - without.probability > abs(whole.probability - without_other.probability)
    assert without.probability < whole.probability


def test_contributions_sum_to_the_score(understood, classifier: Classifier) -> None:
    import numpy as np

    model = classifier.model
    judgement = classifier.judge(understood(submission(VAGUE_REQUEST)))
    constant = float(model.logit.intercept_[0] * model.slope + model.platt.intercept_[0])
    total = constant + sum(part.log_odds for part in judgement.contributions)
    assert total == pytest.approx(np.log(judgement.probability / (1 - judgement.probability)), abs=0.05)
    assert {part.code for part in judgement.contributions} <= {*NAMES, "words"}


def test_a_batch_says_what_single_texts_say(understood, classifier: Classifier) -> None:
    subs = [understood(submission(request)) for request in (VAGUE_REQUEST, EXACT_REQUEST, "")]
    assert classifier.judge_many(subs) == [classifier.judge(sub) for sub in subs]


def test_no_feature_pulls_against_its_meaning(classifier: Classifier) -> None:
    weights = classifier.model.coefficients()
    for index, (name, direction) in enumerate(classifier.card.features):
        assert weights[index] * classifier.model.factors[index] * int(direction) >= 0, name
