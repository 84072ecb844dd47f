"""What a requirement pack says about one requirement: the quote, its source and the cure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from vn_dossier_nlp.words import DEFAULT_LANGUAGE


@dataclass(frozen=True, slots=True)
class PackWords:
    """Words of the pack for one requirement. ``quote`` is verbatim Vietnamese under any language."""

    quote: str | None = None
    source: str = ""
    cure: Mapping[str, str] = field(default_factory=dict)  # language -> sentence
    name: Mapping[str, str] = field(default_factory=dict)  # for requirements that appear under their R code

    def cure_in(self, lang: str) -> str | None:
        """The cure in ``lang``, else in Vietnamese."""
        return self.cure.get(lang) or self.cure.get(DEFAULT_LANGUAGE)

    def name_in(self, lang: str) -> str | None:
        """The name in ``lang``, else in Vietnamese; None where the pack leaves it to ``words/``."""
        return self.name.get(lang) or self.name.get(DEFAULT_LANGUAGE)


Pack = Mapping[str, PackWords]
"""Words of a pack by requirement id."""

NOTHING = PackWords()
