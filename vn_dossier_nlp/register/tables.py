"""The tables of the register, as SQLAlchemy Core sees them; ``migrations/`` makes them in a database.

Columns of the three registers follow NĐ 30/2020 Phụ lục IV. Days are ``Date``, moments text in UTC
(:func:`columns.now`). Rows are never deleted. A table with ``version`` is changed only through
:class:`audit.Change`, which counts it up and writes the audit log.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Date, Float, ForeignKey, Index, Integer, MetaData, Table, Text, UniqueConstraint

from vn_dossier_nlp.register.columns import Json, Key, PackedJson

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _id() -> Column[int]:
    """Numbers are given by :class:`audit.Change`, without gaps, under the lock that serialises writers."""
    return Column("id", Key, primary_key=True, autoincrement=False)


def _version() -> Column[int]:
    return Column("version", Integer, nullable=False, default=1)


def _dossier(nullable: bool = False) -> Column[int]:
    return Column("dossier_id", Key, ForeignKey("dossiers.id"), nullable=nullable, index=True)


# Sổ đăng ký văn bản đến and Sổ theo dõi giải quyết văn bản đến, with what the program knows of a dossier.
dossiers = Table(
    "dossiers",
    metadata,
    _id(),
    _version(),
    Column("state", Text, nullable=False),  # a code of states.toml
    Column("state_since", Text, nullable=False),  # UTC
    Column("matter_id", Key, ForeignKey("dossiers.id"), nullable=True),  # the first submission of the matter
    Column("nth", Integer, nullable=False, default=1),  # lần trình thứ mấy
    Column("previous_id", Key, ForeignKey("dossiers.id"), nullable=True, unique=True),  # the submission before
    Column("arrived_on", Date, nullable=False),  # ngày đến
    Column("book", Text, nullable=False, default=""),  # the book that numbers, where an office has several
    Column("number_year", Integer, nullable=True),
    Column("number", Integer, nullable=True),  # số đến; None until it is registered
    Column("author", Text, nullable=False),  # tác giả: the body that sent it
    Column("symbol", Text, nullable=True),  # số, ký hiệu: "642/TTr-SDL"; None in a draft without a number
    Column("document_date", Text, nullable=True),  # ngày tháng văn bản: ISO, "2026-09" where the day is blank
    Column("kind", Text, nullable=True),  # tên loại: "tờ trình"
    Column("subject", Text, nullable=False),  # trích yếu nội dung
    Column("urgency", Text, nullable=True),  # khan | thuong_khan | hoa_toc
    Column("unit", Text, nullable=True),  # đơn vị hoặc người nhận
    Column("passed_on", Date, nullable=True),  # ngày chuyển
    Column("signed_for", Text, nullable=True),  # ký nhận
    Column("note", Text, nullable=True),  # ghi chú
    Column("deadline", Date, nullable=True),  # thời hạn giải quyết
    Column("progress", Text, nullable=True),  # tiến độ giải quyết
    Column("answer_symbol", Text, nullable=True),  # số, ký hiệu văn bản trả lời
    Column("holder", Text, nullable=True),  # the officer who has it
    Column("sender_id", Text, nullable=True),
    Column("province_id", Text, nullable=True),
    Column("field", Text, nullable=True),
    Column("purpose", Text, nullable=True),
    Column("addressee", Text, nullable=True),
    Column("pack", Text, nullable=True),
    Column("outcome", Text, nullable=True),  # of reading, of the latest scoring
    Column("verdict", Text, nullable=True),  # what the tool proposes, of the latest scoring
    Column("generic", Text, nullable=True),
    Column("generic_probability", Float, nullable=True),
    Column("scored_id", Text, nullable=True),  # dossier_id of the scored line
    Column("path", Text, nullable=True),  # where the submission lay when it was scored
    Column("scoring_id", Key, nullable=True),  # the latest row of ``scorings``
    Column("finished_on", Date, nullable=True),  # the day of returned, transferred, issued: the end of its clock
    Column("archived_on", Date, nullable=True),
    Column("purged_at", Text, nullable=True),  # personal fields and scorings were removed
    Column("search", Text, nullable=False),  # author, symbol, subject ... without marks and capitals
    UniqueConstraint("matter_id", "nth"),
    UniqueConstraint("book", "number_year", "number"),
    Index(None, "arrived_on", "id"),
    Index(None, "state", "arrived_on"),
    Index(None, "sender_id", "arrived_on"),
    Index(None, "holder", "state"),
    Index(None, "deadline"),
    Index(None, "finished_on"),
    Index(None, "scored_id"),
    Index(None, "symbol"),
)

# Each scoring of a dossier as it was; a new one never changes an old one.
scorings = Table(
    "scorings",
    metadata,
    _id(),
    _dossier(),
    Column("at", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("sha256", Text, nullable=False),  # of the canonical JSON of the line
    Column("line", PackedJson, nullable=True),  # None once purged
)

# Parts of the fingerprint of a text (stats.minhash): equal parts mean texts that may be alike.
bands = Table(
    "bands",
    metadata,
    Column("band", Integer, primary_key=True),
    Column("value", Key, primary_key=True),
    Column("dossier_id", Key, ForeignKey("dossiers.id"), primary_key=True),
)

# Sổ đăng ký văn bản đi: ten columns.
outgoing = Table(
    "outgoing",
    metadata,
    _id(),
    _version(),
    _dossier(nullable=True),
    Column("book", Text, nullable=False, default=""),
    Column("number_year", Integer, nullable=False),
    Column("number", Integer, nullable=False),
    Column("symbol", Text, nullable=False),  # số, ký hiệu văn bản
    Column("dated_on", Date, nullable=False),  # ngày tháng văn bản
    Column("kind", Text, nullable=True),  # tên loại
    Column("subject", Text, nullable=False),  # trích yếu
    Column("signer", Text, nullable=True),  # người ký
    Column("recipients", Text, nullable=True),  # nơi nhận văn bản
    Column("copy_holder", Text, nullable=True),  # đơn vị, người nhận bản lưu
    Column("copies", Integer, nullable=True),  # số lượng bản
    Column("sent_on", Date, nullable=True),  # ngày chuyển
    Column("signed_for", Text, nullable=True),  # ký nhận
    Column("note", Text, nullable=True),  # ghi chú
    Column("replaces_id", Key, ForeignKey("outgoing.id"), nullable=True),  # NĐ 30/2020 Điều 18.3
    Column("search", Text, nullable=False),
    UniqueConstraint("book", "number_year", "number"),
    Index(None, "dated_on"),
)

# Every change of state, append-only.
events = Table(
    "events",
    metadata,
    _id(),
    _dossier(),
    Column("at", Text, nullable=False),  # UTC, when it was entered
    Column("on_day", Date, nullable=False),  # the day on which it happened
    Column("who", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("from_state", Text, nullable=True),  # None for the receipt
    Column("to_state", Text, nullable=False),
    Column("note", Text, nullable=True),
    Column("data", Json, nullable=True),  # what the action was given: body, symbol, bodies asked ...
    Index(None, "on_day", "action"),
)

# What went back to the sender: return, supplement or transfer.
returns = Table(
    "returns",
    metadata,
    _id(),
    _version(),
    _dossier(),
    Column("kind", Text, nullable=False),  # return | supplement | transfer
    Column("returned_on", Date, nullable=False),  # ngày trả
    Column("decided_by", Text, nullable=False),  # the officer
    Column("proposed", Text, nullable=True),  # the verdict that the tool proposed
    Column("letter_symbol", Text, nullable=True),
    Column("body", Text, nullable=True),  # to whom it was transferred
    Column("due_on", Date, nullable=True),  # until when the sender should answer
    Column("answered_on", Date, nullable=True),  # resubmitted, or the papers came
    Column("answered_by_id", Key, ForeignKey("dossiers.id"), nullable=True),  # the dossier that came again
    Column("note", Text, nullable=True),
    Index(None, "returned_on"),
)

return_reasons = Table(
    "return_reasons",
    metadata,
    _id(),
    _version(),
    Column("return_id", Key, ForeignKey("returns.id"), nullable=False, index=True),
    Column("requirement", Text, nullable=False),  # "authority_basis", or an R code
    Column("codes", Json, nullable=False),  # ["R01"]
    Column("article", Text, nullable=True),  # legal source of the pack; blank where it is not known
    Column("text", Text, nullable=True),  # the officer's words
    Column("cured", Text, nullable=True),  # yes | no | cannot_tell; None until something came back
    Column("cured_on", Date, nullable=True),
)

# A field that an officer corrected, append-only: a new scoring leaves it alone.
corrections = Table(
    "corrections",
    metadata,
    _id(),
    _dossier(),
    Column("field", Text, nullable=False),
    Column("before", Json, nullable=True),
    Column("after", Json, nullable=True),
    Column("reason", Text, nullable=True),
    Column("who", Text, nullable=False),
    Column("at", Text, nullable=False),
)

consultations = Table(
    "consultations",
    metadata,
    _id(),
    _version(),
    _dossier(),
    Column("body", Text, nullable=False),  # cơ quan được hỏi
    Column("letter_symbol", Text, nullable=True),
    Column("sent_on", Date, nullable=False),  # ngày gửi
    Column("due_on", Date, nullable=True),  # hạn
    Column("answered_on", Date, nullable=True),  # ngày trả lời
    Column("view", Text, nullable=True),  # a code of words [view]
    Column("answer_symbol", Text, nullable=True),
    Column("note", Text, nullable=True),
    Index(None, "sent_on"),
    Index(None, "due_on"),
)

# Tasks that a document assigns. CALENDAR's part: deadlines.py, tasks.py and the reports read and change it.
tasks = Table(
    "tasks",
    metadata,
    _id(),
    _version(),
    Column("source_symbol", Text, nullable=False),  # văn bản giao: số, ký hiệu
    Column("source_date", Date, nullable=True),
    Column("source_issuer", Text, nullable=True),
    Column("dossier_id", Key, ForeignKey("dossiers.id"), nullable=True, index=True),
    Column("outgoing_id", Key, ForeignKey("outgoing.id"), nullable=True, index=True),
    Column("content", Text, nullable=False),
    Column("lead", Text, nullable=False),  # cơ quan chủ trì now: the last responsible body
    Column("supporting", Json, nullable=True),  # cơ quan phối hợp: a list of names
    Column("person", Text, nullable=True),  # người chịu trách nhiệm
    Column("given_on", Date, nullable=False),
    Column("deadline", Date, nullable=True),  # the one in force; None: no deadline
    Column("first_deadline", Date, nullable=True),  # as the document gave it
    Column("cause", Text, nullable=True),  # nguyên nhân chậm
    Column("done_on", Date, nullable=True),
    Column("product_symbol", Text, nullable=True),  # number of the product that closed it
    Column("special", Text, nullable=True),  # recalled | suspended | transferred
    Column("special_on", Date, nullable=True),
    Column("note", Text, nullable=True),
    Column("search", Text, nullable=False),
    Index(None, "lead", "given_on"),
    Index(None, "given_on"),
    Index(None, "deadline"),
    Index(None, "done_on"),
)

task_notes = Table(
    "task_notes",
    metadata,
    _id(),
    Column("task_id", Key, ForeignKey("tasks.id"), nullable=False, index=True),
    Column("at", Text, nullable=False),
    Column("on_day", Date, nullable=False),
    Column("who", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("product_symbol", Text, nullable=True),  # a partial product, which does not close the task
)

task_extensions = Table(
    "task_extensions",
    metadata,
    _id(),
    _version(),
    Column("task_id", Key, ForeignKey("tasks.id"), nullable=False, index=True),
    Column("asked_on", Date, nullable=False),
    Column("asked_until", Date, nullable=True),
    Column("reason", Text, nullable=True),
    Column("decided_on", Date, nullable=True),  # the day of the written answer
    Column("granted", Boolean, nullable=True),  # None: no answer yet
    Column("letter_symbol", Text, nullable=True),  # of the written answer
    Column("new_deadline", Date, nullable=True),
    Column("counts", Boolean, nullable=True),  # in writing and before the deadline
    Column("old_deadline", Date, nullable=True),
)

task_handovers = Table(
    "task_handovers",
    metadata,
    _id(),
    Column("task_id", Key, ForeignKey("tasks.id"), nullable=False, index=True),
    Column("on_day", Date, nullable=False),
    Column("from_body", Text, nullable=False),
    Column("to_body", Text, nullable=False),
    Column("letter_symbol", Text, nullable=True),
    Column("who", Text, nullable=False),
    Column("at", Text, nullable=False),
    Index(None, "to_body", "on_day"),
)

# What an officer decided against, or said about, a proposal: kept to train again.
labels = Table(
    "labels",
    metadata,
    _id(),
    _dossier(),
    Column("scoring_id", Key, ForeignKey("scorings.id"), nullable=True),
    Column("what", Text, nullable=False),  # verdict | generic
    Column("proposed", Text, nullable=True),
    Column("decided", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("model", Text, nullable=True),  # versions.model of the line that was overruled
    Column("who", Text, nullable=False),
    Column("at", Text, nullable=False),
)

# Independent readings by the labelling guide and what was decided where two differ: the review page writes them.
# Append-only: a reading is not changed once it was handed in.
readings = Table(
    "readings",
    metadata,
    _id(),
    _dossier(),
    Column("reader", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("text_sha256", Text, nullable=False),  # of the text that was read
    Column("answers", Json, nullable=False),  # {point: answer}; the points of the guide
    Column("evidence", Json, nullable=False),  # {requirement: words of the text}
    Column("why", Text, nullable=False),
    UniqueConstraint("dossier_id", "reader"),
)

adjudications = Table(
    "adjudications",
    metadata,
    _id(),
    _dossier(),
    Column("who", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("decisions", Json, nullable=False),  # [{point, first, second, decided, reason}]
    Column("answers", Json, nullable=False),  # {point: answer} that count
    UniqueConstraint("dossier_id"),
)

# Every change of every table above: append-only, each entry holds the hash of the one before.
audit = Table(
    "audit",
    metadata,
    Column("seq", Key, primary_key=True, autoincrement=False),
    Column("at", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("entity", Text, nullable=False),  # name of the table; "register" for the register itself
    Column("entity_id", Key, nullable=False),
    Column("before", Text, nullable=True),  # canonical JSON of the changed columns
    Column("after", Text, nullable=True),
    Column("previous", Text, nullable=False),
    Column("hash", Text, nullable=False),
    Index(None, "entity", "entity_id", "seq"),
)

about = Table(
    "about",
    metadata,
    Column("key", Text, primary_key=True),  # id, salt, made_at
    Column("value", Text, nullable=False),
)

APPEND_ONLY = (
    "audit",
    "events",
    "corrections",
    "labels",
    "readings",
    "adjudications",
    "task_notes",
    "task_handovers",
)
"""Tables whose rows a trigger keeps from UPDATE and DELETE."""

PERSONAL = {"dossiers": ("signed_for",), "outgoing": ("signed_for",)}
"""Columns with names of persons who are no officials in their office: the audit log holds only a keyed hash of them,
so that they are gone once they are purged."""
