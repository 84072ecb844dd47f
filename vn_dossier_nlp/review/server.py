"""The server: uvicorn on one address, until Ctrl-C. It writes no log of what was asked: names stand in addresses."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable

from vn_dossier_nlp.errors import UsageError
from vn_dossier_nlp.register.flow import actor
from vn_dossier_nlp.review.app import build_app
from vn_dossier_nlp.review.config import Config
from vn_dossier_nlp.settings import load_settings
from vn_dossier_nlp.words import say

_AT_ONCE = 64  # requests; more wait or are told to come again
_HEADER_BYTES = 16_384
_KEEP_ALIVE = 15  # seconds
USER = "VN_DOSSIER_USER"


def serve(config: Config, tell: Callable[[str], object]) -> int:
    """Serve until interrupted. Raises UsageError where the address is taken or nobody is named."""
    import uvicorn

    app = build_app(config)
    listener = _listener(config)
    port = listener.getsockname()[1]
    host = f"[{config.host}]" if ":" in config.host else config.host
    address = f"{'https' if config.secure else 'http'}://{host}:{port}"
    if config.accounts is None:
        person = actor(config.user or os.environ.get(USER), load_settings())
        address += f"/enter?token={app.sessions.one_time_link(person.name)}"
    tell(say("review.serving", config.lang, address=address))
    server = uvicorn.Server(
        uvicorn.Config(
            app,
            ssl_certfile=str(config.certificate) if config.certificate else None,
            ssl_keyfile=str(config.key) if config.key else None,
            access_log=False,
            log_level="critical",  # a traceback may quote a document
            server_header=False,
            limit_concurrency=_AT_ONCE,
            h11_max_incomplete_event_size=_HEADER_BYTES,
            timeout_keep_alive=_KEEP_ALIVE,
            lifespan="on",
        )
    )
    server.run(sockets=[listener])
    return 0


def _listener(config: Config) -> socket.socket:
    family = socket.AF_INET6 if ":" in config.host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((config.host, config.port))
        listener.listen(_AT_ONCE)  # before the address is told: who follows it at once waits, and is not refused
    except OSError as error:
        listener.close()
        raise UsageError(
            f"port {config.port} of {config.host} cannot be used ({error.strerror}); name another: --port"
        ) from error
    return listener
