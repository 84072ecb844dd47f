"""``vn-dossier register``: a group whose commands are imported when they are called."""

from __future__ import annotations

import importlib

import click

# The order of a dossier's life; each name with the file that holds it.
PARTS = {
    "init": "keeping",
    "receive": "intake",
    "assign-number": "intake",
    "resubmit": "intake",
    "link": "intake",
    "rescore": "intake",
    "check": "steps",
    "return": "checked",
    "supplement": "checked",
    "transfer": "checked",
    "examine": "checked",
    "supplemented": "steps",
    "cured": "checked",
    "label": "checked",
    "submit": "steps",
    "consult": "opinions",
    "answer": "opinions",
    "send-back": "steps",
    "decide": "steps",
    "issue": "sending",
    "send": "sending",
    "follow": "steps",
    "archive": "steps",
    "list": "looking",
    "search": "looking",
    "show": "looking",
    "correct": "steps",
    "labels": "looking",
    "task": "tasking",
    "deadline": "reporting",
    "reminders": "reporting",
    "report": "reporting",
    "responsibility": "reporting",
    "import": "exchange",
    "export": "exchange",
    "verify": "keeping",
    "backup": "keeping",
    "restore": "keeping",
    "upgrade": "keeping",
    "retention": "keeping",
}


class Parts(click.Group):
    """Commands by name, from the file that holds them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order of a dossier's life."""
        return list(PARTS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command ``cmd_name``, or None."""
        if cmd_name not in PARTS:
            return None
        module = importlib.import_module(f"vn_dossier_nlp.cli.register.{PARTS[cmd_name]}")
        command: click.Command = getattr(module, cmd_name.replace("-", "_") + "_command")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The first sentence of each help, whole."""
        with formatter.section("Commands"):
            rows = [(name, self.get_command(ctx, name)) for name in self.list_commands(ctx)]
            formatter.write_dl([(name, one.get_short_help_str(200)) for name, one in rows if one is not None])


@click.group("register", cls=Parts)
def command() -> None:
    """Keep the register of dossiers from receipt to archive.

    DOSSIER is an id (12) or a number of arrival with its year (45/2026). Every change says who made it (--as, or
    $VN_DOSSIER_USER) and stands in a log that can be verified. The tool proposes; an officer decides.
    """
