"""How are many rows of one table read, written or changed at once, where an object for each costs more than the row?"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import Field, Model

PARAMETERS = 30_000  # of a statement: SQLite takes 32,766, PostgreSQL 65,535


def ask(statement: str, numbers: Collection[int], *given: Any) -> list[tuple[Any, ...]]:
    """What a statement answers about rows of these numbers, which stand for its `{}`; `given` for what it asks for behind that."""
    if not numbers:
        return []
    with connection.cursor() as cursor:
        cursor.execute(statement.format(", ".join(["%s"] * len(numbers))), [*numbers, *given])
        return list(cursor.fetchall())


def moment(value: Any) -> Any:
    """A time as `ask` gives it, or None: SQLite keeps it as text in UTC, which its driver may have read already."""
    found = datetime.fromisoformat(value) if isinstance(value, str) else value
    return found.replace(tzinfo=UTC) if found is not None and found.tzinfo is None else found


def put(table: type[Model], names: Sequence[str], rows: Sequence[Sequence[Any]], unique: Sequence[str] = ()) -> list[int]:
    """Write rows of which the fields `names` are given, and no other is but by its default; their numbers, in the order of the rows.

    A row whose `unique` fields are those of one that is there changes the other given fields of that one. Values are those that a column
    holds: the number of what a foreign key leads to; datetimes with a zone; a list for JSON.
    """
    if not rows:
        return []
    into, clash, others = _insert(table, tuple(names), tuple(unique))
    defaults = [field.get_db_prep_save(field.get_default(), connection) for field in others]
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


@lru_cache(maxsize=64)
def _insert(table: type[Model], names: tuple[str, ...], unique: tuple[str, ...]) -> tuple[str, str, list[Field[Any, Any]]]:
    """What stands before the values and behind them, and the fields that have their defaults."""
    meta, quote = table._meta, connection.ops.quote_name
    others = [field for field in meta.concrete_fields if field.name not in names and not field.primary_key]
    columns = {field.name: quote(str(field.column)) for field in meta.concrete_fields}
    filled = ", ".join(columns[name] for name in (*names, *(field.name for field in others)))
    clash = f" RETURNING {quote(str(meta.pk.column))}"
    if unique:
        new = [f"{columns[name]} = EXCLUDED.{columns[name]}" for name in names if name not in unique]
        clash = f" ON CONFLICT ({', '.join(columns[name] for name in unique)}) DO UPDATE SET {', '.join(new)}{clash}"
    return f"INSERT INTO {quote(meta.db_table)} ({filled}) VALUES ", clash, others  # noqa: S608


def change(table: type[Model], names: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Change columns of rows by number: values in the order of `names`, then the number. One statement, run for each."""
    if rows:
        sets = ", ".join(f"{connection.ops.quote_name(name)} = %s" for name in names)
        with connection.cursor() as cursor:
            cursor.executemany(f"UPDATE {table._meta.db_table} SET {sets} WHERE id = %s", [tuple(map(_plain, row)) for row in rows])  # noqa: S608


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return plain_moment(value)
    return connection.ops.adapt_json_value(value, None) if isinstance(value, list) else value


@lru_cache(maxsize=1 << 10)
def plain_moment(value: datetime) -> Any:
    """A time as a column takes it. One transaction says the same few again and again."""
    return connection.ops.adapt_datetimefield_value(value)
