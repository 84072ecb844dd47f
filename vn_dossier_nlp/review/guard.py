"""What every request must pass before a page sees it, and what every answer carries.

=====================================  ====================================================================
a page elsewhere calls this server     Host is checked (DNS rebinding); Origin and Sec-Fetch-Site on changes
a form is sent in another's name       a token of the session in each form (CSRF); cookie SameSite=Strict
a document's text becomes script       a policy that allows no script but our own two files, no other host
a request without end                  bodies are counted and timed as they come
pages stay in a shared cache           Cache-Control: no-store
=====================================  ====================================================================
"""

from __future__ import annotations

import asyncio
from urllib.parse import parse_qs, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from vn_dossier_nlp.review.config import Config
from vn_dossier_nlp.review.sessions import Sessions, same

COOKIE = "vn_dossier_session"
OPEN = ("/login", "/enter", "/static/")
"""Paths that need no session."""

LARGEST = 512 * 1024  # bytes of a request: an edited notice is far smaller
PATIENCE = 20.0  # seconds for a body to arrive
_SAFE = ("GET", "HEAD")
_FORM = "application/x-www-form-urlencoded"

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
_HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


class Guard:
    """The outermost layer of the application."""

    def __init__(self, app: ASGIApp, config: Config, sessions: Sessions) -> None:
        self.app, self._config, self.sessions = app, config, sessions

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)  # the life of the server; there are no web sockets
            return
        answer = self._with_headers(scope, send)
        refusal = self._refused(scope)
        if refusal is not None:
            await refusal(scope, receive, answer)
            return
        body = await _body(scope, receive)
        if body is None:
            await PlainTextResponse("Request too large", 413)(scope, receive, answer)
            return
        scope["state"]["body"], scope["state"]["session"] = body, self._session(scope)
        refusal = self._without_right(scope, body)
        if refusal is not None:
            await refusal(scope, receive, answer)
            return
        await self.app(scope, receive, answer)

    def _refused(self, scope: Scope) -> Response | None:
        """What is refused whoever asks: another server's name, a method or a body that no page of ours sends."""
        headers = Headers(scope=scope)
        scope.setdefault("state", {})
        if _host(headers.get("host", "")) not in self._config.hosts:
            return PlainTextResponse("Unknown host", 400)
        if scope["method"] in _SAFE:
            return None
        if scope["method"] != "POST":
            return PlainTextResponse("Method not allowed", 405)
        if headers.get("content-type", "").partition(";")[0].strip().lower() != _FORM:
            return PlainTextResponse("Only forms are accepted", 415)
        if not _from_here(headers):
            return PlainTextResponse("Request from another page", 403)
        return None

    def _session(self, scope: Scope) -> object:
        return self.sessions.find(Request(scope).cookies.get(COOKIE))

    def _without_right(self, scope: Scope, body: bytes) -> Response | None:
        """Log in first; and a change needs the token of the session."""
        if scope["path"].startswith(OPEN):
            return None
        session = scope["state"]["session"]
        if session is None:
            if Headers(scope=scope).get("hx-request"):
                return Response(status_code=401, headers={"HX-Redirect": "/login"})
            return RedirectResponse("/login", 303)
        if scope["method"] in _SAFE or same(_token(scope, body), session.csrf):
            return None
        return PlainTextResponse("The form is out of date; go back, load the page again", 403)

    def _with_headers(self, scope: Scope, send: Send) -> Send:
        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers[name] = value
                if not scope["path"].startswith("/static/"):
                    headers["Cache-Control"] = "no-store"
                if self._config.secure:
                    headers["Strict-Transport-Security"] = "max-age=31536000"
            await send(message)

        return answer


def _host(value: str) -> str:
    """The name without the port."""
    name, colon, port = value.rpartition(":")
    return (name if colon and port.isdigit() else value).lower()


def _from_here(headers: Headers) -> bool:
    """Whether a change comes from a page of this server, as far as the browser tells."""
    site = headers.get("sec-fetch-site")
    if site is not None and site not in ("same-origin", "none"):
        return False
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc.lower() == headers.get("host", "").lower()


def _token(scope: Scope, body: bytes) -> str:
    """The token of a form, or of the header that htmx sends."""
    given = Headers(scope=scope).get("x-csrf-token")
    if given:
        return given
    try:
        return parse_qs(body.decode(), max_num_fields=2000).get("csrf", [""])[0]
    except ValueError:
        return ""


async def _body(scope: Scope, receive: Receive) -> bytes | None:
    """The whole body, None where it is too large or too slow."""
    if scope["method"] in _SAFE:
        return b""
    try:
        async with asyncio.timeout(PATIENCE):
            return await _whole(receive)
    except TimeoutError:
        return None


async def _whole(receive: Receive) -> bytes | None:
    parts, size = [], 0
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return None
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        if size > LARGEST:
            return None
        if not message.get("more_body"):
            return b"".join(parts)
