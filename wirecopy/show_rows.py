"""How does the terminal show what is kept: a copy's way, an outlet, the editions?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db.models import Count
from rich.console import Console
from rich.table import Table

from wirecopy.desk import noticing
from wirecopy.press.models import Edition
from wirecopy.show import console, safe
from wirecopy.wire.models import Copy, Outlet, Passage, Stumble

if TYPE_CHECKING:
    from wirecopy.wire import learnt

HEADLINE = re.compile(r"(?:^|> )h1[^ ]*$")  # of a place: its innermost box


def whereabouts(copy: Copy) -> None:
    """The way of one copy: its takes, each leg passed and each stumble, in the order of time."""
    out = console()
    out.print(f"[bold]{safe(copy.headline or copy.url)}[/]\n{safe(copy.outlet.name)}  [dim]{safe(copy.url)}[/]")
    lines = [
        (p.passed_at, 0, p.leg, f"take {p.take.number}: {p.outcome}", p.rule)
        for p in Passage.objects.filter(take__copy=copy).select_related("take")
    ]
    for s in (Stumble.objects.filter(copy=copy) | Stumble.objects.filter(take__copy=copy)).select_related("take"):
        again = f"; again at {s.again_at:%Y-%m-%d %H:%M:%S}" if s.again_at else "; not again by itself"
        lines.append((s.stumbled_at, 1, s.leg, f"stumbled: {s.sentence}{again}", s.why))
    table = _table("when (UTC)", "leg", "outcome", "rule")
    for when, bad, leg, outcome, rule in sorted(lines, key=lambda line: line[0]):
        style = "red" if bad else ""
        table.add_row(f"{when:%Y-%m-%d %H:%M:%S}", leg, safe(outcome), rule, style=style)
    out.print(table)
    out.print(_stands(copy))
    _said_of(copy, out)


def _said_of(copy: Copy, out: Console) -> None:
    """What editors took back of it: the copy itself, or the story that it tells."""
    story = copy.placement.story_id if getattr(copy, "placement", None) else None
    copies = noticing.copies_of([story]) if story else {}
    for edition in Edition.objects.order_by("pk") if story else ():
        for stands in noticing.standings(edition, copies).values():
            if by := stands.out.get(copy.pk) or stands.by:
                until = f" until {by.until_at:%Y-%m-%d %H:%M} UTC" if by.until_at else ""
                out.print(f"[red]{by.kind}[/]{until} in {safe(edition.masthead)}, by {safe(by.by)}: {safe(by.why)}")


def _stands(copy: Copy) -> str:
    take = copy.takes.order_by("-number").first()
    if copy.due_at:
        return f"It is to be fetched{' again' if take else ''} at {copy.due_at:%Y-%m-%d %H:%M:%S} UTC."
    if take is None:
        return "No page was received, and none will be fetched by itself."
    if take.next_leg and take.due_at:
        return f"Take {take.number} stands before the leg {take.next_leg}."
    if take.next_leg:
        return f"Take {take.number} was set aside before the leg {take.next_leg}; `wirecopy redo {take.next_leg}` tries again."
    placed = getattr(copy, "placement", None)
    return (
        f"Take {take.number} has passed every leg; it tells story {placed.story_id}."
        if placed
        else f"Take {take.number} has passed every leg."
    )


def _table(*names: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim")
    for name in names:
        table.add_column(name, overflow="fold")
    return table


def outlet_list() -> None:
    """Every outlet, with what is polled, what came of it, and what stands in the way."""
    table = _table("slug", "outlet", "rights", "copies", "polled", "")
    outlets = Outlet.objects.annotate(count=Count("copies")).prefetch_related("feeds").order_by("name")
    for outlet in outlets:
        feeds = list(outlet.feeds.all())
        trouble = next((f"{f.failures} polls failed" for f in feeds if f.failures), "")
        kinds = Counter(feed.kind for feed in feeds)
        polled = ", ".join(kind if count == 1 else f"{count} {kind}s" for kind, count in kinds.items())
        table.add_row(outlet.slug, safe(outlet.name), outlet.rights, str(outlet.count), polled, trouble)
    if outlets:
        console().print(table)
    else:
        console().print("No outlet yet. `wirecopy add URL` adds one.")


def _every(seconds: int) -> str:
    return f"{seconds // 60} min" if seconds >= 60 else f"{seconds} s"


def outlet_facts(outlet: Outlet) -> None:
    """One outlet: what we may show of it, what is polled, which lines it repeats, and its last stumbles."""
    from wirecopy.wire import learnt, times  # they bring what reading needs, an eighth of the time of a short command

    out = console()
    out.print(f"[bold]{safe(outlet.name)}[/]  [dim]{outlet.slug}[/]\n{safe(outlet.home)}")
    out.print(f"rights {outlet.rights}, pictures {'shown' if outlet.pictures else 'not shown'}, zone {outlet.zone or 'not set'}")
    for feed in outlet.feeds.all():
        due = f"due {feed.due_at:%Y-%m-%d %H:%M} UTC" if feed.due_at else "not polled any more"
        out.print(f"{feed.kind}: {safe(feed.url)}  [dim]{due}, every {_every(feed.interval)}[/]")
    mended = "" if outlet.times == "learnt" else "  [dim]taken as printed[/]"
    for sentence in times.lessons(outlet).sentences():
        out.print(sentence + mended)
    lines = learnt.repeats(outlet)
    _repeated([line for line in lines if line.kind != "place"], out)
    _places([line for line in lines if line.kind == "place"], out)
    lost = (Stumble.objects.filter(feed__outlet=outlet) | Stumble.objects.filter(copy__outlet=outlet)).order_by("-stumbled_at")
    for stumble in lost[:10]:
        out.print(f"[red]{stumble.stumbled_at:%Y-%m-%d %H:%M}[/] {stumble.leg}: {safe(stumble.sentence)}")


def _repeated(lines: Sequence[learnt.Line], out: Console) -> None:
    if not lines:
        return
    table = _table("copies", "last seen (UTC)", "line")
    marks = {"signature": "  [dim]and others beside its links[/]", "kept": "  [dim]kept[/]"}
    for line in lines:
        table.add_row(str(line.copies or ""), f"{line.last_at:%Y-%m-%d %H:%M}", safe(line.text) + marks.get(line.kind, ""))
    out.print("\n[bold]Lines that it repeats[/]  [dim]taken out of its texts; --keep with how one begins lets it in[/]")
    out.print(table)


def _places(lines: Sequence[learnt.Line], out: Console) -> None:
    """Teasers, pleas and captions, but also bylines and standfirsts: what is no paragraph. That headlines are none goes without saying."""
    lines = [line for line in lines if not HEADLINE.search(line.text)]
    if not lines:
        return
    table = _table("copies", "last seen", "place")
    table.add_column("there stands", no_wrap=True, overflow="ellipsis", max_width=44)
    for line in lines:
        table.add_row(str(line.copies), f"{line.last_at:%Y-%m-%d}", safe(line.text), f"[dim]{safe(line.example)}[/]")
    out.print("\n[bold]Places of its pages that hold no paragraph of a text[/]  [dim]--keep with a place lets it in[/]")
    out.print(table)


def editions() -> None:
    """Every edition, its address, what it carries, and its sections."""
    out = console()
    rows = Edition.objects.annotate(count=Count("appearances")).prefetch_related("sections").order_by("slug")
    for row in rows:
        rules = "; ".join(f"{name} {', '.join(map(str, values))}" for name, values in row.rules.items() if values)
        sections = ", ".join(f"{s.name} ({s.slug})" for s in sorted(row.sections.all(), key=lambda s: s.rank))
        out.print(f"[bold]{safe(row.masthead)}[/]  [dim]{row.slug}[/]  {row.base}/")
        out.print(f"  {row.count} stories, {row.zone}, {row.language}; carries {safe(rules or 'all copy')}")
        out.print(f"  sections: {safe(sections or 'none')}")
    if not rows:
        out.print("No edition yet. `wirecopy edition add` makes one; so does `wirecopy up`.")
