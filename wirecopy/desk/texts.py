"""Which texts does the desk hold? The index of the last weeks, in memory: a cache over the fingerprints, which are the truth."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import numpy as np
from django.conf import settings
from django.db import connection

from wirecopy.desk.following import Following
from wirecopy.desk.index import Index
from wirecopy.desk.models import Fingerprint
from wirecopy.desk.words import Keys

LOCK = 0x666F6C64  # of PostgreSQL: who folds holds it until the transaction ends
BATCH = 5000


class Texts:
    """Numbers of the index are those of copies; a copy that changed has the anchors of all its takes."""

    def __init__(self) -> None:
        self.index = Index()
        self._follows = Following(Fingerprint, "reading")
        self._since = 0  # the first day that is held

    def catch_up(self, today: int) -> Index:
        """The index with all that is written down; call it under `one_at_a_time`. After a rollback it is made anew."""
        since = today - settings.WIRECOPY["FOLD_DAYS"]
        if not self._follows.stands_alone():
            self._read(since)
        if self._since and since > self._since:
            self.index.forget(since)
        self._since = since
        return self.index

    def _read(self, since: int) -> None:
        if not self._follows.stands():
            self.index = Index()
            self._follows.start()
        rows = Fingerprint.objects.filter(pk__gt=self._follows.number, day__gte=since).order_by("pk")
        batch = []
        for pk, reading, copy, anchors, day in rows.values_list("pk", "reading", "copy", "anchors", "day").iterator(BATCH):
            batch.append((copy, np.frombuffer(anchors, "<u4"), day))
            self._follows.seen((pk, reading))
            if len(batch) == BATCH:
                self.index.add_all(batch)
                batch = []
        self.index.add_all(batch)

    def add_all(self, texts: Sequence[tuple[int, Keys, int]]) -> None:
        """Hold (copy, anchors, day) of texts whose rows are being written."""
        self._follows.changes()
        self.index.add_all(texts)

    def written(self, rows: Sequence[tuple[int, int]]) -> None:
        """These are their rows: (number, reading)."""
        self._follows.written(max(rows))


@cache
def texts() -> Texts:
    return Texts()


def one_at_a_time() -> None:
    """Inside a transaction: wait until no other worker folds or places. On SQLite, who writes is alone anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
