"""Outlet, Feed, Copy, Take, Reading; Repeat; Passage, Stumble, Change; and Host, the pace that a server is owed."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.db import models
from django.db.models import Q

from wirecopy.wire.article import Article
from wirecopy.wire.habit import Habit
from wirecopy.wire.rights import RIGHTS, Rights


class Outlet(models.Model):
    """Who publishes: another outlet, a sender of news releases, or an edition with copy of its own."""

    KINDS = ("outlet", "sender", "edition")
    kind = models.CharField(max_length=7, choices=[(k, k) for k in KINDS], default="outlet")
    edition = models.ForeignKey(
        "wirecopy.Edition", on_delete=models.CASCADE, null=True, blank=True, related_name="outlets",
        help_text="Which alone carries it: of a sender, the one that accepted it. Empty: all may.",
    )  # fmt: skip
    paused_at = models.DateTimeField(null=True, blank=True, help_text="Since when nothing of it is fetched; empty: it is.")
    name = models.CharField(max_length=200)
    slug = models.SlugField(max_length=80, unique=True)
    home = models.URLField(max_length=2000, unique=True, help_text="The address of its front page.")
    language = models.CharField(max_length=16, blank=True, help_text="Language code, where the outlet writes in one.")
    country = models.CharField(max_length=2, blank=True, help_text="ISO code of its country.")
    zone = models.CharField(max_length=64, blank=True, help_text="IANA time zone of its newsroom, for times printed without one.")
    rights = models.CharField(
        max_length=8, choices=[(r, r) for r in RIGHTS], default="excerpt", help_text="How much of its text we may show."
    )
    pictures = models.BooleanField(default=False, help_text="May we show its pictures, made small and from our own host?")
    times = models.CharField(
        max_length=7, choices=[(t, t) for t in ("learnt", "printed")], default="learnt",
        help_text="Are its times mended by what its pages taught, or taken as printed?",
    )  # fmt: skip
    stamped = models.CharField(max_length=6, blank=True, help_text="Learnt: the offset of the local times that are stamped Z, as +09:00.")
    day_first = models.BooleanField(null=True, help_text="Learnt: does it print the day before the month?")
    added_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name

    def habit(self) -> Habit:
        known = Habit(self.country or None, self.zone or None, ours=self.kind != "outlet")
        return replace(known, day_first=self.day_first, stamped=self.stamped or None) if self.times == "learnt" else known

    def grants(self) -> Rights:
        return Rights(text=self.rights, pictures=self.pictures)


class Feed(models.Model):
    """Where an outlet announces its copy: a feed, a news sitemap, or its front page."""

    KINDS = ("feed", "sitemap", "front")
    outlet = models.ForeignKey(Outlet, on_delete=models.CASCADE, related_name="feeds")
    url = models.CharField(max_length=2000, unique=True)
    kind = models.CharField(max_length=8, choices=[(k, k) for k in KINDS], default="feed")
    title = models.CharField(max_length=300, blank=True)
    domain = models.CharField(max_length=255, db_index=True)
    etag = models.TextField(blank=True, help_text="Kept byte for byte, as is Last-Modified.")
    last_modified = models.TextField(blank=True)
    validators_of = models.CharField(max_length=2000, blank=True, help_text="The final address that the validators belong to.")
    body_hash = models.CharField(max_length=64, blank=True)
    due_at = models.DateTimeField(null=True, help_text="When to poll again; empty: never.")
    polled_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField(null=True, help_text="The last poll that brought a body; validators are trusted for a day from then.")
    interval = models.PositiveIntegerField(default=900, help_text="Seconds between polls, as learnt.")
    failures = models.PositiveIntegerField(default=0)
    failing_since = models.DateTimeField(null=True)
    moved_to = models.CharField(max_length=2000, blank=True)
    moved_polls = models.PositiveIntegerField(default=0)
    moved_since = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["due_at"], condition=Q(due_at__isnull=False), name="feed_due")]

    def __str__(self) -> str:
        return self.title or self.url


class Host(models.Model):
    """A registered domain: one connection at a time, and a pause between two requests."""

    domain = models.CharField(max_length=255, unique=True)
    free_at = models.DateTimeField(help_text="Not before this may the next request go out.")
    claimed_until = models.DateTimeField(null=True)
    claimed_by = models.CharField(max_length=80, blank=True)

    def __str__(self) -> str:
        return self.domain


class Copy(models.Model):
    """One article of one outlet, at one address."""

    outlet = models.ForeignKey(Outlet, on_delete=models.CASCADE, related_name="copies")
    feed = models.ForeignKey(Feed, on_delete=models.SET_NULL, null=True, related_name="copies")
    url = models.CharField(max_length=2000, unique=True, help_text="Its address in its one form, trackers off.")
    given_url = models.CharField(max_length=2000, blank=True, help_text="As announced, where that differs: there it is fetched.")
    guid = models.CharField(max_length=2000, blank=True, help_text="Its id in its feed; scoped to the feed.")
    domain = models.CharField(max_length=255)
    headline = models.CharField(max_length=1000, blank=True, help_text="As the feed gave it.")
    given_at = models.DateTimeField(null=True, help_text="When it came out, as the feed gave it.")
    given_hash = models.CharField(max_length=64, blank=True, help_text="Of what the feed says; a change means: fetch again.")
    given_changes = models.PositiveIntegerField(default=0)
    seen_at = models.DateTimeField(help_text="When we first heard of it.")
    due_at = models.DateTimeField(null=True, help_text="When to fetch it; empty: not now.")
    etag = models.TextField(blank=True)
    last_modified = models.TextField(blank=True)
    failures = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name_plural = "copies"
        indexes = [models.Index(fields=["domain", "due_at"], condition=Q(due_at__isnull=False), name="copy_due")]
        constraints = [
            models.UniqueConstraint(fields=["feed", "guid"], condition=~Q(guid=""), name="one_copy_per_guid_of_a_feed"),
        ]

    def __str__(self) -> str:
        return self.headline or self.url


class Take(models.Model):
    """One version of a copy, as received; never changed. Its bytes lie in the WARC. `next_leg` and `due_at` are the queue."""

    copy = models.ForeignKey(Copy, on_delete=models.CASCADE, related_name="takes")
    number = models.PositiveIntegerField()
    received_at = models.DateTimeField()
    url = models.CharField(max_length=2000, help_text="The address that answered, after redirects.")
    status = models.PositiveSmallIntegerField(default=200)
    content_type = models.CharField(max_length=200, blank=True)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    warc = models.CharField(max_length=120, help_text="File under captures/; empty once the bytes were dropped.", blank=True)
    warc_offset = models.BigIntegerField(default=0)
    warc_length = models.BigIntegerField(default=0)
    next_leg = models.CharField(max_length=12, blank=True)
    due_at = models.DateTimeField(null=True)
    claimed_by = models.CharField(max_length=80, blank=True)
    claimed_until = models.DateTimeField(null=True)
    failures = models.PositiveIntegerField(default=0, help_text="Stumbles at the leg that it stands before.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["copy", "number"], name="one_take_per_number"),
        ]
        indexes = [models.Index(fields=["due_at", "id"], condition=~Q(next_leg=""), name="take_queue")]

    def __str__(self) -> str:
        return f"take {self.number} of {self.copy}"


class Reading(models.Model):
    """What one version of our reader made of a take. The newest one taken walks on; none is overwritten."""

    take = models.ForeignKey(Take, on_delete=models.CASCADE, related_name="readings")
    version = models.CharField(max_length=40, help_text="Of the reader.")
    read_at = models.DateTimeField()
    taken = models.BooleanField(default=True, help_text="False: made by `redo read`, not yet taken.")
    article = models.JSONField(help_text="Article.as_dict()")
    headline = models.CharField(max_length=1000, blank=True)
    language = models.CharField(max_length=16, blank=True)
    published_at = models.DateTimeField(null=True, help_text="The instant, where page or feed gives one.")
    words = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["take", "version"], name="one_reading_per_version")]

    def __str__(self) -> str:
        return self.headline or f"reading {self.pk}"

    def as_article(self) -> Article:
        return Article.from_dict(self.article)


class Repeat(models.Model):
    """A line, what stands around a changing link, or a place, that an outlet showed on a copy; or an editor's word that it stays.

    Of a place: all that the copy showed there is furniture ("place"), or it told something of its own there ("own").
    """

    KINDS = ("line", "signature", "place", "own", "kept")
    outlet = models.ForeignKey(Outlet, on_delete=models.CASCADE, related_name="repeats", db_index=False)  # the unique ones begin with it
    key = models.CharField(max_length=16, help_text="Of its letters and digits, or of its place.")
    copy = models.ForeignKey(Copy, on_delete=models.CASCADE, null=True, related_name="repeats", help_text="Empty: kept by an editor.")
    kind = models.CharField(max_length=9, choices=[(k, k) for k in KINDS])
    sample = models.CharField(max_length=200, help_text="How it begins; of a place, a line that stands there.")
    place = models.CharField(max_length=120, blank=True, help_text="Tags and classes of the boxes, of a place.")
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["outlet", "key", "copy"], name="one_repeat_per_copy"),
            models.UniqueConstraint(fields=["outlet", "key"], condition=Q(copy=None), name="kept_once"),
            models.CheckConstraint(
                name="a_kept_line_has_no_copy", condition=Q(kind="kept", copy=None) | Q(copy__isnull=False) & ~Q(kind="kept")
            ),
        ]

    def __str__(self) -> str:
        return self.sample


class Picture(models.Model):
    """A picture of a copy whose outlet lets us show it: fetched once, made small, kept under the page store."""

    copy = models.ForeignKey(Copy, on_delete=models.CASCADE, related_name="pictures")
    url = models.CharField(max_length=2000)
    domain = models.CharField(max_length=255)
    due_at = models.DateTimeField(null=True, help_text="When to fetch it; empty: done, or given up.")
    failures = models.PositiveIntegerField(default=0)
    file = models.CharField(max_length=80, blank=True, help_text="Name under pages/pictures/; empty until it is here.")
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["copy", "url"], name="one_picture_per_copy")]
        indexes = [models.Index(fields=["domain", "due_at"], condition=Q(due_at__isnull=False), name="picture_due")]

    def __str__(self) -> str:
        return self.url


class Passage(models.Model):
    """A take passed a leg."""

    take = models.ForeignKey(Take, on_delete=models.CASCADE, related_name="passages")
    reading = models.ForeignKey(Reading, on_delete=models.CASCADE, null=True, related_name="passages")
    leg = models.CharField(max_length=12)
    passed_at = models.DateTimeField()
    outcome = models.CharField(max_length=300)
    rule = models.CharField(max_length=40, help_text="Version of the rule that decided.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["reading", "leg", "rule"], name="one_passage_per_leg_and_rule"),
            models.UniqueConstraint(fields=["take", "leg"], condition=Q(reading=None), name="one_passage_per_leg_of_a_take"),
        ]

    def __str__(self) -> str:
        return f"{self.leg}: {self.outcome}"


class Stumble(models.Model):
    """A feed, copy or take failed at a leg: when, why, and when to try again."""

    feed = models.ForeignKey(Feed, on_delete=models.CASCADE, null=True, related_name="stumbles")
    copy = models.ForeignKey(Copy, on_delete=models.CASCADE, null=True, related_name="stumbles")
    take = models.ForeignKey(Take, on_delete=models.CASCADE, null=True, related_name="stumbles")
    leg = models.CharField(max_length=12)
    stumbled_at = models.DateTimeField(db_index=True)
    why = models.CharField(max_length=40, help_text="One word, to count by.")
    sentence = models.TextField()
    again_at = models.DateTimeField(null=True, help_text="Empty: not by itself.")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_stumble_has_one_place",
                condition=Q(feed__isnull=False, copy=None, take=None)
                | Q(feed=None, copy__isnull=False, take=None)
                | Q(feed=None, copy=None, take__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.leg}: {self.sentence}"


class Change(models.Model):
    """What a deed changed. It knows nothing of pages; the press turns it into stale ones and removes it."""

    what = models.CharField(max_length=12)  # story | line | outlet | edition
    which = models.BigIntegerField()
    priority = models.SmallIntegerField(default=5, help_text="0 first: kills and corrections.")
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.what} {self.which}"

    @classmethod
    def note(cls, what: str, which: int, now: datetime, priority: int = 5) -> None:
        cls.objects.create(what=what, which=which, priority=priority, changed_at=now)
