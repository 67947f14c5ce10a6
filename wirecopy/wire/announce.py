"""What did a poll bring? A feed's answer becomes copies to fetch, or a stumble that says why not."""

from __future__ import annotations

import hashlib
import logging
import random
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from wirecopy.guard import registered_domain
from wirecopy.log import told
from wirecopy.net import Answer, Trouble
from wirecopy.wire import erasing, pace
from wirecopy.wire.entries import Entry, Listing, NotAFeed, entries
from wirecopy.wire.links import canonical, host
from wirecopy.wire.models import Copy, Feed, Stumble

log = logging.getLogger("wirecopy.collect")

CHANGES = 24  # an entry that differs at every poll is left alone after so many
CHILDREN = 10  # sitemaps taken from a sitemap index


@dataclass(frozen=True, slots=True)
class Poll:
    """What a poll came to, judged: rows are written from it in one short transaction."""

    listing: Listing | None
    body_hash: str
    setback: tuple[str, str] | None  # a word, a sentence


def judge_poll(feed: Feed, answer: Answer | Trouble, now: datetime) -> Poll:
    """Read the answer of a feed. Nothing is written."""
    if isinstance(answer, Trouble):
        return Poll(None, feed.body_hash, (answer.why, answer.sentence))
    if answer.status == 304:
        return Poll(None, feed.body_hash, None)
    if answer.status != 200:
        return Poll(None, feed.body_hash, (f"status-{answer.status}", f"the server answered {answer.status}"))
    body_hash = hashlib.sha256(answer.body).hexdigest()
    if body_hash == feed.body_hash:
        return Poll(None, body_hash, None)
    kind = "front" if feed.kind == "front" else ""
    listing = entries(answer.body, answer.final_url, content_type=answer.content_type, charset=answer.charset, kind=kind, now=now)
    if isinstance(listing, NotAFeed):
        return Poll(None, feed.body_hash, (listing.why, listing.sentence))
    return Poll(listing, body_hash, None)


def write_poll(feed: Feed, answer: Answer | Trouble, poll: Poll, now: datetime) -> int:
    """Write down a poll: new copies, the feed's pace, its stumble. Returns how many copies are new."""
    if poll.setback:
        _failed(feed, answer, poll.setback, now)
        return 0
    assert isinstance(answer, Answer)
    with transaction.atomic(savepoint=False):
        new = _announce(feed, poll.listing, now) if poll.listing else 0
        _children(feed, poll.listing, now)
        _settle(feed, answer, poll, new, now)
    if poll.listing:
        partial = "; it was cut short" if poll.listing.partial else ""
        told(log, f"polled {feed.outlet.name}: {new} new of {len(poll.listing.entries)}{partial}", feed=feed.url)
    return new


def _settle(feed: Feed, answer: Answer, poll: Poll, new: int, now: datetime) -> None:
    given = settings.WIRECOPY
    recent = list(feed.copies.exclude(given_at=None).order_by("-given_at").values_list("given_at", flat=True)[:20])
    ttl = poll.listing.ttl if poll.listing else None
    earliest = pace.earliest(answer.headers, now, ttl)
    jitter = random.uniform(-1, 1)
    feed.due_at, feed.interval = pace.next_poll(
        now, recent=[r for r in recent if r], new=new, interval=feed.interval, least=given["POLL_LEAST"], most=given["POLL_MOST"],
        earliest=earliest, jitter=jitter,
    )  # fmt: skip
    if answer.status == 200:
        feed.changed_at = now
        feed.etag, feed.last_modified, feed.validators_of = answer.validators.etag, answer.validators.last_modified, answer.validators.of
    if poll.listing and poll.listing.title:
        feed.title = poll.listing.title[:300]
    feed.body_hash, feed.polled_at, feed.failures, feed.failing_since = poll.body_hash, now, 0, None
    _follow(feed, answer.moved_to, now)
    feed.save()


def _follow(feed: Feed, target: str, now: datetime) -> None:
    """Move the stored address only after the same permanent target on several polls over a week."""
    if not target or target == feed.url:
        feed.moved_to, feed.moved_polls, feed.moved_since = "", 0, None
        return
    if target != feed.moved_to:
        feed.moved_to, feed.moved_polls, feed.moved_since = target[:2000], 0, now
    feed.moved_polls += 1
    downgrade = feed.url.startswith("https:") and not target.startswith("https:")
    if feed.moved_since and pace.moved(feed.moved_polls, feed.moved_since, now) and not downgrade:
        if Feed.objects.filter(url=target).exclude(pk=feed.pk).exists():
            feed.due_at = None  # it has moved onto a feed that we poll already
            return
        told(log, f"{feed.outlet.name}: the feed has moved", feed=feed.url, to=target)
        feed.url, feed.moved_to, feed.moved_polls, feed.moved_since = target, "", 0, None
        feed.domain = registered_domain(host(target))


def _failed(feed: Feed, answer: Answer | Trouble, setback: tuple[str, str], now: datetime) -> None:
    why, sentence = setback
    feed.failures += 1
    feed.failing_since = feed.failing_since or now
    feed.polled_at = now
    status = answer.status if isinstance(answer, Answer) else 0
    failing = now - feed.failing_since
    if status == 410:
        waits = (timedelta(days=7), timedelta(days=23))
        feed.due_at = now + waits[feed.failures - 1] if feed.failures <= len(waits) else None
        sentence = "the server says that the feed is gone for good"
    elif status == 404 and failing > timedelta(days=30):
        feed.due_at = None
    else:
        least = answer.retry_after or 0.0
        again = pace.again(now, feed.failures, feed.interval, settings.WIRECOPY["POLL_MOST"], random.random())
        feed.due_at = max(again, now + timedelta(seconds=least))
    if isinstance(answer, Answer) and status == 304:
        feed.etag = feed.last_modified = ""
    with transaction.atomic(savepoint=False):
        feed.save()
        Stumble.objects.create(feed=feed, leg="poll", stumbled_at=now, why=why, sentence=sentence, again_at=feed.due_at)
    told(log, f"poll stumbled: {sentence}", logging.WARNING, feed=feed.url, why=why)


def _children(feed: Feed, listing: Listing | None, now: datetime) -> None:
    """The sitemaps that an index names, news ones first, become feeds of the outlet."""
    if not listing or not listing.children or feed.kind != "sitemap":
        return
    ranked = sorted(listing.children, key=lambda url: "news" not in url.lower())[:CHILDREN]
    for url in ranked:
        if registered_domain(host(url)) == feed.domain:
            Feed.objects.get_or_create(
                url=url[:2000], defaults={"outlet": feed.outlet, "kind": "sitemap", "domain": feed.domain, "due_at": now}
            )


def _announce(feed: Feed, listing: Listing, now: datetime) -> int:
    """Make copies of the entries that are new, and mark those to fetch again that the feed says have changed."""
    given = settings.WIRECOPY
    oldest = now - timedelta(days=given["AGE_DAYS"]) if given["AGE_DAYS"] else None
    fitting: list[tuple[Entry, str]] = []
    skipped = 0
    for entry in listing.entries:
        url = canonical(entry.url) if entry.url else None
        if url is None or len(url) > 2000:
            skipped += 1
        elif not (oldest and entry.published and entry.published < oldest):
            fitting.append((entry, url))
    if skipped:
        told(log, f"{feed.outlet.name}: {skipped} entries without an address were passed over", feed=feed.url)
    if feed.polled_at is None and given["FIRST_POLL"]:
        fitting = fitting[: given["FIRST_POLL"]]
    by_url = _known(url for _, url in fitting)
    barred = erasing.barred(feed, {url: entry.guid[:2000] for entry, url in fitting if url not in by_url})
    fitting = [(entry, url) for entry, url in fitting if url not in barred]
    times = Counter(e.guid for e, _ in fitting)
    guids = [guid for guid in times if guid] if feed.polled_at else []
    by_guid = {c.guid: c for c in Copy.objects.filter(feed=feed, guid__in=guids)}
    new: list[Copy] = []
    changed: list[Copy] = []
    for entry, url in fitting:
        guid = entry.guid[:2000] if times[entry.guid] == 1 else ""  # an id that several entries share names none of them
        told_hash = hashlib.sha256("\0".join((entry.headline, entry.summary, str(entry.updated))).encode("utf-8", "replace")).hexdigest()
        known = by_url.get(url) or (by_guid.get(guid) if guid else None)
        if known is None:
            copy = Copy(
                outlet=feed.outlet, feed=feed, url=url, given_url=_given(entry, url), guid=guid, domain=registered_domain(host(url)),
                headline=entry.headline[:1000], given_at=entry.published or entry.updated, given_hash=told_hash, seen_at=now, due_at=now,
            )  # fmt: skip
            new.append(copy)
            by_url[url] = copy
        elif known.pk and known.feed_id == feed.pk and known.given_hash != told_hash and known.given_changes < CHANGES:
            known.given_hash, known.given_changes, known.due_at = told_hash, known.given_changes + 1, now
            known.headline, known.given_at = entry.headline[:1000] or known.headline, known.given_at or entry.published or entry.updated
            changed.append(known)
    if not new and not changed:
        return 0
    Copy.objects.bulk_create(new, ignore_conflicts=True)  # another feed of the outlet may announce the same at this moment
    Copy.objects.bulk_update(changed, ["given_hash", "given_changes", "due_at", "headline", "given_at"])
    return len(new)


def _given(entry: Entry, url: str) -> str:
    """The address as announced, where it is another than the copy's own: some servers know their pages only by it."""
    return "" if entry.url is None or entry.url == url or len(entry.url) > 2000 else entry.url


def _known(urls: Iterable[str]) -> dict[str, Copy]:
    """Copies that we have under these addresses, whether over http or https."""
    wanted = set(urls)
    twin = {("http:" + u[6:]) if u.startswith("https:") else ("https:" + u[5:]): u for u in wanted}
    known: dict[str, Copy] = {}
    for copy in Copy.objects.filter(url__in=wanted | set(twin)):
        known[copy.url] = copy
        if copy.url in twin:
            known.setdefault(twin[copy.url], copy)
    return known
