"""Story and Placement: one event across many copies. Pickup, Voice, Statement and Notice join them as the desk grows."""

from __future__ import annotations

from django.db import models

from wirecopy.wire.models import Copy, Reading


class Story(models.Model):
    """One event across many copies. Its address is permanent: a merged story redirects to the one it went into."""

    slug = models.SlugField(max_length=80, help_text="Made from the first headline, never changed.")
    began_at = models.DateTimeField(help_text="The earliest time that a copy of it came out.")
    moved_at = models.DateTimeField(db_index=True, help_text="When its newest copy came out or changed.")
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="merged")

    class Meta:
        verbose_name_plural = "stories"

    def __str__(self) -> str:
        return f"{self.pk}-{self.slug}"


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
