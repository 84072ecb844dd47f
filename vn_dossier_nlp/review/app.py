"""The application: routes to pages, and what all of them share.

Handlers are plain functions: Starlette runs them in threads, so that a slow query of one officer keeps nobody waiting.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import lru_cache

from starlette.applications import Starlette
from starlette.convertors import Convertor, register_url_convertor
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route

from vn_dossier_nlp.register import RegisterError, open_register
from vn_dossier_nlp.reports.templating import render
from vn_dossier_nlp.resources import room_file
from vn_dossier_nlp.review.accounts import Accounts
from vn_dossier_nlp.review.config import Config
from vn_dossier_nlp.review.guard import Guard
from vn_dossier_nlp.review.pages import decision, dossier, entrance, labelling, listing
from vn_dossier_nlp.review.rendering import lang_of, page
from vn_dossier_nlp.review.sessions import Sessions, Tries
from vn_dossier_nlp.settings import load_settings
from vn_dossier_nlp.words import say

_STATIC = {"htmx.min.js": "text/javascript", "review.js": "text/javascript", "icon.svg": "image/svg+xml"}


class _Key(Convertor[int]):
    """A number of an address that every database can hold."""

    regex = "[0-9]{1,15}"

    def convert(self, value: str) -> int:
        return int(value)

    def to_string(self, value: int) -> str:
        return str(value)


register_url_convertor("key", _Key())

ROUTES = [
    Route("/login", entrance.login, methods=["GET", "POST"]),
    Route("/enter", entrance.enter),
    Route("/logout", entrance.logout, methods=["POST"]),
    Route("/preferences", entrance.preferences, methods=["POST"]),
    Route("/", listing.queue_page),
    Route("/suggestions", listing.suggestions),
    Route("/dossiers/{key:key}", dossier.show),
    Route("/dossiers/{key:key}/next", dossier.following),
    Route("/dossiers/{key:key}/text", dossier.text),
    Route("/dossiers/{key:key}/pages/{number:key}.png", dossier.picture_of),
    Route("/dossiers/{key:key}/returns/{back:key}.docx", dossier.paper),
    Route("/dossiers/{key:key}/take", decision.take, methods=["POST"]),
    Route("/dossiers/{key:key}/decision", decision.decide, methods=["POST"]),
    Route("/dossiers/{key:key}/corrections", decision.correct, methods=["POST"]),
    Route("/dossiers/{key:key}/spans", decision.correct_span, methods=["POST"]),
    Route("/readings", labelling.to_read_page),
    Route("/readings/{key:key}", labelling.reading_page, methods=["GET", "POST"]),
    Route("/disagreements", labelling.disagreements),
    Route("/disagreements/{key:key}", labelling.disagreement, methods=["GET", "POST"]),
    Route("/agreement", labelling.agreement_page),
    Route("/labels", labelling.labels_page),
    Route("/labels.zip", labelling.labels_zip),
    Route("/gold.jsonl", labelling.gold_lines),
]


def build_app(config: Config) -> Guard:
    """The application over the register of ``config``. Raises RegisterError where there is none."""
    settings = load_settings()
    register = open_register(config.register, settings)
    sessions = Sessions(config.idle_minutes)

    @asynccontextmanager
    async def life(_: Starlette) -> AsyncIterator[None]:
        yield
        register.close()

    app = Starlette(
        routes=[*ROUTES, Route("/static/{name}", _static)],
        exception_handlers={HTTPException: _http, RegisterError: _refused, 500: _fault},
        lifespan=life,
    )
    app.state.config, app.state.settings, app.state.register = config, settings, register
    app.state.sessions, app.state.tries = sessions, Tries()
    app.state.accounts = Accounts.load(config.accounts) if config.accounts else None
    return Guard(app, config, sessions)


def _static(request: Request) -> Response:
    """Our own files, by name: nothing of a path is taken from the address."""
    name = request.path_params["name"]
    if name == "review.css":
        return Response(_style(), media_type="text/css")
    if name not in _STATIC:
        raise HTTPException(404)
    return FileResponse(room_file("review", "static", name), media_type=_STATIC[name])


@lru_cache(maxsize=1)
def _style() -> str:
    return render("style.css.jinja", "vi") + room_file("review", "static", "pages.css").read_text(encoding="utf-8")


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    lang = lang_of(request)
    key = f"review.http_{error.status_code}" if error.status_code == 404 else "review.http_other"
    return page(
        request, "message.html.jinja", error.status_code, heading=str(error.status_code), sentence=say(key, lang)
    )


def _refused(request: Request, error: Exception) -> Response:
    """What the register will not do, in its own words: somebody else was quicker, the state does not allow it ..."""
    assert isinstance(error, RegisterError)
    lang = lang_of(request)
    status = 404 if error.code.startswith("no_") else 409
    heading = say("review.not_done", lang)
    return page(request, "message.html.jinja", status, heading=heading, sentence=error.told(lang))


def _fault(request: Request, error: Exception) -> Response:
    """A fault of ours: its message may hold words of a document, so it is told nowhere."""
    return PlainTextResponse("Internal error", 500)
