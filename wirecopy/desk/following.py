"""How far does a cache in memory follow its table? Up to the newest row that it holds, which may yet be rolled back."""

from __future__ import annotations

from typing import Any

from django.db import connection, transaction
from django.db.models import Model


class Following:
    """Of a table to which rows are only added. `mark`: a field that tells a row from another that got its number after a rollback."""

    def __init__(self, table: type[Model], mark: str) -> None:
        self._rows, self._mark = table._default_manager.all(), mark
        column = table._meta.get_field(mark).column  # type: ignore[union-attr]
        self._newest = f"SELECT id, {column} FROM {table._meta.db_table} ORDER BY id DESC LIMIT 1"  # noqa: S608
        self.start()

    def start(self, last: tuple[int, Any] | None = None) -> None:
        """`last`: number and mark of the newest row that the cache holds, which is made anew."""
        self._last, self._sure = last, True

    @property
    def number(self) -> int:
        """Of the newest row that is held; 0 where there is none."""
        return self._last[0] if self._last else 0

    def stands(self) -> bool:
        """Is all that is held still written down? Where not, the cache must be made anew."""
        return self._sure and (self._last is None or self._rows.filter(pk=self._last[0], **{self._mark: self._last[1]}).exists())

    def stands_alone(self) -> bool:
        """Is the newest row of the table the newest that is held? Then all stands, and nothing is to be read. Of a mark that is a
        number."""
        if not self._sure or self._last is None:
            return False
        with connection.cursor() as cursor:  # by hand, as it is asked again and again
            cursor.execute(self._newest)
            return bool(cursor.fetchone() == self._last)

    def seen(self, last: tuple[int, Any] | None) -> None:
        """Rows up to `last` were read from the table."""
        self._last = last if self._last is None or (last and last[0] > self._last[0]) else self._last

    def changes(self) -> None:
        """What is held goes ahead of the table, with rows that are being written."""
        self._sure = False

    def written(self, last: tuple[int, Any]) -> None:
        """Those rows are written, `last` the newest of them; they stand once the transaction is committed."""
        transaction.on_commit(lambda: self._committed(last))

    def _committed(self, last: tuple[int, Any]) -> None:
        self.seen(last)
        self._sure = True
