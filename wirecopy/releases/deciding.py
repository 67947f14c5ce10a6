"""The desk's deeds at a release: accept, ask, spike, reopen. Of two editors who decide at once, the slower is told who did what."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from wirecopy.releases import letters
from wirecopy.releases.models import Release, Step

OPEN = ("waiting", "returned")
EDITED = ("headline", "standfirst", "dateline", "text")  # what an editor may put right while accepting


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a deed: done | late, for the form is older than the row | empty, with nothing to print.

    `release` is as it is now; `before`: what an editor changed of it.
    """

    word: str
    release: Release
    before: Mapping[str, str] = field(default_factory=dict)


def seen(release: Release) -> str:
    """What a form carries, to tell whether anything was changed or decided since. That an address is confirmed does not count."""
    decided = release.decided_at.isoformat() if release.decided_at else ""
    return f"{release.version} {release.standing} {decided}"


def accept(release: Release, form: str, by: str, now: datetime, edited: Mapping[str, str] | None = None) -> Outcome:
    """Let it go on the wire, at once or when its embargo ends; `edited` is what the editor made of its words."""

    def deed(held: Release) -> tuple[str, Mapping[str, str]]:
        before = {
            name: getattr(held, name) for name in EDITED if edited is not None and name in edited and edited[name] != getattr(held, name)
        }
        for name in before:
            setattr(held, name, (edited or {})[name])
        if not held.headline.strip() or not held.text.strip():
            return "empty", {}
        if before:
            held.version, held.changed_at = held.version + 1, now
        _decide(held, "accepted", by, "", now)
        _step(held, "accepted", by, now, f"edited: {', '.join(before)}" if before else "")
        letters.tell(held, "accepted", now)
        return "done", before

    return _do(release, form, OPEN, deed)


def ask(release: Release, form: str, by: str, question: str, now: datetime) -> Outcome:
    """Return it to its sender with a question."""

    def deed(held: Release) -> tuple[str, Mapping[str, str]]:
        _decide(held, "returned", by, question, now)
        _step(held, "asked", by, now, question)
        letters.tell(held, "asked", now)
        return "done", {}

    return _do(release, form, OPEN, deed)


def spike(release: Release, form: str, by: str, reason: str, now: datetime) -> Outcome:
    """Do not print it. It is kept, with the reason, which its sender does not see."""

    def deed(held: Release) -> tuple[str, Mapping[str, str]]:
        _decide(held, "spiked", by, reason, now)
        _step(held, "spiked", by, now, reason)
        letters.tell(held, "spiked", now)
        return "done", {}

    return _do(release, form, OPEN, deed)


def reopen(release: Release, form: str, by: str, now: datetime) -> Outcome:
    """Take a decision back: it waits again. What is on the wire already is no release any more, but a story, with deeds of its own."""

    def deed(held: Release) -> tuple[str, Mapping[str, str]]:
        _decide(held, "waiting", by, "", now)
        _step(held, "reopened", by, now, "")
        return "done", {}

    return _do(release, form, ("spiked", "accepted"), deed)


def _do(release: Release, form: str, of: tuple[str, ...], deed: Callable[[Release], tuple[str, Mapping[str, str]]]) -> Outcome:
    with transaction.atomic():
        held = Release.objects.select_for_update().get(pk=release.pk)  # a row locked together with others is none on PostgreSQL
        if seen(held) != form or held.standing not in of or (held.filed_at and held.standing == "accepted"):
            return Outcome("late", held)
        word, before = deed(held)
        if word == "done":
            held.save()
    return Outcome(word, held, before)


def _decide(held: Release, standing: str, by: str, why: str, now: datetime) -> None:
    held.standing, held.decided_at, held.decided_by, held.why = standing, now, by[:150], why


def _step(held: Release, what: str, by: str, now: datetime, said: str) -> None:
    Step.objects.create(release=held, what=what, by=by[:150], said=said, at=now)
