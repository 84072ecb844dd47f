"""``vn-dossier notice``: write the paper that goes back to the sender, or up to the leaders, as editable Word."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from vn_dossier_nlp.cli.options import (
    ALL_PROCESSED,
    NOTHING_PROCESSED,
    SOME_NOT_READ,
    exit_code,
    lang_option,
    model_option,
    pack_option,
    run_options,
    settings_option,
    waive_option,
    words_of,
)

if TYPE_CHECKING:
    from vn_dossier_nlp.assess import Assessed, Options
    from vn_dossier_nlp.reports.papers.template import Template
    from vn_dossier_nlp.schema import Assessment

KINDS = ("return", "supplement", "transfer", "phieu_trinh")


@click.command("notice")
@click.argument("dossier", type=click.Path(), required=False)
@click.option("--out", "-o", type=click.Path(dir_okay=False), default=None, help="The Word file to write (.docx).")
@click.option("--kind", type=click.Choice(KINDS), default=None, help="Which paper. Default: by the proposed verdict.")
@click.option(
    "--template",
    type=click.Path(exists=True, dir_okay=False),
    default=None,
    help="An office's own Word template. Default: shipped.",
)
@click.option(
    "--write-template",
    type=click.Path(dir_okay=False),
    default=None,
    help="Write the shipped template of --kind to this file, to be changed in Word.",
)
@click.option(
    "--office",
    metavar="TEXT",
    default=None,
    help='The Office that writes, e.g. "tỉnh Lâm Đồng". Default: from the settings, else as the submission names it.',
)
@pack_option
@model_option
@settings_option
@waive_option
@lang_option
def command(
    dossier: str | None,
    out: str | None,
    kind: str | None,
    template: str | None,
    write_template: str | None,
    office: str | None,
    pack: str | None,
    model: str | None,
    settings: str | None,
    waive: tuple[str, ...],
    lang: str,
) -> int:
    """Write a draft letter or slip for DOSSIER, a file or a folder with a submission and its attachments.

    return, supplement and transfer are letters; phieu_trinh is the form for the leaders. The paper is Vietnamese
    under any --lang, in the layout of NĐ 30/2020. Nothing stands in it without a quote or the part that was searched.
    """
    from vn_dossier_nlp.errors import UsageError
    from vn_dossier_nlp.reports.papers.template import Template
    from vn_dossier_nlp.words import say

    if write_template and kind:
        return _write_template(Path(write_template), kind, lang)
    if not dossier or not out:
        raise UsageError(say("paper.need_dossier", lang))
    target = _target(out, template, lang)
    options = run_options(pack, model, settings, waive, lang)
    own = Template.of(Path(template), kind or KINDS[0], lang) if template else None
    found = _assessed(dossier, target, options, lang)
    if found is None:
        click.echo(say("cli.nothing", lang), err=True)
        return NOTHING_PROCESSED
    return _write(found, target, kind, own, office, options, lang)


def _write_template(path: Path, kind: str, lang: str) -> int:
    from vn_dossier_nlp.reports.files import write_bytes
    from vn_dossier_nlp.reports.papers.template import shipped_template
    from vn_dossier_nlp.words import label, say

    write_bytes(_target(str(path), None, lang), shipped_template(kind))
    click.echo(say("paper.template_written", lang, kind=label("paper_kind", kind, lang), path=path), err=True)
    return ALL_PROCESSED


def _target(out: str, template: str | None, lang: str) -> Path:
    """The file to write: a Word file, and not the template itself."""
    from vn_dossier_nlp.errors import UsageError
    from vn_dossier_nlp.words import say

    path = Path(out)
    if path.suffix.lower() != ".docx":
        raise UsageError(say("paper.not_docx", lang, path=out))
    if template and path.resolve() == Path(template).resolve():
        raise UsageError(say("paper.own_input", lang, path=out))
    return path


def _assessed(dossier: str, target: Path, options: Options, lang: str) -> Assessed | None:
    from vn_dossier_nlp.batch import score_batch
    from vn_dossier_nlp.errors import UsageError
    from vn_dossier_nlp.reading import find_dossiers
    from vn_dossier_nlp.words import say

    dossiers = list(find_dossiers([dossier], as_dossier=True))
    if any(target.resolve() == Path(file).resolve() for one in dossiers for file in one.files):
        raise UsageError(say("paper.own_input", lang, path=target))
    return next(iter(score_batch(dossiers[:1], options)), None)


def _write(
    found: Assessed,
    target: Path,
    kind: str | None,
    own: Template | None,
    office: str | None,
    options: Options,
    lang: str,
) -> int:
    """The paper, or the one line that says why there is none."""
    from vn_dossier_nlp.errors import UsageError
    from vn_dossier_nlp.reports.files import write_bytes
    from vn_dossier_nlp.reports.papers.grounds import SLIP, grounds_for, kind_for
    from vn_dossier_nlp.reports.papers.office import office_named
    from vn_dossier_nlp.reports.papers.paper import paper_of
    from vn_dossier_nlp.reports.papers.template import Template
    from vn_dossier_nlp.words import label, say

    one = found.assessment
    if one.verdict is None:
        click.echo(_no_paper(one, lang), err=True)
        return SOME_NOT_READ
    chosen = kind or kind_for(one)
    grounds = grounds_for(one, chosen, options.settings.ocr_confidence)
    if chosen != SLIP and not grounds.reasons:
        if kind:
            name, verdict = label("paper_kind", kind, lang), label("verdict", one.verdict, lang).lower()
            raise UsageError(say("paper.no_ground", lang, path=one.path, kind=name, verdict=verdict))
        chosen = SLIP
    template = own or Template.of(None, chosen, lang)
    named = office or options.settings.office
    words = words_of([one], options)
    paper = paper_of(one, found.text, chosen, grounds, words, office_named(named) if named else None)
    write_bytes(target, template.filled(paper))
    click.echo(say("paper.written", lang, kind=label("paper_kind", chosen, lang), path=target), err=True)
    return exit_code([one])


def _no_paper(assessment: Assessment, lang: str) -> str:
    from vn_dossier_nlp.reports.phrases import verdict_sentence
    from vn_dossier_nlp.reports.visible import one_line
    from vn_dossier_nlp.words import say

    return one_line(say("paper.not_read", lang, path=assessment.path, why=verdict_sentence(assessment, lang)))
