"""Subscriber, Subscription, Consent, Mailing, Delivery, Report, Post; Suppression, and Knock, which counts who asks how often."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from wirecopy.press.models import Edition, Issue

CADENCES = ("daily", "weekdays", "weekly")


class Subscriber(models.Model):
    """An address that asked for letters. It gets none before it confirmed, and none after it left, bounced or complained."""

    STANDINGS = ("pending", "active", "left", "bounced", "complained")
    address = models.CharField(max_length=320, help_text="As it is written to: the host in ASCII where it can be.")
    key = models.CharField(max_length=320, unique=True, help_text="The same in one case: one address is one subscriber.")
    secret = models.CharField(max_length=43, unique=True, help_text="What its links are made of.")
    standing = models.CharField(max_length=10, choices=[(s, s) for s in STANDINGS], default="pending")
    language = models.CharField(max_length=16, default="en")
    cadence = models.CharField(max_length=8, choices=[(c, c) for c in CADENCES], default="daily")
    hour = models.PositiveSmallIntegerField(null=True, help_text="Of the day, in its zone; empty: when the edition's letter comes out.")
    zone = models.CharField(max_length=64, blank=True, help_text="IANA time zone; empty: the edition's.")
    soft_bounces = models.PositiveSmallIntegerField(default=0, help_text="In a row; a letter that arrives sets them back.")
    made_at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True, help_text="When the last letter that asks to confirm was asked for.")
    expires_at = models.DateTimeField(null=True, db_index=True, help_text="When an unconfirmed address is deleted; empty: it is confirmed.")
    confirmed_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True, help_text="When letters stopped, for whatever reason.")

    class Meta:
        indexes = [models.Index(fields=["cadence", "id"], condition=Q(standing="active"), name="subscriber_active")]

    def __str__(self) -> str:
        return f"subscriber {self.pk}"  # the address stands in no log


class Subscription(models.Model):
    """A subscriber takes the letter of an edition, whole or some sections of it."""

    subscriber = models.ForeignKey(Subscriber, on_delete=models.CASCADE, related_name="subscriptions")
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="subscriptions")
    sections = models.JSONField(default=list, blank=True, help_text="Slugs of sections; empty: all.")
    since_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subscriber", "edition"], name="one_subscription_per_edition")]

    def __str__(self) -> str:
        return f"{self.edition} to {self.subscriber}"


class Consent(models.Model):
    """What was agreed to, where and when: one row each time a form was sent or a list imported."""

    SOURCES = ("form", "import", "preferences")
    subscriber = models.ForeignKey(Subscriber, on_delete=models.CASCADE, related_name="consents")
    edition = models.ForeignKey(Edition, on_delete=models.SET_NULL, null=True, related_name="consents")
    source = models.CharField(max_length=11, choices=[(s, s) for s in SOURCES])
    asked_at = models.DateTimeField(help_text="When the form was sent.")
    page = models.CharField(max_length=500, blank=True, help_text="The page with the form.")
    wording = models.TextField(blank=True, help_text="What the form said.")
    confirmed_at = models.DateTimeField(null=True, help_text="When the button was pressed.")
    confirmed_wording = models.TextField(blank=True, help_text="What the letter and the page with the button said.")
    note = models.CharField(max_length=300, blank=True, help_text="What an imported list says of it.")

    def __str__(self) -> str:
        return f"consent of {self.subscriber}"


class Mailing(models.Model):
    """An issue on its way to those who take it."""

    STATES = ("sending", "paused", "done", "stopped")
    issue = models.OneToOneField(Issue, on_delete=models.CASCADE, related_name="mailing")
    state = models.CharField(max_length=7, choices=[(s, s) for s in STATES], default="sending")
    sample = models.PositiveIntegerField(default=0, help_text="Pause after so many letters; 0: none.")
    why = models.CharField(max_length=300, blank=True, help_text="Why it is paused or stopped.")
    made_at = models.DateTimeField()
    filled_to = models.BigIntegerField(default=0, help_text="Subscribers up to this number have their delivery.")
    filled_at = models.DateTimeField(null=True, help_text="When all had.")
    done_at = models.DateTimeField(null=True)
    counts = models.JSONField(default=dict, blank=True, help_text="Deliveries by state, once their rows are gone.")

    def __str__(self) -> str:
        return f"{self.issue}, {self.state}"


class Delivery(models.Model):
    """One letter to one subscriber: written before it leaves, settled after the server's answer. What lies between is in doubt."""

    KINDS = ("digest", "confirm", "preferences")
    STATES = ("waiting", "leaving", "accepted", "doubt", "bounced", "failed", "dropped")
    mailing = models.ForeignKey(Mailing, on_delete=models.CASCADE, null=True, related_name="deliveries")
    subscriber = models.ForeignKey(Subscriber, on_delete=models.CASCADE, related_name="deliveries")
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="deliveries")
    kind = models.CharField(max_length=11, choices=[(k, k) for k in KINDS], default="digest")
    state = models.CharField(max_length=8, choices=[(s, s) for s in STATES], default="waiting")
    due_at = models.DateTimeField(help_text="Not before this does it leave.")
    tries = models.PositiveSmallIntegerField(default=0)
    sender = models.CharField(max_length=80, blank=True, help_text="Which sender has it in hand, or had.")
    leaving_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    relay = models.CharField(max_length=120, blank=True)
    answer = models.CharField(max_length=300, blank=True, help_text="The server's last word.")

    class Meta:
        verbose_name_plural = "deliveries"
        constraints = [
            models.UniqueConstraint(fields=["mailing", "subscriber"], condition=Q(mailing__isnull=False), name="one_letter_per_subscriber"),
        ]
        indexes = [
            models.Index(fields=["mailing", "due_at", "id"], condition=Q(state="waiting"), name="delivery_due"),
            models.Index(fields=["sender"], condition=Q(state="leaving"), name="delivery_leaving"),
            models.Index(fields=["mailing", "state"], name="delivery_by_state"),
        ]

    def __str__(self) -> str:
        return f"letter {self.pk}, {self.state}"


class Report(models.Model):
    """What came back: a bounce or a complaint, matched to a letter where it can be."""

    KINDS = ("hard", "soft", "complaint", "delayed", "unknown")
    box_key = models.CharField(max_length=64, unique=True, help_text="Of the message: it counts once, however often it is fetched.")
    kind = models.CharField(max_length=9, choices=[(k, k) for k in KINDS])
    subscriber = models.ForeignKey(Subscriber, on_delete=models.CASCADE, null=True, related_name="reports")
    delivery = models.ForeignKey(Delivery, on_delete=models.SET_NULL, null=True, related_name="reports")
    status = models.CharField(max_length=20, blank=True, help_text="The enhanced status code, as 5.1.1.")
    said = models.CharField(max_length=300, blank=True)
    came_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.kind} {self.status}"


class Post(models.Model):
    """A single letter to somebody who need not be a subscriber: an invitation, a word to a release's contact, an answer."""

    STATES = ("waiting", "leaving", "accepted", "doubt", "failed")
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, null=True, related_name="posts")
    address = models.CharField(max_length=320)
    subject = models.CharField(max_length=300)
    text = models.TextField()
    html = models.TextField(blank=True)
    state = models.CharField(max_length=8, choices=[(s, s) for s in STATES], default="waiting")
    made_at = models.DateTimeField()
    due_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    sender = models.CharField(max_length=80, blank=True)
    leaving_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True, help_text="Deleted thirty days after, for it holds an address.")
    answer = models.CharField(max_length=300, blank=True)

    class Meta:
        indexes = [models.Index(fields=["due_at"], condition=Q(state="waiting"), name="post_due")]

    def __str__(self) -> str:
        return f"post {self.pk}, {self.state}"


class Suppression(models.Model):
    """No letter goes to an address with this keyed hash, whoever enters it again. It outlives the address."""

    WHYS = ("left", "bounced", "complained", "asked")
    hash = models.CharField(max_length=64, unique=True)
    why = models.CharField(max_length=10, choices=[(w, w) for w in WHYS])
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.hash[:12]} ({self.why})"


class Knock(models.Model):
    """How often somebody asked for something within an hour. `who` is a keyed hash of an address or a network."""

    who = models.CharField(max_length=64)
    hour = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["who", "hour"], name="one_count_per_hour")]

    def __str__(self) -> str:
        return f"{self.who[:12]} at {self.hour}: {self.count}"
