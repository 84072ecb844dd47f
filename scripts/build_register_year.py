"""A register filled with one year of GENERATED data, for tests, benchmarks and pictures.

Nothing of it is real: the province "Sông Mây" does not exist, figures come from a random generator with a fixed seed.

usage: build_register_year.py OUT.db [--year 2026] [--until 2026-10-30] [--dossiers 3000] [--tasks 1500] [--seed 1]
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from vn_dossier_nlp.register.audit import Change
from vn_dossier_nlp.register.calendar import Calendar, load_calendar
from vn_dossier_nlp.register.columns import now
from vn_dossier_nlp.register.flow import Actor
from vn_dossier_nlp.register.queries import search_text
from vn_dossier_nlp.register.register import Register, make_register
from vn_dossier_nlp.register.tables import (
    consultations,
    dossiers,
    events,
    return_reasons,
    returns,
    task_extensions,
    task_handovers,
    task_notes,
    tasks,
)

WHO = Actor("Dữ liệu tạo sinh")
BODIES = {
    "Sở Tài chính": "STC",
    "Sở Xây dựng": "SXD",
    "Sở Nội vụ": "SNV",
    "Sở Tư pháp": "STP",
    "Sở Y tế": "SYT",
    "Sở Công Thương": "SCT",
    "Sở Giáo dục và Đào tạo": "SGDĐT",
    "Sở Khoa học và Công nghệ": "SKHCN",
    "Sở Nông nghiệp và Môi trường": "SNNMT",
    "Sở Văn hóa, Thể thao và Du lịch": "SVHTTDL",
    "Thanh tra tỉnh": "TTr",
    "Ban Quản lý khu kinh tế": "BQL",
    "UBND phường Bến Gió": "UBND",
    "UBND xã Suối Cạn": "UBND",
}
MATTERS = (
    "phê duyệt nhiệm vụ quy hoạch chi tiết khu dân cư số {n}",
    "giao bổ sung dự toán kinh phí sửa chữa công trình số {n}",
    "cho phép chuyển mục đích sử dụng khu đất số {n}",
    "ban hành kế hoạch cải cách hành chính chuyên đề {n}",
    "kiện toàn Ban Chỉ đạo chương trình số {n}",
    "phê duyệt chủ trương đầu tư dự án số {n}",
)
WORK = (
    "Rà soát, báo cáo kết quả thực hiện chương trình số {n}",
    "Tham mưu văn bản chỉ đạo về công tác chuyên đề {n}",
    "Kiểm tra, xử lý kiến nghị của cử tri về công trình số {n}",
    "Hoàn thiện hồ sơ đề án số {n}, trình xem xét",
    "Giải ngân kế hoạch vốn công trình số {n}",
)
REASONS = {
    "authority_basis": "R01",
    "practical_basis": "R03",
    "managing_department_view": "R06",
    "process": "R09",
    "opinions": "R10",
    "draft_attached": "R16",
    "specific_request": "R23",
    "funding": "R27",
}
PERSONS = tuple(f"Cán bộ {letter}" for letter in "ABCDEFGHKL")
CAUSES = ("Chờ ý kiến cơ quan phối hợp", "Thiếu hồ sơ của đơn vị", "Nội dung phức tạp, phải lấy ý kiến nhiều lần")
ACTIONS = {"returned": "return", "issued": "issue", "transferred": "transfer"}
Row = dict[str, Any]


class Year:
    """The rows of a year, as they stand on ``until``."""

    def __init__(self, calendar: Calendar, year: int, until: date, seed: int) -> None:
        self.calendar, self.year, self.until = calendar, year, until
        self.random = random.Random(seed)
        self.names = list(BODIES)
        self.numbers = dict.fromkeys(BODIES, 0)

    def working_day(self, first: date, last: date) -> date:
        """A working day between two days."""
        day = first + timedelta(self.random.randrange((last - first).days + 1))
        return self.calendar.next_working_day(day)

    def known(self, day: date | None) -> date | None:
        """The day where it is not later than ``until``."""
        return day if day is not None and day <= self.until else None

    def symbol(self, body: str, kind: str) -> str:
        """The next number of a body: "12/TTr-STC"."""
        self.numbers[body] += 1
        return f"{self.numbers[body]}/{kind}-{BODIES[body]}"

    def later(self, start: date, least: int, most: int) -> date:
        """Some working days later."""
        return self.calendar.add_working_days(start, self.random.randint(least, most))


def new_dossier(year: Year, number: int, arrived: date, sender: str, subject: str) -> Row:
    """A submission that came in on ``arrived``, settled or not until the end."""
    pick = year.random.random()
    deadline = None if pick < 0.04 else year.calendar.add_working_days(arrived, 7)
    fate = year.random.choices(("issued", "returned", "transferred", "supplement_requested"), (80, 13, 3, 4))[0]
    slow = year.random.random() < 0.12
    settled = year.later(arrived, 8, 20) if slow else year.later(arrived, 1, 7)
    finished = None if fate == "supplement_requested" else year.known(settled)
    state = fate if finished else "supplement_requested" if fate == "supplement_requested" else "checking"
    symbol = year.symbol(sender, "TTr")
    return {
        "state": state,
        "state_since": now(),
        "nth": 1,
        "arrived_on": arrived,
        "book": "",
        "number_year": year.year,
        "number": number,
        "author": sender,
        "symbol": symbol,
        "document_date": str(arrived - timedelta(year.random.randrange(4))),
        "kind": "tờ trình",
        "subject": subject,
        "deadline": deadline,
        "holder": year.random.choice(PERSONS),
        "finished_on": finished,
        "search": search_text(sender, symbol, subject),
    }


def dossier_rows(year: Year, count: int) -> Iterator[Row]:
    """Submissions in the order of their arrival; a returned one may come again later as the next of its matter."""
    days = sorted(year.working_day(date(year.year, 1, 2), year.until) for _ in range(count))
    again: list[Row] = []
    for at, arrived in enumerate(days, 1):
        due = next((row for row in again if row["back"] <= arrived), None)
        if due is None or year.random.random() < 0.3:
            sender = year.random.choices(year.names, range(len(year.names), 0, -1))[0]
            row = new_dossier(year, at, arrived, sender, year.random.choice(MATTERS).format(n=at))
            row["matter_id"] = at
        else:
            again.remove(due)
            row = new_dossier(year, at, arrived, due["author"], due["subject"])
            row |= {"matter_id": due["matter_id"], "nth": due["nth"] + 1, "previous_id": due["at"]}
        if row["state"] == "returned" and year.random.random() < 0.75:
            back = year.later(row["finished_on"], 2, 15)
            again.append({**row, "at": at, "back": back})
        yield row


def write_dossiers(change: Change, year: Year, count: int) -> None:
    """Submissions with their steps, returns, reasons and consultations."""
    rows = list(dossier_rows(year, count))
    keys = change.insert_many(dossiers, rows)
    if keys[0] != 1:
        raise SystemExit("the register is not empty")
    again = {row["previous_id"]: (key, row) for key, row in zip(keys, rows, strict=True) if row.get("previous_id")}
    steps, back, reasons, letters = [], [], [], []
    for key, row in zip(keys, rows, strict=True):
        common = {"dossier_id": key, "at": now(), "who": WHO.name}
        steps.append({**common, "on_day": row["arrived_on"], "action": "receive", "to_state": "received"})
        if row["finished_on"]:
            end = {"on_day": row["finished_on"], "from_state": "checking", "to_state": row["state"]}
            steps.append(
                {**common, **end, "action": {"returned": "return", "issued": "issue"}.get(row["state"], "transfer")}
            )
        letters += consultation_rows(year, key, row)
        if row["state"] in ("returned", "supplement_requested"):
            came = again.get(key)
            back.append(return_row(year, key, row, came))
            for requirement in year.random.sample(list(REASONS), year.random.choice((1, 1, 2, 3))):
                word = year.random.choices(("yes", "no"), (4, 1))[0] if came else None
                reason = {"requirement": requirement, "codes": [REASONS[requirement]], "cured": word}
                reasons.append({**reason, "return_id": len(back), "cured_on": came[1]["arrived_on"] if came else None})
    change.insert_many(events, steps)
    change.insert_many(returns, back)
    change.insert_many(return_reasons, reasons)
    change.insert_many(consultations, letters)


def return_row(year: Year, key: int, row: Row, came: tuple[int, Row] | None) -> Row:
    """What went back to the sender."""
    kind = "return" if row["state"] == "returned" else "supplement"
    on = row["finished_on"] or min(year.later(row["arrived_on"], 1, 3), year.until)
    return {
        "dossier_id": key,
        "kind": kind,
        "returned_on": on,
        "decided_by": row["holder"],
        "proposed": year.random.choice(("return", "supplement", "pass")),
        "letter_symbol": f"{key}/VP-TH",
        "answered_on": came[1]["arrived_on"] if came else None,
        "answered_by_id": came[0] if came else None,
    }


def consultation_rows(year: Year, key: int, row: Row) -> Iterator[Row]:
    """Letters to some bodies about a dossier."""
    if year.random.random() > 0.22:
        return
    for body in year.random.sample(year.names, year.random.randint(1, 3)):
        sent = min(year.later(row["arrived_on"], 1, 2), year.until)
        due = None if year.random.random() < 0.05 else year.calendar.add_working_days(sent, 7)
        how = year.random.choices(("in time", "late", "never"), (78, 14, 8))[0]
        answered = {"in time": year.later(sent, 1, 7), "late": year.later(sent, 8, 16), "never": None}[how]
        yield {
            "dossier_id": key,
            "body": body,
            "letter_symbol": f"{key}/VP-TH",
            "sent_on": sent,
            "due_on": due,
            "answered_on": year.known(answered),
        }


def write_tasks(change: Change, year: Year, count: int) -> None:
    """Tasks with extensions, hand-overs and notes; some were given in the year before."""
    rows, asked, handed, notes = [], [], [], []
    first = date(year.year - 1, 10, 1)
    days = sorted(year.working_day(first, year.until) for _ in range(count))
    for key, given in enumerate(days, 1):
        row = task_row(year, key, given)
        ended = row["done_on"] or row["special_on"]
        if row["deadline"] and not ended and year.random.random() < 0.12:
            asked.append(extension_row(year, key, row))
        if year.random.random() < 0.04:
            on = year.known(year.later(given, 2, 12))
            if on and (ended is None or on <= ended):
                other = year.random.choice([name for name in year.names if name != row["lead"]])
                common = {"task_id": key, "who": WHO.name, "at": now(), "letter_symbol": f"{key}/VP-TH"}
                handed.append({**common, "on_day": on, "from_body": row["lead"], "to_body": other})
                row["lead"] = other
        if year.random.random() < 0.3:
            text = {"text": "Đang tổng hợp ý kiến các đơn vị", "on_day": min(year.later(given, 1, 8), year.until)}
            notes.append({"task_id": key, "at": now(), "who": WHO.name, **text})
        row["search"] = search_text(row["source_symbol"], row["content"], row["lead"], row["person"])
        rows.append(row)
    change.insert_many(tasks, rows)
    change.insert_many(task_extensions, asked)
    change.insert_many(task_handovers, handed)
    change.insert_many(task_notes, notes)


def task_row(year: Year, key: int, given: date) -> Row:
    """A task; done in time, late, still open, recalled or suspended."""
    lead = year.random.choices(year.names, range(len(year.names), 0, -1))[0]
    deadline = None if year.random.random() < 0.08 else year.later(given, 5, 45)
    fate = year.random.choices(("in time", "late", "open", "recalled", "suspended"), (72, 13, 11, 2, 2))[0]
    end = deadline or year.later(given, 5, 45)
    done = None
    if fate == "in time":
        days = max(1, year.calendar.working_days_between(given, end))
        done = year.calendar.add_working_days(given, year.random.randint(1, days))
    elif fate == "late":
        done = year.later(end, 1, 25)
    done = year.known(done)
    aside = year.known(year.later(given, 1, 10)) if fate in ("recalled", "suspended") else None
    late = deadline is not None and (done or year.until) > deadline
    helpers = year.random.sample([name for name in year.names if name != lead], year.random.choice((0, 0, 1, 2)))
    return {
        "source_symbol": f"{key}/{year.random.choice(('UBND-TH', 'TB-VP', 'QĐ-UBND'))}",
        "source_date": given,
        "source_issuer": "UBND tỉnh Sông Mây",
        "content": year.random.choice(WORK).format(n=key),
        "lead": lead,
        "supporting": helpers or None,
        "person": year.random.choice(PERSONS),
        "given_on": given,
        "deadline": deadline,
        "first_deadline": deadline,
        "cause": year.random.choice(CAUSES) if late and year.random.random() < 0.6 else None,
        "done_on": done,
        "product_symbol": f"{key}/BC-{BODIES[lead]}" if done else None,
        "special": fate if aside else None,
        "special_on": aside,
    }


def extension_row(year: Year, key: int, row: Row) -> Row:
    """A request for more time: answered in time (then it counts), too late, refused, or not yet."""
    asked = min(max(row["given_on"], row["deadline"] - timedelta(5)), year.until)
    wanted = year.later(row["deadline"], 10, 20)
    how = year.random.choice(("counts", "too late", "refused", "open"))
    answered = {"counts": row["deadline"], "too late": year.later(row["deadline"], 1, 3), "refused": row["deadline"]}
    decided = year.known(answered.get(how))
    made: Row = {"task_id": key, "asked_on": asked, "asked_until": wanted, "old_deadline": row["deadline"]}
    if decided is None:
        return made
    granted = how != "refused"
    counts = how == "counts"
    if counts:
        row["deadline"] = wanted
    answer = {"decided_on": decided, "granted": granted, "counts": counts, "letter_symbol": f"{key}/VP-TH"}
    return {**made, **answer, "new_deadline": wanted if granted else None}


def fill(register: Register, year: int, until: date, count: int, tasks_count: int, seed: int = 1) -> None:
    """Fill an empty register."""
    made = Year(load_calendar(), year, until, seed)
    with register.change(WHO, "import") as change:
        write_dossiers(change, made, count)
        write_tasks(change, made, tasks_count)


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", help="the register to make, a file or a URL")
    parser.add_argument("--year", type=int, default=2026)
    parser.add_argument("--until", type=date.fromisoformat, default=None)
    parser.add_argument("--dossiers", type=int, default=3000)
    parser.add_argument("--tasks", type=int, default=1500)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    until = given.until or date(given.year, 12, 31)
    with make_register(given.out, WHO) as register:
        fill(register, given.year, until, given.dossiers, given.tasks, given.seed)
    print(f"{given.out}: GENERATED data, {given.dossiers} dossiers and {given.tasks} tasks until {until}")


if __name__ == "__main__":
    main()
