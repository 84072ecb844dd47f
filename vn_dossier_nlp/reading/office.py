"""Older and other text documents (DOC, RTF, ODT): turned into DOCX by LibreOffice, else into bare text.

LibreOffice keeps fonts, tables, numbering and tracked changes, so what it writes is read like any DOCX. It runs
with a profile of its own, without macros, and without a way to the network: a document may link to pictures
elsewhere, and asking for them would tell that it was opened.
"""

from __future__ import annotations

import atexit
import contextlib
import hashlib
import os
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path

from vn_dossier_nlp.language.legacy import decode_lines
from vn_dossier_nlp.reading.clock import Clock
from vn_dossier_nlp.reading.content import Content, UnreadableError
from vn_dossier_nlp.reading.programs import find_program, run
from vn_dossier_nlp.reading.word import read_docx
from vn_dossier_nlp.schema import Outcome
from vn_dossier_nlp.settings import Settings

OFFICE_FORMATS = frozenset({"doc", "rtf", "odt", "xml"})
_NAMES = ("soffice", "libreoffice", "soffice.com")
_WINDOWS = (Path(r"C:\Program Files\LibreOffice\program\soffice.com"),)
_OFFLINE = dict.fromkeys(("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY"), "http://127.0.0.1:9")
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse">
<value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse">
<value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks"
 oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableActiveContent" oor:op="fuse">
<value>true</value></prop></item>
</oor:items>
"""
_FIB = 512  # where the WordDocument stream of nearly every DOC begins, and in it a flag for a password
_FIB_MAGIC = b"\xec\xa5"


def office_version() -> str | None:
    """ "LibreOffice 7.4.7.2", or None where it is not installed."""
    program = _office()
    return _version(program) if program else None


def small_office() -> str | None:
    """ "antiword, catdoc": the small programs that read old files where LibreOffice is missing, or None."""
    return ", ".join(name for name in ("antiword", "catdoc") if find_program(name)) or None


def _office() -> str | None:
    return find_program(*_NAMES) or next((str(path) for path in _WINDOWS if path.is_file()), None)


@cache
def _version(program: str) -> str | None:
    try:
        said = run([program, "--version"], Clock(30)).decode("utf-8", "replace").split()
    except (OSError, subprocess.SubprocessError, UnreadableError):
        return None
    return " ".join(said[:2]) if len(said) > 1 else None


def read_office(data: bytes, form: str, settings: Settings, clock: Clock) -> Content:
    """The text of a DOC, RTF or ODT. Raises UnreadableError: encrypted, unsupported, damaged, timed_out, empty."""
    if form == "doc" and data[_FIB : _FIB + 2] == _FIB_MAGIC and data[_FIB + 11] & 0x01:
        raise UnreadableError(Outcome.ENCRYPTED, "password")
    program = _office()
    with tempfile.TemporaryDirectory(prefix="vn-dossier-", ignore_cleanup_errors=True) as folder:
        source = Path(folder) / f"document.{form}"
        source.write_bytes(data)
        if program:
            return read_docx(_converted(program, source, clock), settings, form)
        return _bare(source, form, clock)


def _converted(program: str, source: Path, clock: Clock) -> bytes:
    out = source.parent / "out"
    command = [
        program,
        f"-env:UserInstallation={_profile().as_uri()}",
        "--headless",
        "--norestore",
        "--nologo",
        "--convert-to",
        "docx:MS Word 2007 XML",
        "--outdir",
        str(out),
        str(source),
    ]
    try:
        run(command, clock, env=_OFFLINE)
    except UnreadableError:
        _forget_profile()
        raise
    except (OSError, subprocess.CalledProcessError) as error:
        _forget_profile()
        raise UnreadableError(Outcome.DAMAGED, "broken_office") from error
    try:
        return (out / "document.docx").read_bytes()
    except OSError as error:
        # LibreOffice says nothing and writes nothing where it cannot make sense of a file.
        raise UnreadableError(Outcome.DAMAGED, "broken_office") from error


@cache
def _profile() -> Path:
    """The profile of this process: making one costs more than reading a document."""
    folder = Path(tempfile.mkdtemp(prefix="vn-dossier-office-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    (folder / "user").mkdir()
    (folder / "user" / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
    return folder


def _forget_profile() -> None:
    """After a failure: a killed LibreOffice leaves its profile locked, and its pipe behind."""
    _pipe(_profile()).unlink(missing_ok=True)
    shutil.rmtree(_profile(), ignore_errors=True)
    _profile.cache_clear()


def _pipe(profile: Path) -> Path:
    """The pipe of a LibreOffice with this profile: in /tmp whatever TMPDIR says, named by a hash of the profile."""
    digest = hashlib.md5(profile.as_uri().encode("utf-16-le"), usedforsecurity=False).digest()
    user = os.getuid() if os.name == "posix" else 0
    return Path("/tmp", f"OSL_PIPE_{user}_SingleOfficeIPC_{''.join(f'{byte:x}' for byte in digest)}")


def _bare(source: Path, form: str, clock: Clock) -> Content:
    """The words alone, by antiword or catdoc. Neither keeps fonts, so the letters tell the character set."""
    for command in _small_programs(source, form):
        with contextlib.suppress(OSError, subprocess.CalledProcessError):
            text = decode_lines(run(command, clock).decode("utf-8", "replace").replace("\r\n", "\n")).text
            if text.strip():
                return Content(text.strip("\n"), form)
            raise UnreadableError(Outcome.EMPTY, "no_text")
    if any(_small_programs(source, form)):
        raise UnreadableError(Outcome.DAMAGED, "broken_office")
    raise UnreadableError(Outcome.UNSUPPORTED, "no_office")


def _small_programs(source: Path, form: str) -> list[list[str]]:
    commands = []
    antiword, catdoc = find_program("antiword"), find_program("catdoc")
    if form == "doc" and antiword:
        commands.append([antiword, "-m", "UTF-8.txt", "-w", "0", str(source)])
    if form in ("doc", "rtf") and catdoc:
        commands.append([catdoc, "-s", "cp1252", "-d", "utf-8", "-w", str(source)])
    return commands
