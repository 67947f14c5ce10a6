"""What have editors said of the stories that are out? Hold, kill, correct, advise, lift, embargo, each by a form; and all that was said."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.http import HttpResponse
from django.urls import reverse

from wirecopy.desk import noticing
from wirecopy.desk.models import Notice, Placement, Story
from wirecopy.desk.standing import Standing, standing
from wirecopy.newsroom.door import Done, Refused, Visit, form, screen
from wirecopy.newsroom.listing import Listed, filled
from wirecopy.newsroom.stories import back, story_here
from wirecopy.press.words import words

PAGE = 50
COPIES = 200  # of a story that are offered one by one

# What each asks, what its button says, and what is said when it is done.
DEEDS = {
    "hold": ("Hold", "Hold it", "It is on hold: off every page in a few seconds, until somebody lifts it."),
    "kill": ("Kill", "Withdraw it", "It is withdrawn: off every page in a few seconds. Its own page stays, with your sentence."),
    "correct": ("Correct", "Put it right", "The correction stands on its page in a few seconds, and in the next letter."),
    "advise": ("Advise", "Tell the other editors", "The other editors see it here."),
    "lift": ("Lift", "Lift it", "It is lifted, and back on the pages in a few seconds."),
    "embargo": ("Embargo", "Keep it back", "It is under an embargo: off every page in a few seconds, and back by itself at its time."),
}
HINTS = {
    "hold": "Readers see it nowhere until you lift it. Its page answers that it is not there.",
    "kill": "For what must not stand. Its text is gone from every page, feed and letter; its page says that it was withdrawn, and when.",
    "correct": "Your sentence stands over its text, with the time, in feeds and the next letter. The text stays as its outlet has it.",
    "advise": "A word to the other editors. Readers see nothing of it.",
    "lift": "Takes back hold, kill and embargo.",
    "embargo": "Readers see it nowhere until its time. Then it is back by itself.",
}


class Said(forms.Form):
    """A notice, as it is asked for. Made for one deed: see `asked`."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    copy = forms.ChoiceField(label="Of what", required=False)
    until = forms.CharField(label="Until", widget=forms.DateTimeInput(attrs={"type": "datetime-local"}))
    public = forms.CharField(label="What readers are told", max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
    headline = forms.CharField(label="Headline beside it", max_length=300, required=False)
    why = forms.CharField(label="Why", max_length=300)
    note = forms.CharField(label="Note to editors", required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3}))

    zone: ZoneInfo
    now: datetime
    offered: str

    def clean_until(self) -> datetime:
        try:
            until = datetime.fromisoformat(self.cleaned_data["until"])
        except ValueError:
            raise forms.ValidationError("Give a day and a time.") from None
        until = until.replace(tzinfo=self.zone) if until.tzinfo is None else until
        if until <= self.now:
            raise forms.ValidationError("That time has passed; an embargo ends later than now.")
        return until

    def clean_public(self) -> str:
        public = " ".join(self.cleaned_data["public"].split())
        if "…" in self.offered and public == self.offered:
            raise forms.ValidationError("Say what was wrong, and what is right.")
        return public


def asked(visit: Visit, kind: str, found: Story, headline: str, seen: str) -> Said:
    label = words(visit.edition.language)
    offered = {"kill": label["kill_offer"], "correct": label["correct_offer"]}.get(kind, "")
    copies = Placement.objects.filter(story=found).select_related("copy__outlet", "reading").defer("reading__article").order_by("copy")
    given = {"seen": seen, "public": offered, "headline": headline, "copy": visit.request.GET.get("copy", "")}
    made = Said(visit.request.POST or None, initial=given)
    made.zone, made.now, made.offered = ZoneInfo(visit.edition.zone), visit.now, offered
    fields: dict[str, Any] = made.fields
    offers = [(str(row.copy_id), f"only the copy of {row.copy.outlet.name}: {row.reading.headline[:80]}") for row in copies[:COPIES]]
    fields["copy"].choices = [("", "the story"), *(offers if len(offers) > 1 or kind == "lift" else ())]
    fields["until"].label = f"Until, by the clock of {visit.edition.zone}"
    fields["why"].help_text = "For the log and the other editors; readers do not see it."
    fields["public"].help_text = "In the language of the edition; 500 letters at most."
    fields["headline"].help_text = "What readers are told it was called. Empty: it is not named. Its address keeps its words."
    for name, kinds in {"until": ("embargo",), "public": ("kill", "correct"), "headline": ("kill",)}.items():
        if kind not in kinds:
            del fields[name]
    for name, field in fields.items():
        described = ([f"id_{name}_helptext"] if field.help_text else []) + ([f"id_{name}_error"] if name in made.errors else [])
        if described:
            field.widget.attrs["aria-describedby"] = " ".join(described)
    return made


def _deed(kind: str, role: str) -> Callable[..., HttpResponse]:
    @form(role, kind, "story")
    def view(visit: Visit, story: int) -> HttpResponse | Done:
        return _notice(visit, kind, story)

    return view


def _notice(visit: Visit, kind: str, number: int) -> HttpResponse | Done:
    found, stands, notices = _where(visit, number)
    [each] = filled(visit.edition, [Listed(found, None, "")], visit.now)
    newest = str(notices[-1].pk) if notices else ""
    asks = asked(visit, kind, found, each.headline, newest)
    title, button, done = DEEDS[kind]
    if visit.request.method != "POST" or not asks.is_valid():
        status = 422 if visit.request.method == "POST" else 200
        given = {"story": found, "each": each, "form": asks, "kind": kind, "button": button, "hint": HINTS[kind], "standing": stands}
        return visit.page("standing.html", f"{title}: {each.headline}", status, **given, at="stories")
    said = asks.cleaned_data
    if said["seen"] != newest:
        raise Refused(f"{notices[-1].by if notices else 'Somebody'} said something of this story meanwhile. Look at it first.")
    copy = said["copy"]
    _may(visit, kind, stands, copy)
    facts = {name: said[name] for name in ("until", "headline") if name in said}
    placed = Placement.objects.select_related("copy").get(copy=int(copy), story=found).copy if copy else None
    words_of = (said["why"], said.get("public", ""), said["note"])
    try:
        made: Notice = getattr(noticing, kind)(visit.edition, found, visit.by, *words_of, visit.now, copy=placed, **facts)
    except ValueError as error:
        raise Refused(f"This cannot be: {error}.", 400) from None
    return Done(done, back(visit, number), {"notice": made.pk, "copy": int(copy) if copy else None, "why": said["why"]})


def _where(visit: Visit, number: int) -> tuple[Story, Standing[Notice], list[Notice]]:
    found = story_here(visit.edition, number)
    if visit.request.method == "POST":
        list(Story.objects.select_for_update().filter(pk=number))  # the slower of two waits, and is told
    copies = noticing.copies_of([number])
    notices = noticing.notices_of(visit.edition, copies).get(number, [])
    return found, standing(notices, visit.now, copies[number]), notices


def _may(visit: Visit, kind: str, stands: Standing[Notice], copy: str) -> None:
    by = stands.out.get(int(copy)) if copy else stands.by
    if kind == "lift" and by is None:
        raise Refused("There is nothing to lift: it is not held, killed or under an embargo.")
    if kind == "lift" and by is not None and by.kind == "kill" and not visit.may("chief"):
        raise Refused("Only a chief editor takes a kill back.", 403)
    if kind == "lift" and not copy and by is not None and by.copy_id is not None:
        raise Refused("It is its copies that are taken out, each by itself: lift the copy.")


hold, correct, advise, lift, embargo = (_deed(kind, "editor") for kind in ("hold", "correct", "advise", "lift", "embargo"))
kill = _deed("kill", "chief")


@screen()
def notices(visit: Visit) -> HttpResponse:
    """Everything that was said of stories of this edition, the newest first; of one kind, page by page."""
    kind, after = visit.request.GET.get("kind", ""), visit.request.GET.get("after", "")
    rows = Notice.objects.filter(edition=visit.edition).select_related("story", "copy__outlet").order_by("-pk")
    if kind in Notice.KINDS:
        rows = rows.filter(kind=kind)
    if after.isdecimal() and len(after) < 18:
        rows = rows.filter(pk__lt=int(after))
    found = list(rows[: PAGE + 1])
    told = {each.story.pk: each for each in filled(visit.edition, [Listed(row.story, None, "") for row in found[:PAGE]], visit.now)}
    older = ""
    if len(found) > PAGE:
        older = f"{reverse('desk:notices', args=[visit.edition.slug])}?kind={kind}&after={found[PAGE - 1].pk}"
    shown = [(row, told[row.story_id]) for row in found[:PAGE]]
    return visit.page("notices.html", "Notices", shown=shown, kinds=Notice.KINDS, kind=kind, older=older)
