"""The words of requirement packs, as reports need them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from vn_dossier_nlp.assess import Options
from vn_dossier_nlp.regulation.pack import GENERAL, Pack, Waiver, load_pack
from vn_dossier_nlp.reports.packwords import PackWords
from vn_dossier_nlp.schema import Assessment
from vn_dossier_nlp.settings import Settings
from vn_dossier_nlp.words import say


def words_of(assessment: Assessment, options: Options) -> Mapping[str, PackWords]:
    """The words of the pack by which a dossier was judged, as of its date."""
    name = options.pack or assessment.versions.pack or GENERAL
    return _words(name, assessment.document_date, options.settings)


@lru_cache(maxsize=256)
def _words(name: str, date: str | None, settings: Settings) -> Mapping[str, PackWords]:
    return pack_words(load_pack(name, settings).on(date))


def pack_words(pack: Pack) -> dict[str, PackWords]:
    """The words of a pack for the reports."""
    return {
        row.id: PackWords(
            quote=row.quote or None,
            source=f"{row.source}, {row.article}" if row.article else row.source,
            cure={"vi": row.cure_vi, "en": row.cure_en},
            name={"vi": row.name_vi, "en": row.name_en} if row.name_vi else {},
            article=row.article,
            automation=row.automation,
            note={"vi": row.note_vi, "en": row.note_en} if row.note_vi else {},
            waivers=tuple(_waiver_words(waiver) for waiver in pack.waivers_of(row.id)),
        )
        for row in pack.requirements
    }


def _waiver_words(waiver: Waiver) -> dict[str, str]:
    reasons = {"vi": waiver.reason_vi, "en": waiver.reason_en}
    return {
        lang: say("pack.waiver", lang, reason=told.rstrip("."), source=waiver.source) for lang, told in reasons.items()
    }
