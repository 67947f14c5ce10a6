"""Whom do we take copy from, what may we show of it, how often do we ask, and what was learnt of its pages?"""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo, available_timezones

from django.conf import settings
from django.db.models import Count, Max, Q
from django.http import HttpResponse
from django.urls import reverse

from wirecopy.desk.models import Placement
from wirecopy.newsroom.board import troubles
from wirecopy.newsroom.door import Done, NotHere, Refused, Visit, deed, screen
from wirecopy.press.models import Edition
from wirecopy.wire import learnt, times, work
from wirecopy.wire.models import Feed, Outlet, Stumble
from wirecopy.wire.rights import RIGHTS

PAGE = 100


def _of(edition: Edition) -> Q:
    """Outlets of the wire, which every edition shares, and those that are this edition's own."""
    return Q(edition=None) | Q(edition=edition)


def _outlet(visit: Visit, number: int) -> Outlet:
    found = Outlet.objects.filter(_of(visit.edition), pk=number).first()
    if found is None:
        raise NotHere
    return found


def _back(visit: Visit, outlet: int) -> str:
    return reverse("desk:outlet", args=[visit.edition.slug, outlet])


@screen()
def outlets(visit: Visit) -> HttpResponse:
    """By name, a page at a time, with what is polled and what fails."""
    words, after = visit.request.GET.get("q", "").strip(), visit.request.GET.get("after", "")
    rows = Outlet.objects.filter(_of(visit.edition)).order_by("name", "pk")
    if words:
        rows = rows.filter(Q(name__icontains=words) | Q(slug__contains=words.lower()) | Q(home__icontains=words))
    if after:
        rows = rows.filter(name__gt=after)
    found = list(rows.prefetch_related("feeds")[: PAGE + 1])
    failing = {trouble.outlet for trouble in troubles(visit.now)}
    more = found[PAGE - 1].name if len(found) > PAGE else ""
    return visit.page("outlets.html", "Outlets", found=found[:PAGE], words=words, more=more, first=not after, failing=failing)


@screen()
def outlet(visit: Visit, outlet: int) -> HttpResponse:
    found = _outlet(visit, outlet)
    lines = learnt.repeats(found)
    placed = Placement.objects.filter(copy__outlet=found).aggregate(copies=Count("pk"), last=Max("copy__seen_at"))
    lost = Stumble.objects.filter(Q(feed__outlet=found) | Q(copy__outlet=found) | Q(take__copy__outlet=found))
    return visit.page(
        "outlet.html",
        found.name,
        outlet=found,
        feeds=found.feeds.order_by("pk"),
        placed=placed,
        lessons=times.lessons(found).sentences(),
        lines=[line for line in lines if line.kind != "place"],
        places=[line for line in lines if line.kind == "place"],
        stumbles=lost.order_by("-stumbled_at")[:10],
        rights=RIGHTS,
        zones=sorted(available_timezones()),
        at="outlets",
    )


@deed("editor", "settle outlet", "outlet")
def settle(visit: Visit, outlet: int) -> Done:
    """Rights, pictures, zone, and whether its times are mended."""
    found, post = _outlet(visit, outlet), visit.request.POST
    rights, zone, reads = post.get("rights", ""), post.get("zone", "").strip(), post.get("times", "")
    if rights not in RIGHTS or reads not in ("learnt", "printed"):
        raise Refused("Choose what may be shown, and how its times are read.", 400)
    try:
        ZoneInfo(zone or "UTC")
    except (LookupError, ValueError, OSError):
        raise Refused(f"There is no time zone “{zone}”; write it as Europe/Oslo.", 400) from None
    given = {"rights": rights, "pictures": "pictures" in post, "zone": zone, "times": reads}
    work.settle_outlet(found, visit.now, rights=rights, pictures="pictures" in post, zone=zone, times=reads)
    return Done("Settled. Pages that show its copy are printed again.", _back(visit, outlet), given)


@deed("editor", "pause outlet", "outlet")
def pause(visit: Visit, outlet: int) -> Done:
    done = work.pause_outlet(_outlet(visit, outlet), visit.now)
    return Done("Paused: it is asked for nothing." if done else "It was paused already.", _back(visit, outlet))


@deed("editor", "resume outlet", "outlet")
def resume(visit: Visit, outlet: int) -> Done:
    done = work.resume_outlet(_outlet(visit, outlet))
    return Done("It goes on: what is due is fetched now." if done else "It was not paused.", _back(visit, outlet))


@deed("editor", "pace", "outlet")
def pace(visit: Visit, outlet: int) -> Done:
    """How often one of its feeds is polled."""
    found, post = _outlet(visit, outlet), visit.request.POST
    number = post.get("feed", "")
    feed = Feed.objects.filter(outlet=found, pk=int(number)).first() if number.isdecimal() and len(number) < 18 else None
    if feed is None:
        raise NotHere
    least, most = (int(settings.WIRECOPY[name]) for name in ("POLL_LEAST", "POLL_MOST"))
    minutes = int(post["minutes"]) if post.get("minutes", "").isdecimal() and len(post["minutes"]) < 7 else 0
    seconds = int(timedelta(minutes=minutes).total_seconds())
    if not least <= seconds <= most:
        raise Refused(f"Between {least // 60} and {most // 60} minutes: WIRECOPY_POLL_LEAST and WIRECOPY_POLL_MOST say so.", 400)
    work.pace_feed(feed, seconds, visit.now)
    return Done("It is polled now, and goes on at that pace.", _back(visit, outlet), {"feed": feed.url, "minutes": minutes})


@deed("editor", "keep line", "outlet")
def keep(visit: Visit, outlet: int) -> Done:
    """A line that it repeats is text after all."""
    text = visit.request.POST.get("line", "")
    kept = learnt.keep(_outlet(visit, outlet), text, visit.now)
    if kept is None:
        raise Refused("Not one line that was learnt begins so, or more than one does.", 400)
    return Done("That line stays in its texts from now on.", _back(visit, outlet), {"line": kept})


@deed("chief", "forget furniture", "outlet")
def forget(visit: Visit, outlet: int) -> Done:
    rows = learnt.forget(_outlet(visit, outlet))
    return Done(f"{rows} lines forgotten; they are learnt anew.", _back(visit, outlet), {"rows": rows})
