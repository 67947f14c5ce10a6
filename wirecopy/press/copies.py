"""What does the desk know of what copies share? The rows of folding, for all pages of a print run at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Q

from wirecopy.desk.models import Folding, Pickup, Placement
from wirecopy.desk.origin import Witness, direction
from wirecopy.desk.passages import left_over, passages
from wirecopy.desk.words import unpack
from wirecopy.press.pictures import Compared, compared
from wirecopy.press.told import Text
from wirecopy.wire.links import host

MOST = 100  # copies of a story that are told one by one; the others are counted
Two = tuple[int, int]  # (a copy, the one that it is held against)


@dataclass(frozen=True, slots=True)
class Held:
    """A copy of a story, before it is looked at closely."""

    copy: int
    outlet: str  # slug
    text: Text | None
    only: int | None = None  # the edition that alone carries it


@dataclass(frozen=True, slots=True)
class Shared:
    evidence: str  # what says that the copy had it later: canonical | credit | published | seen; empty: nothing says so
    words: Compared


def carried_in(edition: int) -> Q:
    """Of placements: those of copies that an edition may carry. What a sender handed in to one edition, no other has."""
    return Q(copy__outlet__edition=None) | Q(copy__outlet__edition=edition)


def held(stories: Collection[int], edition: int | None = None) -> dict[int, list[Held]]:
    """The copies of each story, of all or of those that an `edition` may carry: those first that had a text first, then as they came.

    One query.
    """
    of = ("group", "group__original", "group__missing", "group__evidence", "group__first", "credits")
    rows = Placement.objects.filter(carried_in(edition) if edition else Q(), story__in=stories).order_by("copy_id")
    found: dict[int, list[Held]] = defaultdict(list)
    for story, copy, outlet, only, group, original, missing, evidence, first, credits in rows.values_list(
        "story", "copy", "copy__outlet__slug", "copy__outlet__edition", *(f"copy__folding__{name}" for name in of)
    ):
        text = Text(group, original, missing, evidence, first, tuple(credits)) if group else None
        found[story].append(Held(copy, outlet, text, only))
    for some in found.values():
        some.sort(key=lambda each: not (each.text and each.copy in (each.text.original, each.text.first)))
    return found


def against(pairs: Collection[Two]) -> dict[Two, Shared]:
    """What each copy has of the one that it is held against. Two queries, however many; what was never folded is left out."""
    copies, sources = {copy for copy, _ in pairs}, {source for _, source in pairs}
    either = Q(copy__in=copies, original__in=sources) | Q(copy__in=sources, original__in=copies)
    rows = {(row.copy_id, row.original_id): row for row in Pickup.objects.filter(either)} if pairs else {}
    found: dict[Two, Shared] = {}
    for copy, source in pairs:
        if row := rows.get((copy, source)):
            found[copy, source] = Shared(row.evidence, compared(row.passages, row.kept, row.cut, row.added))
        elif row := rows.get((source, copy)):  # held the other way round when it was folded
            turned = ((b0, b1, a0, a1) for a0, a1, b0, b1 in row.passages)
            found[copy, source] = Shared("", compared(turned, row.kept, row.added, row.cut))
    return found | _compared_now([two for two in pairs if two not in found])


def _compared_now(pairs: Collection[Two]) -> dict[Two, Shared]:
    """Of two copies of one text that were never compared: each was folded against its nearest, not against all."""
    if not pairs:
        return {}
    held = Folding.objects.filter(copy__in={copy for two in pairs for copy in two}).select_related("copy__outlet", "fingerprint")
    rows = {row.copy_id: row for row in held.defer("fingerprint__anchors")}
    texts = {copy: unpack(bytes(row.fingerprint.words)) for copy, row in rows.items()}
    found = {}
    for copy, source in pairs:
        if copy in rows and source in rows:
            here, there = texts[copy], texts[source]
            same = passages(here, there)
            added = _count(left_over(((p.a0, p.a1) for p in same), len(here)))
            cut = _count(left_over(((p.b0, p.b1) for p in same), len(there)))
            first, evidence = direction(_witness(rows[copy]), _witness(rows[source]))
            words = compared(((p.a0, p.a1, p.b0, p.b1) for p in same), sum(p.same for p in same), cut, added)
            found[copy, source] = Shared(evidence if first == source else "", words)
    return found


def _count(spans: Iterable[tuple[int, int]]) -> int:
    return sum(past - first for first, past in spans)


def _witness(row: Folding) -> Witness:
    copy, outlet = row.copy, row.copy.outlet
    return Witness(
        copy.pk, outlet.name, (host(outlet.home),), copy.url, row.canonical_url or None, tuple(row.credits), row.published_at, copy.seen_at
    )  # fmt: skip


def reused(copies: Collection[int]) -> dict[int, dict[int, int]]:
    """By copy: other copies that share passages with it though they tell it themselves, and how many words. One query."""
    rows = Pickup.objects.filter(Q(copy__in=copies) | Q(original__in=copies), standing="reuse")
    found: dict[int, dict[int, int]] = defaultdict(dict)
    for copy, original, kept in rows.values_list("copy", "original", "kept"):
        found[copy][original] = found[original][copy] = kept
    return found
