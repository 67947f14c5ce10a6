"""What did a poll bring? A feed's answer becomes copies to fetch, or a stumble that says why not."""

from __future__ import annotations

import hashlib
import logging
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import reduce
from operator import or_

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q

from wirecopy.guard import registered_domain
from wirecopy.log import told
from wirecopy.net import Answer, Trouble
from wirecopy.rows import change, moment
from wirecopy.wire import erasing, pace
from wirecopy.wire.entries import Entry, Listing, NotAFeed, entries
from wirecopy.wire.links import canonical, host
from wirecopy.wire.models import Copy, Feed, Outlet, Stumble

log = logging.getLogger("wirecopy.collect")

CHANGES = 24  # an entry that differs at every poll is left alone after so many
ASKED = 2000  # entries
PACED = 20  # newest copies by which a feed's pace is judged
SETTLED = ("due_at", "interval", "changed_at", "etag", "last_modified", "validators_of", "title", "body_hash", "polled_at", "failures",
           "failing_since", "url", "domain", "moved_to", "moved_polls", "moved_since")  # fmt: skip
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


def write_polls(polls: Sequence[tuple[Feed, Answer | Trouble, Poll]], now: datetime) -> list[int]:
    """Write down polls, of a feed one: new copies, each feed's pace, its stumble. Returns how many copies of each are new."""
    good = [(feed, answer, poll) for feed, answer, poll in polls if not poll.setback and isinstance(answer, Answer)]
    with transaction.atomic(savepoint=False):
        for feed, answer, poll in polls:
            if poll.setback:
                _failed(feed, answer, poll.setback, now)
        new: Counter[int] = Counter()
        for some in _groups([(feed, poll.listing) for feed, _, poll in good if poll.listing]):
            new += _announce(some, now)
        recent = _recent([feed.pk for feed, _, _ in good])
        for feed, answer, poll in good:
            _children(feed, poll.listing, now)
            if poll.listing and poll.listing.title and not feed.title:
                _named(feed.outlet, poll.listing.title)
            _settle(feed, answer, poll, new[feed.pk], recent[feed.pk], now)
        change(Feed, SETTLED, [(*(getattr(feed, name) for name in SETTLED), feed.pk) for feed, _, _ in good])
    for feed, _, poll in good:
        if poll.listing:
            partial = "; it was cut short" if poll.listing.partial else ""
            told(log, f"polled {feed.outlet.name}: {new[feed.pk]} new of {len(poll.listing.entries)}{partial}", feed=feed.url)
    return [new[feed.pk] for feed, _, _ in polls]


def _named(outlet: Outlet, title: str) -> None:
    """One that a list without titles brought is called by its host, until its feed says what it is called."""
    if outlet.name == host(outlet.home):
        outlet.name = title[:200]
        outlet.save(update_fields=["name"])


def _groups(listings: Sequence[tuple[Feed, Listing]]) -> Iterator[list[tuple[Feed, Listing]]]:
    """As many as one query can ask for, and one at least."""
    group: list[tuple[Feed, Listing]] = []
    for feed, listing in listings:
        if group and sum(len(some.entries) for _, some in group) + len(listing.entries) > ASKED:
            yield group
            group = []
        group.append((feed, listing))
    if group:
        yield group


def _recent(feeds: Sequence[int]) -> dict[int, list[datetime]]:
    """When the newest copies of each feed came out, as it says; the newest first."""
    rows = f"SELECT feed_id, given_at FROM {Copy._meta.db_table} WHERE feed_id = %s AND given_at IS NOT NULL"  # noqa: S608
    one = f"SELECT * FROM ({rows} ORDER BY given_at DESC LIMIT {PACED}) AS of_feed"  # noqa: S608
    found: dict[int, list[datetime]] = defaultdict(list)
    with connection.cursor() as cursor:
        if feeds:
            cursor.execute(" UNION ALL ".join([one] * len(feeds)), feeds)
            for feed, given_at in cursor.fetchall():
                found[feed].append(moment(given_at))
    return {feed: sorted(found[feed], reverse=True) for feed in feeds}


def _settle(feed: Feed, answer: Answer, poll: Poll, new: int, recent: Sequence[datetime], now: datetime) -> None:
    """Change what SETTLED names, in the object."""
    given = settings.WIRECOPY
    ttl = poll.listing.ttl if poll.listing else None
    earliest = pace.earliest(answer.headers, now, ttl)
    jitter = random.uniform(-1, 1)
    feed.due_at, feed.interval = pace.next_poll(
        now, recent=recent, new=new, interval=feed.interval, least=given["POLL_LEAST"], most=given["POLL_MOST"],
        earliest=earliest, jitter=jitter,
    )  # fmt: skip
    if answer.status == 200:
        feed.changed_at = now
        feed.etag, feed.last_modified, feed.validators_of = answer.validators.etag, answer.validators.last_modified, answer.validators.of
    if poll.listing and poll.listing.title:
        feed.title = poll.listing.title[:300]
    feed.body_hash, feed.polled_at, feed.failures, feed.failing_since = poll.body_hash, now, 0, None
    _follow(feed, answer.moved_to, now)


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


def _announce(listings: Sequence[tuple[Feed, Listing]], now: datetime) -> Counter[int]:
    """Make copies of the entries that are new, and mark those to fetch again that are said to have changed. How many are new, by feed."""
    fitting = {feed.pk: _fitting(feed, listing, now) for feed, listing in listings}
    by_url = _known(url for some in fitting.values() for _, url in some)
    unknown = [(feed, {url: entry.guid[:2000] for entry, url in fitting[feed.pk] if url not in by_url}) for feed, _ in listings]
    barred = erasing.barred(unknown)
    by_guid = _by_guid([(feed.pk, {entry.guid[:2000] for entry, _ in fitting[feed.pk]} - {""}) for feed, _ in listings if feed.polled_at])
    new: list[Copy] = []
    changed: list[Copy] = []
    for feed, _ in listings:
        some = [(entry, url) for entry, url in fitting[feed.pk] if (feed.pk, url) not in barred]
        times = Counter(entry.guid for entry, _ in some)
        for entry, url in some:
            guid = entry.guid[:2000] if times[entry.guid] == 1 else ""  # an id that several entries share names none of them
            said = "\0".join((entry.headline, entry.summary, str(entry.updated)))
            told_hash = hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()
            known = by_url.get(url) or (by_guid.get((feed.pk, guid)) if guid else None)
            if known is None:
                copy = Copy(
                    outlet=feed.outlet, feed=feed, url=url, given_url=_given(entry, url), guid=guid, domain=registered_domain(host(url)),
                    headline=entry.headline[:1000], given_at=entry.published or entry.updated, given_hash=told_hash, seen_at=now,
                    due_at=now,
                )  # fmt: skip
                new.append(copy)
                by_url[url] = copy
            elif known.pk and known.feed_id == feed.pk and known.given_hash != told_hash and known.given_changes < CHANGES:
                known.given_hash, known.given_changes, known.due_at = told_hash, known.given_changes + 1, now
                known.headline, known.given_at = entry.headline[:1000] or known.headline, known.given_at or entry.published or entry.updated
                changed.append(known)
    Copy.objects.bulk_create(new, ignore_conflicts=True)  # another feed of the outlet may announce the same at this moment
    Copy.objects.bulk_update(changed, ["given_hash", "given_changes", "due_at", "headline", "given_at"])
    return Counter(copy.feed_id for copy in new if copy.feed_id)


def _fitting(feed: Feed, listing: Listing, now: datetime) -> list[tuple[Entry, str]]:
    """The entries that may become copies, each with its address in its one form."""
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
    return fitting[: given["FIRST_POLL"]] if feed.polled_at is None and given["FIRST_POLL"] else fitting


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


def _by_guid(ids: Sequence[tuple[int, set[str]]]) -> dict[tuple[int, str], Copy]:
    """Copies by their feed and their id in it."""
    wanted = [(feed, guids) for feed, guids in ids if guids]
    if not wanted:
        return {}
    rows = Copy.objects.filter(reduce(or_, (Q(feed=feed, guid__in=guids) for feed, guids in wanted)))
    return {(copy.feed_id, copy.guid): copy for copy in rows if copy.feed_id}
