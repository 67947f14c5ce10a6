"""Are the tables that a new database is given at once those that the migrations make?"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

SHOW = """
import json, sys
import django
django.setup()
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
if sys.argv[1] == "ready":
    from wirecopy.ready import ready
    ready()
else:
    call_command("migrate", verbosity=0)
found = {}
with connection.cursor() as cursor:
    for table in sorted(connection.introspection.table_names(cursor)):
        described = connection.introspection.get_table_description(cursor, table)
        columns = sorted((c.name, str(c.type_code), c.null_ok, str(c.default)) for c in described)
        rules = connection.introspection.get_constraints(cursor, table).values()
        told = [[sorted(r["columns"]), r["primary_key"], r["unique"], str(r["foreign_key"]), r["check"], r["index"]] for r in rules]
        found[table] = [columns, sorted(told, key=str)]
    if connection.vendor == "sqlite":
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' OR type = 'index' AND sql LIKE '%WHERE%' ORDER BY name")
        found["besides"] = cursor.fetchall()
executor = MigrationExecutor(connection)
assert not executor.migration_plan(executor.loader.graph.leaf_nodes()), "a migration is left"
print(json.dumps(found, sort_keys=True))
"""


def tables(folder: Path, how: str) -> str:
    given = {**os.environ, "WIRECOPY_DATA": str(folder), "WIRECOPY_DATABASE": "", "DJANGO_SETTINGS_MODULE": "wirecopy.settings"}
    folder.mkdir()
    done = subprocess.run([sys.executable, "-c", SHOW, how], env=given, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_tables_made_at_once_are_those_of_the_migrations(tmp_path: Path):
    assert tables(tmp_path / "a", "ready") == tables(tmp_path / "b", "migrate")


@pytest.mark.django_db
def test_no_model_is_without_its_migration():
    from django.core.management import call_command

    call_command("makemigrations", "--check", "--dry-run", "wirecopy", verbosity=0)
