"""What an officer decides: take a dossier, decide on it, correct what was extracted."""

from __future__ import annotations

from datetime import date
from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from vn_dossier_nlp.register import actions
from vn_dossier_nlp.review.desk import DECISIONS, Desk, desk
from vn_dossier_nlp.review.forms import day_of, form_of, number_of, pairs_of
from vn_dossier_nlp.review.guide import GENERIC, STATUSES
from vn_dossier_nlp.review.pages.dossier import CORRECTABLE, SPANS, person_of, shown
from vn_dossier_nlp.review.queue import Filters
from vn_dossier_nlp.review.rendering import lang_of
from vn_dossier_nlp.review.spans import keep, placed
from vn_dossier_nlp.words import say

_NEEDS_GROUND = ("return", "supplement")
_NEVER_BLANK = ("author", "subject")
_LONGEST_QUERY = 2000  # characters of the filters that a form brings back


def take(request: Request) -> Response:
    """Number the dossier where it has none, and check it."""
    key, form, person = request.path_params["key"], form_of(request), person_of(request)
    register = request.app.state.register
    expected = number_of(form.get("version", ""))
    with register.change(person, "check") as change:
        if register.dossier(key).state == "received":
            actions.give_number(change, key, date.today(), expected=expected)
            expected = None
        actions.check(change, key, date.today(), person.name, expected=expected)
    return _back(request, form, key, "review.taken")


def decide(request: Request) -> Response:
    """Keep the decision; where something is missing the form comes back with what was typed."""
    form, person, found = form_of(request), person_of(request), _desk(request)
    choice, problem = form.get("decision", ""), _problem(form, found)
    chosen_grounds = [value for name, value in pairs_of(request) if name == "ground"]
    if not problem and choice in _NEEDS_GROUND and not chosen_grounds:
        problem = "review.need_ground"
    if problem:
        request.state.session.told.append(("error", say(problem, lang_of(request))))
        return shown(request, found, 422, choice if choice in DECISIONS else None, form)
    action, key = DECISIONS[choice], found.dossier.id
    with request.app.state.register.change(person, action) as change:
        actions.decide_check(
            change,
            key,
            action,
            date.today(),
            reasons=[f"{name}: {form.get(f'text-{name}', '')}" for name in chosen_grounds],
            body=form.get("body", "").strip() or None,
            letter_symbol=form.get("letter", "").strip() or None,
            due_on=day_of(form.get("due", "")),
            why=form.get("why", "").strip() or None,
            generic=form.get("generic") if form.get("generic") in GENERIC else None,
            expected=number_of(form.get("version", "")),
            note=form.get("note", "").strip() or None,
        )
    return _back(request, form, key, "review.decided_done", on=True)


def correct(request: Request) -> Response:
    """Keep an officer's value for a field."""
    key, form, person = request.path_params["key"], form_of(request), person_of(request)
    field, after = form.get("field", ""), form.get("after", "").strip() or None
    if field in CORRECTABLE and (after or field not in _NEVER_BLANK):
        with request.app.state.register.change(person, "correct") as change:
            actions.correct(
                change,
                key,
                field,
                after,
                reason=form.get("reason", "").strip() or None,
                expected=number_of(form.get("version", "")),
            )
    return _back(request, form, key, "review.corrected")


def correct_span(request: Request) -> Response:
    """Keep an officer's span; its words must stand in the text."""
    form, person, found = form_of(request), person_of(request), _desk(request)
    what, status = form.get("what", ""), form.get("status", "")
    place = placed(
        found.source.text or "",
        form.get("quote", ""),
        number_of(form.get("start", "")),
        number_of(form.get("end", "")),
    )
    if place is None or what not in SPANS or (status and status not in STATUSES):
        request.state.session.told.append(("error", say("review.span_absent", lang_of(request))))
        return shown(request, found, 422, None, form)
    expected = number_of(form.get("version", ""))
    keep(request.app.state.register, person, found.dossier.id, what, place, status, expected)
    return _back(request, form, found.dossier.id, "review.corrected")


def _problem(form: dict[str, str], found: Desk) -> str | None:
    """What is missing in a decision, as a key of ``words/``; what the state forbids the register says itself."""
    choice = form.get("decision", "")
    if choice not in DECISIONS:
        return "review.http_other"
    if found.proposed and choice != found.proposed and not form.get("why", "").strip():
        return "review.need_reason"
    if choice == "transfer" and not form.get("body", "").strip():
        return "review.need_body"
    return None


def _desk(request: Request) -> Desk:
    state = request.app.state
    return desk(state.register, request.path_params["key"], state.config.files)


def _back(request: Request, form: dict[str, str], key: int, told: str, on: bool = False) -> Response:
    """To the dossier, or on to the next of the queue."""
    request.state.session.told.append(("done", say(told, lang_of(request), id=key)))
    query = Filters.of(dict(parse_qsl(form.get("back", "")[:_LONGEST_QUERY]))).query()
    return RedirectResponse(f"/dossiers/{key}/next?{query}" if on else f"/dossiers/{key}?{query}", 303)
