"""The command line: ``vn-dossier COMMAND``. Each command is a small file, imported when it is used."""

from __future__ import annotations

import importlib
import sys

import click

from vn_dossier_nlp import __version__

COMMANDS = (
    "score",
    "cite",
    "law",
    "text",
    "explain",
    "notice",
    "register",
    "train",
    "evaluate",
    "compare",
    "models",
    "promote",
    "rollback",
    "suggest",
    "audit",
    "drift",
    "corpus",
    "pack",
    "trends",
    "review",
    "doctor",
)


class Lazy(click.Group):
    """A group whose commands are imported when they are called: ``--help`` stays quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order of a day's work."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command ``cmd_name``, or None."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"vn_dossier_nlp.cli.{cmd_name}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The one-line helps from ``SUMMARIES``: nothing is imported for them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, SUMMARIES[name]) for name in COMMANDS])


SUMMARIES = {
    "score": "Check submissions and propose a verdict for each.",
    "cite": "List the legal instruments that files cite.",
    "law": "Show an instrument and whether it was in force on a date.",
    "text": "Print the text of a file as it was read.",
    "explain": "Show the findings for one submission with evidence and cure.",
    "notice": "Write the letter to the sender or the slip as editable Word.",
    "register": "Keep the register of dossiers from receipt to archive.",
    "train": "Train a vagueness model from labelled submissions.",
    "evaluate": "Measure a model on labelled submissions.",
    "compare": "Compare two models on the same labelled submissions.",
    "models": "List vagueness models and show their cards.",
    "promote": "Put a trained model in use, if it is good enough.",
    "rollback": "Put the model before in use again.",
    "suggest": "Suggest which submissions to label next.",
    "audit": "List labels that are likely wrong.",
    "drift": "Compare incoming submissions with the training data.",
    "corpus": "Check and describe a corpus of labelled submissions.",
    "pack": "Show requirement packs and what in them is blank.",
    "trends": "Show indicators over time, with intervals, as a page and plots.",
    "review": "Serve the page where officers read, decide and label.",
    "doctor": "Show what is installed, what is missing and its effect.",
}


@click.group(cls=Lazy, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 80})
@click.version_option(__version__, prog_name="vn-dossier")
def group() -> None:
    """Check Vietnamese administrative submissions (Tờ trình).

    Kiểm tra Tờ trình theo quy chế làm việc. The tool advises; an officer decides.

    Exit codes: 0 all processed, 1 some input not read, 2 usage, 3 nothing processed, 130 interrupted.
    """


def main() -> None:
    """The entry point: errors of the library become one line, never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    from vn_dossier_nlp.errors import DossierError

    try:
        code = group.main(standalone_mode=False)
    except click.exceptions.Abort:
        sys.exit(130)
    except KeyboardInterrupt:
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except DossierError as error:
        click.echo(f"vn-dossier: {error}", err=True)
        sys.exit(2)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    except OSError as error:
        click.echo(
            f"vn-dossier: {error.filename or ''}: {error.strerror}; check the path and the free space",
            err=True,
        )
        sys.exit(2)
    sys.exit(code if isinstance(code, int) else 0)
