"""Whether a submission is generic ("chung chung"): features of its requests, a calibrated classifier,
reasons.

    classifier = load_classifier()
    judgement = classifier.judge(understand(nlp(text)))

Vague is a property of what the requests fill and leave empty, not of length or of single words (DOMAIN 4).
"""

from vn_dossier_nlp.vagueness.card import ModelCard
from vn_dossier_nlp.vagueness.classifier import Classifier, Judgement, load_classifier
from vn_dossier_nlp.vagueness.explanation import Contribution, DecidingSpan
from vn_dossier_nlp.vagueness.features import FEATURES, Feature
from vn_dossier_nlp.vagueness.figures import Thresholds

__all__ = [
    "FEATURES",
    "Classifier",
    "Contribution",
    "DecidingSpan",
    "Feature",
    "Judgement",
    "ModelCard",
    "Thresholds",
    "load_classifier",
]
