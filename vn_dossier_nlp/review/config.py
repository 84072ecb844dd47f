"""How the review page is served: where the register and the files lie, to whom it listens."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path

from vn_dossier_nlp.errors import UsageError

PORT = 8750


@dataclass(frozen=True, slots=True)
class Config:
    """What the server is started with.

    ``accounts`` None: a one-time link lets in whoever started the server, as ``user``; never on other addresses.
    """

    register: str | None  # URL or file; None: as the settings say
    files: tuple[Path, ...] = ()  # folders under which the submitted files lie; no other file is opened
    host: str = "127.0.0.1"
    port: int = PORT
    accounts: Path | None = None
    user: str | None = None
    certificate: Path | None = None
    key: Path | None = None
    names: tuple[str, ...] = ()  # further names by which browsers reach the server
    lang: str = "vi"
    idle_minutes: int = 60  # without a request a session ends

    @property
    def secure(self) -> bool:
        """Whether the page is served by TLS."""
        return self.certificate is not None

    @property
    def hosts(self) -> frozenset[str]:
        """The names that a request may be addressed to: another one is a page elsewhere that was pointed here."""
        local = ("127.0.0.1", "localhost", "[::1]") if is_loopback(self.host) else (_in_url(self.host),)
        return frozenset((*local, *self.names))


def checked(config: Config) -> Config:
    """The same, or UsageError: other machines are served only with log-in and TLS."""
    if (config.certificate is None) != (config.key is None):
        raise UsageError("--tls-certificate and --tls-key go together; name both")
    for path in (config.certificate, config.key):
        if path is not None and not path.is_file():
            raise UsageError(f"{path}: no such file; name the certificate and the key as PEM files")
    if not is_loopback(config.host):
        if config.accounts is None:
            raise UsageError(
                f"--host {config.host} serves other machines: it needs log-in; add --accounts FILE "
                "(make one with: vn-dossier review account add NAME)"
            )
        if not config.secure:
            raise UsageError(f"--host {config.host} serves other machines: add --tls-certificate and --tls-key")
        if config.host in ("0.0.0.0", "::") and not config.names:
            raise UsageError(f"--host {config.host}: add --name for each name by which browsers reach this machine")
    return config


def is_loopback(host: str) -> bool:
    """Whether an address is this machine alone."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _in_url(host: str) -> str:
    return f"[{host}]" if ":" in host else host
