"""Workers in the process of the test: what is tested with them is what the batch does around its workers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import BrokenExecutor, Future

from vn_dossier_nlp.assess import assess
from vn_dossier_nlp.batch.fingerprints import stats_of
from vn_dossier_nlp.batch.order import Answer, Order
from vn_dossier_nlp.batch.products import packed
from vn_dossier_nlp.reading import DossierInput


class Here:
    """A pool that works at once and notes what it was given."""

    workers = 1
    falls_together = False

    def __init__(self, before: Callable[[DossierInput], None] = lambda _: None) -> None:
        self.given: list[str] = []
        self.renewed = 0
        self._before = before

    def open(self, order: Order) -> Here:
        return self

    def submit(self, order: Order, dossiers: Sequence[DossierInput]) -> Future[Answer]:
        future: Future[Answer] = Future()
        try:
            future.set_result(Answer(tuple(self._product(order, dossier) for dossier in dossiers), {}))
        except BrokenExecutor as error:
            future.set_exception(error)
        return future

    def _product(self, order: Order, dossier: DossierInput) -> bytes:
        self._before(dossier)
        self.given.append(dossier.path)
        before = stats_of(dossier)
        return packed(order, dossier, assess(dossier, order.options), before)

    def renew(self) -> None:
        self.renewed += 1

    def close(self, *, kill: bool = False) -> None:
        """Nothing is open."""
