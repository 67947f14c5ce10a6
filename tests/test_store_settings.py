"""Are the database's settings in force on a connection, and not only written down?"""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction

from wirecopy.models import Copy, Take

pytestmark = pytest.mark.django_db(transaction=True)


def pragma(name: str) -> object:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {name}")
        return cursor.fetchone()[0]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="these are SQLite's")
@pytest.mark.parametrize(("name", "value"), [("journal_mode", "wal"), ("foreign_keys", 1), ("busy_timeout", 30_000), ("synchronous", 1)])
def test_a_connection_to_sqlite_has_our_pragmas(name: str, value: object):
    assert pragma(name) == value


@pytest.mark.skipif(connection.vendor != "sqlite", reason="this is SQLite's")
def test_a_transaction_takes_the_write_lock_when_it_begins():
    assert connection.transaction_mode == "IMMEDIATE"


def test_the_queue_is_found_by_its_index():
    takes = Take.objects.exclude(next_leg="").filter(due_at__lte="2026-03-01T00:00:00Z").order_by("due_at", "pk")[:50]
    copies = Copy.objects.filter(domain="ness.example", due_at__lte="2026-03-01T00:00:00Z")
    if connection.vendor == "sqlite":
        assert "take_queue" in takes.explain() and "copy_due" in copies.explain()
    else:
        with connection.cursor() as cursor:
            cursor.execute("SELECT indexname FROM pg_indexes WHERE tablename IN ('wirecopy_take', 'wirecopy_copy')")
            assert {"take_queue", "copy_due"} <= {name for (name,) in cursor.fetchall()}


def test_a_row_cannot_name_one_that_is_not_there():
    with pytest.raises(IntegrityError), transaction.atomic():
        Take.objects.create(copy_id=10**9, number=1, received_at="2026-03-01T00:00:00Z", url="http://ness.example/", sha256="", size=0)
