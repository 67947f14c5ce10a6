"""What may be typed on the form for news, and what of it can be kept? What is wrong is shown again as it was typed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from wirecopy.mail import addresses
from wirecopy.releases.handing_in import Shot
from wirecopy.releases.models import Release
from wirecopy.releases.pictures import Made

LONGEST = {
    "headline": 300, "dateline": 200, "text": 20_000, "sender": 200, "contact": 200, "address": 320, "phone": 60,
    "alt": 300, "caption": 500, "credit": 200, "answer": 5000,
}  # fmt: skip
LINES = ("headline", "dateline", "sender", "contact", "address", "phone")
NEEDED = ("category", "headline", "dateline", "text", "sender", "contact", "address")
EMBARGO = ("embargo_date", "embargo_time", "embargo_zone")
RANKS = (0, 1, 2)
FARTHEST = timedelta(days=366)
TRAP = "homepage"  # seen by no reader; what is in it was put there by a program
_UNSAFE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_DATE, _TIME = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII), re.compile(r"\d\d?[:.]\d\d(?::00)?", re.ASCII)


@dataclass(slots=True)
class Typed:
    """said: as typed; kept: what of it a row can hold, by column; wrong: field -> which phrase; lacking: the same of what is missing."""

    said: dict[str, str] = field(default_factory=dict)
    kept: dict[str, Any] = field(default_factory=dict)
    wrong: dict[str, str] = field(default_factory=dict)
    lacking: dict[str, str] = field(default_factory=dict)
    shots: list[Shot] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        typed = any(value for name, value in self.said.items() if name != "embargo_zone")
        return not typed and not any(shot.made for shot in self.shots)


def line(text: str) -> str:
    """One line, without what no form field can hold."""
    return " ".join(_UNSAFE.sub("", text).split())


def lines(text: str) -> str:
    return _UNSAFE.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip("\n").rstrip()


def read(given: Mapping[str, str], wording: str, now: datetime) -> Typed:
    """What stands in the fields of a form, but for its pictures."""
    typed = Typed()
    for name in (*LINES, "text"):
        said = typed.said[name] = (lines if name == "text" else line)(given.get(name, ""))
        if _short(typed, name, said, LONGEST[name]) or name == "text":
            typed.kept[name] = said
    category = given.get("category", "")
    typed.said["category"] = typed.kept["category"] = category if category in Release.CATEGORIES else ""
    for name in NEEDED:
        if not typed.said[name]:
            typed.lacking[name] = "needed"
    if typed.said["address"]:
        found = addresses.look(typed.said["address"])
        if isinstance(found, str):
            typed.wrong.setdefault("address", found)
    _read_embargo(typed, given, now)
    declared = typed.said["rights"] = "yes" if given.get("rights") else ""
    typed.kept |= {"rights_at": now if declared else None, "rights_wording": wording if declared else ""}
    if not declared:
        typed.lacking["rights"] = "needed_rights"
    if given.get(TRAP):
        typed.said[TRAP], typed.wrong[TRAP] = line(given[TRAP])[:200], "trap_filled"
    return typed


def _short(typed: Typed, name: str, said: str, most: int) -> bool:
    if len(said) > most:
        typed.wrong[name] = "too_long"
    return len(said) <= most


def _read_embargo(typed: Typed, given: Mapping[str, str], now: datetime) -> None:
    said = {name: line(given.get(name, ""))[:80] for name in EMBARGO}
    typed.said |= said
    typed.kept |= {"embargo_at": None, "embargo_zone": ""}
    if not said["embargo_date"] and not said["embargo_time"]:
        return
    at, wrong = embargo(said["embargo_date"], said["embargo_time"], said["embargo_zone"], now)
    typed.wrong |= wrong
    typed.kept |= {"embargo_at": at, "embargo_zone": said["embargo_zone"][:64] if at or "embargo_zone" not in wrong else "UTC"}


def embargo(day: str, clock: str, zone: str, now: datetime) -> tuple[datetime | None, dict[str, str]]:
    """The instant that is meant, or which field is wrong and why. Of a time that a zone has twice, the later: no embargo ends early."""
    try:
        there = ZoneInfo(zone) if zone else None
    except (LookupError, ValueError, OSError):
        there = None
    wrong = {} if there else {"embargo_zone": "wrong_zone"}
    try:
        on = date.fromisoformat(day) if _DATE.fullmatch(day) else None
    except ValueError:
        on = None
    try:
        at = time.fromisoformat(clock.replace(".", ":").zfill(5)) if _TIME.fullmatch(clock) else None
    except ValueError:
        at = None
    if on is None:
        wrong["embargo_date"] = "wrong_date" if day else "needed_date"
    if at is None:
        wrong["embargo_time"] = "wrong_time" if clock else "needed_time"
    if on is None or at is None or there is None:
        return None, wrong
    try:
        instant = datetime.combine(on, at.replace(fold=1), there).astimezone(UTC)
        if instant.astimezone(there).time() != at:
            return None, {"embargo_time": "no_such_time"}
    except OverflowError:
        return None, {"embargo_date": "far"}
    if instant > now + FARTHEST:
        return None, {"embargo_date": "far"}
    return (instant, {}) if instant > now else (None, {"embargo_date": "past"})


def shot(typed: Typed, rank: int, given: Mapping[str, str], made: Made | str | None, there: bool) -> None:
    """What is wanted for one place for a picture. `made`: the file that came in, or which phrase says why it cannot be taken."""
    told: dict[str, str] = {}
    for name in ("alt", "caption", "credit"):
        key = f"{name}{rank}"
        said = typed.said[key] = line(given.get(key, ""))
        _short(typed, key, said, LONGEST[name])
        told[name] = said[: LONGEST[name]]
    remove = bool(given.get(f"remove{rank}")) and not made
    if isinstance(made, str):
        typed.wrong[f"picture{rank}"] = made
    kept = made if isinstance(made, Made) else None
    if (kept or (there and not remove)) and not told["alt"]:
        typed.lacking[f"alt{rank}"] = "needed"
    typed.shots.append(Shot(rank, kept, remove, **told))


def said_of(release: Release, zone: str) -> dict[str, str]:
    """What the fields show of a release as it is kept."""
    said = {name: str(getattr(release, name)) for name in (*LINES, "text", "category")}
    said |= {"embargo_date": "", "embargo_time": "", "embargo_zone": release.embargo_zone or zone}
    said["rights"] = "yes" if release.rights_at else ""
    if release.embargo_at:
        local = release.embargo_at.astimezone(ZoneInfo(said["embargo_zone"]))
        said |= {"embargo_date": f"{local:%Y-%m-%d}", "embargo_time": f"{local:%H:%M}"}
    for each in release.pictures.all():
        said |= {f"alt{each.rank}": each.alt, f"caption{each.rank}": each.caption, f"credit{each.rank}": each.credit}
    return said


def kept_of(release: Release, zone: str, now: datetime) -> Typed:
    """The same as `read` of a release as it is kept: what is wrong with it, and lacking.

    A zone alone says that an embargo was wanted which could not be kept: it must not be forgotten on the way.
    """
    said = said_of(release, zone)
    typed = read(said, "", now)
    if release.embargo_zone and not release.embargo_at:
        typed.wrong["embargo_date"] = "unkept_embargo"
    held = {each.rank for each in release.pictures.all()}
    for rank in RANKS:
        shot(typed, rank, said, None, rank in held)
    return typed
