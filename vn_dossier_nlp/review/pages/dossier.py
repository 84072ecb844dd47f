"""The page of one dossier: what was found, beside the text and the page that it stands on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from vn_dossier_nlp.register import RegisterError
from vn_dossier_nlp.register.flow import Actor, actor, permit
from vn_dossier_nlp.reports.phrases import date as day_in
from vn_dossier_nlp.reports.phrases import percent, verdict_sentence
from vn_dossier_nlp.reports.visible import visible
from vn_dossier_nlp.review.desk import DECISIONS, Desk, desk
from vn_dossier_nlp.review.forms import number_of
from vn_dossier_nlp.review.guide import REQUIREMENTS
from vn_dossier_nlp.review.notices import PAPERS, grounds, notice
from vn_dossier_nlp.review.pictures import picture
from vn_dossier_nlp.review.queue import Filters, after
from vn_dossier_nlp.review.rendering import lang_of, page
from vn_dossier_nlp.review.sources import is_unchanged
from vn_dossier_nlp.review.spans import FIELD
from vn_dossier_nlp.schema import Status
from vn_dossier_nlp.words import label, say

KEYS = {"pass": "a", "supplement": "s", "transfer": "c", "return": "r"}
CORRECTABLE = ("author", "symbol", "document_date", "kind", "subject", "purpose", "addressee", "field", "urgency")
SPANS = ("citation", "not_citation", "proposal", "not_proposal", *REQUIREMENTS)
_LINKS = 12  # parts of a long text that are linked at once


def show(request: Request) -> Response:
    """The dossier as it stands."""
    return shown(request, _desk(request))


def shown(
    request: Request, found: Desk, status: int = 200, chosen: str | None = None, given: Mapping[str, str] | None = None
) -> Response:
    """The page, with what was typed where a form came back."""
    lang, filters = lang_of(request), Filters.of(request.query_params)
    view, one, assessment = found.view(lang), found.dossier, found.assessment
    part = found.part(number_of(request.query_params.get("part", "1")) or 1, lang)
    person = person_of(request)
    proposed = found.proposed if found.proposed in found.decisions else None
    share = one.generic_probability
    return page(
        request,
        "desk.html.jinja",
        status,
        desk=found,
        one=one,
        view=view,
        filters=filters,
        open_findings=view.findings(Status.NOT_MET, Status.CANNOT_TELL) if view else [],
        met=view.findings(Status.MET) if view else [],
        idle=view.findings(Status.NOT_APPLICABLE) if view else [],
        sentence=verdict_sentence(assessment, lang) if assessment else None,
        share=share,
        share_word=None if share is None else percent(share, lang),
        part=part,
        part_links=_near(part.number, part.parts) if part else [],
        grounds=grounds(found, lang, given),
        chosen=chosen or proposed,
        others=" ".join(code for code in DECISIONS if code != found.proposed) if found.proposed else "",
        given=dict(given or {}),
        keys=KEYS,
        papers=PAPERS,
        correctable=CORRECTABLE,
        span_kinds=SPANS,
        correction_name=lambda field: _correction_name(field, lang),
        may_decide=may(person, "examine"),
        may_take=may(person, "check"),
        may_correct=may(person, "correct"),
        day=lambda value: day_in(value.isoformat(), lang),
    )


def following(request: Request) -> Response:
    """On to the next of the queue, or back to it at its end."""
    filters = Filters.of(request.query_params)
    key = after(request.app.state.register, filters, request.path_params["key"], date.today())
    target = f"/dossiers/{key}?" if key else "/?"
    return RedirectResponse(target + filters.query(), 303)


def text(request: Request) -> Response:
    """The whole text, as plain text: a browser runs nothing in it."""
    found = _desk(request)
    if found.source.text is None:
        raise HTTPException(404)
    return PlainTextResponse(visible(found.source.text))


def picture_of(request: Request) -> Response:
    """One page of the file that was scored."""
    found = _desk(request)
    number = request.path_params["number"]
    main = next((one for one in found.assessment.files if one.role == "submission"), None) if found.assessment else None
    file = found.source.file
    if file is None or main is None or not 1 <= number <= found.pages or not is_unchanged(file, main.sha256 or ""):
        raise HTTPException(404)
    drawn = picture(file, number)
    if drawn is None:
        raise HTTPException(404)
    return Response(drawn, media_type="image/png")


def paper(request: Request) -> Response:
    """The letter of a return as editable Word, with the words that the officer gave."""
    found = _desk(request)
    back = next((one for _, one in found.returns if one.id == request.path_params["back"]), None)
    if back is None or found.assessment is None or back.dossier_id != found.dossier.id:
        raise HTTPException(404)
    content = notice(found, back, request.app.state.settings)
    named = {"Content-Disposition": f'attachment; filename="{back.kind}-{found.dossier.id}.docx"'}
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    return Response(content, media_type=kind, headers=named)


def person_of(request: Request) -> Actor:
    """Who acts, with the role of the settings. Raises RegisterError for a name without one."""
    return actor(request.state.session.user, request.app.state.settings)


def may(person: Actor, what: str) -> bool:
    """Whether a person's role allows an action."""
    try:
        permit(person, what)
    except RegisterError:
        return False
    return True


def _desk(request: Request) -> Desk:
    state: Any = request.app.state
    return desk(state.register, request.path_params["key"], state.config.files)


def _correction_name(field: str, lang: str) -> str:
    """What was corrected, in words: a field, or what a span is."""
    what = field.removeprefix(FIELD)
    if what == field:
        return label("review.field_name", field, lang) if field in CORRECTABLE else field
    if what in REQUIREMENTS:
        return say("review.evidence_of", lang, name=label("requirement", what, lang))
    return label("review.span", what, lang)


def _near(number: int, parts: int) -> list[int]:
    """The numbers around one, at most a dozen."""
    first = max(1, min(number - _LINKS // 2, parts - _LINKS + 1))
    return list(range(first, min(parts, first + _LINKS - 1) + 1))
