"""Writes ``docs/cli.md`` from the commands themselves; ``--check`` only compares.

python scripts/write_cli_docs.py            # write
python scripts/write_cli_docs.py --check    # exit 1 where the file is not what the commands say
"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from vn_dossier_nlp.cli import COMMANDS, group

TARGET = Path(__file__).resolve().parent.parent / "docs" / "cli.md"
WIDTH = 78  # what click leaves of a terminal of 80 columns

HEAD = """\
# The command line

This page is written by `python scripts/write_cli_docs.py` from the help of the commands; change the help, not the page.

Options may stand before or after the paths. Results go to standard output; messages about files that could not be
read, and the progress bar of a terminal, go to standard error. JSONL is the same under any `--lang`
([schema.md](schema.md)); only what people read follows it.

| exit code | meaning |
|---|---|
| 0 | all input was processed, whatever the verdicts |
| 1 | some input was not read: missing, protected, damaged, secret ... |
| 2 | usage: an unknown option, pack, model or setting |
| 3 | nothing was there to process |
| 130 | interrupted |
"""


def help_of(command: click.Command, name: str) -> str:
    """The help as a terminal of 80 columns prints it."""
    with click.Context(command, info_name=name, terminal_width=WIDTH, help_option_names=["-h", "--help"]) as context:
        return "\n".join(line.rstrip() for line in command.get_help(context).splitlines())


def page() -> str:
    """The whole of ``docs/cli.md``."""
    parts = [HEAD, f"## vn-dossier\n\n```text\n{help_of(group, 'vn-dossier')}\n```\n"]
    context = click.Context(group, info_name="vn-dossier")
    for name in COMMANDS:
        command = group.get_command(context, name)
        assert command is not None, name
        parts += sections(command, f"vn-dossier {name}", "##")
    return "\n".join(parts)


def sections(command: click.Command, name: str, mark: str) -> list[str]:
    """A command and those within it."""
    parts = [f"{mark} {name}\n\n```text\n{help_of(command, name)}\n```\n"]
    if isinstance(command, click.Group):
        context = click.Context(command, info_name=name)
        for part in sorted(command.list_commands(context)):
            inner = command.get_command(context, part)
            assert inner is not None, part
            parts += sections(inner, f"{name} {part}", mark + "#")
    return parts


def main(arguments: list[str]) -> int:
    """Write or compare."""
    text = page()
    if "--check" not in arguments:
        TARGET.write_text(text, encoding="utf-8", newline="\n")
        return 0
    if TARGET.is_file() and TARGET.read_text(encoding="utf-8") == text:
        return 0
    print(f"{TARGET}: not what the commands say; run python scripts/write_cli_docs.py", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
