"""GENERATED data for the trends: scored lines of an office that does not exist, with the truth they were made from.

    python scripts/build_trend_data.py OUT --months 24 --monthly 200 --senders 24 --change 2025-07-01 --effect -0.10

writes ``lines.jsonl`` (and ``lines.parquet`` with --parquet), ``labels.csv`` (a random sample with the true label) and
``truth.json`` (every share, mean and effect behind the data). Each line says of itself that it is made up:
``versions.program`` begins with "generated". No text of a real submission stands behind it; what senders are called
is invented.

What is drawn: senders differ (beta and log-normal around the mean of all), months share a disturbance (autoregressive),
the share that is truly vague changes by a level and a slope at the change, the classifier errs with known sensitivity
and specificity, requirements fail at known rates, some bases are dead law, some texts repeat an earlier one of the
sender, and the register's days, returns and cures follow known distributions.
"""

from __future__ import annotations

import argparse
import csv
import json
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from vn_dossier_nlp.reports.columns import REQUIREMENTS, write_parquet
from vn_dossier_nlp.schema import SCHEMA_VERSION
from vn_dossier_nlp.trends.boilerplate import WINDOW
from vn_dossier_nlp.trends.frames import EVENTS, GENERATED, Frames
from vn_dossier_nlp.trends.periods import month_of, number_of

WORDS = ("yes", "unsure", "no")
# Expired between 2020 and 2021, as the list of instruments has it.
DEAD = ("67/2014/QH13", "49/2014/QH13", "110/2004/NĐ-CP", "81/2006/QH11", "127/2013/NĐ-CP")
ALIVE = "30/2020/NĐ-CP"
FIELDS = {
    "SỞ NỘI VỤ": "internal_affairs",
    "SỞ TÀI CHÍNH": "finance",
    "SỞ XÂY DỰNG": "construction",
    "SỞ Y TẾ": "health",
    "SỞ GIÁO DỤC VÀ ĐÀO TẠO": "education",
    "SỞ CÔNG THƯƠNG": "industry_trade",
    "SỞ TƯ PHÁP": "justice",
    "SỞ NÔNG NGHIỆP VÀ MÔI TRƯỜNG": "agriculture_environment",
}
PROVINCE = "TỈNH MẪU (SỐ LIỆU TẠO SINH)"
PURPOSES = ("individual_decision", "normative_draft", "plan_scheme_report", "budget", "request_direction")


@dataclass(frozen=True)
class Plan:
    """The truth. Shares are of 1; ``icc`` is how alike the dossiers of one sender are."""

    first: str = "2024-07"
    months: int = 24
    monthly: float = 200.0
    senders: int = 24
    volume: float = 0.8  # spread of the senders' numbers, of the logarithm
    vague: float = 0.35
    icc: float = 0.03
    change: str | None = None  # first day of a month
    effect: float = 0.0  # on the truly vague share, at the change
    slope: float = 0.0  # on it, a year, from the change on
    trend: float = 0.0  # on it, a year, all the time
    shock: float = 0.01  # spread of the months' disturbance
    memory: float = 0.3  # of it, from month to month
    called: tuple[tuple[float, float], tuple[float, float]] = ((0.80, 0.12), (0.06, 0.10))
    # P(yes), P(unsure) of the classifier: for truly vague ones, for others
    labels: int = 300
    miss: dict[str, float] = field(
        default_factory=lambda: {
            "authority_basis": 0.30,
            "content_basis": 0.05,
            "practical_basis": 0.15,
            "managing_department_view": 0.22,
            "process": 0.18,
            "opinions": 0.35,
            "draft_attached": 0.12,
            "specific_request": 0.28,
            "implementation": 0.26,
            "funding": 0.40,
        }
    )
    applies: float = 0.8  # of a requirement to a dossier
    miss_icc: float = 0.04
    bases: float = 4.0  # a dossier, Poisson
    pins: float = 0.6  # a basis, Poisson
    dead: float = 0.08  # of dossiers with a known basis
    dead_weights: tuple[float, ...] = (0.4, 0.25, 0.15, 0.12, 0.08)
    copied: float = 0.25  # of dossiers with an earlier one
    length: float = 9000.0  # characters, log-normal
    sentence: float = 24.0  # words a sentence
    spread: float = 0.15  # of the senders' means, of the logarithm
    days: float = 12.0  # mean of the time to a decision, gamma of shape 2
    returned: float = 0.20
    again: float = 0.15  # of a return that another follows
    cured: float = 0.7  # of the reasons of a return that was answered
    model_change: str | None = None  # month from which another model reads, with this shift of its "yes"
    model_shift: float = 0.0
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Made:
    """Generated dossiers as arrays, and what was true of them."""

    plan: Plan
    rows: dict[str, Any]  # column -> array
    truly: np.ndarray  # of every dossier, whether it is truly vague
    signatures: np.ndarray
    truth: dict[str, Any]


def make(plan: Plan, seed: int, signatures: bool = True) -> Made:
    """One office. The same plan and seed give the same data."""
    draw = np.random.default_rng(seed)
    s = _senders(plan, draw)
    month = np.repeat(np.arange(plan.months), draw.poisson(plan.monthly, plan.months))
    count = len(month)
    sender = draw.choice(plan.senders, count, p=s["volume"])
    begin = date.fromisoformat(f"{plan.first}-01")
    starts = [_add_months(begin, place) for place in range(plan.months + 1)]
    lengths = np.array([(later - now).days for now, later in zip(starts, starts[1:], strict=False)])
    day_in = (draw.random(count) * lengths[month]).astype(int)
    day = np.array([(start - begin).days for start in starts[:-1]])[month] + day_in
    order = np.lexsort((day,))
    sender, month, day = sender[order], month[order], day[order]
    level = _level(plan, draw)
    chance = np.clip(s["vague"][sender] + level[month], 0.001, 0.999)
    truly = draw.random(count) < chance
    word = _words(plan, draw, truly, month)
    rows: dict[str, Any] = {"sender": sender, "month": month, "day": day, "word": word, "begin": begin}
    rows["requirements"] = {
        name: np.where(
            draw.random(count) < plan.applies,
            (draw.random(count) < s["miss"][name][sender]).astype(int),
            -1,
        )
        for name in plan.miss
    }
    rows["bases"] = draw.poisson(plan.bases, count)
    rows["pins"] = draw.poisson(plan.pins * rows["bases"] * s["pins"][sender])
    dead = (draw.random(count) < s["dead"][sender]) & (rows["bases"] > 0)
    which = np.array(
        [
            draw.choice(len(DEAD), p=s["dead_weights"][one]) if is_dead else -1
            for one, is_dead in zip(sender, dead, strict=True)
        ]
    )
    rows["dead"] = which
    rows["length"] = np.maximum(
        200, plan.length * s["length"][sender] * np.exp(draw.normal(-0.5 * 0.36, 0.6, count))
    ).astype(int)
    rows["sentence"] = np.maximum(3.0, plan.sentence * s["sentence"][sender] * np.exp(draw.normal(-0.02, 0.2, count)))
    rows["purpose"] = draw.integers(0, len(PURPOSES), count)
    rows |= _events(plan, draw, s, sender, day, int(day.max()) + 1 if count else 0)
    prints, copied = (
        _signatures(draw, sender, day, month, s["copied"])
        if signatures
        else (np.zeros((count, 64), np.uint32), np.zeros(count, bool))
    )
    labelled = np.sort(draw.choice(count, min(plan.labels, count), replace=False))
    rows["labelled"] = labelled
    return Made(plan, rows, truly, prints, _truth(plan, s, level, truly, copied))


def _senders(plan: Plan, draw: np.random.Generator) -> dict[str, Any]:
    """How each sender is: its part of the dossiers and its own shares and means."""

    def share(mean: float, icc: float) -> np.ndarray:
        size = 1 / icc - 1
        return draw.beta(mean * size, (1 - mean) * size, plan.senders)

    def factor(spread: float) -> np.ndarray:
        return np.exp(draw.normal(-(spread**2) / 2, spread, plan.senders))

    volume = draw.lognormal(0, plan.volume, plan.senders)
    return {
        "volume": volume / volume.sum(),
        "vague": share(plan.vague, plan.icc),
        "miss": {name: share(rate, plan.miss_icc) for name, rate in plan.miss.items()},
        "pins": factor(plan.spread),
        "dead": share(plan.dead, 0.03),
        "dead_weights": draw.dirichlet(np.array(plan.dead_weights) * 12, plan.senders),
        "length": factor(plan.spread),
        "sentence": factor(plan.spread / 2),
        "copied": share(plan.copied, 0.05),
        "days": factor(plan.spread),
        "returned": share(plan.returned, 0.03),
        "cured": share(plan.cured, 0.05),
    }


def _level(plan: Plan, draw: np.random.Generator) -> np.ndarray:
    """What every month adds to the share that is truly vague."""
    shocks = np.zeros(plan.months)
    held = 0.0
    for place in range(plan.months):
        fresh = plan.shock * (1 if place == 0 else np.sqrt(1 - plan.memory**2))
        held = (plan.memory * held if place else 0.0) + draw.normal(0, fresh) if plan.shock else 0.0
        shocks[place] = held
    place = np.arange(plan.months)
    level = shocks + plan.trend / 12 * (place - (plan.months - 1) / 2)
    if plan.change:
        at = number_of(plan.change) - number_of(plan.first)
        after = place >= at
        level = level + after * (plan.effect + plan.slope / 12 * (place - at))
    return level


def _words(plan: Plan, draw: np.random.Generator, truly: np.ndarray, month: np.ndarray) -> np.ndarray:
    """What the classifier says: 0 yes, 1 unsure, 2 no."""
    yes = np.where(truly, plan.called[0][0], plan.called[1][0])
    unsure = np.where(truly, plan.called[0][1], plan.called[1][1])
    if plan.model_change:
        yes = yes + (month >= number_of(plan.model_change) - number_of(plan.first)) * plan.model_shift
    at = draw.random(len(truly))
    return np.where(at < yes, 0, np.where(at < yes + unsure, 1, 2))


def _events(
    plan: Plan, draw: np.random.Generator, s: dict[str, Any], sender: np.ndarray, day: np.ndarray, end: int
) -> dict[str, Any]:
    """What the register would know on the day ``end``."""
    count = len(sender)
    needed = np.ceil(draw.gamma(2.0, plan.days / 2 * s["days"][sender])).astype(int)
    open_for = end - day
    decided = needed <= open_for
    returned = draw.random(count) < s["returned"][sender]
    returns = np.where(returned, draw.geometric(1 - plan.again, count), 0)
    reasons = np.where(returned, 1 + draw.poisson(1.0, count), 0)
    return {
        "days": np.where(decided, needed, open_for),
        "decided": decided,
        "returned": returned,
        "matter_returns": returns,
        "reasons_resubmitted": reasons,
        "reasons_cured": draw.binomial(reasons, s["cured"][sender]),
    }


def _signatures(
    draw: np.random.Generator, sender: np.ndarray, day: np.ndarray, month: np.ndarray, copied: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """MinHash of every text; a copy shares about four fifths with one that its sender sent in the months before."""
    prints = draw.integers(0, 2**32, (len(sender), 64), dtype=np.uint32)
    is_copy = np.zeros(len(sender), bool)
    wish, pick, kept = draw.random(len(sender)), draw.random(len(sender)), draw.random((len(sender), 64)) < 0.82
    for one in range(int(sender.max()) + 1 if len(sender) else 0):
        rows = np.flatnonzero(sender == one)
        for row in rows:
            low = int(np.searchsorted(month[rows], month[row] - WINDOW))
            high = int(np.searchsorted(day[rows], day[row]))
            if high > low and wish[row] < copied[one]:
                source = rows[low + int(pick[row] * (high - low))]
                prints[row, kept[row]] = prints[source, kept[row]]
                is_copy[row] = True
    return prints, is_copy


def _truth(plan: Plan, s: dict[str, Any], level: np.ndarray, truly: np.ndarray, copied: np.ndarray) -> dict[str, Any]:
    """What a perfect observer of infinitely many such senders would say."""
    (hit, doubt), (false, doubt_other) = plan.called
    vague = plan.vague + level
    return {
        "generated": True,
        "plan": asdict(plan),
        "months": [month_of(number_of(plan.first) + place) for place in range(plan.months)],
        "vague": vague.tolist(),
        "share_vague": (hit * vague + false * (1 - vague)).tolist(),
        "share_unsure": (doubt * vague + doubt_other * (1 - vague)).tolist(),
        "sender_vague": s["vague"].tolist(),
        "sender_miss": {name: rates.tolist() for name, rates in s["miss"].items()},
        "sender_volume": s["volume"].tolist(),
        "made_vague": float(truly.mean()) if len(truly) else None,
        "made_copies": float(copied.mean()) if len(copied) else None,
    }


def sender_names(plan: Plan) -> list[tuple[str, str, str | None]]:
    """(id, name, field) of every sender."""
    found: list[tuple[str, str, str | None]] = []
    departments = list(FIELDS.items())
    for place in range(plan.senders):
        if place < len(departments):
            name, policy = departments[place]
        else:
            name, policy = f"UBND XÃ MẪU {place - len(departments) + 1:02d}", None
        found.append((f"tinh-mau/don-vi-{place + 1:02d}", name, policy))
    return found


def to_frames(made: Made, register: bool = True) -> Frames:
    """The same as reading the lines, without writing them: for many runs."""
    plan, rows, names = made.plan, made.rows, sender_names(made.plan)
    count = len(rows["sender"])
    dates = _dates(made)
    generic = np.array(WORDS, object)[rows["word"]]
    versions = [f"model-{'2' if _new_model(plan, month) else '1'}" for month in rows["month"]]
    data: dict[str, Any] = {
        "dossier_id": [f"{place:016x}" for place in range(count)],
        "path": [f"generated/{place:06d}.docx" for place in range(count)],
        "outcome": ["read"] * count,
        "sender_id": [names[one][0] for one in rows["sender"]],
        "field": pl.Series([names[one][2] for one in rows["sender"]], dtype=pl.String),
        "purpose": [PURPOSES[one] for one in rows["purpose"]],
        "parent": [f"UBND {PROVINCE}"] * count,
        "issuer": [names[one][1] for one in rows["sender"]],
        "document_date": dates,
        "received_at": pl.Series(dates if register else [None] * count, dtype=pl.String),
        "verdict": ["return" if word == "yes" else "pass" for word in generic],
        "generic": generic.tolist(),
        "characters": rows["length"],
        "sentences": np.maximum(1, rows["length"] // 150),
        "readability": rows["sentence"],
        "minhash": pl.Series(made.signatures, dtype=pl.Array(pl.UInt32, 64)).cast(pl.List(pl.UInt32)),
        "program": [f"{GENERATED}-1"] * count,
        "model": versions,
        "pack": ["general"] * count,
        "registry": ["instruments-generated"] * count,
    }
    for name in REQUIREMENTS:
        statuses = rows["requirements"].get(name)
        words = np.array(["met", "not_met", "not_applicable"], object)
        values = [None] * count if statuses is None else words[statuses].tolist()
        data[f"status_{name}"] = pl.Series(values, dtype=pl.String).cast(pl.Categorical)
    data |= {
        "bases": rows["bases"],
        "basis_pins": rows["pins"],
        "known_bases": rows["bases"],
        "dead": pl.Series([[DEAD[one]] if one >= 0 else [] for one in rows["dead"]], dtype=pl.List(pl.String)),
        "return_rules": pl.Series([[]] * count, dtype=pl.List(pl.String)),
        "by_generic": generic == "yes",
    }
    if register:
        data |= {name: pl.Series(rows[name]).cast(getattr(pl, kind)) for name, kind in EVENTS.items()}
        answered = pl.Series(rows["reasons_resubmitted"]).cast(pl.Int64)
        data["reasons_resubmitted"] = answered.replace(0, None)
    return Frames(pl.DataFrame(data), register)


def labels(made: Made) -> list[tuple[str, str]]:
    """(dossier_id, label) of the random sample."""
    return [(f"{place:016x}", "yes" if made.truly[place] else "no") for place in made.rows["labelled"].tolist()]


def lines(made: Made) -> list[dict[str, Any]]:
    """The dossiers as scored lines, by the published schema."""
    return [_line(made, place, date_) for place, date_ in enumerate(_dates(made))]


def _line(made: Made, place: int, when: str) -> dict[str, Any]:
    rows, plan = made.rows, made.plan
    identity, name, policy = sender_names(plan)[int(rows["sender"][place])]
    path = f"generated/{place:06d}.docx"
    word = WORDS[rows["word"][place]]
    findings = {requirement: _finding(int(statuses[place])) for requirement, statuses in rows["requirements"].items()}
    reasons = [{"code": f"generic_{word}", "slots": {"probability": 0.9}, "span": None}] if word != "no" else []
    return {
        "dossier_id": f"{place:016x}",
        "path": path,
        "outcome": "read",
        "files": [
            {
                "path": path,
                "sha256": None,
                "role": "submission",
                "role_evidence": None,
                "outcome": "read",
                "reason": None,
            }
        ],
        "purpose": PURPOSES[rows["purpose"][place]],
        "purpose_evidence": [],
        "addressee": "chair",
        "addressee_evidence": [],
        "masthead": {
            "parent": f"UBND {PROVINCE}",
            "issuer": name,
            "number": str(place + 1),
            "symbol": "TTr",
            "place": None,
            "date": when,
            "type": "tờ trình",
            "subject": None,
            "addressees": [],
            "signing_mark": None,
            "signer_role": None,
            "recipients": [],
        },
        "sender_id": identity,
        "province_id": None,
        "field": policy,
        "document_date": when,
        "received_at": None,
        "verdict": "return" if word == "yes" else "pass",
        "generic": word,
        "generic_probability": {"yes": 0.9, "unsure": 0.5, "no": 0.1}[word],
        "requirements": findings,
        "proposals": [],
        "citations": _citations(rows, place, path),
        "opinions": [],
        "enclosures": [],
        "mismatches": [],
        "reasons": reasons,
        "stats": {
            "characters": int(rows["length"][place]),
            "sentences": max(1, int(rows["length"][place]) // 150),
            "readability": round(float(rows["sentence"][place]), 4),
            "minhash": made.signatures[place].tolist(),
        },
        "versions": {
            "program": f"{GENERATED}-1",
            "schema": SCHEMA_VERSION,
            "model": f"model-{'2' if _new_model(plan, int(rows['month'][place])) else '1'}",
            "pack": "general",
            "registry": "instruments-generated",
            "ocr": None,
            "office": None,
        },
    }


def _finding(status: int) -> dict[str, Any]:
    return {
        "status": ("met", "not_met", "not_applicable")[status],
        "codes": ["R01"],
        "evidence": [],
        "zone": "main" if status == 1 else None,
        "severity": "supplement",
        "source": "generated",
        "confidence": 1.0,
        "why": None,
    }


def _citations(rows: dict[str, Any], place: int, path: str) -> list[dict[str, Any]]:
    """The bases of a dossier: one dead law where there is one, the pins spread over them."""
    count, pins = int(rows["bases"][place]), int(rows["pins"][place])
    dead = int(rows["dead"][place])
    found = []
    for number in range(count):
        own = pins // count + (number < pins % count)
        ended = dead >= 0 and number == 0
        name = DEAD[dead] if ended else ALIVE
        found.append(
            {
                "span": {
                    "file": path,
                    "start": 10 * number,
                    "end": 10 * number + len(name),
                    "text": name,
                    "page": 1,
                    "box": None,
                    "ocr_confidence": None,
                },
                "text": name,
                "type": "luật" if "/QH" in name else "nghị định",
                "number": name,
                "title": None,
                "date": None,
                "pins": [f"Điều {article + 1}" for article in range(own)],
                "self": False,
                "issuer": None,
                "role": "basis",
                "resolves_to": name,
                "cluster": number + 1,
                "status_on_date": "expired" if ended else "in_force",
                "confidence": 1.0,
                "candidates": [],
                "did_you_mean": None,
                "contradictions": [],
            }
        )
    return found


def _dates(made: Made) -> list[str]:
    begin: date = made.rows["begin"]
    known: dict[int, str] = {}
    return [known.setdefault(one, (begin + timedelta(days=one)).isoformat()) for one in made.rows["day"].tolist()]


def _new_model(plan: Plan, month: int) -> bool:
    return bool(plan.model_change) and month >= number_of(str(plan.model_change)) - number_of(plan.first)


def _add_months(day: date, months: int) -> date:
    return date.fromisoformat(month_of(number_of(day.isoformat()) + months) + "-01")


def write(made: Made, out: Path, parquet: bool = False) -> None:
    """Lines, labels and truth as files."""
    out.mkdir(parents=True, exist_ok=True)
    found = lines(made)
    with (out / "lines.jsonl").open("w", encoding="utf-8", newline="\n") as stream:
        stream.writelines(json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n" for line in found)
    if parquet:
        write_parquet(found, out / "lines.parquet")
    with (out / "labels.csv").open("w", encoding="utf-8", newline="") as stream:
        sheet = csv.writer(stream, lineterminator="\n")
        sheet.writerow(["dossier_id", "label"])
        sheet.writerows(labels(made))
    (out / "truth.json").write_text(json.dumps(made.truth, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description="Generated scored lines with known truth.")
    parser.add_argument("out", type=Path)
    parser.add_argument("--first", default=Plan.first, help="first month")
    parser.add_argument("--months", type=int, default=Plan.months)
    parser.add_argument("--monthly", type=float, default=Plan.monthly, help="dossiers a month, on average")
    parser.add_argument("--senders", type=int, default=Plan.senders)
    parser.add_argument("--change", help="first day of the month of a regulation, 2025-07-01")
    parser.add_argument("--effect", type=float, default=0.0, help="of it on the truly vague share: -0.10")
    parser.add_argument("--labels", type=int, default=Plan.labels, help="labelled dossiers, drawn at random")
    parser.add_argument("--model-change", help="month from which another model reads")
    parser.add_argument("--model-shift", type=float, default=0.0, help="what it adds to the share called vague")
    parser.add_argument("--parquet", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    plan = Plan(
        first=given.first,
        months=given.months,
        monthly=given.monthly,
        senders=given.senders,
        change=given.change,
        effect=given.effect,
        labels=given.labels,
        model_change=given.model_change,
        model_shift=given.model_shift,
    )
    made = make(plan, given.seed)
    write(made, given.out, given.parquet)
    print(f"GENERATED: {len(made.truly)} lines, {plan.senders} senders, {plan.months} months -> {given.out}")


if __name__ == "__main__":
    main()
