"""Options that commands share, as decorators, and what they have in common at run time."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from vn_dossier_nlp.assess import Options
    from vn_dossier_nlp.regulation.pack import Pack
    from vn_dossier_nlp.reports.packwords import PackWords
    from vn_dossier_nlp.schema import Assessment, Outcome
    from vn_dossier_nlp.vagueness import Classifier, ModelCard

Command = TypeVar("Command", bound=Callable[..., Any])
Item = TypeVar("Item")

ALL_PROCESSED, SOME_NOT_READ, USAGE, NOTHING_PROCESSED = 0, 1, 2, 3


def paths_argument(command: Command) -> Command:
    """``PATHS...``: files and folders; a folder's direct entries are its dossiers."""
    return click.argument("paths", nargs=-1, required=True, type=click.Path())(command)


def lang_option(command: Command) -> Command:
    """``--lang vi|en``: the language of words for people; codes and JSONL do not depend on it."""
    return click.option(
        "--lang",
        type=click.Choice(["vi", "en"]),
        default="vi",
        show_default=True,
        help="Language of what is shown.",
    )(command)


def pack_option(command: Command) -> Command:
    """``--pack ID``: the requirement pack."""
    return click.option(
        "--pack",
        metavar="ID",
        default=None,
        help="Requirement pack: an id or a .toml file. Default: by issuer and date.",
    )(command)


def model_option(command: Command) -> Command:
    """``--model FILE``: a vagueness model."""
    return click.option(
        "--model",
        type=click.Path(exists=True, dir_okay=False),
        default=None,
        help="Model file. Default: active, else shipped.",
    )(command)


def models_option(command: Command) -> Command:
    """``--models FOLDER``: where the user's models lie."""
    return click.option(
        "--models",
        "shelf",
        type=click.Path(file_okay=False, path_type=Path),
        default=None,
        help="Folder of the models. Default: models in the user's folder.",
    )(command)


def settings_option(command: Command) -> Command:
    """``--settings FILE``: limits and other settings."""
    return click.option(
        "--settings", type=click.Path(exists=True, dir_okay=False), default=None, help="Settings file (TOML)."
    )(command)


def waive_option(command: Command) -> Command:
    """``--waive REQUIREMENT=REASON``: an officer does not ask for a requirement in this run."""
    return click.option(
        "--waive",
        multiple=True,
        metavar="REQUIREMENT=REASON",
        help="Do not ask for a requirement in this run; may be repeated. The reason is kept in the result.",
    )(command)


def jobs_option(command: Command) -> Command:
    """``--jobs N``: processes."""
    return click.option(
        "--jobs",
        "-j",
        type=click.IntRange(min=1),
        default=1,
        show_default=True,
        help="Processes that work at once.",
    )(command)


def run_options(
    pack: str | None, model: str | None, settings: str | None, waive: Sequence[str] = (), lang: str = "vi"
) -> Options:
    """What changes a result, checked before any file is read. Raises the library's errors.

    Of the model its card alone is read: it is loaded, and tried, where the dossiers are judged.
    """
    from vn_dossier_nlp.assess import Options
    from vn_dossier_nlp.regulation.pack import load_pack, own_packs, shipped_packs
    from vn_dossier_nlp.settings import load_settings
    from vn_dossier_nlp.vagueness.store import card_of, find_model

    limits = load_settings(Path(settings) if settings else None)
    packs = [load_pack(pack, limits)] if pack else [*own_packs(limits), *shipped_packs()]
    waived = _waived(waive, {row.id: None for one in packs for row in one.checked}, lang)
    options = Options(pack, model, limits, waived=waived)
    _tell_version(card_of(find_model(Path(model) if model else None)), lang)
    return options


def _waived(given: Sequence[str], known: Iterable[str], lang: str) -> tuple[tuple[str, str], ...]:
    """Requirement and reason of each ``--waive``; a requirement that nothing checks would be waived in silence."""
    from vn_dossier_nlp.errors import UsageError
    from vn_dossier_nlp.words import say

    found = {}
    for word in given:
        requirement, _, reason = word.partition("=")
        requirement, reason = requirement.strip(), " ".join(reason.split())
        if not requirement or not reason:
            raise UsageError(say("pack.waive_form", lang, given=word))
        if requirement not in known:
            raise UsageError(say("pack.waive_unknown", lang, requirement=requirement, known=", ".join(known)))
        found[requirement] = reason
    return tuple(found.items())


def pack_words(pack: Pack) -> dict[str, PackWords]:
    """The words of a pack for the reports."""
    from vn_dossier_nlp.batch import packs

    return packs.pack_words(pack)


def words_of(assessments: Iterable[Assessment], options: Options) -> dict[str, PackWords]:
    """The words of the packs that were used; one dossier's pack where several were: they share their rows."""
    from vn_dossier_nlp.regulation.pack import GENERAL, load_pack

    shown = list(assessments)
    used = {a.versions.pack for a in shown if a.versions.pack}
    name = options.pack or (used.pop() if len(used) == 1 else GENERAL)
    date = shown[0].document_date if len(shown) == 1 else None
    return pack_words(load_pack(name, options.settings).on(date))


def told_model(path: Path | None, lang: str) -> Classifier:
    """A loaded model; where it was made under another scikit-learn and accepted by its references, that is told."""
    from vn_dossier_nlp.vagueness import load_classifier

    classifier = load_classifier(path)
    _tell_version(classifier.card, lang)
    return classifier


def _tell_version(card: ModelCard, lang: str) -> None:
    from vn_dossier_nlp.vagueness.store import version_note
    from vn_dossier_nlp.words import say

    if note := version_note(card):
        here, made = note
        click.echo(say("models.other_version", lang, name=card.name, here=here, made=made), err=True)


def progress_bar(title: str) -> AbstractContextManager[Callable[[int, int], None] | None]:
    """A bar on a terminal's error stream as ``progress(done, all)``; None where there is no terminal."""
    from contextlib import nullcontext

    if not sys.stderr.isatty():
        return nullcontext()
    return _bar(title)


@contextmanager
def _bar(title: str) -> Iterator[Callable[[int, int], None]]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(title)
        yield lambda done, total: progress.update(task, completed=done, total=total)


def was_read(outcome: Outcome) -> bool:
    """Whether an outcome counts as processed for the exit code."""
    from vn_dossier_nlp.schema import Outcome

    return outcome in (Outcome.READ, Outcome.READ_BY_OCR, Outcome.PARTLY_READ)


def outcome_code(count: int, whole: bool) -> int:
    """0 all processed, 1 some input not read, 3 nothing to process."""
    if not count:
        return NOTHING_PROCESSED
    return ALL_PROCESSED if whole else SOME_NOT_READ


def exit_code(assessments: Sequence[Assessment]) -> int:
    """0 all processed, 1 some input not read, 3 nothing to process."""
    whole = all(was_read(a.outcome) and all(was_read(file.outcome) for file in a.files) for a in assessments)
    return outcome_code(len(assessments), whole)


def with_progress(items: Iterable[Item], total: int, title: str) -> Iterator[Item]:
    """The items with a progress bar on a terminal's error stream; silent where it is no terminal."""
    if not sys.stderr.isatty() or total < 3:
        yield from items
        return
    with _bar(title) as progress:
        progress(0, total)
        for number, item in enumerate(items, 1):
            yield item
            progress(number, total)
