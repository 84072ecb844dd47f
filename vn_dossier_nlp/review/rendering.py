"""The templates of the pages: those of the reports' look, with forms. Autoescape is on, hidden characters are shown."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import HTMLResponse

from vn_dossier_nlp.reports.templating import render
from vn_dossier_nlp.review.sessions import Session


def page(request: Request, template: str, status: int = 200, **values: object) -> HTMLResponse:
    """A page for the person of the session, in the language that was chosen."""
    session: Session | None = request.state.session
    lang = lang_of(request)
    told = list(session.told) if session else []
    if session:
        session.told.clear()
    html = render(template, lang, room="review", session=session, told=told, here=request.url.path, **values)
    return HTMLResponse(html, status)


def lang_of(request: Request) -> str:
    """The language of the session, else that of the server."""
    session: Session | None = request.state.session
    return (session.lang if session else None) or request.app.state.config.lang
