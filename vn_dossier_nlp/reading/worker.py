"""The process that reads: one request a line, one line for each file read, an empty line at the end.

Started by :mod:`vn_dossier_nlp.reading.isolated`; ends when its input does.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from vn_dossier_nlp.reading.file import read_here
from vn_dossier_nlp.reading.wire import packed
from vn_dossier_nlp.settings import Settings


def main() -> None:
    """Answer requests until there are no more."""
    requests, answers = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # a library that prints must not spoil the answers
    for line in requests:
        request = json.loads(line)
        settings = Settings(**request["settings"])
        _bound_memory(settings.max_memory)
        for reading in read_here(Path(request["path"]), request["shown"], settings):
            answers.write(packed(reading) + b"\n")
            answers.flush()
        answers.write(b"\n")
        answers.flush()


def _bound_memory(limit: int) -> None:
    """A file that blows up hurts this process alone; where the system knows no such limit, time alone bounds it."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # a core would hold the text of a document
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    if hard == resource.RLIM_INFINITY or limit < hard:
        resource.setrlimit(resource.RLIMIT_AS, (limit, hard))


if __name__ == "__main__":
    main()
