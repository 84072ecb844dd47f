"""Labels: a reading apart from the other's, what two readers differ on, how far they agree, what is exported."""

from __future__ import annotations

import json
from datetime import date

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from vn_dossier_nlp.register.records import Dossier
from vn_dossier_nlp.reports.phrases import date as day_in
from vn_dossier_nlp.reports.phrases import number, percent
from vn_dossier_nlp.review import exporting, readings
from vn_dossier_nlp.review.desk import PART, Desk, desk
from vn_dossier_nlp.review.forms import form_of, number_of
from vn_dossier_nlp.review.guide import (
    GENERIC_POINT,
    NEEDED,
    POINTS,
    REQUIREMENTS,
    VAGUENESS_POINT,
    Fault,
    answers_of,
    read_form,
)
from vn_dossier_nlp.review.pages.dossier import person_of
from vn_dossier_nlp.review.rendering import lang_of, page
from vn_dossier_nlp.words import label, say

_SHOWN = 100  # rows of a list
_PLACES = 2


def to_read_page(request: Request) -> Response:
    """What this reader may still read."""
    rows = readings.to_read(request.app.state.register, request.state.session.user, _SHOWN)
    return page(request, "readings.html.jinja", rows=rows, readers=readings.READERS)


def reading_page(request: Request) -> Response:
    """The text without a word of the tool or of the other reader, and the form of the guide."""
    found = _readable(request)
    key, person = found.dossier.id, person_of(request)
    if readings.reading_of(request.app.state.register, key, person.name):
        return _on(request, "review.read_already")
    form = form_of(request) if request.method == "POST" else {}
    text = found.source.text or ""
    if request.method == "POST":
        answers, faults = read_form(form, text)
        if not faults:
            readings.hand_in(request.app.state.register, person, key, text, answers)
            return _on(request, "review.read_done")
        return _reading_form(request, found, form, faults, 422)
    return _reading_form(request, found, form, [], 200)


def disagreements(request: Request) -> Response:
    """Dossiers on which two readers differ and nobody has decided."""
    waiting = [pair for pair in readings.pairs(request.app.state.register) if pair.settled is None]
    return page(request, "disagreements.html.jinja", pairs=waiting, user=request.state.session.user)


def disagreement(request: Request) -> Response:
    """The two readings side by side, and the form of who decides."""
    state, key = request.app.state, request.path_params["key"]
    pair = readings.pair_of(state.register, key)
    if pair is None:
        raise HTTPException(404)
    user = request.state.session.user
    own = user in (pair.first.reader, pair.second.reader)
    if own and pair.settled is None and request.method == "GET":
        # Both are in, so nothing is given away; but who has read it does not decide.
        return _told(request, "review.own_reading", "/disagreements")
    form = form_of(request) if request.method == "POST" else {}
    decided = {
        point: (form.get(point, ""), " ".join(form.get(f"reason-{point}", "").split()))
        for point, _, _ in pair.differences
    }
    wrong = [point for point, (answer, why) in decided.items() if answer not in answers_of(point) or not why]
    if request.method == "POST" and not wrong:
        readings.adjudicate(state.register, person_of(request), key, decided)
        return _told(request, "review.adjudicated", "/disagreements")
    found = desk(state.register, key, state.config.files)
    return page(
        request,
        "disagreement.html.jinja",
        422 if request.method == "POST" else 200,
        pair=pair,
        one=pair.dossier,
        part=_plain_part(request, found),
        choices={point: answers_of(point) for point, _, _ in pair.differences},
        answer=lambda point, code: answer_word(point, code, lang_of(request)),
        point_name=lambda point: point_word(point, lang_of(request)),
        given=form,
        wrong=wrong if request.method == "POST" else [],
    )


def agreement_page(request: Request) -> Response:
    """Kappa with its interval, point by point."""
    lang = lang_of(request)
    found = readings.pairs(request.app.state.register)
    rows = [
        {
            "name": point_word(one.point, lang),
            "texts": number(one.texts, lang),
            "same": percent(one.same, lang),
            "kappa": _decimal(one.kappa, lang),
            "low": _decimal(one.low, lang),
            "high": _decimal(one.high, lang),
        }
        for one in readings.agreements(found)
    ]
    return page(request, "agreement.html.jinja", rows=rows, pairs=number(len(found), lang))


def labels_page(request: Request) -> Response:
    """What is settled and can be exported, and the proposals that officers overruled."""
    state, lang = request.app.state, lang_of(request)
    found = exporting.export(state.register, state.config.files)
    labels = state.register.labels()
    return page(
        request,
        "labels.html.jinja",
        export=found,
        labels=[(one, state.register.dossier(one.dossier_id)) for one in labels[-_SHOWN:]][::-1],
        total=number(len(labels), lang),
        day=lambda value: day_in(value[:10], lang),
    )


def labels_zip(request: Request) -> Response:
    """The settled labels as a folder for ``vn-dossier train``."""
    found = exporting.export(request.app.state.register, request.app.state.config.files)
    named = {"Content-Disposition": f'attachment; filename="labels-{date.today().isoformat()}.zip"'}
    return Response(exporting.zipped(found.files), media_type="application/zip", headers=named)


def gold_lines(request: Request) -> Response:
    """Corrected fields and spans, one a line."""
    rows = exporting.gold(request.app.state.register)
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    named = {"Content-Disposition": 'attachment; filename="gold.jsonl"'}
    return Response(lines.encode(), media_type="application/jsonl", headers=named)


def point_word(point: str, lang: str) -> str:
    """The name of a point."""
    return label("requirement", point, lang) if point in REQUIREMENTS else say(f"review.point_{point}", lang)


def answer_word(point: str, code: str, lang: str) -> str:
    """The word for an answer."""
    if point in REQUIREMENTS:
        return label("status", code, lang)
    if point in ("purpose", "addressee"):
        return label(point, code, lang)
    return label(f"review.{point}", code, lang)


def _reading_form(request: Request, found: Desk, form: dict[str, str], faults: list[Fault], status: int) -> Response:
    lang = lang_of(request)
    return page(
        request,
        "reading.html.jinja",
        status,
        one=found.dossier,
        part=_plain_part(request, found),
        main_points=(GENERIC_POINT, VAGUENESS_POINT, "purpose", "addressee"),
        requirements=REQUIREMENTS,
        needed=NEEDED,
        choices={point: answers_of(point) for point in POINTS},
        answer=lambda point, code: answer_word(point, code, lang),
        point_name=lambda point: point_word(point, lang),
        given=form,
        faults=[_sentence(fault, lang) for fault in faults],
    )


def _sentence(fault: Fault, lang: str) -> str:
    name = point_word(fault.point, lang) if fault.point else ""
    return say(f"review.fault_{fault.code}", lang, point=name)


def _readable(request: Request) -> Desk:
    state = request.app.state
    found = desk(state.register, request.path_params["key"], state.config.files)
    if found.source.text is None:
        raise HTTPException(404)
    return found


def _plain_part(request: Request, found: Desk) -> dict[str, object] | None:
    """A stretch of the text without highlights: they would say what the tool thinks."""
    text = found.source.text
    if text is None:
        return None
    parts = -(-len(text) // PART) or 1
    chosen = min(max(1, number_of(request.query_params.get("part", "1")) or 1), parts)
    return {"text": text[(chosen - 1) * PART : chosen * PART], "number": chosen, "parts": parts}


def _on(request: Request, key: str) -> Response:
    """To the next that this reader may read, else to the list."""
    rows: list[tuple[Dossier, int]] = readings.to_read(request.app.state.register, request.state.session.user, 1)
    return _told(request, key, f"/readings/{rows[0][0].id}" if rows else "/readings")


def _told(request: Request, key: str, target: str) -> Response:
    request.state.session.told.append(("done", say(key, lang_of(request))))
    return RedirectResponse(target, 303)


def _decimal(value: float | None, lang: str) -> str:
    if value is None:
        return "–"
    told = f"{value:.{_PLACES}f}"
    return told.replace(".", ",") if lang == "vi" else told
