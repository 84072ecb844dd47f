"""Reads what bodies were asked and said: sentence by sentence, then tables and the notes below the signature.

A body reaches the words behind it as far as no other word makes it do something else; what a sentence says before
anybody speaks goes on with the body before. Every look is inside one piece of a sentence, so the time is linear in the
length of the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from vn_dossier_nlp.extraction.consulted import Body, Group, find_groups, small_letters, veiled
from vn_dossier_nlp.extraction.mentions import Mention
from vn_dossier_nlp.extraction.opinion_words import Sign, role, signs, signs_in, small_index
from vn_dossier_nlp.extraction.parties import Parties
from vn_dossier_nlp.extraction.passages import Passages
from vn_dossier_nlp.extraction.stretches import Stretches
from vn_dossier_nlp.extraction.submission import Submission
from vn_dossier_nlp.grammar.tables import doc_types
from vn_dossier_nlp.language.dates import find_dates
from vn_dossier_nlp.schema import ZoneKind

_LAWS = frozenset(kind.name for kind in doc_types() if kind.group in ("law", "normative", "consolidated"))
_PIECE = 1600  # characters of a sentence that are looked at together
_REACH = 150  # characters from a body to what it says, citations and asides apart
_NEXT = 14  # characters from the end of a row to the words that go on with it
_LONG = 320  # characters of a passage that is shown
_QUOTED = re.compile(r"[“\"][^”\"]{1,1500}[”\"]")
_COVER = re.compile(r"[§¤]+")
_SHARE = re.compile(r"(\d+)\D{1,16}(\d+)\s")
_DONE = ("taken_up", "explained")
_VIEWS = ("agree", "conditions", "disagree", "no_view", "not_competent")


@dataclass(slots=True)
class Found:
    """A row while it is read; offsets of the folded text."""

    body: Body
    start: int
    end: int
    said: list[str] = field(default_factory=list)  # what the signs say; "basic" besides for "on the whole"
    letter: Mention | None = None
    date: str | None = None
    asked: bool = False
    appraised: bool = False
    content: bool = False  # what it said is told in words that are no sign
    counted_all: bool = False


@dataclass(frozen=True, slots=True)
class Seen:
    """A sign at its place."""

    start: int
    end: int
    sign: Sign

    @property
    def says(self) -> str:
        """What the sign says."""
        return self.sign.says


class Reader:
    """Reads one submission from its first sentence to its last."""

    def __init__(self, sub: Submission) -> None:
        self.sub = sub
        self.text = sub.text
        self.veil = veiled(sub.text, sub.mentions)
        self.small = small_letters(self.veil)
        self.parties = Parties(sub.masthead)
        self.quotes = Stretches(match.span() for match in _QUOTED.finditer(sub.text))
        self.requests = Stretches((request.start, request.end) for request in sub.requests)
        self.letters = [m for m in sub.mentions if m.type not in _LAWS and m.number and not m.self_reference]
        self.places = [letter.start for letter in self.letters]
        words = small_index(self.small, self.veil)
        self.signs = signs_in(words)
        self.passages = Passages(sub, self.veil, words, self.letters)
        self.found: list[Found] = []
        self.fresh: list[Found] = []  # rows that the words after them may go on with
        self.department = self.parties.parent  # what "Sở" alone means

    def read(self) -> list[Found]:
        """All rows, not in order."""
        tables = self._tables()
        self.fresh = []
        bases = self.sub.layout.zone(ZoneKind.LEGAL_BASES)
        for start, end in self._pieces():
            if not tables.hold(start) and not self.quotes.hold(start):
                self._sentence(start, end, basis=bool(bases and bases[0] <= start < bases[1]))
        self._notes()
        return self.found

    def own_view(self) -> list[tuple[int, int]]:
        """Where the submitter says what it thinks."""
        found = []
        for start, end in self._pieces():
            for group in find_groups(self.veil, start, end):
                own = group.role == "subject" and all(self.parties.is_own(body) for body in group.bodies)
                if own and not self.quotes.hold(group.start) and role("own_says").match(self.veil, group.end, end):
                    found.append((group.start, end))
                    break
        return found

    def _pieces(self) -> Iterator[tuple[int, int]]:
        """The sentences, very long ones in pieces: what is said of a body is said near it."""
        for sentence in self.sub.sentences:
            start = sentence.start
            while sentence.end - start > _PIECE:
                cut = max(self.text.rfind(mark, start, start + _PIECE) for mark in ", \n") + 1
                yield start, (cut if cut > start else start + _PIECE)
                start = cut if cut > start else start + _PIECE
            yield start, sentence.end

    # --- sentences --------------------------------------------------------------------------------------------------

    def _sentence(self, start: int, end: int, basis: bool) -> None:
        groups = find_groups(self.veil, start, end)
        seen = self._signs(start, end)
        speakers = [group.start for group in groups if group.role == "subject"]
        self._go_on(start, speakers[0] if speakers else end, seen)
        for group in groups:
            index = bisect_right(speakers, group.start)
            limit = speakers[index] if index < len(speakers) else end
            if self._may_speak(group):
                words = [one for one in seen if group.end <= one.start < limit]
                if not basis or group.role in ("consent", "opinion", "letter") or not group.bodies[0].named:
                    self._group(group, words, seen, start, limit)
                self._remember(group)
        if not basis and not groups:
            self._asked_nobody(seen)

    def _may_speak(self, group: Group) -> bool:
        """Not in a quotation, in a passage of tasks or in a clause that asks, unless told before anything is asked.

        "Trên cơ sở ý kiến thống nhất của Công an tỉnh, Sở kính trình ..." tells before it asks.
        """
        if self.quotes.hold(group.start) or self.passages.task(group.start):
            return False
        if not self.requests.hold(group.start):
            return True
        start = self.requests.start_before(group.start)
        return group.role in ("consent", "opinion") and not role("asks").search(self.veil, start, group.start)

    def _remember(self, group: Group) -> None:
        named = [body for body in group.bodies if body.sort == "department" and not self.parties.is_own(body)]
        if named and not self.parties.parent:
            self.department = named[-1]

    def _group(self, group: Group, words: list[Seen], seen: list[Seen], start: int, limit: int) -> None:
        bodies = [self._meant(body) for body in group.bodies]
        others = [body for body in bodies if body and self.is_other(body)]
        if not others:
            if any(body and self.parties.is_own(body) for body in bodies):
                self._own_doing(words)
            return
        if others[-1].sort == "unnamed":
            others = [others[-1]]  # "Sở Tài chính và các ngành" speak as one, nobody can be held to it
        before = [one for one in seen if one.end <= group.start]
        asked = [one for one in before if one.says == "asked"]
        if group.role == "consent":
            self.add(others, group, start, self._clause_end(group.end, limit), ["agree"], words)
        elif group.role == "subject":
            self._speaks(others, group, words, start, limit)
        elif group.role in ("opinion", "letter"):
            self._cited(others, group, words, before, start, limit)
        elif group.role == "meeting" and self._agreed_at(group, words):
            self.add(others, group, start, limit, words[:1], words)
        elif asked and not self._is_ahead(asked[-1].start):
            self._asked(others, asked[-1].start, limit)
        elif not others[0].named:
            close = [one for one in words if len(self.veil[group.end : one.start].split()) <= 3]
            self._speaks(others, group, [one for one in seen if _near(one, group)] or close, start, limit)

    def _meant(self, body: Body) -> Body | None:
        """The body, or the department that "Sở" alone means; None where that is not known."""
        if body.sort != "back" or self.parties.is_own(body):
            return body
        if self.department is None:
            return None
        return Body(body.start, body.end, self.department.name, "department")

    def is_other(self, body: Body) -> bool:
        """Whether a body is neither the submitter nor who decides nor who applies."""
        return not (self.parties.is_own(body) or self.parties.is_decider(body) or self.parties.applies(body))

    def _is_ahead(self, offset: int) -> bool:
        """Whether what begins at an offset is still to come: "sẽ lấy ý kiến", "mong nhận được"."""
        return bool(role("ahead").search(self.veil[max(0, offset - 40) : offset]))

    def _signs(self, start: int, end: int) -> list[Seen]:
        """The signs of a stretch that do not overlap: the earliest, of these the longest."""
        known = signs()
        every = [
            Seen(match.start(), match.end(), known[int(order)]) for order, match in self.signs.finditer(start, end)
        ]
        found: list[Seen] = []
        for one in sorted(every, key=lambda seen: (seen.start, -seen.end)):
            if not found or one.start >= found[-1].end:
                found.append(one)
        return [one for one in found if not self._is_noun(one)]

    def _is_noun(self, one: Seen) -> bool:
        """ "sự thống nhất", "giấy xác nhận", "hồ sơ đề nghị": a word that nobody says."""
        before = self.veil[max(0, one.start - 30) : one.start].rstrip()
        if one.says in ("agree", "answered") and not one.sign.basic:
            return bool(role("noun").search(before))
        return one.says in ("conditions", "no_view") and bool(role("paper").search(before))

    # --- what a body says -------------------------------------------------------------------------------------------

    def _speaks(self, bodies: list[Body], group: Group, words: list[Seen], start: int, limit: int) -> None:
        """A body as the subject of what is said, or before a colon with what it said."""
        if bodies[0].sort == "nobody":
            if not self._is_ahead(group.start):
                self.add(bodies, group, start, limit, words[:1], words)
            return
        told = self._told(group, words, bodies[0].named)
        colon = re.match(r"[\s¤§,]*:\s*(?=\S)", self.veil[group.end : limit])
        if told:
            self.add(bodies, group, start, limit, told, words)
        elif colon and self.passages.consult(group.start) and limit - group.end - colon.end() > 8:
            said: list[Seen | str] = list(_spoken(words))
            if not said and role("change").match(self.veil, group.end + colon.end(), limit):
                said = ["conditions"]
            self.add(bodies, group, start, limit, said, words, content=True)
        elif self._answers(group, words, limit) or (bodies[0].named and self._has_appraised(group, words)):
            self.add(bodies, group, start, limit, self._in_aside(group, limit), words)

    def _told(self, group: Group, words: list[Seen], named: bool) -> list[Seen]:
        """The signs that a body reaches; none where it only asks others or nothing but its treatment is told."""
        if words and words[0].says == "asked":
            return []
        told: list[Seen] = []
        consulting = self.passages.consult(group.start)
        appraises = bool(words) and words[0].says == "appraised" and not self.veil[group.end : words[0].start].strip()
        near = consulting or appraises or self._has_letter(group) or self._has_appraised(group, words)
        for one in _spoken(words):
            if not told:
                gap = self.veil[group.end : one.start]
                if role("breaks").search(gap) or len(_COVER.sub("", gap)) > _REACH:
                    break
                if one.says in _DONE or (one.sign.weak and not near and named):
                    continue
                if one.says == "conditions" and not consulting and role("initiates").match(gap):
                    break  # "có Công văn số ... đề nghị": it asked first, it was not asked
                if not named and one.sign.weak and one.says == "conditions":
                    continue
                if group.bodies[0].sort == "unit" and (one.sign.weak or one.says not in ("agree", "disagree")):
                    break  # an applicant asks; only its consent is an opinion
            told.append(one)
        return told if any(one.says not in _DONE for one in told) else []

    def _has_letter(self, group: Group) -> bool:
        """Whether a letter stands right behind a body or right before it."""
        near = self._letters(group.start - 90, group.end + 60)
        if all(letter.type == "tờ trình" for letter in near):
            return False
        behind = re.match(r"\s*[(,]|\s+(?:có|đã|tại|trả\s+lời)", self.text[group.end : group.end + 60])
        return bool(behind or _COVER.search(self.veil[max(0, group.start - 4) : group.start]))

    def _answers(self, group: Group, words: list[Seen], limit: int) -> bool:
        """ "Sở Tài chính có Công văn số ...": it answered; what it said is not told."""
        if not self.passages.consult(group.start) or role("breaks").search(self.veil, group.end, limit):
            return False
        gap = self.veil[group.end : min(limit, group.end + 60)]
        if re.match(r"\s*¤", gap) and self._letters(group.end, group.end + 90):
            return True
        return bool(re.match(r"\s+(?:(?:đã|cũng)\s+)*(?:có|gửi)\s+(?:văn\s+bản\s+)?§", gap)) and not words

    def _has_appraised(self, group: Group, words: list[Seen]) -> bool:
        """ "Sở Nội vụ đã thẩm định hồ sơ": a body that has appraised, not one that is to."""
        if not words or words[0].says != "appraised":
            return False
        gap = self.veil[group.end : words[0].start]
        return len(gap) < 200 and bool(role("has_appraised").fullmatch(_COVER.sub("§", gap)))

    def _in_aside(self, group: Group, limit: int) -> list[Seen]:
        """What the bracket behind a body or its letter tells: "(thống nhất mức 1,2 tỷ đồng)"."""
        aside = re.search(r"¤+", self.veil[group.end : limit])
        if aside is None:
            return []
        left = group.end + aside.start()
        inside = small_letters(self.text[left : group.end + aside.end()])
        return [
            Seen(left + m.start(), left + m.end(), sign)
            for sign in signs()
            if sign.says in _VIEWS and not sign.weak
            for m in sign.pattern.finditer(inside)
        ][:2]

    def _cited(
        self, bodies: list[Body], group: Group, words: list[Seen], before: list[Seen], start: int, limit: int
    ) -> None:
        """ "ý kiến của Sở Nội vụ", "Công văn số ... của Sở Tài chính": an opinion or a letter is spoken of."""
        asked = [one for one in before if one.says == "asked" and group.start - one.end < 30]
        if asked:
            self._asked(bodies, asked[-1].start, limit)
            return
        if self._is_no_answer(bodies, group, limit):
            return
        told = self._told(group, words, bodies[0].named) or self._in_aside(group, limit)
        if group.role == "letter":
            if self._is_answer(group, words, told, start, limit):
                self.add(bodies, group, start, self._clause_end(group.end, limit), told, words)
        elif re.match(r"\s*¤*\s*:\s*\S", self.veil[group.end : limit]):
            self._speaks(bodies, group, words, start, limit)
        else:
            done = [one for one in before if one.says in _DONE and group.start - one.end < 60]
            self.add(bodies, group, done[-1].start if done else start, limit, [*done, *told], words)

    def _is_no_answer(self, bodies: list[Body], group: Group, limit: int) -> bool:
        """An opinion that is still awaited, the heading of a list, an order of a superior."""
        lead = self.veil[max(0, group.start - 60) : group.start]
        dated = re.match(r"\s+(?:tại|theo|bằng)\s+§|\s*¤", self.veil[group.end :])
        heading = not bodies[0].named and re.fullmatch(r"[^§]{0,60}:", self.veil[group.end : limit])
        awaited = role("not_yet").search(lead) and not dated
        return bool(awaited or heading or role("ordered").match(self.veil, group.end, limit))

    def _is_answer(self, group: Group, words: list[Seen], told: list[Seen], start: int, limit: int) -> bool:
        """Whether the letter of a body answers: it says what it thinks, or stands in a list of answers."""
        if words:
            first = told[:1] == words[:1] and told[0].says in ("agree", "disagree", "answered")
            return first and not told[0].sign.weak and not role("asks").search(self.veil, group.end, told[0].start)
        listed = len(role("letter_of").findall(self.veil, start, limit)) > 1 and self.passages.consult(group.start)
        return listed or bool(role("opining").search(self.veil, start, limit))

    def _agreed_at(self, group: Group, words: list[Seen]) -> bool:
        """ "họp với Sở Tài chính, Kho bạc, thống nhất ...": what was agreed with them."""
        if not words or words[0].says not in ("agree", "disagree"):
            return False
        gap = self.veil[group.end : words[0].start]
        return bool(re.fullmatch(r"[\s,¤§]*(?:(?:và|đã|đều|cùng|hai\s+bên)\s+){0,4}", gap))

    def _asked(self, bodies: list[Body], start: int, limit: int) -> None:
        self.fresh = []
        self.found += [Found(body, start, self._clause_end(body.end, limit), asked=True) for body in bodies]

    def _asked_nobody(self, seen: list[Seen]) -> None:
        """ "Dự thảo được gửi lấy ý kiến": asked, and not even said whom."""
        for one in seen:
            if one.says == "asked" and not self.requests.hold(one.start) and not self._is_ahead(one.start):
                body = Body(one.start, one.end, " ".join(self.text[one.start : one.end].split()), "nobody")
                self.found.append(Found(body, one.start, one.end, asked=True))

    # --- what goes on -----------------------------------------------------------------------------------------------

    def _go_on(self, start: int, end: int, seen: list[Seen]) -> None:
        """The words of a sentence before anybody else speaks: "đề nghị hộ nghèo không phải trả", "đã tiếp thu"."""
        words = [one for one in seen if one.end <= end]
        if self.fresh and start - self.fresh[-1].end > _NEXT:
            self.fresh = []
        if not self.fresh or not words or self.requests.hold(words[0].start):
            return
        first = words[0]
        if first.says in _DONE:
            if first.start - start < 120:
                self._mark(first)
        elif len(self.veil[start : first.start].split()) <= 3 and first.says != "asked":
            more = [one.says for one in words if one.says in _VIEWS and not one.sign.weak]
            for row in self.fresh if more else []:
                row.said += more
                row.end = max(row.end, self._clause_end(words[-1].end, end))

    def _own_doing(self, words: list[Seen]) -> None:
        """ "Sở đã điều chỉnh vào phương án": what the submitter did with what was said."""
        for one in words:
            if one.says in _DONE:
                self._mark(one)

    def _mark(self, one: Seen) -> None:
        for row in self.fresh:
            row.said.append(one.says)
            row.end = max(row.end, one.end)

    # --- rows -------------------------------------------------------------------------------------------------------

    def add(
        self,
        bodies: list[Body],
        group: Group,
        start: int,
        limit: int,
        said: Sequence[Seen | str],
        words: list[Seen],
        content: bool = False,
    ) -> None:
        """A row for each body of a group; ``said`` is what they say together."""
        end = self._clause_end(max([group.end, *(one.end for one in said if isinstance(one, Seen))]), limit)
        appraised = self._appraises(group, words, end)
        self.fresh = []
        for index, body in enumerate(bodies):
            place = (self._lead(group, start), end) if bodies[0].named else self._whole(group, start, limit)
            row = Found(body, *place, said=_words_of(said), content=content)
            row.appraised = appraised or body.sort == "council" or self.parties.is_above(body)
            row.counted_all = self._counts_all(body, said)
            row.letter = self._letter(bodies, index, row)
            row.date = self._date(row)
            if group.role == "letter" and row.letter and row.letter.end <= body.start:
                row.start = row.letter.start
            self.found.append(row)
            self.fresh.append(row)
        self._in_brackets(group, end)

    def _appraises(self, group: Group, words: list[Seen], end: int) -> bool:
        """Whether the body appraises: the word stands near behind it, or its letter is an appraisal report.

        Who answers together with the submitter has appraised too.
        """
        first = next((one for one in words if one.says == "appraised"), None)
        if first:
            gap = self.veil[group.end : first.start]
            return len(_COVER.sub("", gap)) < 80 and not role("breaks").search(gap)
        if role("jointly").search(self.veil, group.end, end):
            return True
        own = [m for m in self._letters(group.start - 60, end) if m.end <= end + 2]
        return any(re.search(r"thẩm\s+(?:định|tra)", self.text[m.start : m.end]) for m in own[:1])

    def _lead(self, group: Group, start: int) -> int:
        """Where the telling begins: at "Tại Công văn số ...," before the body, else at the body."""
        left = max(start, group.start - 220)
        lead = role("lead").search(self.veil[left : group.start])
        return left + lead.start() if lead and len(_COVER.sub("", lead.group())) < 90 else group.start

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

    def _letters(self, start: int, end: int) -> list[Mention]:
        """The letters that begin between two offsets, those of the submission itself apart."""
        own = f"/{self.sub.masthead.symbol}"
        near = self.letters[bisect_left(self.places, start) : bisect_right(self.places, end)]
        return [letter for letter in near if not (letter.number or "").endswith(own)]

    def _letter(self, bodies: list[Body], index: int, row: Found) -> Mention | None:
        """The letter that stands with a body: behind it before the next body, before it, or at the end."""
        body = bodies[index]
        after = bodies[index + 1].start if index + 1 < len(bodies) else row.end + 2
        near = self._letters(row.start - 2, row.end + 90)
        behind = [one for one in near if body.end <= one.start < after]
        ahead = [one for one in near if one.end <= bodies[0].start]
        shared = [one for one in near if bodies[-1].end <= one.start and one.end <= row.end + 2]
        close = [one for one in behind if len(_COVER.sub("", self.veil[body.end : one.start]).split()) <= 6]
        of_it = [one for one in ahead if re.fullmatch(r"[\s¤]*của\s+(?:các\s+)?", self.veil[one.end : bodies[0].start])]
        return next((one[0] for one in (of_it, close, ahead[-1:], behind, shared) if one), None)

    def _date(self, row: Found) -> str | None:
        """The date of the letter; else the day before the body: "Ngày 03/12/2025, Sở Nội vụ có Công văn số ..."."""
        if row.letter is None or row.letter.date:
            return row.letter.date if row.letter else None
        lead = self.text[max(0, row.body.start - 60) : row.body.start]
        dates = [date for date in find_dates(lead) if re.fullmatch(r"[\s,;]*", lead[date.end :])]
        return dates[-1].iso if dates else None

    def _counts_all(self, body: Body, said: Sequence[Seen | str]) -> bool:
        """Whether a count tells that all agree: "22/22 cơ quan thống nhất", "14 sở đều nhất trí"."""
        agreed = next((one for one in said if isinstance(one, Seen) and one.says == "agree"), None)
        if body.sort != "count" or agreed is None:
            return False
        share = _SHARE.match(body.name)
        if body.name.startswith("100") or (share and int(share[1]) == int(share[2])):
            return True
        between = self.veil[body.end : agreed.start]
        around = self.veil[body.end : agreed.end + 16]
        return bool(role("all").search(around)) and not re.search(r"\d", between)

    def _in_brackets(self, group: Group, end: int) -> None:
        """ "01 sở có ý kiến góp ý (Sở Nội vụ)": the bodies of a bracket behind a count."""
        if group.bodies[-1].sort != "count":
            return
        for aside in re.finditer(r"¤+", self.veil[group.end : end + 2]):
            left, right = group.end + aside.start(), group.end + aside.end()
            for inner in find_groups(self.text, left + 1, right - 1):
                named = [body for body in inner.bodies if body.named and self.is_other(body)]
                last = self.fresh[-1]
                self.found += [Found(body, last.start, right, list(last.said)) for body in named]

    # --- tables and notes -------------------------------------------------------------------------------------------

    def _tables(self) -> Stretches:
        """Reads rows of cells "Cơ quan | Ý kiến | Tiếp thu"; the lines that were read."""
        start, end = self.sub.main_text()
        read: list[tuple[int, int]] = []
        for line in re.finditer(r"[^\n]+", self.veil[start:end]):
            if "|" in line.group() or "\t" in line.group():
                left = start + line.start()
                cells = [(left + m.start(), left + m.end()) for m in re.finditer(r"[^|\t]+", line.group()[:_PIECE])]
                cells = [cell for cell in cells if self.veil[slice(*cell)].strip()]
                if self._table_row(cells):
                    read.append((left, left + len(line.group())))
        return Stretches(read)

    def _table_row(self, cells: list[tuple[int, int]]) -> bool:
        """Reads one line; the body stands in the first cell, or in the second behind a number."""
        for index, (start, end) in enumerate(cells[:2]):
            groups = find_groups(self.veil, start, end)
            bodies = [body for body in (groups[0].bodies if groups else ()) if self.is_other(body)]
            if not bodies or index + 1 >= len(cells) or not self._holds_bodies_alone(bodies, start, end):
                continue
            words = _spoken(self._signs(cells[index + 1][0], cells[-1][1]))
            if not words and not self.passages.consult(start):
                return False
            self.add(bodies, Group(tuple(bodies), "subject"), start, cells[-1][1], words, [], content=True)
            return True
        return False

    def _holds_bodies_alone(self, bodies: list[Body], start: int, end: int) -> bool:
        """Whether a cell holds nothing but bodies and their letters."""
        rest = _COVER.sub("", self.veil[start : bodies[0].start] + self.veil[bodies[-1].end : end])
        return len(re.sub(r"(?<!\w)(?:số|Công văn|Văn bản|ngày)(?!\w)|[\d\s.,;/-]", "", rest)) <= 6

    def _notes(self) -> None:
        """Letters listed below the signature, as notes to "các ý kiến góp ý"."""
        tail = self.sub.layout.zone(ZoneKind.RECIPIENTS)
        if not tail or not any(row.body.sort in ("unnamed", "nobody") for row in self.found):
            return
        for note in role("letter_of").finditer(self.veil, *tail):
            groups = find_groups(self.veil, note.end() - 1, min(note.end() + 120, tail[1]))
            body = groups[0].bodies[0] if groups and groups[0].start == note.end() - 1 else None
            letter = next(iter(self._letters(note.start(), note.start())), None)
            if body and letter and self.is_other(body):
                row = Found(body, note.start(), body.end, ["answered"], letter, letter.date)
                self.found.append(row)


def _spoken(words: Sequence[Seen]) -> list[Seen]:
    """The signs that tell what was said or done with it."""
    return [one for one in words if one.says not in ("appraised", "asked")]


def _words_of(said: Sequence[Seen | str]) -> list[str]:
    words = [one if isinstance(one, str) else one.says for one in said]
    return [*words, "basic"] if any(isinstance(one, Seen) and one.sign.basic for one in said) else words


def _near(one: Seen, group: Group) -> bool:
    """Whether a sign stands close before bodies without a name: "tiếp thu ý kiến của các cơ quan"."""
    return 0 <= group.start - one.end < 60 and one.says in ("asked", "agree", *_DONE)
