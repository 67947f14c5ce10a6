"""What has the road left behind? Its rows, captures and pages, as road_crash.py compares them."""

from __future__ import annotations

import json
from collections import Counter


def snapshot(workers: int) -> Counter[tuple[str, ...]]:
    """Every row that the road leaves, by what it is and not by its number; each capture is opened too.

    Which story a copy tells depends on which copies came before it, and a kill changes that order; so of stories it is counted that each
    copy stands in one, and that their pages and theirs alone are there.
    """
    from django.db import connections

    from wirecopy import models
    from wirecopy.wire import work

    rows: Counter[tuple[str, ...]] = Counter()
    for placement in models.Placement.objects.select_related("copy", "reading__take"):
        rows["placement", placement.copy.url, str(placement.reading.take.number)] += 1
    told = models.Story.objects.filter(merged_into=None)
    rows["stories without a placement", str(told.filter(placements=None).count())] += 1
    for copy in models.Copy.objects.all():
        rows["copy", copy.url, str(copy.due_at is None)] += 1
    for take in models.Take.objects.select_related("copy"):
        rows["take", take.copy.url, str(take.number), take.sha256, take.next_leg, str(len(work.page_of(take)))] += 1
    for reading in models.Reading.objects.select_related("take__copy"):
        # what an outlet repeats is learnt in the order of reading, which is another one each time that two workers share the queue
        text = json.dumps(reading.article, sort_keys=True) if workers == 1 else ""
        rows["reading", reading.take.copy.url, str(reading.take.number), reading.version, text] += 1
    for folding in models.Folding.objects.select_related("copy", "fingerprint__reading__take", "group"):
        stands = str(folding.group.story_id == folding.copy.placement.story_id)
        rows["folding", folding.copy.url, str(folding.fingerprint.reading.take.number), stands] += 1
    rows["fingerprints", str(models.Fingerprint.objects.count())] += 1
    for group in models.Group.objects.select_related("original"):
        members = sorted(group.foldings.values_list("copy__url", flat=True))
        if len(members) > 1:
            rows["group", group.original.url if group.original else group.missing, *members] += 1
    for passage in models.Passage.objects.select_related("take__copy"):
        outcome = passage.outcome if workers == 1 and passage.leg not in ("fold", "place") else passage.leg
        rows["passage", passage.take.copy.url, str(passage.take.number), passage.leg, outcome] += 1
    rows["changes left", str(models.Change.objects.count())] += 1
    for edition in models.Edition.objects.all():
        printed(edition, rows)
    connections.close_all()
    return rows


def printed(edition, rows: Counter[tuple[str, ...]]) -> None:
    from django.conf import settings

    from wirecopy import models
    from wirecopy.press import paths
    from wirecopy.press.store import PageStore

    appeared = [row.story for row in edition.appearances.select_related("story").filter(story__merged_into=None)]
    pages = set(PageStore(settings.PAGES).paths(edition.slug))
    stories = {paths.story(story.pk, story.slug) for story in appeared}
    rows["stories without a page", edition.slug, str(len(stories - pages))] += 1
    if not any(edition.rules.values()):
        copies = {paths.copy(number): f"/copy/ of {url}" for number, url in models.Copy.objects.values_list("pk", "url")}
        for path in pages:
            if not path.startswith("/story/"):
                rows["page", edition.slug, copies.get(path, path)] += 1
