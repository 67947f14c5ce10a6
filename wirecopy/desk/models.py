"""Group, Fingerprint, Folding, Pickup: one text across copies. StoryLine, Story, Decision, Placement: one event across texts.

Notice, Objection, Erasure: what people said of it once it was out.
"""

from __future__ import annotations

from django.db import models

from wirecopy.wire.models import Copy, Outlet, Reading


class StoryLine(models.Model):
    """A running story: events that go on from one another over days."""

    slugline = models.CharField(max_length=80, help_text="That of its first story.")
    began_at = models.DateTimeField()
    merged_into = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="merged", help_text="Where it went on.")

    def __str__(self) -> str:
        return self.slugline

    def standing(self) -> StoryLine:
        """The line that it went into, itself where it goes on."""
        return self.merged_into or self


class Story(models.Model):
    """One event across many copies. Its address is permanent: a merged story redirects to the one it went into."""

    slug = models.SlugField(max_length=80, help_text="Made from the first headline, never changed.")
    slugline = models.CharField(max_length=80, blank=True, db_index=True, help_text="What the desk calls it: two to four words.")
    line = models.ForeignKey("StoryLine", on_delete=models.SET_NULL, null=True, related_name="stories", help_text="What it goes on from.")
    began_at = models.DateTimeField(help_text="The earliest time that a copy of it came out.")
    moved_at = models.DateTimeField(db_index=True, help_text="When its newest copy came out or changed.")
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="merged")

    class Meta:
        verbose_name_plural = "stories"

    def __str__(self) -> str:
        return f"{self.pk}-{self.slug}"


class Group(models.Model):
    """One text, across the copies that carry it; and the story that it tells."""

    EVIDENCE = ("canonical", "credit", "published", "seen")
    original = models.ForeignKey(
        Copy, on_delete=models.SET_NULL, null=True, related_name="+", help_text="Which had it first; empty: an agency that we do not hold."
    )
    missing = models.CharField(max_length=200, blank=True, help_text="The agency whose text it is, where we do not hold that.")
    first = models.ForeignKey(Copy, on_delete=models.SET_NULL, null=True, related_name="+", help_text="Which came out first.")
    evidence = models.CharField(max_length=9, blank=True, help_text="What says which is the original; empty: one copy alone.")
    settled_at = models.DateTimeField()
    story = models.ForeignKey(Story, on_delete=models.PROTECT, null=True, related_name="groups", help_text="Empty: not placed yet.")
    terms = models.BinaryField(default=bytes, help_text="What it tells its event with, weighed when it was placed.")
    placed_at = models.DateTimeField(null=True, db_index=True)
    told_at = models.DateTimeField(null=True, help_text="When the copy that was placed came out.")
    told_by = models.ForeignKey(Outlet, on_delete=models.SET_NULL, null=True, related_name="+")
    language = models.CharField(max_length=16, blank=True)

    def __str__(self) -> str:
        return f"group {self.pk}"


class Decision(models.Model):
    """A text was put into a story, or moved, or taken out: when, why, by which rule or editor. Only added; the newest of a group holds."""

    KINDS = ("placed", "repaired", "edited", "gone")
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="decisions")
    story = models.ForeignKey(Story, on_delete=models.CASCADE, null=True, related_name="decisions", help_text="Empty: in none any more.")
    kind = models.CharField(max_length=8, choices=[(k, k) for k in KINDS])
    why = models.CharField(max_length=300)
    score = models.FloatField(null=True, help_text="How many times the bar it reached.")
    decided_at = models.DateTimeField()
    rule = models.CharField(max_length=40, blank=True)
    editor = models.CharField(max_length=150, blank=True)

    def __str__(self) -> str:
        return f"{self.group}: {self.why}"


class Ruling(models.Model):
    """An editor's word on which texts or stories belong together. It wins over every rule, and outlasts every repair."""

    KINDS = ("pinned", "apart", "tied", "cut")
    kind = models.CharField(max_length=6, choices=[(k, k) for k in KINDS], help_text="Of texts: pinned, apart. Of stories: tied, cut.")
    group = models.ForeignKey(Group, on_delete=models.CASCADE, null=True, related_name="rulings")
    other = models.ForeignKey(Group, on_delete=models.CASCADE, null=True, related_name="+", help_text="From which the group stays apart.")
    story = models.ForeignKey(Story, on_delete=models.CASCADE, null=True, related_name="rulings")
    other_story = models.ForeignKey(Story, on_delete=models.CASCADE, null=True, related_name="+")
    editor = models.CharField(max_length=150)
    ruled_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_ruling_says_of_what",
                condition=models.Q(kind="pinned", group__isnull=False, story__isnull=False)
                | models.Q(kind="apart", group__isnull=False, other__isnull=False)
                | models.Q(kind__in=["tied", "cut"], story__isnull=False, other_story__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.editor}: {self.kind}"


class Fingerprint(models.Model):
    """The anchors and words of a reading, by which its text is found again. Never changed; the index in memory is made of these."""

    reading = models.OneToOneField(Reading, on_delete=models.CASCADE, related_name="fingerprint")
    copy = models.ForeignKey(Copy, on_delete=models.CASCADE, related_name="fingerprints")
    day = models.IntegerField(db_index=True, help_text="When it was folded, in days from the year 1.")
    anchors = models.BinaryField(help_text="uint32 each, sorted.")
    words = models.BinaryField(help_text="Words.pack()")

    def __str__(self) -> str:
        return f"fingerprint of {self.reading}"


class Folding(models.Model):
    """A copy belongs to a group: since when, by which reading, by which rule; and what it says of where its text came from."""

    copy = models.OneToOneField(Copy, on_delete=models.CASCADE, related_name="folding")
    group = models.ForeignKey(Group, on_delete=models.PROTECT, related_name="foldings")
    fingerprint = models.ForeignKey(Fingerprint, on_delete=models.PROTECT, related_name="+", help_text="Of its newest reading.")
    canonical_url = models.CharField(max_length=2000, blank=True)
    credits = models.JSONField(default=list, help_text="Names that its credit line gives, the nearest to the origin first.")
    published_at = models.DateTimeField(null=True, help_text="Where page or feed gives a time of day.")
    folded_at = models.DateTimeField()
    rule = models.CharField(max_length=40)

    def __str__(self) -> str:
        return f"{self.copy} in {self.group}"


class Pickup(models.Model):
    """What one copy shares with an earlier one, as found when it was folded."""

    STANDINGS = ("copy", "reuse")
    copy = models.ForeignKey(Copy, on_delete=models.CASCADE, related_name="pickups", help_text="Who picked up.")
    original = models.ForeignKey(Copy, on_delete=models.CASCADE, related_name="picked_up", help_text="Whose text it is.")
    reading = models.ForeignKey(Reading, on_delete=models.CASCADE, related_name="+", help_text="Of the copy.")
    original_reading = models.ForeignKey(Reading, on_delete=models.CASCADE, related_name="+")
    standing = models.CharField(max_length=5, choices=[(s, s) for s in STANDINGS], help_text="copy: folded. reuse: linked.")
    evidence = models.CharField(max_length=9, help_text="What says who had it from whom.")
    kept = models.PositiveIntegerField(help_text="Words of the original that the copy has.")
    cut = models.PositiveIntegerField(help_text="Words of the original that the copy leaves out.")
    added = models.PositiveIntegerField(help_text="Words of the copy that the original has not.")
    passages = models.JSONField(help_text="[first, past, first, past]: words of the copy's text, and of the original's.")
    finder = models.ForeignKey(Copy, on_delete=models.CASCADE, related_name="+", help_text="Which of the two was folded later.")
    probability = models.FloatField(help_text="That it is a copy, as the rule says.")
    folded_at = models.DateTimeField()
    rule = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["copy", "original"], name="one_pickup_of_two"),
            models.CheckConstraint(name="no_pickup_of_itself", condition=~models.Q(copy=models.F("original"))),
        ]

    def __str__(self) -> str:
        return f"{self.copy} {self.standing} of {self.original}"


class Placement(models.Model):
    """A copy belongs to a story: since when, by which reading, by which rule."""

    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="placements")
    copy = models.OneToOneField(Copy, on_delete=models.CASCADE, related_name="placement")
    reading = models.ForeignKey(
        Reading, on_delete=models.PROTECT, related_name="+", help_text="The newest reading of the copy that was taken."
    )
    placed_at = models.DateTimeField()
    reason = models.CharField(max_length=200)
    rule = models.CharField(max_length=40)

    def __str__(self) -> str:
        return f"{self.copy} in {self.story}"


class Notice(models.Model):
    """An editor's word on a story in an edition, or on one copy of it: shown, never erased. Only added."""

    KINDS = ("hold", "kill", "correct", "advise", "lift", "embargo")
    edition = models.ForeignKey("Edition", on_delete=models.CASCADE, related_name="notices")
    story = models.ForeignKey(Story, on_delete=models.PROTECT, related_name="notices")
    copy = models.ForeignKey(Copy, on_delete=models.SET_NULL, null=True, blank=True, related_name="notices", help_text="Empty: the story.")
    kind = models.CharField(max_length=7, choices=[(k, k) for k in KINDS])
    until_at = models.DateTimeField(null=True, blank=True, help_text="When an embargo ends.")
    by = models.CharField(max_length=150, help_text="Which editor.")
    noted_at = models.DateTimeField()
    why = models.CharField(max_length=300, help_text="The reason, for the log.")
    public = models.CharField(max_length=500, blank=True, help_text="The sentence that readers see.")
    headline = models.CharField(max_length=300, blank=True, help_text="What readers are told it was called; empty: it is not named.")
    note = models.TextField(blank=True, help_text="For editors only.")
    spent_at = models.DateTimeField(null=True, blank=True, help_text="When the end of an embargo was acted upon.")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="an_embargo_says_until_when",
                condition=models.Q(kind="embargo", until_at__isnull=False) | ~models.Q(kind="embargo") & models.Q(until_at=None),
            )
        ]
        indexes = [
            models.Index(fields=["edition", "story"], name="notice_by_story"),
            models.Index(fields=["edition", "-noted_at"], name="notice_by_time"),
            models.Index(fields=["until_at"], condition=models.Q(kind="embargo", spent_at=None), name="notice_embargo"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.story}"


class Objection(models.Model):
    """Somebody named in a story, or whose copy is carried, objects to it, or asks for a correction or a removal."""

    KINDS = ("objection", "correction", "removal")
    STANDINGS = ("open", "granted", "partly", "refused", "withdrawn")
    edition = models.ForeignKey("Edition", on_delete=models.CASCADE, related_name="objections")
    story = models.ForeignKey(Story, on_delete=models.SET_NULL, null=True, blank=True, related_name="objections")
    page = models.CharField(max_length=2000, help_text="The address that it is about, as given.")
    kind = models.CharField(max_length=10, choices=[(k, k) for k in KINDS])
    standing = models.CharField(max_length=9, choices=[(s, s) for s in STANDINGS], default="open")
    name = models.CharField(max_length=200)
    address = models.CharField(max_length=320, blank=True, help_text="Where the answer goes.")
    said = models.TextField()
    came_at = models.DateTimeField()
    due_at = models.DateTimeField(help_text="Until when it must be answered.")
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.CharField(max_length=150, blank=True)

    class Meta:
        indexes = [models.Index(fields=["edition", "due_at"], condition=models.Q(standing="open"), name="objection_open")]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class Erasure(models.Model):
    """Something was erased for legal reasons: when, on which ground, by whom; not what."""

    edition = models.ForeignKey("Edition", on_delete=models.SET_NULL, null=True, related_name="erasures")
    erased_at = models.DateTimeField()
    by = models.CharField(max_length=150)
    ground = models.CharField(max_length=300, help_text="The legal ground, without names.")
    objection = models.ForeignKey(Objection, on_delete=models.SET_NULL, null=True, related_name="erasures")
    reached = models.JSONField(default=dict, help_text="How many takes, pages, captures and pictures it reached.")

    def __str__(self) -> str:
        return f"erasure {self.pk}"
