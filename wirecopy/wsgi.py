"""What does the web server run? Printed pages first, then Django."""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "wirecopy.settings")

from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.wsgi import get_wsgi_application
from django.urls import URLPattern, URLResolver, get_resolver

from wirecopy.press import handout


def begins(routes: Iterable[URLPattern | URLResolver]) -> Iterator[str]:
    """How the addresses of urls.py begin, up to the part that varies."""
    for route in routes:
        fixed, varies, _ = ("/" + str(route.pattern).lstrip("^")).partition("<")
        path = fixed[: fixed.rindex("/") + 1] if varies else fixed
        if path != "/":
            yield path
        elif isinstance(route, URLResolver):
            yield from begins(route.url_patterns)


application = handout.application(
    settings.PAGES,
    StaticFilesHandler(get_wsgi_application()),  # the styles of the admin and the desk, which lie in the package and are not printed
    cache_bytes=settings.WIRECOPY["PAGE_CACHE_MB"] * 1_000_000,
    extra_hosts=frozenset(host.strip().lower() for host in settings.WIRECOPY["HOSTS"].split(",") if host.strip()),
    django=(settings.STATIC_URL, *begins(get_resolver().url_patterns)),
    clock=time.monotonic,
)
