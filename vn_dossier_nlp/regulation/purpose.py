"""Purpose and addressee of a submission, each with its evidence (DOSSIER_GUIDE; DOMAIN 1.G)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from vn_dossier_nlp.extraction.clauses import judged_clauses
from vn_dossier_nlp.extraction.concreteness import read_facts, sender_words
from vn_dossier_nlp.extraction.requests import Request
from vn_dossier_nlp.extraction.submission import Submission, once
from vn_dossier_nlp.language.folding import key, skeleton
from vn_dossier_nlp.regulation.cues import cue
from vn_dossier_nlp.regulation.signs import REQUEST, TEXT, TITLE, Seen, find_signs
from vn_dossier_nlp.schema import ZoneKind

Place = tuple[int, int]

NOT_A_SUBMISSION = "not_a_submission"

_OWN_KINDS = ("tờ trình",)
_LETTER_KINDS = ("công văn", "báo cáo", "văn bản")

_ABOVE = re.compile(  # bodies and leaders that a submission may be addressed to, without marks
    r"ubnd|uy ban nhan dan|chu tich|hdnd|hoi dong nhan dan|van phong|\bso (?!\d)|thu tuong|chinh phu|^bo |bo truong|"
    r"tinh uy|thanh uy"
)
_RANK = (  # of two purposes with the same weight the first
    "individual_decision",
    "normative_draft",
    "plan_scheme_report",
    "budget",
    "personnel",
    "request_direction",
    "forwarding",
    "other",
)
_WITHOUT_SIGNS = "request_direction"  # nothing is named that could be signed
_OTHER_SIGNS = 0.3  # what a weaker sign of the same title or clause counts
_OTHER_CLAUSES = 0.35  # what a clause counts that is not the main one
_BEFORE = 0.6  # the sentence that a bare formula closes
_NAMED = 3.0  # a sign of this weight names what is to come of the request
_TELLING = 2.0  # a clause with such a sign needs no look at its act
_NAMED_IN_TITLE = 1.4
_ACT_IN_TOPIC = 0.6  # "chậm bàn giao mặt bằng" is what the title is about, not what is to be done
_DIRECTED = 0.5
_DIRECTS = ("direction_asked", "task_given")
_SHOWN = 2  # places given as evidence
# What an act leans to when no sign says more: (kind of act, exact) -> (purpose, weight).
_LEANS: dict[tuple[str, bool], tuple[str, float]] = {
    ("decide", True): ("individual_decision", 1.2),
    ("decide", False): ("individual_decision", 0.5),
    ("fund", True): ("budget", 1.2),
    ("fund", False): ("budget", 0.5),
    ("direct", True): ("request_direction", 0.6),
    ("direct", False): ("request_direction", 0.6),
    ("opinion", True): ("request_direction", 0.6),
    ("opinion", False): ("request_direction", 1.0),
    ("attend", False): ("request_direction", 1.0),
}
_NAMED_THING = ("individual_decision", 0.8)
_ASKS = re.compile(
    r"(?:kính\s+)?(?:đề\s+nghị|trình|kiến\s+nghị|đề\s+xuất|chuyển|báo\s+cáo|mong|xin)(?!\w)", re.IGNORECASE
)
_AIM = re.compile(r",?\s+(?:để|nhằm|làm\s+(?:cơ\s+sở|căn\s+cứ)|góp\s+phần)\s")


@dataclass(frozen=True, slots=True)
class Purpose:
    """What kind of submission a text is, with the places that tell."""

    value: str
    evidence: tuple[Place, ...]


@once
def find_purpose(submission: Submission) -> Purpose:
    """The purpose of a submission, or ``not_a_submission``.

    Title and requests are read for signs (``data/purposes.toml``); the purpose with the most weight wins.
    """
    if not is_submission(submission):
        head = submission.layout.zone(ZoneKind.MASTHEAD)
        return Purpose(NOT_A_SUBMISSION, (head,) if head else ())
    fields = [field for field in (_title(submission), *_asked(submission)) if field]
    weights: dict[str, float] = {}
    shown: dict[str, list[tuple[float, Place]]] = {}
    for field in fields:
        for purpose, weight, place in field.signs:
            weights[purpose] = weights.get(purpose, 0.0) + weight
            if place:
                shown.setdefault(purpose, []).append((weight, place))
    if "normative_draft" in weights:
        weights["normative_draft"] += _of_text(submission, "normative_draft")
    value = max(weights, key=lambda purpose: (weights[purpose], -_RANK.index(purpose)), default=_WITHOUT_SIGNS)
    places = [place for _, place in sorted(shown.get(value, ()), key=lambda pair: (-pair[0], pair[1]))]
    return Purpose(value, tuple(places[:_SHOWN]) or _where_nothing_tells(submission))


def _where_nothing_tells(submission: Submission) -> tuple[Place, ...]:
    """The request, else the title, else the head: what was read and said nothing."""
    requests = [(request.start, request.end) for request in submission.requests[:1]]
    places = [*requests, title_place(submission), submission.layout.zone(ZoneKind.MASTHEAD)]
    return tuple(place for place in places if place)[:1]


@dataclass(frozen=True, slots=True)
class Field:
    """A title or a clause with what its signs weigh; a place is None where the words could not be found again."""

    signs: tuple[tuple[str, float, Place | None], ...]

    @property
    def best(self) -> float:
        """The weight of the strongest sign."""
        return max((weight for _, weight, _ in self.signs), default=0.0)


def _field(piece: str, where: str, start: int | None, share: float = 1.0) -> Field:
    """The strongest sign counts in full, each other one a little: "sáp nhập ..., phê duyệt Đề án" is a merger."""
    seen = find_signs(piece, where)
    weights = [_weight(piece, one, seen, where) for one in seen]
    lead = weights.index(max(weights)) if weights else -1
    found = []
    for index, (one, weight) in enumerate(zip(seen, weights, strict=True)):
        place = None if start is None else (start + one.start, start + len(piece))
        found.append((one.sign.purpose, weight * share * (1.0 if index == lead else _OTHER_SIGNS), place))
    return Field(tuple(found))


def _weight(piece: str, one: Seen, seen: Sequence[Seen], where: str) -> float:
    """A product in a title stands against a vague request; behind "chỉ đạo ..." it is what others shall do."""
    weight = one.sign.weight
    before = piece[: one.start]
    if cue("purpose_occasion").search(before):
        return weight * _OTHER_SIGNS
    if where == TITLE:
        if weight < _NAMED:
            return weight
        if cue("purpose_title_lead").search(before):
            return weight * _NAMED_IN_TITLE
        return weight * (_ACT_IN_TOPIC if one.sign.name == "one_act" else 1.0)
    directed = any(other.sign.name in _DIRECTS and other.start < one.start for other in seen)
    return weight * _DIRECTED if directed and one.sign.purpose != "request_direction" else weight


def _title(submission: Submission) -> Field | None:
    subject = submission.masthead.subject
    if not subject:
        return None
    place = title_place(submission)
    if place:
        return _field(submission.text[slice(*place)], TITLE, place[0])
    return _field(subject, TITLE, None)


def _asked(submission: Submission) -> list[Field]:
    """The clauses that ask: the strongest in full, the others a little; without any, what a bare formula rests on."""
    text = submission.text
    clauses = judged_clauses(submission)
    known = sender_words(submission)
    fields = [_clause(text, clause.request, known) for clause in clauses if not clause.request.formula]
    if not fields:
        before = [clause.before for clause in clauses if clause.before[1] > clause.before[0]]
        return [_field(text[slice(*place)], REQUEST, place[0], _BEFORE) for place in before[-1:]]
    main = max(range(len(fields)), key=lambda index: (fields[index].best, -index))
    others = [field for index, field in enumerate(fields) if index != main]
    return [fields[main], _lighter(others)]


def _clause(text: str, request: Request, known: frozenset[str]) -> Field:
    """The signs of a clause between its asking word and what it is for ("để ..."), and what its act leans to."""
    piece = text[request.start : request.end]
    asks = _ASKS.search(piece)
    begin = asks.start() if asks else 0
    aim = _AIM.search(piece, asks.end() if asks else 0)
    field = _field(piece[begin : aim.start() if aim else len(piece)], REQUEST, request.start + begin)
    if field.best >= _TELLING:
        return field
    lean = _LEANS.get((request.act_kind, request.specific)) if request.act_kind else None
    if request.act_kind is None and not field.signs:  # a verb that no list holds: a named thing is to be decided on
        facts = read_facts(text, request, known, ())
        lean = _NAMED_THING if facts.named or facts.exact else None
    if lean is None:
        return field
    return Field((*field.signs, (*lean, (request.start, request.end))))


def _lighter(fields: Sequence[Field]) -> Field:
    """The other clauses as one: of each purpose the strongest sign, for many small wishes make no decision."""
    best: dict[str, tuple[str, float, Place | None]] = {}
    for purpose, weight, place in (sign for field in fields for sign in field.signs):
        if purpose not in best or weight > best[purpose][1]:
            best[purpose] = (purpose, weight, place)
    return Field(tuple((purpose, weight * _OTHER_CLAUSES, place) for purpose, weight, place in best.values()))


def _of_text(submission: Submission, purpose: str) -> float:
    text = submission.text[slice(*submission.main_text())]
    return sum(seen.sign.weight for seen in find_signs(text, TEXT) if seen.sign.purpose == purpose)


def title_place(submission: Submission) -> Place | None:
    """Where the subject stands in the text; None where the words of the head are mixed with others."""
    words = (submission.masthead.subject or "").split()
    head = submission.layout.zone(ZoneKind.MASTHEAD)
    pattern = r"[\s|*_\-]+".join(re.escape(word) for word in words)
    match = re.compile(pattern).search(submission.text, 0, head[1] if head else 5000) if words else None
    return match.span() if match else None


def is_submission(submission: Submission) -> bool:
    """A Tờ trình, or a letter or report that asks a body above for something; nothing else."""
    kind = submission.masthead.type
    asks = bool(submission.requests)
    addressed = [skeleton(name) for name in submission.masthead.addressees]
    upward = any(_ABOVE.search(name) for name in addressed)
    if kind in _OWN_KINDS:
        return asks or upward
    if kind in _LETTER_KINDS:
        return upward and (asks or _asks_in_title(submission) or bool(judged_clauses(submission)))
    if kind is None:
        return asks and upward
    return False


def _asks_in_title(submission: Submission) -> bool:
    """A letter whose subject asks or hands on, although no clause of the usual form does."""
    subject = key(submission.masthead.subject or "")
    return bool(cue("purpose_forwarding").search(subject) or cue("purpose_asking").search(subject))


def find_addressee(submission: Submission) -> Purpose:
    """chair | committee | council | other, with the place that tells."""
    names = submission.masthead.addressees
    if names:
        place = _addressee_place(submission)
        return Purpose(addressee_of(names[0]), (place,) if place else ())
    for request in submission.requests:
        if request.asked_of:
            return Purpose(request.asked_of, ((request.start, request.end),))
    return Purpose("other", ())


def addressee_of(name: str) -> str:
    """The kind of addressee that a name tells.

    >>> addressee_of("Chủ tịch UBND tỉnh"), addressee_of("Ủy ban nhân dân thành phố Hải Phòng")
    ('chair', 'committee')
    """
    bare = skeleton(name)
    if re.search(r"hdnd|hoi dong nhan dan", bare):
        return "council"
    if re.search(r"van phong|^so |^bo |thu tuong|^ban ", bare):
        return "other"
    if re.search(r"chu tich", bare):
        return "chair"
    return "committee" if re.search(r"ubnd|uy ban nhan dan", bare) else "other"


def _addressee_place(submission: Submission) -> Place | None:
    match = re.search(r"K[íi]nh\s+g[^\s]{2,4}\s*:?\s*[^\n]+", submission.text[:5000])
    return match.span() if match else None
