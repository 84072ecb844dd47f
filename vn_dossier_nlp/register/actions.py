"""What is done with a dossier: each action checks the state, changes the rows and leaves an event."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import and_, func, insert, select

from vn_dossier_nlp.register import queries
from vn_dossier_nlp.register.audit import Change, line_digest
from vn_dossier_nlp.register.findings import Ground, cured, grounds, rests_on_vagueness
from vn_dossier_nlp.register.flow import flow, given, lead
from vn_dossier_nlp.register.likeness import band_values
from vn_dossier_nlp.register.queries import search_text
from vn_dossier_nlp.register.receiving import Incoming, Line, read_columns, scored_columns, search_of, sender_of
from vn_dossier_nlp.register.records import Dossier, Return
from vn_dossier_nlp.register.refusals import RegisterError
from vn_dossier_nlp.register.tables import (
    bands,
    consultations,
    corrections,
    dossiers,
    events,
    labels,
    outgoing,
    return_reasons,
    returns,
    scorings,
)
from vn_dossier_nlp.register.waiting import deadline_after

_UNDECIDED = (None, "review")  # proposals that nobody can overrule
_FINISHED = ("returned", "transferred", "issued")


def receive(
    change: Change,
    incoming: Incoming,
    on: date,
    *,
    numbered: bool = True,
    number: int | None = None,
    book: str = "",
    matter: int | None = None,
    previous: int | None = None,
) -> int:
    """A new dossier, with the next number of its book or ``number``; without one where ``numbered`` is false."""
    _not_future(on)
    columns = incoming.columns()
    columns["sender_id"] = columns["sender_id"] or sender_of(incoming.author)
    if incoming.line is not None and matter is None:
        _not_known(change, incoming.line)
    nth, key = 1, change.next_id(dossiers)
    if matter is not None:
        matter = queries.dossier(change.connection, matter).matter_id
        query = select(func.max(dossiers.c.nth)).where(dossiers.c.matter_id == matter)
        nth = change.connection.execute(query).scalar_one() + 1
    row = {
        **columns,
        "state": "received",
        "state_since": change.at,
        "nth": nth,
        "matter_id": matter or key,
        "scoring_id": change.next_id(scorings) if incoming.line is not None else None,
        "previous_id": previous,
        "arrived_on": on,
        "book": book,
    }
    change.insert(dossiers, row | {"search": search_of(row)})
    _event(change, key, "receive", None, "received", on, None, {"previous": previous} if previous else None)
    if incoming.line is not None:
        _keep_scoring(change, key, incoming.line)
    if numbered:
        give_number(change, key, on, number=number, book=book)
    return key


def give_number(
    change: Change, key: int, on: date, *, number: int | None = None, book: str = "", expected: int | None = None
) -> int:
    """The number of arrival: the next of its book and year, or ``number``. Raises RegisterError where it is taken."""
    year = queries.dossier(change.connection, key).arrived_on.year
    found = _next_number(change, dossiers, book, year, number)
    step(
        change,
        key,
        "number",
        on,
        expected=expected,
        fields={"book": book, "number_year": year, "number": found},
        data={"number": found, "year": year, "book": book},
    )
    return found


def step(
    change: Change,
    key: int,
    action: str,
    on: date,
    *,
    expected: int | None = None,
    note: str | None = None,
    fields: Mapping[str, Any] | None = None,
    data: Mapping[str, Any] | None = None,
) -> Dossier:
    """One step along ``states.toml``: the dossier as it is afterwards.

    Raises RegisterError where the action does not lead from its state, lacks something, or has a day before the last
    step; ConflictError where somebody changed the dossier since ``expected``.
    """
    row = queries.dossier(change.connection, key)
    _unchanged(change, row, expected)
    target = lead(row.state, action, key)
    given(action, {name for name, value in {**(data or {}), "note": note}.items() if value})
    _in_order(change, key, on)
    new: dict[str, Any] = dict(fields or {})
    if target != row.state:
        new |= {"state": target, "state_since": change.at}
        new["finished_on"] = on if target in _FINISHED else row.finished_on
    whole = {name: getattr(row, name) for name in Dossier.__slots__} | new
    if new:
        change.update(dossiers, key, new | {"search": search_of(whole)})
    _event(change, key, action, row.state, target, on, note, dict(data) if data else None)
    return queries.dossier(change.connection, key)


def check(
    change: Change,
    key: int,
    on: date,
    holder: str | None,
    *,
    unit: str | None = None,
    deadline: date | None = None,
    expected: int | None = None,
    note: str | None = None,
) -> Dossier:
    """Pass a registered dossier on to an officer, or one that is at work to another officer."""
    row = queries.dossier(change.connection, key)
    action = "check" if row.state not in flow().actions["assign"].sources else "assign"
    fields: dict[str, Any] = {"holder": holder}
    if action == "check":
        fields["passed_on"] = on
    if unit:
        fields["unit"] = unit
    if deadline:
        fields["deadline"] = deadline
    data = {"holder": holder, "unit": unit, "deadline": deadline.isoformat() if deadline else None}
    return step(change, key, action, on, expected=expected, note=note, fields=fields, data=data)


def decide_check(
    change: Change,
    key: int,
    action: str,
    on: date,
    *,
    reasons: Sequence[str] = (),
    body: str | None = None,
    letter_symbol: str | None = None,
    due_on: date | None = None,
    why: str | None = None,
    generic: str | None = None,
    expected: int | None = None,
    note: str | None = None,
) -> tuple[Dossier, list[int]]:
    """The officer's word on the check: return, supplement, transfer or examine. (the dossier, labels that were kept).

    Where it is not what the tool proposed, ``why`` is needed and kept as a label.
    """
    row = queries.dossier(change.connection, key)
    line = _line(change, row)
    decides = flow().actions[action].decides
    found = grounds(line, action, reasons) if action != "examine" else ()
    data = {
        "reasons": [ground.requirement for ground in found],
        "body": body,
        "letter": letter_symbol,
        "proposed": row.verdict,
        "scoring": row.scoring_id,
    }
    if "reasons" in flow().actions[action].needs and not found and line is not None:
        raise RegisterError("no_reasons")
    overrules = _overrules(change, row, str(decides))
    after = step(change, key, action, on, expected=expected, note=note, data=data)
    if overrules and not why:
        raise RegisterError("overrules", proposed=row.verdict)
    if action != "examine":
        _send_back(change, row, action, on, found, body, letter_symbol, due_on, note)
    return after, _labels(change, row, line, str(decides), overrules, why, generic)


def supplemented(
    change: Change, key: int, on: date, line: Line | None, *, expected: int | None = None, note: str | None = None
) -> Dossier:
    """The papers that were asked for came, perhaps with a new scoring; reasons are cured as far as that can tell."""
    row = queries.dossier(change.connection, key)
    later = deadline_after(change.connection, row, on)
    moved = {"deadline": later} if later != row.deadline else None
    data = {"scored": line is not None}
    step(change, key, "supplemented", on, expected=expected, note=note, fields=moved, data=data)
    if line is not None:
        rescore(change, key, line)
    open_ones = and_(returns.c.dossier_id == key, returns.c.kind == "supplement", returns.c.answered_on.is_(None))
    for found in change.connection.execute(select(returns.c.id).where(open_ones)).scalars().all():
        change.update(returns, found, {"answered_on": on})
        _judge_all(change, found, line, on)
    return queries.dossier(change.connection, key)


def resubmit(
    change: Change,
    key: int,
    incoming: Incoming,
    on: date,
    *,
    number: int | None = None,
    numbered: bool = True,
    book: str = "",
    expected: int | None = None,
) -> int:
    """A returned dossier comes again: a new dossier of the same matter, linked; each reason cured or not.

    Raises RegisterError where it was not returned, or came again already.
    """
    row = queries.dossier(change.connection, key)
    back = [one for one in queries.returns_of(change.connection, key) if one.kind == "return"]
    if not back:
        raise RegisterError("no_return", id=key)
    if back[-1].answered_by_id is not None:
        raise RegisterError("came_again", id=key, next=back[-1].answered_by_id)
    new = receive(change, incoming, on, numbered=numbered, number=number, book=book, matter=row.matter_id, previous=key)
    _come_again(change, key, back[-1], new, incoming.line, on, expected)
    return new


def link(change: Change, key: int, earlier: int, on: date, *, expected: int | None = None) -> Dossier:
    """A dossier that was received as a new one is of the matter of an earlier one: its next submission.

    Where the earlier one was returned and did not come again, this is its answer. Raises RegisterError where the two
    are of one matter already, or the later one has submissions of its own.
    """
    row, old = queries.dossier(change.connection, key), queries.dossier(change.connection, earlier)
    if row.matter_id == old.matter_id:
        raise RegisterError("same_matter", id=key, earlier=earlier)
    if len(queries.matter(change.connection, key)) > 1:
        raise RegisterError("own_matter", id=key)
    last = queries.matter(change.connection, earlier)[-1]
    back = [one for one in queries.returns_of(change.connection, last.id) if one.kind == "return"]
    answers = bool(back) and back[-1].answered_by_id is None and last.state in flow().actions["resubmit"].sources
    new = {"matter_id": old.matter_id, "nth": last.nth + 1, "previous_id": last.id if answers else None}
    change.update(dossiers, key, new, expected)
    if answers:
        _come_again(change, last.id, back[-1], key, _line(change, row), on, None)
    return queries.dossier(change.connection, key)


def rescore(change: Change, key: int, line: Line, *, expected: int | None = None) -> Dossier:
    """Keep a new scoring. Fields that an officer corrected stay as they are."""
    row = queries.dossier(change.connection, key)
    fixed = {one.field for one in queries.corrections_of(change.connection, key)}
    read = {name: value for name, value in read_columns(line).items() if value is not None}
    new = {name: value for name, value in (scored_columns(line) | read).items() if name not in fixed}
    whole = {name: getattr(row, name) for name in Dossier.__slots__} | new
    new["scoring_id"] = change.next_id(scorings)
    change.update(dossiers, key, new | {"search": search_of(whole)}, expected)
    _keep_scoring(change, key, line)
    return queries.dossier(change.connection, key)


def judge(change: Change, reason: int, word: str, on: date, *, expected: int | None = None) -> None:
    """An officer's word on whether a reason was cured."""
    change.update(return_reasons, reason, {"cured": word, "cured_on": on}, expected)


def ask(
    change: Change,
    key: int,
    bodies: Sequence[str],
    on: date,
    *,
    due_on: date | None = None,
    letter_symbol: str | None = None,
    members: bool = False,
    expected: int | None = None,
    note: str | None = None,
) -> list[int]:
    """Ask bodies for their opinion; ``members``: of the Committee, which is a step of its own. Ids of the questions."""
    if members:
        step(change, key, "consult", on, expected=expected, note=note, data={"bodies": list(bodies)})
    else:
        given("consult", {"bodies"} if bodies else ())
        queries.dossier(change.connection, key)
    rows = [
        {"dossier_id": key, "body": body, "letter_symbol": letter_symbol, "sent_on": on, "due_on": due_on, "note": note}
        for body in bodies
    ]
    return change.insert_many(consultations, rows)


def answer(
    change: Change,
    key: int,
    on: date,
    view: str,
    *,
    answer_symbol: str | None = None,
    note: str | None = None,
    expected: int | None = None,
) -> str:
    """The opinion came: the body that gave it."""
    row = change.connection.execute(select(consultations).where(consultations.c.id == key)).one_or_none()
    if row is None:
        raise RegisterError("no_row", entity="consultations", id=key)
    if row.answered_on is not None:
        raise RegisterError("answered", id=key, body=row.body, day=row.answered_on)
    if on < row.sent_on:
        raise RegisterError("day_order", day=on, before=row.sent_on)
    _not_future(on)
    new = {"answered_on": on, "view": view, "answer_symbol": answer_symbol, "note": note or row.note}
    change.update(consultations, key, new, expected)
    return str(row.body)


def send(
    change: Change,
    columns: Mapping[str, Any],
    on: date,
    mark: str,
    *,
    dossier: int | None = None,
    number: int | None = None,
    book: str = "",
    replaces: int | None = None,
) -> str:
    """A document of the Office gets its number and goes into the register of outgoing documents: its symbol."""
    _not_future(on)
    found = _next_number(change, outgoing, book, on.year, number)
    symbol = f"{found:02d}/{mark}"
    row = {
        **columns,
        "dossier_id": dossier,
        "book": book,
        "number_year": on.year,
        "number": found,
        "symbol": symbol,
        "dated_on": on,
        "replaces_id": replaces,
    }
    searched = ("symbol", "kind", "subject", "signer", "recipients", "note")
    change.insert(outgoing, row | {"search": search_text(*(row.get(name) for name in searched))})
    return symbol


def issue(
    change: Change,
    key: int,
    on: date,
    mark: str,
    columns: Mapping[str, Any],
    *,
    number: int | None = None,
    book: str = "",
    expected: int | None = None,
    note: str | None = None,
) -> str:
    """The decision is numbered and sent; a further document in place of one with a wrong content replaces it."""
    row = queries.dossier(change.connection, key)
    before = queries.outgoing_of(change.connection, key)
    action = "replace" if before and row.state in flow().actions["replace"].sources else "issue"
    replaces = before[-1].id if action == "replace" else None
    columns = {"subject": row.subject, "recipients": row.author, "sent_on": on, **columns}
    lead(row.state, action, key)
    symbol = send(change, columns, on, mark, dossier=key, number=number, book=book, replaces=replaces)
    data = {"symbol": symbol, "replaces": before[-1].symbol if replaces else None}
    step(change, key, action, on, expected=expected, note=note, fields={"answer_symbol": symbol}, data=data)
    return symbol


def correct(
    change: Change, key: int, field: str, value: Any, *, reason: str | None = None, expected: int | None = None
) -> tuple[Any, Any] | None:
    """An officer's value for a field: (before, after); None where it is the same. It is kept against new scorings."""
    row = queries.dossier(change.connection, key)
    _unchanged(change, row, expected)  # first: another may have given it the same value
    before = getattr(row, field)
    if before == value:
        return None
    whole = {name: getattr(row, name) for name in Dossier.__slots__} | {field: value}
    change.update(dossiers, key, {field: value, "search": search_of(whole)}, expected)
    # A person's name stands in one place alone, from where it can be purged.
    shown = (None, None) if field == "signed_for" else (before, value)
    change.insert(
        corrections,
        {
            "dossier_id": key,
            "field": field,
            "before": shown[0],
            "after": shown[1],
            "reason": reason,
            "who": change.who,
            "at": change.at,
        },
    )
    return before, value


def label(change: Change, key: int, what: str, decided: str, reason: str) -> int:
    """An officer's word on a proposal, kept to train again: the id of the label."""
    row = queries.dossier(change.connection, key)
    return _label(change, row, _line(change, row), what, decided, reason)


def _come_again(
    change: Change, key: int, back: Return, new: int, line: Line | None, on: date, expected: int | None
) -> None:
    """The return of ``key`` is answered by the dossier ``new``."""
    step(change, key, "resubmit", on, expected=expected, data={"dossier": new})
    change.update(returns, back.id, {"answered_on": on, "answered_by_id": new})
    _judge_all(change, back.id, line, on)


def _send_back(
    change: Change,
    row: Dossier,
    kind: str,
    on: date,
    found: Sequence[Ground],
    body: str | None,
    letter_symbol: str | None,
    due_on: date | None,
    note: str | None,
) -> None:
    key = change.insert(
        returns,
        {
            "dossier_id": row.id,
            "kind": kind,
            "returned_on": on,
            "decided_by": change.who,
            "proposed": row.verdict,
            "letter_symbol": letter_symbol,
            "body": body,
            "due_on": due_on,
            "note": note,
        },
    )
    change.insert_many(
        return_reasons,
        [
            {
                "return_id": key,
                "requirement": ground.requirement,
                "codes": list(ground.codes),
                "article": ground.article,
                "text": ground.text,
            }
            for ground in found
        ],
    )


def _labels(
    change: Change,
    row: Dossier,
    line: Line | None,
    decides: str,
    overrules: bool,
    why: str | None,
    generic: str | None,
) -> list[int]:
    """Labels of one decision: the verdict that was overruled, and the word on vagueness where there is one."""
    kept = []
    if overrules:
        kept.append(_label(change, row, line, "verdict", decides, str(why)))
        if generic is None and rests_on_vagueness(line):
            generic = "no"
    if generic is not None:
        kept.append(_label(change, row, line, "generic", generic, why or decides))
    return kept


def _label(change: Change, row: Dossier, line: Line | None, what: str, decided: str, reason: str) -> int:
    return change.insert(
        labels,
        {
            "dossier_id": row.id,
            "scoring_id": row.scoring_id,
            "what": what,
            "proposed": row.verdict if what == "verdict" else row.generic,
            "decided": decided,
            "reason": reason,
            "model": ((line or {}).get("versions") or {}).get("model"),
            "who": change.who,
            "at": change.at,
        },
    )


def _not_known(change: Change, line: Line) -> None:
    """The same files were received before: a command that is run twice enters nothing twice."""
    query = select(dossiers.c.id).where(dossiers.c.scored_id == line["dossier_id"]).limit(1)
    if (found := change.connection.execute(query).scalar()) is not None:
        raise RegisterError("known", path=line["path"], id=found)


def _overrules(change: Change, row: Dossier, decides: str) -> bool:
    """Whether a decision goes against the proposal; one that was followed already is overruled by nothing."""
    if row.verdict in _UNDECIDED or row.verdict == decides:
        return False
    table = flow().actions
    return not any(
        table[event.action].decides == row.verdict and (event.data or {}).get("scoring") == row.scoring_id
        for event in queries.events_of(change.connection, row.id)
    )


def _judge_all(change: Change, key: int, line: Line | None, on: date) -> None:
    rows = change.connection.execute(select(return_reasons).where(return_reasons.c.return_id == key)).all()
    for row in rows:
        change.update(return_reasons, row.id, {"cured": cured(line, row.requirement), "cured_on": on})


def _keep_scoring(change: Change, key: int, line: Line) -> None:
    row = {"dossier_id": key, "at": change.at, "who": change.who, "sha256": line_digest(line), "line": line}
    change.insert(scorings, row)
    # The fingerprint of the text: the next submission of the matter finds this one.
    change.connection.execute(bands.delete().where(bands.c.dossier_id == key))
    found = band_values((line.get("stats") or {}).get("minhash"))
    if found:
        rows = [{"band": band, "value": value, "dossier_id": key} for band, value in found]
        change.connection.execute(insert(bands), rows)


def _line(change: Change, row: Dossier) -> Line | None:
    found = queries.scoring(change.connection, row.scoring_id)
    return found.line if found else None


def _next_number(change: Change, table: Any, book: str, year: int, number: int | None) -> int:
    where = and_(table.c.book == book, table.c.number_year == year)
    if number is None:
        last = change.connection.execute(select(func.max(table.c.number)).where(where)).scalar_one()
        return int(last or 0) + 1
    if change.connection.execute(select(table.c.id).where(where, table.c.number == number)).first():
        raise RegisterError("taken", number=number, year=year)
    return number


def _event(
    change: Change,
    key: int,
    action: str,
    source: str | None,
    target: str,
    on: date,
    note: str | None,
    data: dict[str, Any] | None,
) -> None:
    row = {"dossier_id": key, "at": change.at, "on_day": on, "who": change.who, "action": action}
    told = {name: value for name, value in (data or {}).items() if value not in (None, [], "")}
    change.insert(events, row | {"from_state": source, "to_state": target, "note": note, "data": told or None})


def _unchanged(change: Change, row: Dossier, expected: int | None) -> None:
    """Raises ConflictError where somebody changed the dossier since ``expected``."""
    if expected is not None and row.version != expected:
        change.update(dossiers, row.id, {}, expected)  # says who


def _in_order(change: Change, key: int, on: date) -> None:
    _not_future(on)
    last = change.connection.execute(select(func.max(events.c.on_day)).where(events.c.dossier_id == key)).scalar_one()
    if last is not None and on < last:
        raise RegisterError("day_order", day=on, before=last)


def _not_future(on: date) -> None:
    if on > date.today():
        raise RegisterError("future", day=on)
