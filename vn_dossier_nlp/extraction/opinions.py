"""The table of opinions: what which body was asked and said, as the submission tells it.

A row is read from a body that speaks ("Sở Tài chính (Công văn số ...) thống nhất, đề nghị ..."), whose consent is named
("ý kiến thống nhất của Công an tỉnh"), whose letter is cited, or that fills a cell of a table. The submitter, the body that is
asked to decide, the applicant, quoted provisions and the clauses that ask are no source of opinions. Linear in the
length of the text: every look is inside one sentence.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from vn_dossier_nlp.extraction.consulted import Body, Group, Parties, find_groups, plain, small_letters, veiled
from vn_dossier_nlp.extraction.mentions import Mention
from vn_dossier_nlp.extraction.opinion_words import Sign, passage, role, signs
from vn_dossier_nlp.extraction.submission import Submission
from vn_dossier_nlp.grammar.letters import CAPITALS
from vn_dossier_nlp.grammar.tables import doc_types
from vn_dossier_nlp.language.dates import find_dates
from vn_dossier_nlp.language.sentences import Sentence
from vn_dossier_nlp.schema import Heard, View, ZoneKind

_LAWS = frozenset(kind.name for kind in doc_types() if kind.group in ("law", "normative", "consolidated"))
_REACH = 150  # characters from a body to what it says, citations and asides apart
_NEXT = 14  # characters from the end of a row to the words that go on with it
_FAR = 1500  # characters for which a passage goes on telling of consultation
_ASKS = re.compile(r"(?<!\w)(?:kính|trình|đề\s+nghị|kiến\s+nghị|đề\s+xuất)(?!\w)", re.IGNORECASE)
_OPINING = re.compile(
    r"(?:góp|tham gia|lấy|cho|có)\s+ý\s+kiến|góp\s+ý|trả\s+lời|phúc\s+đáp|phản\s+hồi|ý\s+kiến\s+(?:của|tham|góp)"
)
_JOINTLY = re.compile(
    r"(?:cùng|liên\s+đới|đồng)(?:\s+[^\s,;.]+){0,8}\s+chịu\s+trách\s+nhiệm|chịu\s+trách\s+nhiệm\s+cùng"
)
_QUOTED = re.compile(r"[“\"][^”\"]{1,1500}[”\"]")
_COVER = re.compile(r"[§¤]+")
_ALL = re.compile(r"(?<!\w)(?:đều|hoàn toàn|tất cả|toàn bộ|100\s*%)(?!\w)")
_SHARE = re.compile(r"(\d+)\D{1,16}(\d+)\s")
_INITIATES = re.compile(r"\s+(?:đã |vừa |cũng )*(?:có|gửi|tại)\s")
_FUTURE = re.compile(
    r"(?<!\w)(?:sẽ|tiếp tục|khi có|chờ|nếu có|sau khi có|mong|để|nhằm|tạo|cần|phải)\s+(?:\S+\s+){0,3}$"
)
_NOT_YET = re.compile(r"(?<!\w)(?:khi có|chờ|nếu có|chưa có|không có|cần có|phải có|xin)\s[^.;]{0,30}$")
_ORDERED = re.compile(r"[\s¤§,]*(?:tại\s+§+\s*)?(?:về\s+việc\s+)?(?:giao|chỉ\s+đạo|yêu\s+cầu)(?!\w)")
_LONG = 320  # characters of a passage that is shown
_VIEWS = {
    "agree": View.AGREE,
    "conditions": View.CONDITIONS,
    "disagree": View.DISAGREE,
    "no_view": View.NO_VIEW,
    "not_competent": View.NOT_COMPETENT,
}


@dataclass(frozen=True, slots=True)
class OpinionRow:
    """One row of the table; ``text[start:end]`` of the folded text tells it."""

    start: int
    end: int
    body: str
    sort: str  # of the body, as in ``opinions.toml``
    named: bool
    kind: str  # opinion | appraisal
    heard: Heard
    view: View | None
    letter: Mention | None
    date: str | None  # of the letter, or of the answer where the letter bears none
    taken_up: str | None
    basic: bool  # agrees "on the whole" and does not say what is left
    said: bool  # more is told than that it answered
    unanimous: bool  # all that were counted agree


@dataclass(slots=True)
class _Found:
    """A row while it is read."""

    body: Body
    start: int
    end: int
    said: list[Sign | str] = field(default_factory=list)
    letter: Mention | None = None
    asked: bool = False
    appraised: bool = False
    content: bool = False
    counted_all: bool = False


@dataclass(frozen=True, slots=True)
class _Seen:
    """A sign at its place."""

    start: int
    end: int
    sign: Sign


_last: list[tuple[Submission, tuple[OpinionRow, ...]]] = []


def find_opinions(sub: Submission) -> tuple[OpinionRow, ...]:
    """The rows of a submission in the order of the text; read once, however many checks ask."""
    for known, rows in _last:
        if known is sub:
            return rows
    rows = tuple(_Reading(sub).rows())
    _last[:] = [(sub, rows)]
    return rows


def find_own_view(sub: Submission) -> tuple[tuple[int, int], ...]:
    """The sentences in which the submitter says what it thinks: "Sở nhận thấy việc thành lập là phù hợp"."""
    reading = _Reading(sub)
    found = []
    for sentence in sub.sentences:
        for group in find_groups(reading.veil, sentence.start, sentence.end):
            own = group.role == "subject" and all(reading.parties.is_own(body) for body in group.bodies)
            if (
                own
                and not reading._quoted(group.start)
                and role("own_says").match(reading.veil, group.end, sentence.end)
            ):
                found.append((group.start, sentence.end))
                break
    return tuple(found)


class _Reading:
    """Reads one submission from its first sentence to its last."""

    def __init__(self, sub: Submission) -> None:
        self.sub = sub
        self.text = sub.text
        self.veil = veiled(sub.text, sub.mentions)
        self.small = small_letters(self.veil)
        self.parties = Parties(sub.masthead)
        self.found: list[_Found] = []
        self.fresh: list[_Found] = []  # rows that the words after them may go on with
        self.department = self.parties.parent
        self.quotes = [match.span() for match in _QUOTED.finditer(sub.text)]
        self.letters = [m for m in sub.mentions if m.type not in _LAWS and m.number and not m.self_reference]
        self.marks = self._passages()

    def rows(self) -> list[OpinionRow]:
        """The rows, each body once where it is only asked and also answers."""
        tables = self._tables()
        self._forget()
        bases = self.sub.layout.zone(ZoneKind.LEGAL_BASES)
        for sentence in self.sub.sentences:
            if any(start <= sentence.start < end for start, end in tables) or self._quoted(sentence.start):
                continue
            self._sentence(sentence, basis=bool(bases and bases[0] <= sentence.start < bases[1]))
        self._footnotes()
        return _without_repeats([self._row(found) for found in sorted(self.found, key=lambda one: one.start)])

    # --- passages ---------------------------------------------------------------------------------------------------

    def _passages(self) -> list[tuple[int, str]]:
        """Where a passage of consultation, of tasks or another section begins, sorted."""
        start, end = self.sub.main_text()
        found = [(m.start(), "context") for m in passage("context").finditer(self.small, start, end)]
        found += [
            (m.start(), name) for name in ("section", "tasks") for m in role(name).finditer(self.veil, start, end)
        ]
        own = (self.sub.masthead.symbol or "").split("-", 1)[-1].split("-")[0]
        letters = [
            m.start for m in self.letters if len(own) > 1 and re.search(rf"[/-]{re.escape(own)}(?!\w)", m.number or "")
        ]
        return sorted([*found, *((place, "context") for place in letters)])

    def _consulting(self, offset: int) -> bool:
        """Whether an offset stands in a passage that tells of consultation."""
        index = bisect_right(self.marks, (offset, "~")) - 1
        return index >= 0 and self.marks[index][1] == "context" and offset - self.marks[index][0] < _FAR

    def _tasking(self, offset: int) -> bool:
        """Whether an offset stands in a passage that tells who is to do what."""
        index = bisect_right(self.marks, (offset, "~")) - 1
        while index >= 0 and self.marks[index][1] == "context":
            index -= 1
        return index >= 0 and self.marks[index][1] == "tasks"

    def _quoted(self, offset: int) -> bool:
        return any(start < offset < end for start, end in self.quotes)

    def _asks(self, offset: int) -> bool:
        """Whether an offset stands in a clause that asks."""
        return any(request.start <= offset < request.end for request in self.sub.requests)

    def _before_asking(self, group: Group) -> bool:
        """ "Trên cơ sở ý kiến thống nhất của Công an tỉnh, Sở kính trình ...": told before anything is asked."""
        start = max((r.start for r in self.sub.requests if r.start <= group.start), default=group.start)
        return group.role in ("consent", "opinion") and not _ASKS.search(self.veil, start, group.start)

    # --- sentences --------------------------------------------------------------------------------------------------

    def _sentence(self, sentence: Sentence, basis: bool) -> None:
        start, end = sentence.start, sentence.end
        groups = find_groups(self.veil, start, end)
        seen = self._signs(start, end)
        speakers = [group.start for group in groups if group.role == "subject"]
        self._go_on(start, min(speakers, default=end), seen)
        for group in groups:
            limit = min((place for place in speakers if place > group.start), default=end)
            if self._asks(group.start) and not self._before_asking(group) or self._tasking(group.start):
                continue
            if self._quoted(group.start):
                continue
            words = [one for one in seen if group.end <= one.start < limit]
            if not basis or group.role in ("consent", "opinion", "letter") or not group.bodies[0].named:
                self._group(group, words, seen, start, limit)
            self._remember(group)
        if not basis and not groups:
            self._asked_nobody(seen)

    def _remember(self, group: Group) -> None:
        """The department that "Sở" alone means from here on."""
        named = [body for body in group.bodies if body.sort == "department" and not self.parties.is_own(body)]
        if named and not self.parties.parent:
            self.department = named[-1]

    def _group(self, group: Group, words: list[_Seen], seen: list[_Seen], start: int, limit: int) -> None:
        bodies = [self._meant(body) for body in group.bodies]
        others = [body for body in bodies if body and self._is_other(body)]
        if not others:
            if any(body and self.parties.is_own(body) for body in bodies):
                self._own_doing(words)
            return
        mixed = any(not body.named for body in others) and any(body.named for body in others)
        if mixed and others[-1].sort == "unnamed":
            others = [others[-1]]  # "Sở Tài chính và các ngành" speak as one, nobody can be held to it
        before = [one for one in seen if one.end <= group.start]
        asked = [one for one in before if one.sign.says == "asked"]
        if group.role == "consent":
            self._add(others, group, start, self._clause_end(group.end, limit), ["agree"], words)
        elif group.role == "subject":
            self._speaks(others, group, words, start, limit)
        elif group.role in ("opinion", "letter"):
            self._cited(others, group, words, before, start, limit)
        elif group.role == "meeting" and self._agreed_at(group, words):
            self._add(others, group, start, limit, words[:1], words)
        elif asked and not _FUTURE.search(self.veil[max(0, asked[-1].start - 30) : asked[-1].start]):
            self._asked(others, asked[-1].start, limit)
        elif not others[0].named:
            close = [one for one in words if len(self.veil[group.end : one.start].split()) <= 3]
            self._speaks(others, group, [one for one in seen if _near(one, group)] or close, start, limit)

    def _meant(self, body: Body) -> Body | None:
        if body.sort != "back" or self.parties.is_own(body):
            return body
        if self.department is None:
            return None
        return Body(body.start, body.end, self.department.name, "department")

    def _is_other(self, body: Body) -> bool:
        return not (self.parties.is_own(body) or self.parties.is_decider(body) or self.parties.applies(body))

    def _signs(self, start: int, end: int) -> list[_Seen]:
        """The signs of a sentence that do not overlap: the earliest, of these the longest."""
        every = [
            _Seen(m.start(), m.end(), sign) for sign in signs() for m in sign.pattern.finditer(self.veil, start, end)
        ]
        found: list[_Seen] = []
        for one in sorted(every, key=lambda seen: (seen.start, -seen.end)):
            if not found or one.start >= found[-1].end:
                found.append(one)
        return [one for one in found if not self._is_noun(one)]

    def _is_noun(self, one: _Seen) -> bool:
        """ "sự thống nhất", "giấy xác nhận", "hồ sơ đề nghị": a word that nobody says."""
        before = self.veil[max(0, one.start - 30) : one.start].rstrip()
        if one.sign.says in ("agree", "answered") and not one.sign.basic:
            return bool(role("noun").search(before))
        return one.sign.says in ("conditions", "no_view") and bool(role("paper").search(before))

    # --- what a body says -------------------------------------------------------------------------------------------

    def _speaks(self, bodies: list[Body], group: Group, words: list[_Seen], start: int, limit: int) -> None:
        """A body as the subject of what is said, or before a colon with what it said."""
        if bodies[0].sort == "nobody":
            if not _FUTURE.search(self.veil[max(0, group.start - 30) : group.start]):
                self._add(bodies, group, start, limit, words[:1], words)
            return
        told = self._told(group, words, bodies[0].named)
        colon = re.match(r"[\s¤§,]*:\s*(?=\S)", self.veil[group.end : limit])
        if told:
            self._add(bodies, group, start, limit, told, words)
        elif colon and self._is_item(group, colon.end(), limit):
            said = self._content(words)
            if not said and role("change").match(self.veil, group.end + colon.end(), limit):
                said = ["conditions"]
            self._add(bodies, group, start, limit, said, words, content=True)
        elif self._answers(group, words, limit) or (bodies[0].named and self._has_appraised(group, words, limit)):
            self._add(bodies, group, start, limit, self._in_aside(group, limit), words)

    def _told(self, group: Group, words: list[_Seen], named: bool) -> list[_Seen]:
        """The signs that a body reaches: the first without a word between that makes it do something else."""
        told: list[_Seen] = []
        if words and words[0].sign.says == "asked":
            return told  # it asks others
        consulting = self._consulting(group.start)
        near = consulting or self._has_letter(group) or self._has_appraised(group, words, 0)
        for one in words:
            if one.sign.says in ("appraised", "asked"):
                continue
            if not told:
                gap = self.veil[group.end : one.start]
                if role("breaks").search(gap) or len(_COVER.sub("", gap)) > _REACH:
                    break
                if one.sign.says in ("taken_up", "explained") or (one.sign.weak and not near and named):
                    continue
                if one.sign.says == "conditions" and not consulting and _INITIATES.match(gap):
                    break  # "có Công văn số ... đề nghị": it asked first, it was not asked
                if not named and one.sign.weak and one.sign.says == "conditions":
                    continue
                if group.bodies[0].sort == "unit" and (one.sign.weak or one.sign.says not in ("agree", "disagree")):
                    break  # an applicant asks; only its consent is an opinion
            told.append(one)
        return told if any(one.sign.says not in ("taken_up", "explained") for one in told) else []

    def _content(self, words: list[_Seen]) -> list[_Seen | Sign | str]:
        return [one for one in words if one.sign.says not in ("appraised", "asked")]

    def _is_item(self, group: Group, after: int, limit: int) -> bool:
        """ "- Sở Tài chính (Công văn số ...): ghi rõ nguồn chi": an item of a list of opinions."""
        return self._consulting(group.start) and limit - group.end - after > 8

    def _has_letter(self, group: Group) -> bool:
        """Whether a letter stands right behind a body or right before it."""
        behind = self.text[group.end : group.end + 60]
        return any(
            group.start - 90 < letter.start < group.end + 60 and letter.type != "tờ trình" for letter in self.letters
        ) and bool(
            re.match(r"\s*[(,]|\s+(?:có|đã|tại|trả lời)", behind)
            or _COVER.search(self.veil[group.start - 4 : group.start])
        )

    def _answers(self, group: Group, words: list[_Seen], limit: int) -> bool:
        """ "Sở Tài chính có Công văn số ...": it answered; what it said is not told."""
        if not self._consulting(group.start):
            return False
        gap = self.veil[group.end : min(limit, group.end + 60)]
        if re.match(r"\s*¤", gap) and any(group.end <= m.start < group.end + 90 for m in self.letters):
            return not role("breaks").search(self.veil[group.end : limit])
        letter = re.match(r"\s+(?:đã |cũng )*(?:có|gửi)\s+(?:văn bản\s+)?§+", gap)
        return bool(letter) and not words and not role("breaks").search(self.veil[group.end : limit])

    def _has_appraised(self, group: Group, words: list[_Seen], limit: int) -> bool:
        """ "Sở Nội vụ đã thẩm định hồ sơ": what it found is not told."""
        gap = self.veil[group.end : words[0].start] if words and words[0].sign.says == "appraised" else "."
        return bool(
            re.fullmatch(r"[\s,]*(?:(?:đã|có|cũng|tiến hành|chủ trì|ý kiến|văn bản|§+|¤+|tại|bằng)[\s,]*)+", gap)
        )

    def _in_aside(self, group: Group, limit: int) -> list[_Seen]:
        """What the bracket behind a body or its letter tells: "(thống nhất mức 1,2 tỷ đồng)"."""
        aside = re.search(r"¤+", self.veil[group.end : limit])
        if aside is None:
            return []
        left, right = group.end + aside.start(), group.end + aside.end()
        return [
            _Seen(m.start(), m.end(), sign)
            for sign in signs()
            if sign.says in _VIEWS and not sign.weak
            for m in sign.pattern.finditer(small_letters(self.text[:right]), left)
        ][:2]

    def _cited(
        self, bodies: list[Body], group: Group, words: list[_Seen], before: list[_Seen], start: int, limit: int
    ) -> None:
        """ "ý kiến của Sở Nội vụ", "Công văn số ... của Sở Tài chính": the opinion or the letter of a body is spoken of."""
        asked = [one for one in before if one.sign.says == "asked" and group.start - one.end < 30]
        lead = self.veil[max(0, group.start - 60) : group.start]
        if asked:
            self._asked(bodies, asked[-1].start, limit)
            return
        dated = re.match(r"\s+(?:tại|theo|bằng)\s+§|\s*¤", self.veil[group.end :])
        heading = not bodies[0].named and re.fullmatch(r"[^§]{0,60}:", self.veil[group.end : limit])
        if (_NOT_YET.search(lead) and not dated) or heading or _ORDERED.match(self.veil, group.end, limit):
            return
        told = self._told(group, words, bodies[0].named) or self._in_aside(group, limit)
        colon = re.match(r"\s*¤*\s*:\s*\S", self.veil[group.end : limit])
        if group.role == "opinion" and colon:
            self._speaks(bodies, group, words, start, limit)
            return
        done = [one for one in before if one.sign.says in ("taken_up", "explained") and group.start - one.end < 60]
        if group.role == "letter":
            first = told[:1] == words[:1] and told and told[0].sign.says in ("agree", "disagree", "answered")
            first = first and not _ASKS.search(self.veil, group.end, told[0].start)
            listed = len(re.findall(r"§+\s*¤*\s+của\s+[{}]".format(CAPITALS), self.veil[start:limit])) > 1
            opining = listed and self._consulting(group.start) or _OPINING.search(self.veil, start, limit)
            if first and not told[0].sign.weak or (not words and opining):
                self._add(bodies, group, start, self._clause_end(group.end, limit), told, words)
            return
        self._add(bodies, group, done[-1].start if done else start, limit, [*done, *told], words)

    def _agreed_at(self, group: Group, words: list[_Seen]) -> bool:
        """ "họp với Sở Tài chính, Kho bạc, thống nhất ...": what was agreed with them."""
        if not words or words[0].sign.says not in ("agree", "disagree"):
            return False
        return bool(re.fullmatch(r"[\s,¤§]*(?:và |đã |đều |cùng |hai bên )*", self.veil[group.end : words[0].start]))

    def _asked(self, bodies: list[Body], start: int, limit: int) -> None:
        self._forget()
        for body in bodies:
            self.found.append(_Found(body, start, self._clause_end(body.end, limit), asked=True))

    def _asked_nobody(self, seen: list[_Seen]) -> None:
        """ "Dự thảo được gửi lấy ý kiến": asked, and not even said whom."""
        for one in seen:
            if one.sign.says != "asked" or self._asks(one.start):
                continue
            if not _FUTURE.search(self.veil[max(0, one.start - 30) : one.start]):
                body = Body(one.start, one.end, " ".join(self.text[one.start : one.end].split()), "nobody")
                self.found.append(_Found(body, one.start, one.end, asked=True))

    # --- what goes on -----------------------------------------------------------------------------------------------

    def _go_on(self, start: int, end: int, seen: list[_Seen]) -> None:
        """The words of a sentence before anybody else speaks: "đề nghị hộ nghèo không phải trả", "đã tiếp thu"."""
        words = [one for one in seen if one.end <= end]
        if self.fresh and start - self.fresh[-1].end > _NEXT:
            self._forget()
        if not self.fresh or not words:
            return
        first = words[0]
        if self._asks(first.start):
            return
        if first.sign.says in ("taken_up", "explained"):
            if first.start - start < 120:
                self._mark(first)
        elif len(self.veil[start : first.start].split()) <= 3 and first.sign.says != "asked":
            more = [one.sign for one in words if one.sign.says in _VIEWS and not one.sign.weak]
            for row in self.fresh if more else []:
                row.said += more
                row.end = max(row.end, self._clause_end(words[-1].end, end))

    def _own_doing(self, words: list[_Seen]) -> None:
        """ "Sở đã điều chỉnh vào phương án": what the submitter did with what was said."""
        for one in words:
            if one.sign.says in ("taken_up", "explained"):
                self._mark(one)

    def _mark(self, one: _Seen) -> None:
        for row in self.fresh:
            row.said.append(one.sign)
            row.end = max(row.end, one.end)

    def _forget(self) -> None:
        self.fresh = []

    # --- rows -------------------------------------------------------------------------------------------------------

    def _add(
        self,
        bodies: list[Body],
        group: Group,
        start: int,
        limit: int,
        said: Sequence[_Seen | Sign | str],
        words: list[_Seen],
        content: bool = False,
    ) -> None:
        end = self._clause_end(max([group.end, *(one.end for one in said if isinstance(one, _Seen))]), limit)
        appraised = self._appraises(group, words, end)
        self._forget()
        for index, body in enumerate(bodies):
            place = (self._lead(group, start), end) if bodies[0].named else self._whole(group, start, limit)
            managing = appraised or body.sort == "council" or self.parties.is_above(body)
            row = _Found(body, *place, appraised=managing, content=content)
            row.said = [one.sign if isinstance(one, _Seen) else one for one in said]
            row.counted_all = self._counts_all(body, said)
            row.letter = self._letter(bodies, index, row)
            if group.role == "letter" and row.letter and row.letter.end <= body.start:
                row.start = row.letter.start
            self.found.append(row)
            self.fresh.append(row)
        self._in_brackets(group, end)

    def _appraises(self, group: Group, words: list[_Seen], end: int) -> bool:
        """Whether the body appraises: the word stands near behind it, or its letter is an appraisal report."""
        for one in words:
            gap = self.veil[group.end : one.start]
            if one.sign.says == "appraised":
                return len(_COVER.sub("", gap)) < 80 and not role("breaks").search(gap)
        if _JOINTLY.search(self.veil, group.end, end):
            return True
        own = [m for m in self.letters if group.start - 60 <= m.start and m.end <= end + 2]
        return any(re.search(r"thẩm\s+(?:định|tra)", self.text[m.start : m.end]) for m in own[:1])

    def _lead(self, group: Group, start: int) -> int:
        """Where the telling begins: at "Tại Công văn số ...," before the body, else at the body."""
        lead = re.search(
            r"(?:Tại|Theo|Bằng|[Tt]iếp thu|[Tt]rên cơ sở|[Ýý] kiến|§)[^.;:]{0,200}$", self.veil[start : group.start]
        )
        return start + lead.start() if lead and len(_COVER.sub("", lead.group())) < 90 else group.start

    def _whole(self, group: Group, start: int, limit: int) -> tuple[int, int]:
        """The sentence that speaks of bodies without a name, cut where it is long."""
        left = start if group.start - start < _LONG // 2 else group.start
        return left, min(self._clause_end(group.end, limit), left + _LONG)

    def _clause_end(self, place: int, limit: int) -> int:
        """The end of the clause: the limit without the mark and the blanks before what comes next."""
        end = limit
        while end > place and self.text[end - 1] in " \t\n\r,;:.|-–":
            end -= 1
        return end

    def _letter(self, bodies: list[Body], index: int, row: _Found) -> Mention | None:
        """The letter that stands with a body: behind it before the next body, before it, or at the end."""
        body = bodies[index]
        after = bodies[index + 1].start if index + 1 < len(bodies) else row.end + 2
        own = self.sub.masthead.symbol
        near = [one for one in self.letters if not (own and one.number and one.number.endswith(f"/{own}"))]
        behind = [one for one in near if body.end <= one.start < after]
        ahead = [one for one in near if row.start - 2 <= one.start and one.end <= bodies[0].start]
        shared = [one for one in near if bodies[-1].end <= one.start < row.end + 90 and one.end <= row.end + 2]
        close = [one for one in behind if len(_COVER.sub("", self.veil[body.end : one.start]).split()) <= 6]
        of_it = [one for one in ahead if re.fullmatch(r"[\s¤]*của\s+(?:các\s+)?", self.veil[one.end : bodies[0].start])]
        for choice in (of_it, close[:1], ahead[-1:], behind[:1], shared[:1]):
            if choice:
                return choice[0]
        return None

    def _counts_all(self, body: Body, said: Sequence[_Seen | Sign | str]) -> bool:
        """Whether a count tells that all agree: "22/22 cơ quan thống nhất", "14 sở đều nhất trí"."""
        words = [one for one in said if isinstance(one, _Seen) and one.sign.says == "agree"]
        if body.sort != "count" or not words:
            return False
        share = _SHARE.match(body.name)
        if body.name.startswith("100") or (share and int(share[1]) == int(share[2])):
            return True
        around = self.veil[body.end : words[0].end + 16]
        return bool(_ALL.search(around)) and not re.search(r"\d", self.veil[body.end : words[0].start])

    def _in_brackets(self, group: Group, end: int) -> None:
        """ "01 sở có ý kiến góp ý (Sở Nội vụ)": the bodies of a bracket behind a count."""
        if group.bodies[-1].sort != "count":
            return
        for aside in re.finditer(r"¤+", self.veil[group.end : end + 2]):
            left = group.end + aside.start() + 1
            for inner in find_groups(self.text, left, group.end + aside.end() - 1):
                for body in inner.bodies:
                    if body.named and self._is_other(body):
                        last = self.fresh[-1]
                        self.found.append(_Found(body, last.start, group.end + aside.end(), list(last.said)))

    def _row(self, found: _Found) -> OpinionRow:
        says = [one if isinstance(one, str) else one.says for one in found.said]
        names = [one.name for one in found.said if isinstance(one, Sign)]
        view = _view(says)
        taken = "explained" if "explained" in says else "taken_up" if "taken_up" in says else None
        basic = "agrees on the whole" in names and view is View.AGREE
        heard = Heard.ASKED if found.asked else Heard.SILENT if "silent" in says and view is None else Heard.ANSWERED
        said = found.content or any(
            word in says for word in ("agree", "conditions", "disagree", "answered", "not_competent")
        )
        kind = "appraisal" if found.appraised else "opinion"
        return OpinionRow(
            found.start,
            found.end,
            found.body.name,
            found.body.sort,
            found.body.named,
            kind,
            heard,
            view,
            found.letter,
            self._date(found),
            taken,
            basic,
            said or taken is not None,
            found.counted_all and view is View.AGREE,
        )

    def _date(self, found: _Found) -> str | None:
        """The date of the letter; else the day before the body: "Ngày 03/12/2025, Sở Nội vụ có Công văn số ..."."""
        if found.letter is None or found.letter.date:
            return found.letter.date if found.letter else None
        lead = self.text[max(0, found.body.start - 60) : found.body.start]
        dates = [date for date in find_dates(lead) if re.fullmatch(r"[\s,;]*", lead[date.end :])]
        return dates[-1].iso if dates else None

    # --- tables and notes -------------------------------------------------------------------------------------------

    def _tables(self) -> list[tuple[int, int]]:
        """Reads rows of cells "Cơ quan | Ý kiến | Tiếp thu"; the lines that were read."""
        start, end = self.sub.main_text()
        read: list[tuple[int, int]] = []
        for line in re.finditer(r"[^\n]*(?:\||\t)[^\n]*", self.veil[start:end]):
            left = start + line.start()
            cells = [(left + m.start(), left + m.end()) for m in re.finditer(r"[^|\t]+", line.group())]
            cells = [cell for cell in cells if self.veil[slice(*cell)].strip()]
            if self._table_row(cells):
                read.append((left, left + len(line.group())))
        return read

    def _table_row(self, cells: list[tuple[int, int]]) -> bool:
        for index, (start, end) in enumerate(cells[:2]):
            groups = find_groups(self.veil, start, end)
            bodies = [body for body in (groups[0].bodies if groups else ()) if self._is_other(body)]
            if not bodies or index + 1 >= len(cells) or not self._opinion_cell(bodies, start, end):
                continue
            last = cells[-1][1]
            words = [
                one for one in self._signs(cells[index + 1][0], last) if one.sign.says not in ("appraised", "asked")
            ]
            if not words and not self._consulting(start):
                return False
            self._add(bodies, Group(tuple(bodies), "subject"), start, last, words, [], content=True)
            return True
        return False

    def _opinion_cell(self, bodies: list[Body], start: int, end: int) -> bool:
        """Whether a cell holds bodies and nothing else but their letters."""
        rest = _COVER.sub("", self.veil[start : bodies[0].start] + self.veil[bodies[-1].end : end])
        return len(re.sub(r"(?<!\w)(?:số|Công văn|Văn bản|ngày)(?!\w)|[\d\s.,;/-]", "", rest)) <= 6

    def _footnotes(self) -> None:
        """Letters listed below the signature, as notes to "các ý kiến góp ý"."""
        tail = self.sub.layout.zone(ZoneKind.RECIPIENTS)
        if not tail or not any(row.body.sort in ("unnamed", "nobody") for row in self.found):
            return
        for note in re.finditer(r"§+\s*¤*\s+của\s+", self.veil[tail[0] : tail[1]]):
            place = tail[0] + note.end()
            groups = find_groups(self.veil, place, min(place + 120, tail[1]))
            if groups and groups[0].start == place:
                for body in groups[0].bodies[:1]:
                    if self._is_other(body):
                        row = _Found(body, tail[0] + note.start(), body.end, ["answered"])
                        row.letter = next((m for m in self.letters if m.start == row.start), None)
                        self.found.append(row)


def _near(one: _Seen, group: Group) -> bool:
    """Whether a sign stands close before bodies without a name: "tiếp thu ý kiến của các cơ quan"."""
    return 0 <= group.start - one.end < 60 and one.sign.says in ("asked", "taken_up", "explained", "agree")


def _view(says: list[str]) -> View | None:
    """The view that the signs tell together, in the order in which they stand."""
    own = set(says)
    if own & {"agree"} and own & {"disagree", "conditions"}:
        return View.CONDITIONS
    for word in ("agree", "disagree", "conditions", "not_competent", "no_view"):
        if word in own:
            return _VIEWS[word]
    return None


def _without_repeats(rows: list[OpinionRow]) -> list[OpinionRow]:
    """Without bodies that are only asked where they also answer, and without the same view of a body told twice."""
    answered = {plain(row.body) for row in rows if row.heard is not Heard.ASKED and row.named}
    viewed = {plain(row.body) for row in rows if row.view is not None}
    kept: list[OpinionRow] = []
    seen: set[tuple[object, ...]] = set()
    for row in rows:
        name = plain(row.body)
        if row.sort == "nobody" and row.heard is Heard.ASKED and any(one.sort != "nobody" for one in rows):
            continue  # who was asked is told elsewhere
        if row.named and row.heard is Heard.ASKED and name in answered:
            continue
        if row.named and row.view is None and row.taken_up is None and not row.said and name in viewed:
            continue
        key = (name, row.view, row.kind) if row.named else (row.start, row.end)
        if key in seen:
            continue
        seen.add(key)
        kept.append(row)
    return kept
