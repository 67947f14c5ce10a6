"""Who did what, and when? The log by person, deed, thing and day; as a file to keep; and words taken back for a legal ground."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet
from django.http import HttpResponse, StreamingHttpResponse
from django.urls import reverse

from wirecopy.accounts.log import redact as take_back
from wirecopy.accounts.models import Deed
from wirecopy.accounts.roles import role_at
from wirecopy.newsroom.door import Done, NotHere, Refused, Visit, deed, screen

PAGE = 50
BATCH = 500
FILTERS = ("person", "verb", "thing", "number", "day")
COLUMNS = ("number", "at", "edition", "by", "verb", "what", "which", "said", "redacts")
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")  # a cell that begins so is a formula to a spreadsheet


@screen("chief")
def log(visit: Visit) -> HttpResponse:
    asked, wrong = _asked(visit)
    rows, before = _rows(visit, asked), visit.request.GET.get("before", "")
    if before.isdecimal() and len(before) < 19:
        rows = rows.filter(pk__lt=int(before))
    found = list(rows.prefetch_related("redactions")[: PAGE + 1])
    shown = found[:PAGE]
    query = urlencode({name: value for name, value in asked.items() if value})
    older = f"?{urlencode({**{n: v for n, v in asked.items() if v}, 'before': shown[-1].pk})}" if len(found) > PAGE else ""
    mine = Deed.objects.filter(_seen(visit))
    given: dict[str, Any] = {
        "rows": [(row, _words(row.said), row.redactions.all()) for row in shown],
        "asked": asked,
        "wrong": wrong,
        "query": query,
        "older": older,
        "newest": not before,
        "verbs": sorted(mine.order_by().values_list("verb", flat=True).distinct()),
        "things": sorted(filter(None, mine.order_by().values_list("what", flat=True).distinct())),
        "persons": sorted(mine.order_by().values_list("by", flat=True).distinct()),
    }
    return visit.page("log.html", "Log", **given)


@screen("chief")
def export_csv(visit: Visit) -> StreamingHttpResponse:
    asked, _ = _asked(visit)
    writer = csv.writer(_Line())
    lines = ([_cell(value) for value in _values(row).values()] for row in _each(_rows(visit, asked)))
    return _file(visit, "csv", "text/csv; charset=utf-8", (writer.writerow(line) for line in _after(list(COLUMNS), lines)))


@screen("chief")
def export_json(visit: Visit) -> StreamingHttpResponse:
    asked, _ = _asked(visit)
    lines = (json.dumps(_values(row), ensure_ascii=False, default=str) + "\n" for row in _each(_rows(visit, asked)))
    return _file(visit, "jsonl", "application/x-ndjson; charset=utf-8", lines)


@deed("administrator", "redact", "deed")
def redact(visit: Visit, deed: int) -> Done:
    row = Deed.objects.filter(_seen(visit), pk=deed).first()
    if row is None:
        raise NotHere
    ground = " ".join(visit.request.POST.get("ground", "").split())[:300]
    if not ground:
        raise Refused("Name the legal ground; it stays in the log.", 422)
    if row.verb == "redact":
        raise Refused("A redaction itself stays.")
    if row.redactions.exists():
        raise Refused("Its words were taken back already.")
    take_back(row, visit.by, ground, visit.now)
    to = reverse("desk:log", args=[visit.edition.slug])
    return Done("The words are gone; that it was done, and this, stays.", to, {"ground": ground})


def _seen(visit: Visit) -> Q:
    """The deeds at this edition, and, for administrators of all, those at none."""
    return Q(edition=visit.edition) | (Q(edition=None) if role_at(visit.request.user, None) else Q(pk=None))


def _asked(visit: Visit) -> tuple[dict[str, str], str]:
    asked = {name: visit.request.GET.get(name, "").strip()[:150] for name in FILTERS}
    wrong = ""
    if asked["day"] and _day(asked["day"]) is None:
        wrong = "Write the day as 2026-11-28."
    if asked["number"] and not (asked["number"].isdecimal() and len(asked["number"]) < 19):
        wrong = "The number of a thing has digits only."
    return asked, wrong


def _rows(visit: Visit, asked: dict[str, str]) -> QuerySet[Deed]:
    rows = Deed.objects.filter(_seen(visit)).order_by("-pk")
    for name, field in (("person", "by"), ("verb", "verb"), ("thing", "what")):
        if asked[name]:
            rows = rows.filter(**{field: asked[name]})
    if asked["number"].isdecimal() and len(asked["number"]) < 19:
        rows = rows.filter(which=int(asked["number"]))
    day = _day(asked["day"]) if asked["day"] else None
    if day:
        zone = ZoneInfo(visit.edition.zone)
        start = datetime.combine(day, time(), zone)
        rows = rows.filter(at__gte=start, at__lt=datetime.combine(day + timedelta(days=1), time(), zone))
    return rows


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if 1970 < day.year < 9999 else None


def _each(rows: QuerySet[Deed]) -> Iterator[Deed]:
    """The oldest first, by number, a few at a time: no cursor stays open while a slow client reads."""
    last, rows = 0, rows.select_related("edition").order_by("pk")
    while some := list(rows.filter(pk__gt=last)[:BATCH]):
        yield from some
        last = some[-1].pk


def _values(row: Deed) -> dict[str, Any]:
    edition = row.edition.slug if row.edition_id and row.edition else ""
    return dict(
        zip(COLUMNS, (row.pk, row.at.isoformat(), edition, row.by, row.verb, row.what, row.which, row.said, row.redacts_id), strict=True)
    )  # fmt: skip


def _cell(value: Any) -> str:
    text = "" if value is None else json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else str(value)
    return "'" + text if text.startswith(DANGEROUS) else text


def _words(said: Any) -> str:
    return ", ".join(f"{name}: {value}" for name, value in said.items()) if isinstance(said, dict) else str(said)


def _after(first: list[str], rest: Iterator[list[str]]) -> Iterator[list[str]]:
    yield first
    yield from rest


class _Line:
    """csv writes into it, and gets the line back."""

    def write(self, text: str) -> str:
        return text


def _file(visit: Visit, ends: str, kind: str, lines: Iterator[Any]) -> StreamingHttpResponse:
    answer = StreamingHttpResponse(lines, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="log-{visit.edition.slug}-{visit.now:%Y%m%d}.{ends}"'
    return answer


