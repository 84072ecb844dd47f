"""``python -m vn_dossier_nlp``: the same as ``vn-dossier``."""

from vn_dossier_nlp.cli import main

main()
