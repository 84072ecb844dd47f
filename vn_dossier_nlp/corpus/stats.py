"""The tables of a corpus' datasheet, as Markdown: counts, lengths, agreement, likeness, short cuts.

They are printed by ``vn-dossier corpus stats``; ``--write`` puts them between two marks of the corpus' README.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from vn_dossier_nlp.corpus.agreement import Agreement, agreements, differences
from vn_dossier_nlp.corpus.files import GENERIC, REQUIREMENTS, Corpus
from vn_dossier_nlp.corpus.labels import sound
from vn_dossier_nlp.corpus.likeness import largest_share
from vn_dossier_nlp.errors import DataError

if TYPE_CHECKING:
    from vn_dossier_nlp.vagueness.dataset import Dataset

STATUSES = ("met", "not_met", "not_applicable", "cannot_tell")
START, END = "<!-- tables -->", "<!-- end of tables -->"
_SHOWN_PROVINCES = 12


def tables(corpus: Corpus, *, shortcuts: bool = True) -> str:
    """All tables; ``shortcuts`` trains the models on cheap figures (seconds to a minute)."""
    _complete(corpus)
    parts: list[str] = []
    for title, rows in _sections(corpus):
        parts += [f"### {title}", "", *rows, ""]
    if shortcuts:
        parts += ["### Short cuts", "", *_shortcuts(corpus), ""]
    return "\n".join(parts).rstrip() + "\n"


def _complete(corpus: Corpus) -> None:
    """Tables of a part of a corpus would pass for those of the whole."""
    good = sound(corpus.labels)
    missing = [one for one in corpus.entries if one not in corpus.texts or one not in good]
    if corpus.unread or missing or not corpus.entries:
        what = corpus.unread[0].place if corpus.unread else missing[0] if missing else "index.jsonl"
        raise DataError(f"{corpus.folder}: {what} is missing or faulty; see vn-dossier corpus check")


def write(corpus: Corpus, text: str) -> None:
    """Put the tables between the marks of the README. Raises DataError where it has none."""
    readme = corpus.folder / "README.md"
    old = readme.read_text(encoding="utf-8") if readme.is_file() else ""
    if START not in old or END not in old:
        raise DataError(f"{readme}: has no lines {START!r} and {END!r} between which the tables go")
    block = f"{START}\n\n{text}\n{END}"
    new = re.sub(f"{re.escape(START)}.*?{re.escape(END)}", lambda _: block, old, flags=re.DOTALL)
    readme.write_text(new, encoding="utf-8")


def _sections(corpus: Corpus) -> Iterator[tuple[str, list[str]]]:
    ids = corpus.complete()
    originals = [one for one in ids if corpus.entries[one]["twin_of"] is None]
    yield (
        "Texts",
        _table(
            ["", "texts"],
            [
                ("originals", len(originals)),
                ("twins", len(ids) - len(originals)),
                ("all", len(ids)),
                ("words between blanks", sum(len(corpus.texts[one].split()) for one in ids)),
            ],
        ),
    )
    yield "Would a strict officer return it as generic", _crossed(corpus, ids, _label("return_for_vagueness"), GENERIC)
    yield "Vagueness, 1 specific to 5", _crossed(corpus, ids, _label("vagueness"), (1, 2, 3, 4, 5))
    yield "Twins: what became of the original", _twins(corpus, ids)
    yield "Requirements", _requirements(corpus, ids)
    yield "The only requirement that is not met", _only_failures(corpus, ids)
    yield "Purpose", _crossed(corpus, ids, _label("purpose"))
    yield "Addressee", _crossed(corpus, ids, _label("addressee"))
    yield "Sender", _crossed(corpus, ids, _row("sender_kind"))
    yield "Form and noise", _crossed(corpus, ids, lambda c, one: f"{c.entries[one]['form']}, {c.entries[one]['noise']}")
    yield "Field", _listed(corpus, ids, "field")
    yield "Year", _listed(corpus, ids, "date", lambda value: value[:4], by_name=True)
    yield "Province", _listed(corpus, ids, "province", shown=_SHOWN_PROVINCES)
    yield "Length in words, by label", _lengths(corpus, ids)
    if len(corpus.readings) > 1:
        yield "Agreement of two readers", _agreement(corpus)
    matters = {one: corpus.matter(one) for one in ids}
    share = largest_share({one: corpus.texts[one] for one in ids}, matters)
    yield "Likeness", [f"The two texts of different matters that are most alike share {share:.1%} of their 8-grams."]


def _label(name: str) -> Callable[[Corpus, str], Any]:
    return lambda corpus, identity: corpus.labels[identity][name]


def _row(name: str) -> Callable[[Corpus, str], Any]:
    return lambda corpus, identity: corpus.entries[identity][name]


def _table(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> list[str]:
    lines = [f"| {' | '.join(head)} |", f"|{'---|' * len(head)}"]
    return lines + [f"| {' | '.join(map(str, row))} |" for row in rows]


def _crossed(
    corpus: Corpus, ids: Sequence[str], value: Callable[[Corpus, str], Any], order: Sequence[Any] = ()
) -> list[str]:
    """A value by originals and twins."""
    counts = Counter((value(corpus, one), corpus.entries[one]["twin_of"] is None) for one in ids)
    all_of = Counter(value(corpus, one) for one in ids)
    names = order or [name for name, _ in sorted(all_of.items(), key=lambda item: (-item[1], str(item[0])))]
    rows = [(f"`{name}`", counts[name, True], counts[name, False], all_of[name]) for name in names]
    return _table(["", "originals", "twins", "all"], rows)


def _twins(corpus: Corpus, ids: Sequence[str]) -> list[str]:
    of = _label("return_for_vagueness")
    pairs = Counter(
        (str(corpus.entries[one]["twin_kind"]), of(corpus, corpus.entries[one]["twin_of"]), of(corpus, one))
        for one in ids
        if corpus.entries[one]["twin_of"] in corpus.labels
    )
    rows = [(f"`{kind}`", before, after, count) for (kind, before, after), count in pairs.most_common()]
    return _table(["twin_kind", "original", "twin", "pairs"], rows)


def _requirements(corpus: Corpus, ids: Sequence[str]) -> list[str]:
    rows = []
    for name in REQUIREMENTS:
        found = {one: corpus.labels[one]["requirements"][name]["status"] for one in ids}
        counts = Counter(found.values())
        fields = [len({corpus.entries[one]["field"] for one in ids if found[one] == s}) for s in ("met", "not_met")]
        rows.append((f"`{name}`", *(counts[status] for status in STATUSES), *fields))
    return _table(["", *STATUSES, "fields met", "fields not met"], rows)


def _only_failures(corpus: Corpus, ids: Sequence[str]) -> list[str]:
    counts: Counter[str] = Counter()
    for one in ids:
        failed = [name for name in REQUIREMENTS if corpus.labels[one]["requirements"][name]["status"] == "not_met"]
        counts[failed[0] if len(failed) == 1 else ""] += 1
    return _table(["", "texts"], [(f"`{name}`", counts[name]) for name in REQUIREMENTS])


def _listed(
    corpus: Corpus,
    ids: Sequence[str],
    name: str,
    value: Callable[[str], str] = str,
    *,
    by_name: bool = False,
    shown: int | None = None,
) -> list[str]:
    counts = Counter(value(corpus.entries[one][name]) for one in ids)
    ordered = sorted(counts.items(), key=lambda item: (item[0],) if by_name else (-item[1], item[0]))
    rest = f" and {len(ordered) - shown} others" if shown and len(ordered) > shown else ""
    return [f"{len(counts)}: " + ", ".join(f"{key} {count}" for key, count in ordered[:shown]) + rest + "."]


def _lengths(corpus: Corpus, ids: Sequence[str]) -> list[str]:
    rows = []
    for label in GENERIC:
        found = sorted(
            len(corpus.texts[one].split()) for one in ids if corpus.labels[one]["return_for_vagueness"] == label
        )
        if found:
            rows.append((f"`{label}`", found[0], *(found[len(found) * part // 4] for part in (1, 2, 3)), found[-1]))
    return _table(["", "shortest", "first quartile", "median", "third quartile", "longest"], rows)


def _agreement(corpus: Corpus) -> list[str]:
    decided = Counter(one.point for one in differences(corpus))
    rows = [
        (f"`{one.point}`", one.texts, f"{one.same:.3f}", _kappa(one), decided[one.point]) for one in agreements(corpus)
    ]
    return _table(["", "texts", "same answer", "kappa [95 %]", "adjudicated"], rows)


def _kappa(one: Agreement) -> str:
    return "-" if one.kappa is None else f"{one.kappa:.3f} [{one.low:.3f}, {one.high:.3f}]"


def _shortcuts(corpus: Corpus) -> list[str]:
    from vn_dossier_nlp.vagueness.corpus import load_corpus
    from vn_dossier_nlp.vagueness.dataset import build
    from vn_dossier_nlp.vagueness.shortcuts import boosted, linear

    data = build(load_corpus(corpus.folder))
    together = [
        (name, "{value:.3f} [{low:.3f}, {high:.3f}]".format(**auc_together(data, make)))
        for name, make in (("logistic regression", linear), ("boosted trees", boosted))
    ]
    alone = sorted(auc_alone(data).items(), key=lambda item: -abs(item[1] - 0.5))
    return [
        "Out of fold by matter, `yes` from `no`, all cheap figures together:",
        "",
        *_table(["", "AUC [95 %]"], together),
        "",
        "The strongest alone: " + ", ".join(f"`{name}` {value:.2f}" for name, value in alone[:6]) + ".",
    ]


def auc_together(data: Dataset, make: Callable[[], Any], seed: int = 0) -> dict[str, float]:
    """AUC with its interval of one model on all cheap figures, out of fold by matter."""
    from vn_dossier_nlp.vagueness.figures import Thresholds, figures
    from vn_dossier_nlp.vagueness.shortcuts import held_out

    held = held_out(data.cheap, data.labels, data.groups("matter"), make, seed)
    found: dict[str, float] = figures(data.examples, held, Thresholds(0.5, 0.5), seed)["auc"]
    return found


def auc_alone(data: Dataset) -> dict[str, float]:
    """The AUC of each cheap figure by itself; .5 says nothing, below it speaks for specific texts."""
    from sklearn.metrics import roc_auc_score

    from vn_dossier_nlp.vagueness.shortcuts import NAMES

    clear = [row for row, label in enumerate(data.labels) if label != "borderline"]
    truth = [data.labels[row] == "yes" for row in clear]
    return {
        name: float(roc_auc_score(truth, [data.cheap[row][place] for row in clear])) for place, name in enumerate(NAMES)
    }
