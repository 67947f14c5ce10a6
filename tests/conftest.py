"""What do all tests share? A data folder that is nobody's own, the recorded wire, and what a mark needs.

Variables that this file knows, besides those of the program:
  WIRECOPY_SHARED         folder of the recorded wire; otherwise ../shared beside the project, otherwise its tests are skipped
  WIRECOPY_TEST_POSTGRES  postgres://...: the whole run is on PostgreSQL, and tests marked `postgres` run
  WIRECOPY_MUST_RUN       marks that may not be skipped, with spaces: .ci/run sets it, so that a missing browser is a failure
"""

from __future__ import annotations

import atexit
import importlib.util
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django
import pytest

ROOT = Path(__file__).parent.parent
SHARED = Path(os.environ.get("WIRECOPY_SHARED") or ROOT.parent / "shared")
POSTGRES = os.environ.get("WIRECOPY_TEST_POSTGRES", "")
CHROMIUM = shutil.which("chromium")

# A variable of whoever runs the tests must not change what they see; so Django is set up here, after that is settled.
for name in [name for name in os.environ if name.startswith("WIRECOPY_")]:
    if name not in ("WIRECOPY_SHARED", "WIRECOPY_TEST_POSTGRES", "WIRECOPY_MUST_RUN"):
        del os.environ[name]
os.environ["WIRECOPY_DATA"] = tempfile.mkdtemp(prefix="wirecopy-tests-")
os.environ["DJANGO_SETTINGS_MODULE"] = "wirecopy.settings"
if POSTGRES:
    os.environ["WIRECOPY_DATABASE"] = POSTGRES
atexit.register(shutil.rmtree, os.environ["WIRECOPY_DATA"], ignore_errors=True)
django.setup()

NEEDS = {
    "postgres": None if POSTGRES else "WIRECOPY_TEST_POSTGRES names no PostgreSQL",
    "dovecot": None if shutil.which("dovecot") else "dovecot is not here (Debian: dovecot-imapd)",
    "browser": None if CHROMIUM and importlib.util.find_spec("playwright") else "chromium or playwright is not here",
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    from django.conf import settings

    if POSTGRES and "postgresql" not in settings.DATABASES["default"]["ENGINE"]:
        raise pytest.UsageError("WIRECOPY_TEST_POSTGRES is set, but the settings were read before tests/conftest.py could say so")
    must_run = os.environ.get("WIRECOPY_MUST_RUN", "").split()
    for item in items:
        for mark, missing in NEEDS.items():
            if missing and mark not in must_run and item.get_closest_marker(mark):
                item.add_marker(pytest.mark.skip(reason=missing))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of the recorded wire: pages of third parties, no part of the project."""
    if not (SHARED / "wire" / "index.json").exists():
        pytest.skip(f"the recorded wire is not at {SHARED}")
    return SHARED


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> None:  # type: ignore[no-redef]
    """The database refuses to delete a deed of the log, so also to be emptied between tests: here it may be.

    It is emptied in a fraction of the time that Django takes: rows that migrations made stay and are not made again, and on PostgreSQL a
    few rows are deleted where new files would be made for each table and index.
    """
    from django.core.management.commands import flush
    from django.db import connection

    operations = connection.ops
    emptied = operations.sql_flush

    def sql_flush(style: Any, tables: list[str], **given: Any) -> list[str]:
        tables = [table for table in tables if table not in ("django_content_type", "auth_permission")]
        if connection.vendor == "sqlite":
            return emptied(style, tables, **given)
        deleted = (f"DELETE FROM {operations.quote_name(table)}" for table in tables)
        return ["SET session_replication_role = replica", *deleted, "SET session_replication_role = DEFAULT"]

    operations.sql_flush = sql_flush  # type: ignore[method-assign]
    flush.emit_post_migrate_signal = lambda *_, **__: None  # type: ignore[assignment]
    if connection.vendor == "sqlite":
        with django_db_blocker.unblock(), connection.cursor() as cursor:  # type: ignore[attr-defined]
            cursor.execute("DROP TRIGGER IF EXISTS deed_is_kept")


@pytest.fixture(scope="module")
def _chromium() -> Iterator[Any]:
    from browsing import chromium

    with pytest.MonkeyPatch.context() as patch, chromium() as found:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")  # the browser is driven from a loop of its own
        yield found


@pytest.fixture
def browser(_chromium: Any) -> Iterator[Any]:
    """Debian's Chromium, which reaches nothing beyond this machine; what a test opened in it is closed after it."""
    yield _chromium
    for context in _chromium.contexts:
        context.close()


@pytest.fixture
def data(tmp_path: Path, settings) -> Path:
    """A fresh data folder, in force for this test."""
    settings.DATA = tmp_path / "data"
    settings.CAPTURES = settings.DATA / "captures"
    settings.PAGES = settings.DATA / "pages"
    settings.DATA.mkdir()
    return settings.DATA
