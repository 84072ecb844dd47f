"""From an assessment to what was ordered."""

from __future__ import annotations

import pickle
from dataclasses import replace

from vn_dossier_nlp.assess import Assessed, Options, lost
from vn_dossier_nlp.batch.fingerprints import Stat, prints_of, stats_of
from vn_dossier_nlp.batch.order import Order, Record
from vn_dossier_nlp.reading import DossierInput
from vn_dossier_nlp.schema import Assessment, Outcome
from vn_dossier_nlp.stopwatch import stage

READ = (Outcome.READ, Outcome.READ_BY_OCR, Outcome.PARTLY_READ)


def is_whole(assessment: Assessment) -> bool:
    """Whether the dossier and every file in it were read."""
    return assessment.outcome in READ and all(file.outcome in READ for file in assessment.files)


def packed(order: Order, dossier: DossierInput, found: Assessed, before: tuple[Stat, ...]) -> bytes:
    """What ``order`` asks for, as bytes for :func:`unpacked`. ``before``: the state of the files before reading."""
    with stage("writing"):
        return pickle.dumps(_product(order, dossier, found, before), pickle.HIGHEST_PROTOCOL)


def lost_product(order: Order, dossier: DossierInput, outcome: Outcome, reason: str) -> bytes:
    """The product of a dossier whose worker was lost over it."""
    return packed(order, dossier, lost(dossier, outcome, reason), stats_of(dossier))


def unpacked(product: bytes) -> Assessed | Record:
    """The product of a worker of our own."""
    found: Assessed | Record = pickle.loads(product)
    return found


def _product(order: Order, dossier: DossierInput, found: Assessed, before: tuple[Stat, ...]) -> Assessed | Record:
    if order.give == "record":
        return _record(order, dossier, found, before)
    return found if order.give == "assessed" else replace(found, text=None)


def _record(order: Order, dossier: DossierInput, found: Assessed, before: tuple[Stat, ...]) -> Record:
    from vn_dossier_nlp.reports.lines import dumps, to_line

    assessment = found.assessment
    return Record(
        line=dumps(to_line(assessment)),
        page=None if order.page is None else _page(found, order.page, order.options),
        whole=is_whole(assessment),
        prints=prints_of(dossier, assessment, before),
        outcomes=tuple(sorted({str(assessment.outcome), *(str(file.outcome) for file in assessment.files)})),
        office=assessment.versions.office is not None,
    )


def _page(found: Assessed, lang: str, options: Options) -> str:
    from vn_dossier_nlp.batch.packs import words_of
    from vn_dossier_nlp.reports.page import dossier_page

    return dossier_page(found.assessment, found.text, lang, words_of(found.assessment, options))
