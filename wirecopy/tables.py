"""How does a database that holds nothing yet get its tables? All at once, as they are today: every migration in turn takes seconds."""

from __future__ import annotations

from django.apps import apps
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import RunPython
from django.db.migrations.recorder import MigrationRecorder


def make(loader: MigrationLoader) -> None:
    """Make every table, do what our own migrations do besides, and write all migrations down as applied: in one transaction.

    What the migrations of others do to rows is left out: there are none. tests/test_tables.py holds the outcome against theirs.
    """
    with connection.schema_editor() as editor:
        for model in apps.get_models():
            if model._meta.managed and not model._meta.proxy:
                editor.create_model(model)
        for name in sorted(name for app, name in loader.disk_migrations if app == "wirecopy"):
            for step in loader.disk_migrations["wirecopy", name].operations:
                if isinstance(step, RunPython):
                    step.code(apps, editor)  # type: ignore[arg-type]
        recorder = MigrationRecorder(connection)
        recorder.ensure_schema()
        for app, name in loader.disk_migrations:
            recorder.record_applied(app, name)
