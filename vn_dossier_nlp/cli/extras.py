"""Optional parts of the installation: what a command needs is told in one line, before anything is read."""

from __future__ import annotations

from importlib.util import find_spec


def needs_extra(extra: str, *modules: str) -> None:
    """Raises UsageError that names the extra to install where one of its modules is missing."""
    from vn_dossier_nlp.errors import UsageError

    missing = [module for module in modules if find_spec(module) is None]
    if missing:
        raise UsageError(f'this needs {", ".join(missing)}; install the extra: pip install "vn-dossier-nlp[{extra}]"')
