"""The console table: one row a dossier, a summary below; made for 80 columns, with colour or without."""

from __future__ import annotations

from collections.abc import Sequence
from typing import IO, TYPE_CHECKING

from vn_dossier_nlp.reports.packwords import Pack
from vn_dossier_nlp.reports.phrases import (
    file_name,
    is_read,
    percent,
    reason_sentence,
    requirement_name,
    short_name,
    shown_reasons,
    unmet,
    verdict_code,
)
from vn_dossier_nlp.reports.summary import Tally, outcomes_line, totals_line
from vn_dossier_nlp.reports.visible import one_line
from vn_dossier_nlp.schema import Assessment, Verdict
from vn_dossier_nlp.words import label, say

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.table import Table
    from rich.text import Text

WIDTH = 80
_FIXED = 33  # columns that verdict, generic and the gaps take
MOST_RETURNS = 5  # returns that are explained below the table
STYLES = {
    "return": "bold red",
    "supplement": "yellow",
    "transfer": "blue",
    "review": "magenta",
    "pass": "green",
    "none": "dim",
}


def print_table(assessments: Sequence[Assessment], lang: str, pack_words: Pack, console: Console) -> None:
    """The table with its summary. A console for this is made by :func:`console_for`."""
    console.print(summary_table(assessments, lang, console.width))
    for line in summary_lines(assessments, lang, pack_words):
        console.print(line)


def console_for(stream: IO[str], colour: bool | None = None, width: int | None = None) -> Console:
    """A console on a stream. Piped output is 80 wide and plain; ``colour`` False is plain on a terminal."""
    from rich.console import Console

    terminal = stream.isatty()
    return Console(
        file=stream,
        width=width or (None if terminal else WIDTH),
        no_color=colour is False or None,
        force_terminal=True if colour else None,
        highlight=False,
        markup=False,
        emoji=False,
        soft_wrap=False,
    )


def summary_table(assessments: Sequence[Assessment], lang: str, width: int = WIDTH) -> Table:
    """Name, proposal, generic with its probability, what is not met; a long name loses its middle, not its ends."""
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_edge=False, expand=True, padding=(0, 1))
    table.add_column(say("table.name", lang), ratio=5, overflow="fold")
    table.add_column(say("table.verdict", lang), min_width=12, no_wrap=True)
    table.add_column(say("table.generic", lang), min_width=13, no_wrap=True)
    table.add_column(say("table.unmet", lang), ratio=6, overflow="fold")
    for assessment in assessments:
        table.add_row(*_row(assessment, lang, max(18, int((width - _FIXED) * 5 / 11))))
    return table


def summary_lines(assessments: Sequence[Assessment], lang: str, pack_words: Pack) -> list[RenderableType]:
    """How many of each, why the first few are proposed for return, and that an officer decides."""
    from rich.text import Text

    tally = Tally.of(assessments)
    lines: list[RenderableType] = [Text(""), Text(totals_line(tally, lang), style="bold")]
    if outcomes := outcomes_line(tally, lang):
        lines.append(Text(outcomes))
    lines += _returns([one for one in assessments if one.verdict is Verdict.RETURN], lang, pack_words)
    return [*lines, Text(say("advisory.sentence", lang), style="italic")]


def problem(assessment: Assessment, lang: str) -> str:
    """The outcome of an unread dossier with its reason."""
    word, reason = label("outcome", assessment.outcome, lang), reason_of(assessment, lang)
    return say("table.not_read", lang, outcome=word, reason=reason) if reason else word


def reason_of(assessment: Assessment, lang: str) -> str | None:
    """Why a dossier has its outcome: the reason of the first file with the same one."""
    for file in assessment.files:
        if file.outcome is assessment.outcome and file.reason:
            return label("reason", file.reason, lang)
    return None


def main_reason(assessment: Assessment, lang: str, pack_words: Pack) -> str | None:
    """The first reason of the verdict, with the words that it rests on."""
    for reason in shown_reasons(assessment):
        sentence = reason_sentence(reason, assessment, lang, pack_words)
        return sentence if reason.span is None else f"{sentence} “{one_line(reason.span.text, 120)}”"
    return None


def _row(assessment: Assessment, lang: str, room: int) -> tuple[Text, Text, Text, Text]:
    from rich.text import Text

    name = Text(short_name(assessment.path, room))
    if not is_read(assessment):
        word = label("outcome_short", assessment.outcome, lang)
        what = Text(reason_of(assessment, lang) or label("outcome", assessment.outcome, lang), style="dim")
        return name, Text(word, style="dim"), Text("—", style="dim"), what
    code = verdict_code(assessment)
    verdict = Text(label("verdict_short", code, lang), style=STYLES[code])
    return name, verdict, Text(_generic(assessment, lang)), _unmet(assessment, lang)


def _generic(assessment: Assessment, lang: str) -> str:
    if assessment.generic is None:
        return "—"
    answer = label("generic_answer", assessment.generic, lang)
    share = assessment.generic_probability
    return answer if share is None else f"{answer}, {percent(share, lang)}"


def _unmet(assessment: Assessment, lang: str) -> Text:
    """Short names of what is not met; the ones of return level in bold."""
    from rich.text import Text

    if assessment.verdict is None and assessment.purpose == "not_a_submission":
        return Text(say("table.not_a_submission", lang), style="dim")
    names = [
        Text(
            requirement_name(finding.requirement, lang, {}, "requirement_short"),
            style="bold" if finding.severity == "return" else "",
        )
        for finding in unmet(assessment)
    ]
    return Text(", ").join(names) if names else Text(say("table.none_unmet", lang), style="dim")


def _returns(returned: Sequence[Assessment], lang: str, pack_words: Pack) -> list[RenderableType]:
    """Name and main reason of the first few returns."""
    from rich.padding import Padding
    from rich.text import Text

    if not returned:
        return []
    lines: list[RenderableType] = [Text(""), Text(say("table.returns", lang), style="bold")]
    for assessment in returned[:MOST_RETURNS]:
        name = Text(file_name(assessment.path), style=STYLES["return"], overflow="fold")
        lines.append(Padding(name, (0, 0, 0, 2), expand=False))
        why = main_reason(assessment, lang, pack_words)
        if why:
            lines.append(Padding(Text(why), (0, 0, 0, 4), expand=False))
    if len(returned) > MOST_RETURNS:
        lines.append(Text(say("table.returns_more", lang, count=len(returned) - MOST_RETURNS)))
    return [*lines, Text("")]
