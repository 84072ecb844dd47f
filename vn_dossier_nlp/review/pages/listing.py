"""Lists: the queue, and what to label next."""

from __future__ import annotations

from datetime import date

from starlette.requests import Request
from starlette.responses import Response

from vn_dossier_nlp.register.flow import flow
from vn_dossier_nlp.register.queries import ORDERS
from vn_dossier_nlp.reports.phrases import date as day_in
from vn_dossier_nlp.reports.phrases import number
from vn_dossier_nlp.review.queue import AGES, DUE, VERDICTS, Filters, queue
from vn_dossier_nlp.review.rendering import lang_of, page

_SUGGESTED = 20  # rows


def queue_page(request: Request) -> Response:
    """One page of the queue under its filters."""
    filters, today, lang = Filters.of(request.query_params), date.today(), lang_of(request)
    found = queue(request.app.state.register, filters, today)
    return page(
        request,
        "queue.html.jinja",
        filters=filters,
        queue=found,
        total_word=number(found.total, lang),
        verdicts=VERDICTS,
        dues=DUE,
        ages=AGES,
        orders=tuple(ORDERS),
        today=today,
        open_states=flow().open_states,
        day=lambda value: day_in(value.isoformat(), lang),
    )


def suggestions(request: Request) -> Response:
    """What to label next."""
    from vn_dossier_nlp.review.suggestions import suggested

    state = request.app.state
    return page(request, "suggestions.html.jinja", rows=suggested(state.register, state.config.files, _SUGGESTED))
