"""Purpose and addressee of a submission, each with its evidence (DOSSIER_GUIDE ``purpose``, ``addressee``; DOMAIN 1.G)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from vn_dossier_nlp.extraction.requests import Request
from vn_dossier_nlp.extraction.submission import Submission
from vn_dossier_nlp.language.folding import key, skeleton
from vn_dossier_nlp.schema import ZoneKind

Place = tuple[int, int]

NOT_A_SUBMISSION = "not_a_submission"

_PERSONNEL = re.compile(
    r"miễn nhiệm|bổ nhiệm|(?:việc |đề nghị )?bầu (?:bổ sung|chức)|điều động|luân chuyển|biệt phái|nghỉ hưu|nâng (?:bậc )?lương|tiếp nhận (?:công chức|viên chức)|"
    r"kỷ luật (?:cán bộ|công chức|viên chức|ông|bà)|tuyển dụng|cử (?:cán bộ|công chức|đoàn|ông|bà)|chức danh ủy viên|kéo dài thời gian (?:giữ|công tác)|xét chuyển"
)
_NORMATIVE = re.compile(
    r"(?:ban hành|dự thảo|xây dựng|thông qua)[^.;]{0,30}(?:quyết định|nghị quyết)(?: của [^.;]{3,40})? (?:quy định|sửa đổi|bãi bỏ|ban hành quy định|ban hành quy chế|về (?:quy định|mức)|phân cấp)|quy phạm pháp luật|"
    r"nghị quyết (?:của hội đồng nhân dân[^.;]{0,30} )?(?:quy định|sửa đổi)"
)
_LAW_MAKING = re.compile(
    r"luật ban hành văn bản quy phạm pháp luật|văn bản quy phạm pháp luật|/\d{4}/(?:qđ|nq)-"
)
_BUDGET = re.compile(
    r"kinh phí|dự toán|bổ sung (?:vốn|kinh phí|ngân sách|dự toán)|(?:bố trí|phân bổ|điều chỉnh|giao) (?:kế hoạch )?vốn|quyết toán|tạm ứng|hỗ trợ (?:vốn|tiền)|ứng trước|dự phòng ngân sách|phân bổ ngân sách"
)
_PLAN = re.compile(
    r"(?:ban hành|phê duyệt|thông qua|ký ban hành|báo cáo)?\s*(?:kế hoạch(?! (?:sử dụng đất hàng năm của hộ|lựa chọn nhà thầu|vốn))|đề án|chương trình|chiến lược|báo cáo (?:tổng|kết quả|tình hình|tự|sơ|đánh giá)|quy hoạch(?: chung| phân khu| tỉnh)?)"
)
_FORWARDING = re.compile(
    r"(?:chuyển|gửi) (?:văn bản|công văn|đơn|hồ sơ|báo cáo)|(?:kính )?chuyển [^.;]{0,40}để (?:biết|xem xét|giải quyết)"
)
_OWN_KINDS = ("tờ trình",)
_LETTER_KINDS = ("công văn", "báo cáo", "văn bản")


@dataclass(frozen=True, slots=True)
class Purpose:
    """What kind of submission a text is, with the places that tell."""

    value: str
    evidence: tuple[Place, ...]


def find_purpose(submission: Submission) -> Purpose:
    """The purpose of a submission, or ``not_a_submission``."""
    if not is_submission(submission):
        head = submission.layout.zone(ZoneKind.MASTHEAD)
        return Purpose(NOT_A_SUBMISSION, (head,) if head else ())
    subject = key(submission.masthead.subject or "")
    asked = [request for request in submission.requests if not request.formula]
    main = _main(asked)
    clause = key(submission.text[main.start : main.end]) if main else ""
    place = ((main.start, main.end),) if main else _subject_place(submission)
    return Purpose(_value(submission, subject, clause, main), place)


def _value(submission: Submission, subject: str, clause: str, main: Request | None) -> str:
    """The first kind that fits, the narrow ones first."""
    both = f"{subject} | {clause}"
    if _PERSONNEL.search(subject) or (_PERSONNEL.search(clause[:220]) and not _NORMATIVE.search(both)):
        return "personnel"
    if _NORMATIVE.search(both) and (_LAW_MAKING.search(submission.text.lower()) or "quy định" in both):
        return "normative_draft"
    kind = main.act_kind if main else None
    if kind == "fund" or (_BUDGET.search(subject) and kind != "opinion"):
        return "budget"
    if kind in ("opinion", "attend") or main is None:
        if main is None and _FORWARDING.search(both):
            return "forwarding"
        if main is None and _PLAN.search(subject):
            return "plan_scheme_report"
        return "request_direction" if main else "individual_decision"
    if _PLAN.search(subject[:160]):
        return "plan_scheme_report"
    if kind == "direct":
        return "request_direction"
    return "individual_decision"


def _main(asked: list[Request]) -> Request | None:
    """The request that decides the purpose: a decision or money before a task, care last."""
    order = {"decide": 0, "fund": 0, "direct": 1, "opinion": 2, "attend": 3, None: 4}
    late = sorted(enumerate(asked), key=lambda pair: (order[pair[1].act_kind], pair[0]))
    return late[0][1] if late else None


def is_submission(submission: Submission) -> bool:
    """A Tờ trình, or a letter or report that asks a body above for something; nothing else."""
    kind = submission.masthead.type
    asks = bool(submission.requests)
    addressed = [skeleton(name) for name in submission.masthead.addressees]
    upward = any(
        re.search(r"ubnd|uy ban nhan dan|chu tich|hdnd|hoi dong nhan dan|van phong|^so |thu tuong|^bo ", name)
        for name in addressed
    )
    if kind in _OWN_KINDS:
        return asks or upward
    if kind in _LETTER_KINDS:
        return asks and upward
    if kind is None:
        return asks and upward
    return False


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


def _subject_place(submission: Submission) -> tuple[Place, ...]:
    subject = submission.masthead.subject
    start = submission.text.find(subject.split()[0]) if subject else -1
    return ((start, start + len(subject.split()[0])),) if subject and start >= 0 else ()
