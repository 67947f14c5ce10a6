"""Who publishes on the sample wire, and by which habits? Read from outlets.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Announcement:
    """A feed or sitemap: `kind` is rss, rdf, atom, json, news or index; `faults` are those of the field that it shows."""

    path: str
    kind: str
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Habits:
    """How its pages are made. `page` and `time` and `byline` are patterns of str.format."""

    page: str
    time: str
    byline: str
    charset: str
    sections: Mapping[str, str]  # our name of a section -> the outlet's
    bios: Mapping[str, str]
    comments: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class SampleOutlet:
    slug: str
    host: str
    name: str
    home: str
    language: str
    country: str
    zone: str
    rights: str
    pictures: bool
    announcements: tuple[Announcement, ...]
    habits: Habits

    @property
    def feeds(self) -> tuple[str, ...]:
        """Addresses of its feeds and sitemaps; none for an outlet that has only its front page."""
        return tuple(self.home.rstrip("/") + made.path for made in self.announcements)

    @property
    def sitemaps(self) -> tuple[str, ...]:
        """Those of `feeds` that are sitemaps."""
        return tuple(self.home.rstrip("/") + made.path for made in self.announcements if made.kind in ("news", "index"))

    @property
    def clock(self) -> ZoneInfo:
        return ZoneInfo(self.zone)


@cache
def outlets() -> Mapping[str, SampleOutlet]:
    """Every outlet by its slug, in the order of the file."""
    rows = tomllib.loads((HERE / "outlets.toml").read_text(encoding="utf-8"))["outlet"]
    return {row["slug"]: _outlet(row) for row in rows}


def _outlet(row: dict[str, Any]) -> SampleOutlet:
    return SampleOutlet(
        slug=row["slug"],
        host=f"{row['slug']}.example",
        name=row["name"],
        home=f"http://{row['slug']}.example/",
        language=row["language"],
        country=row["country"],
        zone=row["zone"],
        rights=row.get("rights", "excerpt"),
        pictures=row.get("pictures", False),
        announcements=tuple(
            Announcement(made["path"], made["kind"], tuple(made.get("faults", ()))) for made in row.get("announces", ())
        ),
        habits=Habits(
            page=row["page"],
            time=row["time"],
            byline=row["byline"],
            charset=row.get("charset", "utf-8"),
            sections=row["sections"],
            bios=row.get("bios", {}),
            comments=tuple((name, text) for name, text in row.get("comments", ())),
        ),
    )
