"""Is everything ready for a verb that needs the tables?"""

from __future__ import annotations

import os
import sys

import click


def override(**given: str | None) -> None:
    """Let options of the command line stand in for settings, here and in the parts that this program starts."""
    for name, value in given.items():
        if value:
            os.environ[f"WIRECOPY_{name}"] = value


def ready(*, migrate: bool = True) -> None:
    """Set Django up, and bring the tables up to date where a verb needs them."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wirecopy.settings")
    import django
    from django.conf import settings
    from django.db import DatabaseError, connection
    from django.db.migrations.executor import MigrationExecutor

    from wirecopy import log, tables

    django.setup()
    log.start(settings.WIRECOPY["LOG"])
    if not migrate:
        return
    try:
        settings.DATA.mkdir(parents=True, exist_ok=True)
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if plan and not connection.introspection.table_names():
            tables.make(executor.loader)
        elif plan:
            executor.migrate(executor.loader.graph.leaf_nodes(), plan)
    except (DatabaseError, OSError) as error:
        click.echo(f"wirecopy: the data in {settings.DATA} cannot be used: {error}", err=True)
        sys.exit(74)
