"""underthesea, spaCy and scikit-learn do the work of a batch: their calls are counted, not their imports."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from vn_dossier_nlp.assess import Options, assess, assess_many
from vn_dossier_nlp.language import words
from vn_dossier_nlp.reading import find_dossiers
from vn_dossier_nlp.schema import Outcome
from vn_dossier_nlp.vagueness import Classifier, wordbag

TEXTS = Path(__file__).resolve().parents[1] / "corpora" / "submissions" / "texts"
SOME = 10


@pytest.fixture
def batch():
    paths = [str(path) for path in sorted(TEXTS.glob("*.txt"))[:SOME]]
    return list(find_dossiers(paths))


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Counts the calls into the libraries, and what they were given."""
    import spacy.language
    import spacy.matcher
    import underthesea
    from sklearn.feature_extraction.text import TfidfVectorizer

    found: Counter[str] = Counter()

    def counted(owner: object, name: str, label: str, size=lambda *_: 1) -> None:
        real = getattr(owner, name)

        def call(*args, **options):
            found[label] += 1
            found[f"{label} given"] += size(*args)
            return real(*args, **options)

        monkeypatch.setattr(owner, name, call)

    counted(underthesea, "word_tokenize", "underthesea", lambda text: len(text.split()))
    counted(spacy.language.Language, "__call__", "spacy")
    counted(TfidfVectorizer, "transform", "sklearn", lambda _, texts: len(texts))
    wordbag._masked.cache_clear()  # what an earlier test had segmented
    words._words.cache_clear()
    return found


def test_the_libraries_do_the_work_of_a_batch(batch, calls):
    found = [item.assessment for item in assess_many(batch, Options())]
    assert [one.outcome for one in found] == [Outcome.READ] * SOME
    assert calls["spacy"] == SOME  # one Doc a file
    assert calls["sklearn given"] >= SOME  # each text is a row ...
    assert calls["sklearn"] <= SOME  # ... and many rows go in one call
    assert calls["underthesea"] >= SOME
    assert calls["underthesea given"] > 30 * SOME  # the words of title and requests


def test_the_matcher_finds_what_is_asked(batch, monkeypatch):
    """Without spaCy's Matcher no clause that names its addressee is found."""
    from vn_dossier_nlp.extraction import asking

    whole = [len(item.assessment.proposals) for item in assess_many(batch, Options())]
    monkeypatch.setattr(asking.AskingWords, "__call__", lambda *_: [])
    blind = [len(item.assessment.proposals) for item in assess_many(batch, Options())]
    assert sum(blind) < sum(whole) / 2


def test_a_batch_says_what_single_dossiers_say(batch):
    assert list(assess_many(batch, Options())) == [assess(dossier, Options()) for dossier in batch]


def test_what_the_classifier_trips_over_is_lost_alone(batch, monkeypatch):
    real = Classifier.judge_many
    victim = batch[2].files[0].read_text(encoding="utf-8")[-60:].strip()

    def judge_many(self, subs):
        subs = list(subs)
        if any(victim in sub.raw for sub in subs):
            raise ValueError("a strange text")
        return real(self, subs)

    expected = [item.assessment for item in assess_many(batch, Options())]
    monkeypatch.setattr(Classifier, "judge_many", judge_many)
    found = [item.assessment for item in assess_many(batch, Options())]
    assert found[2].outcome is Outcome.CRASHED
    assert found[:2] + found[3:] == expected[:2] + expected[3:]


def test_a_batch_is_read_as_it_is_asked_for(batch):
    """An endless stream of dossiers gives its first results at once: few are held at a time."""
    begun = []

    def endless():
        while True:
            begun.append(1)
            yield batch[0]

    stream = assess_many(endless(), Options())
    assert [next(stream).assessment.outcome for _ in range(3)] == [Outcome.READ] * 3
    assert len(begun) <= 8
