"""How are many rows of one table written or changed at once, where an object for each costs more than the row?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Model

PARAMETERS = 30_000  # of a statement: SQLite takes 32,766, PostgreSQL 65,535


def put(table: type[Model], names: Sequence[str], rows: Sequence[Sequence[Any]], unique: Sequence[str] = ()) -> list[int]:
    """Write rows of which the fields `names` are given, and no other is but by its default; their numbers, in the order of the rows.

    A row whose `unique` fields are those of one that is there changes the other given fields of that one. Values are those that a column
    holds: the number of what a foreign key leads to; datetimes with a zone; a list for JSON.
    """
    meta, quote = table._meta, connection.ops.quote_name
    others = [field for field in meta.concrete_fields if field.name not in names and not field.primary_key]
    defaults = [field.get_db_prep_save(field.get_default(), connection) for field in others]
    columns = {field.name: quote(str(field.column)) for field in meta.concrete_fields}
    filled = ", ".join(columns[name] for name in (*names, *(field.name for field in others)))
    into = f"INSERT INTO {quote(meta.db_table)} ({filled}) VALUES "  # noqa: S608
    clash = f" RETURNING {quote(str(meta.pk.column))}"
    if unique:
        new = [f"{columns[name]} = EXCLUDED.{columns[name]}" for name in names if name not in unique]
        clash = f" ON CONFLICT ({', '.join(columns[name] for name in unique)}) DO UPDATE SET {', '.join(new)}{clash}"
    one = f"({', '.join(['%s'] * (len(names) + len(others)))})"
    step = PARAMETERS // (len(names) + len(others))
    numbers: list[int] = []
    with connection.cursor() as cursor:
        for start in range(0, len(rows), step):
            some = rows[start : start + step]
            given = [value for row in some for value in (*map(_plain, row), *defaults)]
            cursor.execute(into + ", ".join([one] * len(some)) + clash, given)
            numbers += [number for (number,) in cursor.fetchall()]
    return numbers


def change(table: type[Model], names: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Change columns of rows by number: values in the order of `names`, then the number. One statement, run for each."""
    if rows:
        sets = ", ".join(f"{connection.ops.quote_name(name)} = %s" for name in names)
        with connection.cursor() as cursor:
            cursor.executemany(f"UPDATE {table._meta.db_table} SET {sets} WHERE id = %s", [tuple(map(_plain, row)) for row in rows])  # noqa: S608


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return connection.ops.adapt_json_value(value, None) if isinstance(value, list) else value
