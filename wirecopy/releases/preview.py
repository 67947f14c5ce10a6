"""How will a release look in print, as far as its sender can see it?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe

from wirecopy.releases import letters, markup
from wirecopy.releases.models import Attached, Release
from wirecopy.releases.visit import Visit


@dataclass(frozen=True, slots=True)
class Looks:
    category: str
    headline: str
    sender: str
    dateline: str
    body: SafeString
    pictures: list[tuple[str, Attached]]  # with the address of each


def preview(visit: Visit, said: Mapping[str, str], release: Release) -> Looks:
    base = letters.follow(release)
    return Looks(
        visit.said.get(said["category"], ""),
        said["headline"],
        said["sender"],
        said["dateline"],
        mark_safe(markup.html(said["text"])),  # noqa: S308 (nh3 has cleaned it)
        [(f"{base}picture/{each.pk}/", each) for each in release.pictures.order_by("rank")],
    )
