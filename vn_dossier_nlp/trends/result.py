"""What a computation of trends gives back: frozen values, no prose, no drawing.

Every figure stands with its interval, its numerator and its denominator. Codes (indicators, units, notes, methods,
assumptions) are worded in ``words/`` under ``trends``. Periods are months, ``"2026-05"``. Intervals are of 95 %
unless a field says another level. None stands for "not known", never for zero.
"""

from __future__ import annotations

from dataclasses import dataclass

LEVEL = 0.95  # of every interval that names no other
ALL = "all"  # the group that holds every dossier

# Notes of a figure; more than one are joined by a blank.
SMALL = "small"  # fewer cases than may be shown: value and interval are None, the denominator stays
POOLED = "pooled"  # drawn towards the mean of all groups (partial pooling)
UNCORRECTED = "uncorrected"  # the classifier's own count, its errors still in it
CORRECTED = "corrected"  # corrected for the classifier's errors by a labelled sample of the series
INCOMPLETE = "incomplete"  # the period before is not in the data as far back as the figure looks, or it is cut off
ONE_SENDER = "one_sender"  # a single sender: likeness inside it cannot be seen, the interval is that of its dossiers
NOT_REACHED = "not_reached"  # a median that fewer than half of the dossiers have reached


@dataclass(frozen=True, slots=True)
class Point:
    """One figure of a series."""

    period: str  # "2026-05"
    value: float | None  # None: nothing to count, suppressed, or not reached
    low: float | None
    high: float | None
    numerator: float | None  # of a share: cases; of a mean: the sum; None where the figure is no quotient
    denominator: int  # what it was counted among; what that is says ``Indicator.denominator``
    note: str = ""

    def has(self, note: str) -> bool:
        """Whether the point carries a note: ``point.has(SMALL)``."""
        return note in self.note.split()


@dataclass(frozen=True, slots=True)
class Indicator:
    """What is measured: ``share_vague``; for a requirement ``miss_rate`` with ``item`` "authority_basis"."""

    code: str
    unit: str  # share | days | number | words | characters
    denominator: str  # code of what it is counted among: "judged", "decided_on"
    item: str | None = None  # requirement id or code of a reason, where the indicator stands for one of several
    better: str = "lower"  # lower | higher | none: which way is good
    proposed: bool = False  # rests on what the tool proposed, not on what an officer decided

    @property
    def id(self) -> str:
        """A name for files and anchors: "miss_rate.authority_basis"."""
        return f"{self.code}.{self.item}" if self.item else self.code


@dataclass(frozen=True, slots=True)
class Break:
    """From this period on another version made the figures: before and after are not to be compared blindly."""

    period: str
    kind: str  # model | pack | program | registry
    before: str | None
    after: str | None
    share: float  # of the period's dossiers whose sender was judged by another version the month before


@dataclass(frozen=True, slots=True)
class Series:
    """One indicator of one group, month by month."""

    indicator: Indicator
    by: str  # all | sender | field | purpose
    group: str  # the group's id; ``ALL``
    points: tuple[Point, ...]  # every month from the first to the last, also the empty ones
    whole: Point  # the whole time; its period is "2025-01/2026-12"
    method: str  # of the intervals: wilson | wilson_clustered | jackknife_clustered | kaplan_meier | ...
    senders: int = 0  # how many there are behind it
    breaks: tuple[Break, ...] = ()
    trend: Effect | None = None  # of the whole series, per year; None where too short


@dataclass(frozen=True, slots=True)
class Effect:
    """A change with its interval. ``p`` is two-sided; ``p_adjusted`` after Holm among all effects of its family."""

    name: str  # level | slope | average | trend
    indicator: Indicator
    group: str
    at: str | None  # first period after the change; None for a trend
    estimate: float  # level, average: in the unit of the indicator; slope, trend: that per year
    low: float
    high: float
    p: float
    p_adjusted: float | None = None  # Holm: chance of one or more false findings in the family held at 5 %
    q: float | None = None  # Benjamini-Hochberg: expected share of false ones among the findings
    family: str = ""  # code of what was counted as one family
    found: bool = False  # p_adjusted (or p where the family is one) below 0.05

    def with_family(self, family: str, adjusted: float, q: float) -> Effect:
        """The same effect after its family was counted."""
        return Effect(
            self.name,
            self.indicator,
            self.group,
            self.at,
            self.estimate,
            self.low,
            self.high,
            self.p,
            adjusted,
            q,
            family,
            adjusted < 1 - LEVEL,
        )


@dataclass(frozen=True, slots=True)
class Fitted:
    """A month of an interrupted series: the fitted line, and what it would have been without the change."""

    period: str
    value: float
    low: float
    high: float
    without: float | None  # the line before, carried on; None before the change
    without_low: float | None = None
    without_high: float | None = None


@dataclass(frozen=True, slots=True)
class Interrupted:
    """Before and after: a segmented regression of the monthly figures with autocorrelated errors."""

    series: Series
    at: str  # first period after the change
    date: str  # of the change, as the user gave it
    fitted: tuple[Fitted, ...]  # empty where it could not be fitted
    effects: tuple[Effect, ...]  # level, slope, average
    method: str  # code of the regression
    autocorrelation: float | None  # of the errors from month to month, -1..1
    months_before: int
    months_after: int
    assumptions: tuple[str, ...]  # codes; all of them are to be shown
    why_not: str | None = None  # code, where there is no estimate: too_few_months | same_as_break | no_variation


@dataclass(frozen=True, slots=True)
class FunnelPoint:
    """One sender in a funnel: its share against what chance allows at its number of dossiers."""

    group: str
    numerator: int
    denominator: int
    value: float
    low: float
    high: float  # Wilson
    pooled: float
    pooled_low: float
    pooled_high: float  # partial pooling: the fair guess for a small sender
    z: float  # distance from the target in standard errors, overdispersion counted
    p: float
    p_adjusted: float  # Holm over the senders of the funnel
    q: float  # Benjamini-Hochberg
    outside: bool  # p_adjusted < 0.05


@dataclass(frozen=True, slots=True)
class FunnelLimit:
    """Limits at one number of dossiers: 95 % and 99.8 %."""

    denominator: int
    low: float
    high: float
    low_outer: float
    high_outer: float


@dataclass(frozen=True, slots=True)
class Funnel:
    """Fair comparison of senders: nobody is ranked, only what chance does not explain stands out."""

    indicator: Indicator
    target: float  # the share of all
    points: tuple[FunnelPoint, ...]
    limits: tuple[FunnelLimit, ...]  # from small to large
    spread: float  # standard deviation between senders beyond chance (the tau of random effects); 0: chance alone
    suppressed: int  # senders with fewer dossiers than may be shown
    least: int  # that limit
    method: str = "random_effects"


@dataclass(frozen=True, slots=True)
class HeatCell:
    """One requirement with one sender."""

    row: str  # requirement id
    column: str  # group id
    value: float | None  # partially pooled miss rate; None where suppressed
    low: float | None
    high: float | None
    numerator: int
    denominator: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class HeatMap:
    """Requirement by sender (or field, or purpose): which requirement fails where."""

    indicator: Indicator  # miss_rate without item
    by: str
    rows: tuple[str, ...]  # the most often missed first
    columns: tuple[str, ...]  # the group with most dossiers first
    cells: tuple[HeatCell, ...]  # row by row; every pair is there
    method: str
    least: int

    def cell(self, row: str, column: str) -> HeatCell:
        """The cell of a pair."""
        return self.cells[self.rows.index(row) * len(self.columns) + self.columns.index(column)]


@dataclass(frozen=True, slots=True)
class DeadLaw:
    """One instrument that is cited as a basis after its end."""

    number: str
    title: str | None
    ended: str | None  # ISO date of the end; None where the list of instruments does not know it
    citations: int
    dossiers: int
    senders: int
    first: str  # month of the first citation after the end
    last: str
    months: tuple[tuple[str, int], ...]  # dossiers by month, only months with some
    median_age: float | None  # days between its end and the date of the citing document


@dataclass(frozen=True, slots=True)
class Rate:
    """A quotient of whole numbers with its interval."""

    value: float | None
    low: float | None
    high: float | None
    numerator: int
    denominator: int


@dataclass(frozen=True, slots=True)
class Prevalence:
    """The share that is truly vague, by the classifier alone or corrected by a labelled sample of the series."""

    uncorrected: Rate  # what the classifier calls vague
    corrected: Rate | None  # None without labels; numerator and denominator are those of the labelled sample
    sensitivity: Rate | None  # of the labelled vague ones: called vague
    specificity: Rate | None
    labelled: int  # labelled dossiers that were found in the series
    lost: int  # labels whose dossier is not in the series
    method: str  # uncorrected | stratified_labels
    monthly: Series | None  # corrected month by month; its assumption: errors are equally frequent in all months
    assumptions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """What the figures were made from."""

    lines: int  # all that were given
    used: int  # read, a submission, with a month in the time asked for
    unread: int
    not_submissions: int
    undated: int
    outside: int  # of the time asked for
    repeated: int  # the same dossier again; the last line counted
    senders: int
    first: str | None  # month
    last: str | None
    register: bool  # received and decided dates and returns are known
    models: tuple[str, ...]
    packs: tuple[str, ...]
    generated: bool = False  # the data says of itself that it is made up


@dataclass(frozen=True, slots=True)
class Trends:
    """All of it."""

    source: Source
    by: str  # sender | field | purpose: the groups of the page
    overall: tuple[Series, ...]  # every indicator over all dossiers
    groups: tuple[Series, ...]  # every indicator by group
    funnels: tuple[Funnel, ...]  # share_vague, share_return_proposed, share_dead_basis ... where counted
    heatmap: HeatMap | None
    dead_law: tuple[DeadLaw, ...]  # most dossiers first
    prevalence: Prevalence
    interrupted: tuple[Interrupted, ...]  # every change with every indicator over all dossiers
    trends: tuple[Effect, ...]  # the yearly change of every indicator over all, then by group; one family each
    breaks: tuple[Break, ...]
    least: int  # figures of fewer cases are suppressed
    seed: int
    names: dict[str, str]  # group id -> name to show (a pseudonym where asked for)

    def series(self, code: str, item: str | None = None, group: str = ALL) -> Series | None:
        """One series, or None where it cannot be counted from this data."""
        among = self.overall if group == ALL else self.groups
        for series in among:
            if (series.indicator.code, series.indicator.item, series.group) == (code, item, group):
                return series
        return None


# code, unit, denominator, better, proposed
_SHARE, _DAYS = "share", "days"
INDICATORS: dict[str, Indicator] = {
    one.code: one
    for one in (
        Indicator("share_vague", _SHARE, "judged", proposed=True),
        Indicator("share_unsure", _SHARE, "judged", proposed=True),
        Indicator("share_return_proposed", _SHARE, "judged", proposed=True),
        Indicator("return_reason", _SHARE, "return_proposed", better="none", proposed=True),  # item: reason
        Indicator("miss_rate", _SHARE, "applicable", proposed=True),  # item: requirement
        Indicator("pins_per_basis", "number", "bases", better="higher"),
        Indicator("share_dead_basis", _SHARE, "with_known_basis"),
        Indicator("dead_age", _DAYS, "dead_citations", better="none"),
        Indicator("boilerplate", _SHARE, "with_earlier", better="none"),  # text shared with an earlier submission
        Indicator("length", "characters", "judged", better="none"),
        Indicator("readability", "words", "judged", better="none"),  # words a sentence
        # From the register only.
        Indicator("share_returned", _SHARE, "received"),
        Indicator("days_to_decision", _DAYS, "received"),  # median, undecided ones counted as such
        Indicator("returns_per_dossier", "number", "matters"),
        Indicator("share_cured", _SHARE, "reasons_resubmitted", better="higher"),
    )
}
"""Every indicator by its code, in the order of the page; a ``miss_rate`` with an item is ``replace``d from here."""

ASSUMPTIONS: dict[str, tuple[str, ...]] = {
    "interrupted": (
        "no_other_change",  # nothing else changed at that time
        "trend_would_go_on",  # without the change the earlier trend would have gone on, in a straight line
        "same_mix",  # the kinds of submissions and senders stayed the same
        "no_anticipation",  # nobody acted on the change before its date
        "same_reading",  # model and pack stayed the same, or their change has a step of its own
        "autocorrelation_one_month",  # errors of neighbouring months may resemble each other (AR(1))
    ),
    "prevalence": (
        "labels_random",  # the labelled dossiers were drawn at random from the series
        "labels_right",  # the labels are right
    ),
    "prevalence_monthly": ("same_errors",),  # the classifier errs equally often in all months
}
