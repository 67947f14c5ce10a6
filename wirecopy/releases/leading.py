"""Where did what was written here go? The address that a text is filed under leads to its story, once there is one."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect

from wirecopy.press.models import Appearance
from wirecopy.press.words import words
from wirecopy.releases.filing import story_of
from wirecopy.releases.models import Draft, Release
from wirecopy.releases.visit import Visit, room
from wirecopy.wire.models import Copy


@room
def of_release(visit: Visit, number: int) -> HttpResponse:
    found = Release.objects.select_related("copy__placement__story").filter(edition=visit.edition, pk=number).first()
    return _lead(visit, found.copy if found else None)


@room
def of_draft(visit: Visit, number: int) -> HttpResponse:
    found = Draft.objects.select_related("copy__placement__story").filter(edition=visit.edition, pk=number).first()
    return _lead(visit, found.copy if found else None)


def _lead(visit: Visit, copy: Copy | None) -> HttpResponse:
    path = story_of(copy)
    printed = path and copy and Appearance.objects.filter(edition=visit.edition, story=copy.placement.story_id).exists()
    if not path or not printed:
        label = words(visit.edition.language)
        return visit.note(label["missing"], label["missing_text"], 404)
    return HttpResponseRedirect(path)
