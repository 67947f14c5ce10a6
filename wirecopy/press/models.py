"""Edition, Section, Appearance, Choice, Stale: what is printed, where, and what must be printed again."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import models

from wirecopy.desk.models import Story
from wirecopy.wire.models import Copy

TAKEN = {
    "pictures": "is the folder that all editions share",
    "account": "is where people sign in to the desk",
    "admin": "is where the raw tables are",
    "join": "is where invitations are taken up",
}
ACCENTS = ("red", "blue", "green", "teal", "violet", "ochre")


class Edition(models.Model):
    """A front with its own host, zone, sections and feeds."""

    slug = models.SlugField(max_length=60, unique=True)
    host = models.CharField(max_length=255, unique=True, help_text="Host name, with the port where it is not 80 or 443.")
    scheme = models.CharField(max_length=5, choices=[("https", "https"), ("http", "http")], default="https")
    masthead = models.CharField(max_length=120)
    tagline = models.CharField(max_length=200, blank=True)
    place = models.CharField(max_length=80, blank=True, help_text="Where it comes out; stands beside the date.")
    zone = models.CharField(max_length=64, default="UTC", help_text="IANA time zone of its readers.")
    language = models.CharField(max_length=16, default="en")
    accent = models.CharField(max_length=20, default="red", help_text="Name of one of the sheet's accents.")
    rules = models.JSONField(default=dict, blank=True, help_text="Which copy it carries: outlets, words, places, languages. Empty: all.")
    letter_hour = models.PositiveSmallIntegerField(default=6, help_text="Hour of the day, in its zone, at which its letter comes out.")
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.masthead

    def clean(self) -> None:
        if self.slug in TAKEN:
            raise ValidationError({"slug": f"“{self.slug}” {TAKEN[self.slug]}; take another slug."})
        if self.accent not in ACCENTS:
            raise ValidationError({"accent": f"The sheet has no accent “{self.accent}”; it has {', '.join(ACCENTS)}."})
        if self.letter_hour > 23:
            raise ValidationError({"letter_hour": "The hour of the letter is a number from 0 to 23."})
        try:
            ZoneInfo(self.zone)
        except (LookupError, ValueError):
            raise ValidationError({"zone": f"There is no time zone “{self.zone}”; write it as Europe/Oslo."}) from None

    @property
    def base(self) -> str:
        return f"{self.scheme}://{self.host}"


class Section(models.Model):
    """A part of an edition, filled by rules over outlets, words, places and languages."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="sections")
    slug = models.SlugField(max_length=60)
    name = models.CharField(max_length=80)
    rank = models.PositiveSmallIntegerField(default=0, help_text="Place in the navigation; a story takes the first section that fits.")
    rules = models.JSONField(default=dict, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "slug"], name="one_section_per_slug")]

    def __str__(self) -> str:
        return f"{self.name} ({self.edition})"


class Appearance(models.Model):
    """A story appears in an edition, under a section or under none."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="appearances")
    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="appearances")
    section = models.ForeignKey(Section, on_delete=models.SET_NULL, null=True, related_name="appearances")
    shown_at = models.DateTimeField(help_text="The time that it is listed under: when its copy came out, never later than when we got it.")
    day = models.DateField(help_text="Of shown_at, in the edition's zone: the archive page that it stands on.")
    named: str | None = None  # what its Choice says, where telling.appearances() has looked it up
    lead: int | None = None

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "story"], name="one_appearance_per_edition")]
        indexes = [
            models.Index(fields=["edition", "-shown_at"], name="appearance_by_time"),
            models.Index(fields=["edition", "section", "-shown_at"], name="appearance_by_section"),
            models.Index(fields=["edition", "day"], name="appearance_by_day"),
        ]

    def __str__(self) -> str:
        return f"{self.story} in {self.edition}"


class Choice(models.Model):
    """What the editors of an edition chose for a story: its headline there, which copy tells it, its place on the front."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="choices")
    story = models.ForeignKey(Story, on_delete=models.CASCADE, related_name="choices")
    headline = models.CharField(max_length=300, blank=True, help_text="Empty: as its copy has it.")
    lead = models.ForeignKey(Copy, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", help_text="Which copy tells it.")
    pin = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Its place at the top of the front, from 1; empty: by time.")
    pinned_until = models.DateTimeField(null=True, blank=True, help_text="Empty: until it is taken down.")
    by = models.CharField(max_length=150)
    chosen_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "story"], name="one_choice_per_story")]
        indexes = [models.Index(fields=["edition", "pin"], condition=models.Q(pin__isnull=False), name="choice_pinned")]

    def __str__(self) -> str:
        return f"{self.story} in {self.edition}"


class Stale(models.Model):
    """A page to print again at `due_at`, lowest priority number first. A printed page holds until its next Stale."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="stale")
    path = models.CharField(max_length=500)
    due_at = models.DateTimeField()
    idle_at = models.DateTimeField(help_text="From then on a press that has nothing due prints it already.")
    priority = models.SmallIntegerField(default=5)
    marks = models.PositiveIntegerField(
        default=1, help_text="How often it was marked; a print that finds more than it began with leaves it stale."
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "path"], name="one_stale_per_page")]
        indexes = [models.Index(fields=["priority", "due_at"], name="stale_queue"), models.Index(fields=["idle_at"], name="stale_idle")]

    def __str__(self) -> str:
        return f"{self.edition} {self.path}"


class Issue(models.Model):
    """What was new in an edition since its last issue: a page in its archive of letters, and what the letters are made of. Made once."""

    CADENCES = ("daily", "weekdays", "weekly")
    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="issues")
    cadence = models.CharField(max_length=8, choices=[(c, c) for c in CADENCES], default="daily")
    day = models.DateField(help_text="In the edition's zone.")
    since_at = models.DateTimeField(help_text="It tells what came from then on,")
    made_at = models.DateTimeField(help_text="up to then.")
    told = models.JSONField(default=dict, help_text="What it says, by section; empty: there was nothing new, and nothing went out.")
    stories = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "cadence", "day"], name="one_issue_per_day")]
        indexes = [models.Index(fields=["edition", "cadence", "-day"], name="issue_by_day")]

    def __str__(self) -> str:
        return f"{self.edition}, {self.cadence}, {self.day}"
