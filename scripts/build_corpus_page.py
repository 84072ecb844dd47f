"""Ten texts of the corpus side by side, met and failed, as one page; and the corpus beside real submissions.

usage: build_corpus_page.py            writes corpora/submissions/examples.html
       build_corpus_page.py --compare  prints the table that sets the corpus beside ../shared/data/dossiers-dev

Nothing but figures of the real submissions is printed: their sentences may not be copied.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Sequence
from html import escape
from pathlib import Path
from statistics import quantiles
from typing import Any

from vn_dossier_nlp.corpus import Corpus, load
from vn_dossier_nlp.extraction.mentions import find_mentions
from vn_dossier_nlp.language.folding import fold
from vn_dossier_nlp.words import label

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "corpora" / "submissions"
REAL = ROOT.parent / "shared" / "data" / "dossiers-dev"
SHOWN = ("specific_request", "authority_basis", "process", "managing_department_view", "funding")
MOST_WORDS = 420  # of a text on the page: two of them stand beside each other

STYLE = """
body{font:15px/1.5 "Liberation Serif",Georgia,serif;margin:2rem auto;max-width:76rem;padding:0 1rem;color:#1d1d1f}
h1,h2,.what{font-family:"Liberation Sans",Arial,sans-serif} h2{margin:2.2rem 0 .4rem;font-size:1.15rem}
.pair{display:grid;grid-template-columns:1fr 1fr;gap:1.2rem}
.text{border:1px solid #c9c9cf;padding: .8rem 1rem;background:#fff}
.what{font-size:.82rem;margin:0 0 .6rem;padding:.25rem .5rem;border-radius:3px}
.met .what{background:#e2f2e6;color:#12401f} .not_met .what{background:#fbe6e3;color:#6b1710}
pre{font:inherit;white-space:pre-wrap;margin:0} mark{background:#fff1a8} .not_met mark{background:#ffd9d2}
@media(max-width:60rem){.pair{grid-template-columns:1fr}}
@media(prefers-color-scheme:dark){body{background:#1b1b1f;color:#e8e8ea}
.text{background:#232327;border-color:#46464d} mark{background:#6a5a10;color:inherit} .not_met mark{background:#7a2c22}
.met .what{background:#1f4a2b;color:#d8f0de}
.not_met .what{background:#5d211a;color:#fbdcd7}}
"""


def main() -> None:
    corpus = load(FOLDER)
    if "--compare" in sys.argv:
        print("\n".join(comparison(corpus)))
        return
    (FOLDER / "examples.html").write_text(page(corpus), encoding="utf-8")


def page(corpus: Corpus) -> str:
    """The page: for each requirement of :data:`SHOWN` one text that meets it beside one that does not."""
    taken: set[str] = set()
    parts = []
    for name in SHOWN:
        met, failed = pair(corpus, name, taken)
        taken |= {corpus.matter(met), corpus.matter(failed)}
        texts = "".join(_text(corpus, one, name) for one in (met, failed))
        parts.append(f'<h2>{escape(label("requirement", name, "vi"))}</h2><div class="pair">{texts}</div>')
    return (
        '<!doctype html><html lang="vi"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        "<title>Mười văn bản: đạt và chưa đạt</title>"
        f"<style>{STYLE}</style><h1>Mười văn bản của bộ dữ liệu: đạt và chưa đạt từng yêu cầu</h1>"
        "<p>Các văn bản do người viết bộ dữ liệu đặt ra; tên người, số văn bản địa phương không có thật. "
        "Đoạn tô màu là căn cứ của nhãn.</p>" + "".join(parts) + "</html>\n"
    )


def pair(corpus: Corpus, requirement: str, taken: set[str]) -> tuple[str, str]:
    """A text that meets a requirement and one that does not: twins where there are, of about the same length.

    Short enough to be read side by side; what fails alone is shown rather than what fails with others.
    """

    def status(one: str, name: str = requirement) -> str:
        return str(corpus.labels[one]["requirements"][name]["status"])

    def failures(one: str) -> int:
        return sum(row["status"] == "not_met" for row in corpus.labels[one]["requirements"].values())

    def words(one: str) -> int:
        return len(corpus.texts[one].split())

    free = [one for one in corpus.complete() if corpus.matter(one) not in taken and words(one) <= MOST_WORDS]
    pairs = [
        (
            corpus.matter(one) != corpus.matter(other),
            failures(one) + failures(other),
            abs(words(one) - words(other)),
            one,
            other,
        )
        for one in free
        if status(one) == "met"
        for other in free
        if status(other) == "not_met" and corpus.entries[one]["form"] == corpus.entries[other]["form"]
    ]
    *_, met, failed = min(pairs)
    return met, failed


def _text(corpus: Corpus, identity: str, requirement: str) -> str:
    row, entry = corpus.labels[identity]["requirements"][requirement], corpus.entries[identity]
    text, evidence = escape(corpus.texts[identity].strip()), escape(row["evidence"])
    if evidence:
        text = text.replace(evidence, f"<mark>{evidence}</mark>", 1)
    what = f"{label('status', row['status'], 'vi')} · {entry['sender']}, {entry['date'][:4]} · {identity}"
    return f'<div class="text {row["status"]}"><p class="what">{escape(what)}</p><pre>{text}</pre></div>'


FIGURES: dict[str, Callable[[str], float]] = {
    "words": lambda text: len(text.split()),
    "lines": lambda text: text.count("\n") + 1,
    "characters per line": lambda text: len(text) / (text.count("\n") + 1),
    "numbered headings": lambda text: len(re.findall(r"(?m)^[ \t]*(?:[IVX]{1,4}|\d{1,2})[.)]\s", text)),
    "bulleted lines": lambda text: len(re.findall(r"(?m)^[ \t]*[-+•]\s", text)),
    "lines of grounds (Căn cứ)": lambda text: len(re.findall(r"(?m)^[ \t-]*Căn cứ", text)),
    "citations": lambda text: len(find_mentions(fold(text).text)),
    "pins": lambda text: sum(len(mention.pins) for mention in find_mentions(fold(text).text)),
    "dates": lambda text: len(re.findall(r"\d{1,2}/\d{1,2}/\d{4}|ngày\s+\d{1,2}\s+tháng", text)),
    "digits in 100 characters": lambda text: 100 * sum(map(str.isdigit, text)) / len(text),
}
SHARES: dict[str, str] = {
    "masthead in two columns or with a bar": r"\A(?:.*\n){0,6}.*(?:\||\S {6,}\S)",
    "Kính gửi": r"Kính gửi",
    "Nơi nhận": r"Nơi nhận",
    "xem xét, quyết định": r"xem xét,? (?:và )?quyết định",
    "trân trọng": r"[Tt]rân trọng",
    "draft attached (dự thảo, kèm theo, gửi kèm)": r"[Dd]ự thảo|[Kk]èm theo|[Gg]ửi kèm|[Đđ]ính kèm",
    "blank number": r"Số:?[ .…]*/",
}


def comparison(corpus: Corpus) -> list[str]:
    """The corpus beside the real submissions, figure by figure."""
    own = [corpus.texts[one] for one in corpus.complete() if corpus.entries[one]["form"] == "to_trinh"]
    real = [path.read_text(encoding="utf-8") for path in sorted(REAL.glob("*.txt"))]
    if not real:
        raise SystemExit(f"{REAL} is absent: nothing to compare with (a user has no such folder)")
    rows = [f"| | corpus, {len(own)} Tờ trình | real, {len(real)} |", "|---|---|---|"]
    rows += [f"| {name} | {_spread(map(of, own))} | {_spread(map(of, real))} |" for name, of in FIGURES.items()]
    rows += [f"| with “{name}” | {_share(own, sign)} | {_share(real, sign)} |" for name, sign in SHARES.items()]
    return rows


def _spread(values: Iterable[Any]) -> str:
    low, middle, high = quantiles([float(value) for value in values], n=4)
    return f"{middle:.4g} ({low:.3g} to {high:.3g})"


def _share(texts: Sequence[str], sign: str) -> str:
    return f"{sum(bool(re.search(sign, fold(text).text)) for text in texts) / len(texts):.0%}"


if __name__ == "__main__":
    main()
