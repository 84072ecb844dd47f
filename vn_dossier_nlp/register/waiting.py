"""The clock of a dossier that waits for its sender: where its deadline moves when the papers come."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection, select

from vn_dossier_nlp.register.calendar import UnknownDayError, load_calendar
from vn_dossier_nlp.register.clocks import Pause, moved_deadline
from vn_dossier_nlp.register.deadlines import load_rules
from vn_dossier_nlp.register.records import Dossier
from vn_dossier_nlp.register.tables import returns


def deadline_after(connection: Connection, row: Dossier, came: date) -> date | None:
    """The deadline of a dossier once the supplement came on ``came``, by the office's rule: resumed or begun anew.

    It stays as it is where there is none, where nothing was asked for or only after it was over, and where the calendar
    does not reach.
    """
    column = returns.c
    query = select(column.returned_on, column.answered_on).order_by(column.id)
    asked = connection.execute(query.where(column.dossier_id == row.id, column.kind == "supplement")).all()
    waiting = [one.returned_on for one in asked if one.answered_on is None]
    if row.deadline is None or not waiting:
        return row.deadline
    begun = max([row.arrived_on, *(one.answered_on for one in asked if one.answered_on)])
    since = max(begun, min(waiting))
    try:
        rule = load_rules().after_supplement
        return moved_deadline(begun, row.deadline, Pause(since, max(since, came)), load_calendar(), rule)
    except UnknownDayError:
        return row.deadline
