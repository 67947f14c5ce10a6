"""Release, what the public hands in; Draft, what an editor writes; Attached, their pictures; Step, what became of a release."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from wirecopy.press.models import Edition
from wirecopy.wire.models import Copy


class Writing(models.Model):
    """A text that is written here, and goes on the wire as a copy."""

    headline = models.CharField(max_length=300, blank=True)
    standfirst = models.CharField(max_length=600, blank=True)
    dateline = models.CharField(max_length=200, blank=True, help_text="The place, as it is to be printed.")
    text = models.TextField(blank=True, help_text="As typed: paragraphs, and the simple marks of Markdown.")
    embargo_at = models.DateTimeField(null=True, blank=True, help_text="Before this it does not go on the wire.")
    embargo_zone = models.CharField(max_length=64, blank=True, help_text="IANA zone in which the time was given.")
    version = models.PositiveIntegerField(default=1, help_text="Grows with each change; a form made for an older one is stale.")
    made_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    filed_at = models.DateTimeField(null=True, blank=True, help_text="When it went on the wire; empty: not yet.")
    copy = models.ForeignKey(Copy, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", help_text="As what.")

    class Meta:
        abstract = True


class Release(Writing):
    """A news release from outside. An editor accepts it, returns it with a question, or spikes it; nothing is decided by itself."""

    CATEGORIES = ("business", "community", "sport", "appointment", "event", "announcement")
    STANDINGS = ("draft", "waiting", "returned", "accepted", "spiked", "withdrawn")
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="releases")
    secret = models.CharField(max_length=43, unique=True, help_text="What the link to its sender's page is made of.")
    standing = models.CharField(max_length=9, choices=[(s, s) for s in STANDINGS], default="draft")
    category = models.CharField(max_length=12, choices=[(c, c) for c in CATEGORIES], blank=True)
    sender = models.CharField(max_length=200, blank=True, help_text="The body that it comes from; it is credited with it.")
    contact = models.CharField(max_length=200, blank=True, help_text="Whom to ask.")
    address = models.CharField(max_length=320, blank=True, help_text="Of the contact.")
    phone = models.CharField(max_length=60, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True, help_text="When the contact pressed the button behind our letter.")
    rights_at = models.DateTimeField(null=True, blank=True, help_text="When it was declared that we may print it.")
    rights_wording = models.TextField(blank=True)
    network = models.CharField(max_length=64, blank=True, help_text="A keyed hash of the network that it came from.")
    corrects = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="corrections")
    handed_in_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.CharField(max_length=150, blank=True)
    why = models.TextField(blank=True, help_text="The editor's question, or reason.")
    looked_at = models.DateTimeField(null=True, blank=True, help_text="When the screen last looked at it.")
    concerns = models.JSONField(default=list, blank=True, help_text="What an editor should look at first: [word, sentence, evidence].")

    class Meta:
        indexes = [
            models.Index(fields=["edition", "standing", "handed_in_at"], name="release_queue"),
            models.Index(fields=["embargo_at"], condition=Q(standing="accepted", filed_at=None), name="release_to_file"),
            models.Index(fields=["looked_at"], condition=Q(standing="waiting"), name="release_to_look_at"),
        ]

    def __str__(self) -> str:
        return self.headline or f"release {self.pk}"


class Draft(Writing):
    """An edition's own copy, while an editor writes it, and after."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="drafts")
    byline = models.CharField(max_length=200, blank=True)
    author = models.CharField(max_length=150, help_text="Which editor began it.")
    ready_at = models.DateTimeField(null=True, blank=True, help_text="When it was handed on to be filed; empty: it is being written.")

    class Meta:
        indexes = [
            models.Index(fields=["edition", "-changed_at"], name="draft_by_time"),
            models.Index(fields=["ready_at"], condition=Q(filed_at=None, ready_at__isnull=False), name="draft_to_file"),
        ]

    def __str__(self) -> str:
        return self.headline or f"draft {self.pk}"


class Attached(models.Model):
    """A picture of a release or a draft, made anew from its points when it came in: nothing else of the file is kept."""

    release = models.ForeignKey(Release, on_delete=models.CASCADE, null=True, related_name="pictures")
    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, null=True, related_name="pictures")
    rank = models.PositiveSmallIntegerField(default=0)
    file = models.CharField(max_length=80, help_text="Name under uploads/ in the data folder.")
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    alt = models.CharField(max_length=300, blank=True)
    caption = models.CharField(max_length=500, blank=True)
    credit = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_picture_has_one_place",
                condition=Q(release__isnull=False, draft=None) | Q(release=None, draft__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.file


class Step(models.Model):
    """What became of a release: when, by whom, with which words. Only added."""

    release = models.ForeignKey(Release, on_delete=models.CASCADE, related_name="steps")
    what = models.CharField(max_length=12, help_text="handed in, changed, confirmed, asked, answered, accepted, spiked, withdrawn, filed.")
    by = models.CharField(max_length=150, blank=True, help_text="Empty: the sender.")
    said = models.TextField(blank=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.what}, {self.at}"
