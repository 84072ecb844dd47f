"""Sessions: random names in a cookie, everything else on the server; and how often a log-in may be tried."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

_BYTES = 32
_LONGEST = 12 * 3600.0  # seconds: a day's work; then log in again
_MOST = 2000  # sessions kept at once: the oldest goes
_FREE_TRIES = 5
_FIRST_WAIT, _LONGEST_WAIT = 2.0, 900.0  # seconds after too many wrong passwords, doubled each time
_MOST_TRIED = 10_000

Clock = Callable[[], float]


@dataclass(slots=True)
class Session:
    """One person's visit."""

    user: str
    csrf: str
    started: float
    seen: float
    lang: str | None = None
    shortcuts: bool = True
    told: list[tuple[str, str]] = field(default_factory=list)  # (kind, sentence) to be shown on the next page


class Sessions:
    """The sessions of a server. Only a digest of each name is kept: who reads the memory of a log gets in nowhere."""

    def __init__(self, idle_minutes: int, clock: Clock = time.monotonic) -> None:
        self._idle, self._clock = idle_minutes * 60.0, clock
        self._sessions: dict[bytes, Session] = {}
        self._links: dict[bytes, str] = {}
        self._lock = threading.Lock()

    def start(self, user: str) -> tuple[str, Session]:
        """A new session and its name, for the cookie."""
        name, now = secrets.token_urlsafe(_BYTES), self._clock()
        session = Session(user, secrets.token_urlsafe(_BYTES), now, now)
        with self._lock:
            self._drop_old(now)
            self._sessions[_digest(name)] = session
        return name, session

    def find(self, name: str | None) -> Session | None:
        """The session of a cookie, if it still holds; its time without a request begins anew."""
        if not name:
            return None
        now = self._clock()
        with self._lock:
            session = self._sessions.get(_digest(name))
            if session is None or not self._holds(session, now):
                return None
            session.seen = now
            return session

    def end(self, name: str | None) -> None:
        """Forget a session."""
        with self._lock:
            self._sessions.pop(_digest(name or ""), None)

    def one_time_link(self, user: str) -> str:
        """A token that lets ``user`` in once."""
        token = secrets.token_urlsafe(_BYTES)
        with self._lock:
            self._links[_digest(token)] = user
        return token

    def use_link(self, token: str) -> str | None:
        """Whom the token lets in; after that nobody."""
        with self._lock:
            return self._links.pop(_digest(token), None)

    def _holds(self, session: Session, now: float) -> bool:
        return now - session.seen <= self._idle and now - session.started <= _LONGEST

    def _drop_old(self, now: float) -> None:
        self._sessions = {name: one for name, one in self._sessions.items() if self._holds(one, now)}
        while len(self._sessions) >= _MOST:
            self._sessions.pop(next(iter(self._sessions)))


class Tries:
    """Wrong passwords by name and by address: after a few, each further try must wait twice as long."""

    def __init__(self, clock: Clock = time.monotonic) -> None:
        self._clock = clock
        self._wrong: dict[str, tuple[int, float]] = {}
        self._lock = threading.Lock()

    def wait(self, *keys: str) -> float:
        """Seconds until the next try is allowed; 0 for now."""
        now = self._clock()
        with self._lock:
            return max(0.0, *(self._until(key) - now for key in keys))

    def failed(self, *keys: str) -> None:
        """Count a wrong password."""
        now = self._clock()
        with self._lock:
            for key in keys:
                count = self._wrong.pop(key, (0, now))[0] + 1
                self._wrong[key] = (count, now)
            while len(self._wrong) > _MOST_TRIED:
                self._wrong.pop(next(iter(self._wrong)))

    def passed(self, *keys: str) -> None:
        """Forget the wrong ones after a right one."""
        with self._lock:
            for key in keys:
                self._wrong.pop(key, None)

    def _until(self, key: str) -> float:
        count, last = self._wrong.get(key, (0, 0.0))
        if count < _FREE_TRIES:
            return 0.0
        return last + min(_LONGEST_WAIT, _FIRST_WAIT * 2.0 ** (count - _FREE_TRIES))


def same(one: str, other: str) -> bool:
    """Whether two secrets are equal, in a time that does not tell how far they agree."""
    return hmac.compare_digest(one.encode(), other.encode())


def _digest(name: str) -> bytes:
    return hashlib.sha256(name.encode()).digest()
