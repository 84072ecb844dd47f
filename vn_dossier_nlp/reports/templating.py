"""The templates: Jinja with autoescape on, every value made visible, every sentence taken from ``words/``."""

from __future__ import annotations

import re
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any

from vn_dossier_nlp.reports.visible import visible
from vn_dossier_nlp.resources import room_file
from vn_dossier_nlp.words import advice, label, say

if TYPE_CHECKING:
    from jinja2 import Environment

_GAP = re.compile(" {7,}")


def render(template: str, lang: str, /, room: str = "reports", **values: object) -> str:
    """A template of a room with its values; ``t`` speaks a sentence, ``word`` a code, in the language of the page.

    The templates of a room may extend and include those of ``reports``.
    """
    speak = {
        "lang": lang,
        "t": partial(say, lang=lang),
        "word": partial(label, lang=lang),
        "advice": partial(advice, lang=lang),
    }
    return _environment(room).get_template(template).render(**speak, **values)


@lru_cache(maxsize=4)
def _environment(room: str) -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader([room_file(name, "templates") for name in dict.fromkeys((room, "reports"))]),
        autoescape=True,
        finalize=_shown,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["narrowed"] = _narrowed
    return environment


def _narrowed(text: str) -> str:
    """Long runs of blanks, by which a masthead sets its columns, shortened so that its lines fit a page."""
    return _GAP.sub(" " * 6, text)


def _shown(value: Any) -> Any:
    """Plain text with its hidden characters visible; None as nothing; what a macro has rendered as it is."""
    if value is None:
        return ""
    return visible(value) if type(value) is str else value
