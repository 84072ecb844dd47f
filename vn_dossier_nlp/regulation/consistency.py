"""Contradictions of a dossier: figures, days, numbers and names that differ between the submission and its papers.

Precision comes first. A figure counts only where both files speak of the same thing, in words that stand once in each,
and where neither file knows the value of the other: a value that both know is there for a reason.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from vn_dossier_nlp.extraction.enclosures import own_text
from vn_dossier_nlp.extraction.mentions import Mention
from vn_dossier_nlp.extraction.submission import Submission
from vn_dossier_nlp.language.amounts import find_amounts, find_spelled
from vn_dossier_nlp.language.dates import find_dates
from vn_dossier_nlp.language.numerals import WORDS, read_numeral
from vn_dossier_nlp.regulation.comparing_data import pattern
from vn_dossier_nlp.regulation.figures import Figure, Value, counts, days, differ, figures, known, numbers, same_thing
from vn_dossier_nlp.regulation.names import differing
from vn_dossier_nlp.regulation.papers import Paper
from vn_dossier_nlp.regulation.tables import GENERAL, totals, wrong_sums
from vn_dossier_nlp.schema import ZoneKind

Place = tuple[int, int]

_COUNT = re.compile(  # the digit comes first, what stands before is looked at then: the engine can skip to digits
    r"(?P<figure>\d(?<![\w.,/].)\d{0,3})\s?\((?P<words>[^\W\d_]{2,6}(?:\s[^\W\d_]{2,6}){0,5})\)", re.DOTALL
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_TITLE = 8  # words of a title that tell an instrument from the others of its day
_MOST = 60  # figures under one word
_SHOWN = 3  # places that show that figures agree


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two places that say different things of one matter. ``file`` is None where both are in the submission."""

    kind: str  # amount | date | number | name
    here: Place  # in the folded text of the submission
    there: Place  # in the folded text of the other file
    file: str | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the comparing gave; ``agreeing``: places of the submission whose figures another file repeats."""

    contradictions: tuple[Contradiction, ...] = ()
    agreeing: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Side:
    """A stretch of text to be compared, with its figures and what it knows."""

    text: str
    place: Place
    submission: Submission
    file: str | None
    drafted: bool  # a draft; an annex is compared by its figures and its note alone
    figures: tuple[Figure, ...]
    numbers: frozenset[Fraction]
    days: frozenset[str]


def compare(main: Submission, others: Sequence[Paper]) -> Comparison:
    """The submission against itself, against each draft, and against each annex that has no number of its own."""
    own = own_text(main)
    found = [*_within(main.text, own)]
    agreeing: list[Place] = []
    sides = [
        _side(paper.submission, (0, len(paper.submission.text)), paper.path, paper.role == "draft")
        for paper in others
        if paper.submission is not None and _comparable(paper)
    ]
    if own[1] < len(main.text):
        sides.append(_side(main, (own[1], len(main.text)), None, False))
    here = _side(main, own, None, True) if sides else None
    for there in sides:
        assert here is not None
        pairs, same = _figures(here, there)
        found += pairs
        agreeing += same
        found += _references(main, there)
        if there.drafted:
            found += [
                Contradiction("name", a, b, there.file)
                for a, b in differing(main.text, (0, own[1]), there.text, there.place)
            ]
    return Comparison(tuple(_once(found)), tuple(sorted(set(agreeing))[:_SHOWN]))


def contradictions(main: Submission, others: Sequence[Paper]) -> tuple[Contradiction, ...]:
    """The contradictions alone; see :func:`compare`."""
    return compare(main, others).contradictions


def _comparable(paper: Paper) -> bool:
    """A draft, or an annex of this dossier: what has a number of its own was issued before and may say other things."""
    return paper.submission is not None and (
        paper.role == "draft" or (paper.role == "annex" and paper.submission.masthead.number is None)
    )


def _side(submission: Submission, place: Place, file: str | None, drafted: bool) -> Side:
    text = submission.text
    start = max(place[0], submission.main_text()[0]) if drafted else place[0]
    cited = sorted((mention.start, mention.end) for mention in submission.mentions)
    found = [*figures(text, start, place[1], cited), *totals(text, start, place[1])]
    if drafted:
        zone = submission.layout.zone(ZoneKind.REQUEST) if file is None else None
        found += counts(text, zone[0] if zone else start, place[1])
    piece = text[slice(*place)]
    return Side(text, place, submission, file, drafted, tuple(found), numbers(piece), days(piece))


# In the submission itself -------------------------------------------------------------------------------------------


def _within(text: str, own: Place) -> Iterator[Contradiction]:
    for here, there in (*_spelled(text, *own), *_counts(text, *own), *wrong_sums(text, *own)):
        yield Contradiction("amount", here, there, None)


def _spelled(text: str, start: int, end: int) -> Iterator[tuple[Place, Place]]:
    """Sums in figures with the same sum in words beside them, where the two differ."""
    piece = text[start:end]
    spelled = {amount.start: amount for amount in find_spelled(piece)}
    for amount in find_amounts(piece) if spelled else ():
        between = pattern("in_words").match(piece, amount.end)
        words = spelled.get(between.end()) if between else None
        # Without a bracket or "bằng chữ" the words may go on otherwise: "300.000 đồng, không đồng ý".
        said = words and re.search(r"[(]|chữ", piece[amount.end : words.start])
        if words and said and words.dong != amount.dong:
            yield (start + amount.start, start + amount.end), (start + words.start, start + words.end)
    figures_at = {amount.start: amount for amount in find_amounts(piece)} if spelled else {}
    for words in spelled.values():
        between = pattern("in_figures").match(piece, words.end)
        written = figures_at.get(between.end()) if between else None
        if written and written.dong != words.dong:
            yield (start + words.start, start + words.end), (start + written.start, start + written.end)


def _counts(text: str, start: int, end: int) -> Iterator[tuple[Place, Place]]:
    """Counts with their word behind them, "03 (ba)", where the two differ."""
    for match in _COUNT.finditer(text, start, end):
        words = match["words"].lower().split()
        value = read_numeral(words) if WORDS.issuperset(words) else None
        if value is not None and value != int(match["figure"]):
            yield match.span("figure"), match.span("words")


# Figures and days ---------------------------------------------------------------------------------------------------


def _figures(here: Side, there: Side) -> tuple[list[Contradiction], list[Place]]:
    """Figures of one thing that differ, and the places of those that agree."""
    found: list[Contradiction] = []
    agreeing: list[Place] = []
    ours, theirs = _by_end(here.figures), _by_end(there.figures)
    for word in ours.keys() & theirs.keys():
        for one in ours[word]:
            matching = [other for other in theirs[word] if same_thing(one, other)]
            if not matching:
                continue
            if any(not differ(one, other) for other in matching):
                agreeing.append(one.told)
                continue
            other = matching[0]
            rivals = [rival for rival in ours[word] if same_thing(rival, other)]
            if (
                _sole(matching)
                and _sole(rivals)
                and not _elsewhere(one.value, there)
                and not _elsewhere(other.value, here)
            ):
                found.append(_contradiction(one, other, there))
    found += _only_totals(here, there)
    return found, agreeing


def _by_end(found: Sequence[Figure]) -> dict[tuple[str, str], list[Figure]]:
    """Figures by their kind and the word that all labels of one thing share: "tổng" of a total, else the last."""
    table: dict[tuple[str, str], dict[tuple[tuple[str, ...], Value], Figure]] = defaultdict(dict)
    for one in found:
        word = "tổng" if "tổng" in one.label else one.label[-1]
        if one.label != GENERAL:
            table[one.kind, word].setdefault((one.label, one.value), one)
    # What is counted so often under like words is no one thing; comparing all with all would take too long.
    return {word: [*row.values()] for word, row in table.items() if len(row) <= _MOST}


def _only_totals(here: Side, there: Side) -> Iterator[Contradiction]:
    """The one total of the submission against the one "Tổng cộng" of a table that has no other name for it."""
    ours = [one for one in here.figures if one.kind == "money" and one.label[:1] == ("tổng",)]
    theirs = [one for one in there.figures if one.kind == "money" and "tổng" in one.label]
    if not (_sole(ours) and _sole(theirs)) or theirs[0].label != GENERAL or not differ(ours[0], theirs[0]):
        return
    sentence = here.text[max(0, ours[0].start - 200) : ours[0].start]
    title = there.text[there.place[0] : there.place[0] + 600]
    years = set(_YEAR.findall(sentence)), set(_YEAR.findall(title))
    same_years = not (years[0] and years[1]) or years[0] == years[1]
    if same_years and not _elsewhere(ours[0].value, there) and not _elsewhere(theirs[0].value, here):
        yield _contradiction(ours[0], theirs[0], there)


def _sole(found: Sequence[Figure]) -> bool:
    return len({one.value for one in found}) == 1


def _elsewhere(value: Value, side: Side) -> bool:
    return known(value, side.numbers, side.days)


def _contradiction(one: Figure, other: Figure, there: Side) -> Contradiction:
    kind = "date" if one.kind == "date" else "amount"
    return Contradiction(kind, one.told, other.told, there.file)


# Numbers and dates of documents -------------------------------------------------------------------------------------


def _references(main: Submission, there: Side) -> Iterator[Contradiction]:
    if there.file is None:
        return
    yield from _own_number(main, there)
    if there.drafted:
        yield from _cited(main, there)


def _own_number(main: Submission, there: Side) -> Iterator[Contradiction]:
    """The submission as the other file names it: by another number, or of another day."""
    head = main.masthead
    if not (head.number and head.symbol):
        return
    own = f"{head.number}/{head.symbol}"
    here = re.search(
        rf"{re.escape(head.number)}[ \t]*/[ \t]*{re.escape(head.symbol)}", main.text[: main.main_text()[0] + 1]
    )
    named = [
        one
        for one in there.submission.mentions
        if one.number
        and one.number.partition("/")[2] == head.symbol
        and pattern("proposed").search(there.text, max(0, one.start - 160), one.start)
    ]
    same = [one for one in named if one.number == own]
    if same:
        dated = next((one for one in same if one.date and head.date and _full(one.date, head.date)), None)
        if dated and dated.date != head.date:
            yield from _dated(_date_within(main.text, (0, main.main_text()[0]), head.date), there, dated)
    elif len({one.number for one in named}) == 1 and here and named[0].date in (None, head.date):
        place = _numbered(there.text, named[0])
        yield Contradiction("number", here.span(), place, there.file)


def _dated(here: Place | None, there: Side, mention: Mention) -> Iterator[Contradiction]:
    """A date here against the mention of the other file, up to its date."""
    date = next(iter(find_dates(there.text[mention.start : mention.end])), None)
    if here and date:
        yield Contradiction("date", here, (mention.start, mention.start + date.end), there.file)


def _date_within(text: str, place: Place, iso: str | None) -> Place | None:
    """Where a date stands in a stretch of text."""
    found = next((found for found in find_dates(text[slice(*place)]) if found.iso == iso), None)
    return (place[0] + found.start, place[0] + found.end) if found else None


def _cited(main: Submission, there: Side) -> Iterator[Contradiction]:
    """The same instrument with another date, or under the same title with another number."""
    ours, theirs = _instruments(main), _instruments(there.submission)
    by_number: dict[tuple[str | None, str], list[Mention]] = defaultdict(list)
    for one in ours:
        by_number[one.type, one.number or ""].append(one)
    for other in theirs:
        same = by_number[other.type, other.number or ""]
        if len({one.date for one in same}) == 1 and same[0].date != other.date and _one_instrument(same[0], other):
            date = _date_within(main.text, (same[0].start, same[0].end), same[0].date)
            yield from _dated((same[0].start, date[1]) if date else None, there, other)
    known_here = {one.number for one in main.mentions}
    known_there = {one.number for one in there.submission.mentions}
    titled_there = _titled(there.text, theirs)
    for title, row in _titled(main.text, ours).items():
        numbers_of = {one.number for one in row}, {other.number for other in titled_there.get(title, ())}
        if len(numbers_of[0]) == len(numbers_of[1]) == 1 and not (
            numbers_of[0] & known_there or numbers_of[1] & known_here
        ):
            one, other = row[0], titled_there[title][0]
            yield Contradiction("number", _numbered(main.text, one), _numbered(there.text, other), there.file)


def _instruments(submission: Submission) -> list[Mention]:
    """The mentions with number and whole date that are not the document itself."""
    return [one for one in submission.mentions if one.number and len(one.date or "") == 10 and not one.self_reference]


def _titled(text: str, mentions: Sequence[Mention]) -> dict[tuple[str | None, ...], list[Mention]]:
    """Mentions by type, symbol, date and the first words of the title behind them."""
    table: dict[tuple[str | None, ...], list[Mention]] = defaultdict(list)
    for one in mentions:
        title = pattern("title_behind").match(text, one.end, one.end + 320)
        words = title["title"].lower().split() if title else []
        if len(words) >= _TITLE:
            symbol = (one.number or "").partition("/")[2]
            table[one.type, one.date, symbol, *words[:_TITLE]].append(one)
    return table


def _full(one: str | None, other: str | None) -> bool:
    return bool(one and other) and len(one or "") == len(other or "") == 10


def _one_instrument(one: Mention, other: Mention) -> bool:
    """A number without its year comes back every year: then only a date of the same year may be a slip."""
    return bool(re.search(r"/(?:19|20)\d\d/|/QH\d", one.number or "")) or (one.date or "")[:4] == (other.date or "")[:4]


def _numbered(text: str, mention: Mention) -> Place:
    """The number with its symbol inside a mention, else the whole mention."""
    number = (mention.number or "").partition("/")[0]
    found = re.search(rf"{re.escape(number)}\s*/\s*\S+", text[mention.start : mention.end])
    if not found:
        return mention.start, mention.end
    return mention.start + found.start(), mention.start + found.end()


def _once(found: Sequence[Contradiction]) -> list[Contradiction]:
    """Each pair of places once, and each place of the submission once for each file."""
    seen: set[tuple[Place, str | None]] = set()
    kept = []
    for one in sorted(found, key=lambda row: (row.here, row.there)):
        if (one.here, one.file) not in seen:
            seen.add((one.here, one.file))
            kept.append(one)
    return kept
