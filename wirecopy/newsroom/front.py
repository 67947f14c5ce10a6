"""What stands at the top of the front, and in which order?"""

from __future__ import annotations

from django.http import HttpResponse

from wirecopy.newsroom.door import Visit, screen
from wirecopy.newsroom.listing import Listed, filled, listed
from wirecopy.press.choosing import PINS, pinned
from wirecopy.press.models import Appearance
from wirecopy.press.telling import appearances

OFFERED = 20


@screen()
def front(visit: Visit) -> HttpResponse:
    """The pinned stories in their order, and the newest that could be pinned."""
    choices = pinned(visit.edition, visit.now)
    numbers = [choice.story_id for choice in choices]
    sections = {row.story_id: row for row in Appearance.objects.filter(edition=visit.edition, story__in=numbers).select_related("section")}
    held = filled(visit.edition, [Listed(choice.story, None, "") for choice in choices], visit.now)
    rows = [(choice, each, choice.story_id in sections) for choice, each in zip(choices, held, strict=True)]
    newest = listed(visit.edition, appearances(visit.edition).exclude(story__in=numbers)[:OFFERED], visit.now)
    return visit.page("front.html", "Front", pinned=rows, newest=newest, room=len(rows) < PINS)
