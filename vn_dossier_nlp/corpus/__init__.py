"""The corpus of labelled submissions: its files, its faults, its tables. For those who make and keep a corpus."""

from vn_dossier_nlp.corpus.checks import Fault, check
from vn_dossier_nlp.corpus.files import Corpus, load
from vn_dossier_nlp.corpus.stats import tables

__all__ = ["Corpus", "Fault", "check", "load", "tables"]
