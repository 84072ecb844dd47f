"""Coming in and going out: log-in, one-time link, language and keys."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from vn_dossier_nlp.review.forms import form_of
from vn_dossier_nlp.review.guard import COOKIE
from vn_dossier_nlp.review.rendering import lang_of, page
from vn_dossier_nlp.review.sessions import Session
from vn_dossier_nlp.words import LANGUAGES, say


def login(request: Request) -> Response:
    """The form, and what was typed into it."""
    accounts, tries, lang = request.app.state.accounts, request.app.state.tries, lang_of(request)
    if request.method == "GET" or accounts is None:
        return page(request, "login.html.jinja", accounts=accounts is not None, problem=None, name=None)
    form = form_of(request)
    name, address = form.get("name", "").strip(), request.client.host if request.client else "?"
    keys = (f"name:{name}", f"address:{address}")
    if (wait := tries.wait(*keys)) > 0:
        problem = say("review.wait", lang, seconds=int(wait) + 1)
        return page(request, "login.html.jinja", 429, accounts=True, problem=problem, name=name)
    if not accounts.accepts(name, form.get("password", "")):
        tries.failed(*keys)
        problem = say("review.wrong_password", lang)
        return page(request, "login.html.jinja", 401, accounts=True, problem=problem, name=name)
    tries.passed(*keys)
    return _entered(request, name)


def enter(request: Request) -> Response:
    """The one-time link that the terminal shows."""
    user = request.app.state.sessions.use_link(request.query_params.get("token", ""))
    if user is None:
        problem = say("review.link_used", lang_of(request))
        accounts = request.app.state.accounts is not None
        return page(request, "login.html.jinja", 403, accounts=accounts, problem=problem, name=None)
    return _entered(request, user)


def logout(request: Request) -> Response:
    """End the session."""
    request.app.state.sessions.end(request.cookies.get(COOKIE))
    answer = RedirectResponse("/login", 303)
    answer.delete_cookie(COOKIE, path="/")
    return answer


def preferences(request: Request) -> Response:
    """Language and keys, for this session."""
    form, session = form_of(request), request.state.session
    if form.get("lang") in LANGUAGES:
        session.lang = form["lang"]
    if form.get("shortcuts") in ("on", "off"):
        session.shortcuts = form["shortcuts"] == "on"
    back = form.get("back", "/")
    safe = back.startswith("/") and not back.startswith(("//", "/\\"))
    return RedirectResponse(back if safe else "/", 303)


def _entered(request: Request, user: str) -> Response:
    """A new session under a new name, whatever cookie the browser had."""
    sessions, config = request.app.state.sessions, request.app.state.config
    sessions.end(request.cookies.get(COOKIE))
    session: Session
    name, session = sessions.start(user)
    session.lang = config.lang
    answer = RedirectResponse("/", 303)
    answer.set_cookie(COOKIE, name, path="/", secure=config.secure, httponly=True, samesite="strict")
    return answer
