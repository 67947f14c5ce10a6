"""How many take the letter, what goes out, and how far is it? Counts of people, never a list of them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count, Q
from django.http import HttpResponse
from django.urls import reverse

from wirecopy.mail import addresses, mailings
from wirecopy.mail.digest import digest
from wirecopy.mail.models import Consent, Mailing, Report, Subscription
from wirecopy.mail.show import SETTLED, state_of
from wirecopy.mail.subscribing import masthead
from wirecopy.mail.trying import try_letter
from wirecopy.newsroom.door import Done, NotHere, Refused, Visit, deed, screen
from wirecopy.press.issuing import compose, make_issue
from wirecopy.press.letters import told_now
from wirecopy.press.models import Edition, Issue

SHOWN = 20
LETTER = "sandbox; default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'; frame-ancestors 'self'"


def _here(visit: Visit) -> str:
    return reverse("desk:letters", args=[visit.edition.slug])


def _mailing(visit: Visit, number: int) -> Mailing:
    found = Mailing.objects.select_related("issue__edition").filter(pk=number, issue__edition=visit.edition).first()
    if found is None:
        raise NotHere
    return found


@screen()
def letters(visit: Visit) -> HttpResponse:
    """The mailings with how far they are, and what the next issue would say."""
    rows = Mailing.objects.select_related("issue__edition").filter(issue__edition=visit.edition).order_by("-pk")[:SHOWN]
    told = [(mailing, state := state_of(mailing), sum(state["deliveries"][name] for name in SETTLED)) for mailing in rows]
    return visit.page(
        "letters.html", "Letters", mailings=told, relays=bool(settings.WIRECOPY["MAIL_RELAYS"]),
        draft=compose(visit.edition, "daily", visit.now), at="letters",
    )  # fmt: skip


@screen()
def preview(visit: Visit) -> HttpResponse:
    """The letter as it would go out now, or as an issue that was made is: as plain text, beside it the HTML in a frame of its own."""
    issue = _issue(visit)
    letter = digest(_told(visit, issue), (), masthead(visit.edition))
    return visit.page("letter.html", letter.subject, letter=letter, issue=issue, at="letters")


@screen()
def preview_html(visit: Visit) -> HttpResponse:
    """The HTML of the same letter, which may style itself and can do nothing else."""
    letter = digest(_told(visit, _issue(visit)), (), masthead(visit.edition))
    answer = HttpResponse(letter.html)
    answer["Content-Security-Policy"] = LETTER
    answer["X-Frame-Options"] = "SAMEORIGIN"
    return answer


def _issue(visit: Visit) -> Issue | None:
    number = visit.request.GET.get("issue", "")
    if not number:
        return None
    found = Issue.objects.filter(edition=visit.edition, pk=int(number)).first() if number.isdecimal() and len(number) < 18 else None
    if found is None:
        raise NotHere
    return found


def _told(visit: Visit, issue: Issue | None) -> dict[str, Any]:
    told = dict(told_now(issue)) if issue else compose(visit.edition, "daily", visit.now).told
    if not told:
        raise Refused("Nothing is new: there is no letter to look at.", 404)
    return told


@deed("editor", "pause mailing", "mailing")
def pause(visit: Visit, mailing: int) -> Done:
    done = mailings.pause(_mailing(visit, mailing), f"held by {visit.by}")
    return _said(visit, done, mailing, "It is held. Letters that are leaving just now still do.")


@deed("editor", "resume mailing", "mailing")
def resume(visit: Visit, mailing: int) -> Done:
    return _said(visit, mailings.resume(_mailing(visit, mailing)), mailing, "It goes on.")


@deed("chief", "stop mailing", "mailing")
def stop(visit: Visit, mailing: int) -> Done:
    done = mailings.stop(_mailing(visit, mailing), f"ended by {visit.by}", visit.now)
    return _said(visit, done, mailing, "It is ended for good: who has no letter of it yet gets none.")


def _said(visit: Visit, done: bool, mailing: int, sentence: str) -> Done:
    if not done:
        raise Refused(f"Mailing {mailing} is {_mailing(visit, mailing).state} now: somebody was quicker, or it is over.")
    return Done(sentence, _here(visit))


@deed("chief", "sample letters")
def sample(visit: Visit) -> Done:
    """Today's letter to the first few who take it; then it is held, and `resume` sends the rest."""
    given = visit.request.POST.get("letters", "")
    number = int(given) if given.isdecimal() and len(given) < 8 else 0
    if number < 1:
        raise Refused("To how many? A number from 1.", 400)
    _relay()
    issue = make_issue(visit.edition, "daily", visit.now)
    if issue is None:
        raise Refused("Nothing is new, so there is no letter.")
    found = mailings.make(issue, visit.now, sample=number)
    if not mailings.sample(found, number, visit.now):
        raise Refused(f"Today's mailing is {found.state}.")
    return Done(f"It goes to {number}, and is held then: look at it, and let it go on.", _here(visit), {"letters": number}, which=found.pk)


@deed("editor", "test letter", apart=True)
def test(visit: Visit) -> Done:
    """The newest letter to one address, now; its links lead nowhere."""
    _relay()
    address = addresses.address(visit.request.POST.get("address", ""))
    if isinstance(address, str):
        raise Refused(address, 400)
    try:
        found = list(try_letter(visit.edition, address.written, visit.now))
    except ValueError as error:
        raise Refused(str(error)) from None
    if not any(answer.kind == "accepted" for _, answer in found):
        raise Refused("It did not leave. " + " ".join(f"{relay}: {answer}." for relay, answer in found), 502)
    return Done("It left. Look into the mailbox.", _here(visit))


def _relay() -> None:
    if not settings.WIRECOPY["MAIL_RELAYS"]:
        raise Refused("No relay is set, so no letter can leave: WIRECOPY_MAIL_RELAYS names the server that letters leave through.")


@screen()
def subscribers(visit: Visit) -> HttpResponse:
    """How many, since when, how often, and what came back."""
    return visit.page("subscribers.html", "Subscribers", **counts(visit.edition, visit))


def counts(edition: Edition, visit: Visit) -> dict[str, Any]:
    rows = Subscription.objects.filter(edition=edition)
    month = visit.now - timedelta(days=30)
    standing = dict(rows.order_by().values_list("subscriber__standing").annotate(Count("pk")))
    active = rows.filter(subscriber__standing="active")
    came = Consent.objects.filter(edition=edition, confirmed_at__gt=month)
    reports = Report.objects.filter(came_at__gt=month, delivery__edition=edition)
    return {
        "standings": [(name, standing.get(name, 0)) for name in ("active", "pending", "left", "bounced", "complained")],
        "cadences": list(active.order_by().values_list("subscriber__cadence").annotate(n=Count("pk")).order_by("-n")),
        "languages": list(active.order_by().values_list("subscriber__language").annotate(n=Count("pk")).order_by("-n")[:10]),
        "sections": active.exclude(sections=[]).count(),
        "came": came.aggregate(form=Count("pk", filter=Q(source="form")), imported=Count("pk", filter=Q(source="import"))),
        "gone": rows.filter(subscriber__left_at__gt=month).count(),
        "reports": list(reports.order_by().values_list("kind").annotate(n=Count("pk")).order_by("-n")),
    }
