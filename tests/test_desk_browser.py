"""Can every deed of the desk be done with the keyboard alone, and does no screen of it hold a barrier? In Debian's Chromium.

Which screens and deeds there are, the addresses say: one that is added and not tried here fails a test.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import newsroom_rows
import pytest
from browsing import examine, handed_out, signed_in
from desk_world import World, numbers, world
from django.conf import settings
from django.urls import reverse
from smtp_server import serving

from wirecopy.accounts.models import Deed
from wirecopy.desk.models import Objection
from wirecopy.newsroom.urls import urlpatterns
from wirecopy.releases.models import Draft, Release

DOORS = {each.name or "": each.callback for each in urlpatterns if hasattr(each.callback, "role")}
FILES = {"log_csv", "log_json", "release_picture", "draft_picture", "letter-html"}  # the letter runs no script, so neither axe's
Typed = dict[str, str | list[str]]  # what is typed, or the keys that are pressed, by id or name of the field
Done = tuple[str, dict[str, Any], str, Typed]  # the name of its address and the numbers in it, the screen that it is done from
TOMORROW = ["12312031", "Tab", "0930AM"]  # as a field of day and time takes it, in the language of the browser
SAID: Typed = {"public": "It was wrong; this is right.", "why": "The outlet wrote again."}


@pytest.fixture
def here(data: Path) -> World:
    return world()


def of_stories(here: World) -> list[Done]:
    story = [each.pk for each in here.stories]

    def of(number: int) -> tuple[dict[str, Any], str]:
        return {"story": story[number]}, f"story/{story[number]}/"

    def notice(kind: str, number: int, typed: Typed) -> Done:
        return kind, {"story": story[number]}, f"story/{story[number]}/{kind}/", typed

    return [
        ("pin", *of(11), {"place": "3"}),
        ("unpin", {"story": story[6]}, "front/", {}),
        ("name", *of(11), {"headline": "A better headline", "slugline": "nets, better"}),
        ("lead", *of(0), {"copy": ["Outl"]}),
        ("split", *of(0), {f"text-{here.text(0).pk}": ["Space"]}),
        ("move", *of(12), {f"text-{here.text(12).pk}": ["Space"], "move-into": str(story[13])}),
        ("merge", *of(14), {"into": str(story[15])}),
        ("tie", *of(8), {"other": str(story[9])}),
        ("cut", *of(8), {"other": str(story[9])}),
        notice("hold", 16, {"why": "They asked for it."}),
        notice("lift", 16, {"why": "They found out."}),
        notice("embargo", 17, {"until": TOMORROW, "why": "They asked for it."}),
        notice("correct", 18, SAID),
        notice("advise", 18, {"why": "Look at its numbers."}),
        notice("kill", 19, SAID),
    ]


def of_the_rest(here: World) -> list[Done]:
    at = numbers(here)
    objected = f"objection/{at['objection']}/"
    waiting, tenors = Release.objects.get(pictures__isnull=False).pk, Release.objects.get(headline__contains="tenors").pk
    spiked = Release.objects.get(standing="spiked").pk
    draft, unwanted, ready = (each.pk for each in Draft.objects.order_by("pk"))
    person = newsroom_rows.person("editor", here.edition, "Siv Fourth").pk
    outlet, mailing = {"outlet": here.outlet.pk}, {"mailing": at["mailing"]}
    page = f"outlet/{here.outlet.pk}/"
    return [
        ("retry", outlet, "", {}),
        ("outlet-settle", outlet, page, {"zone": "Europe/Oslo"}),
        ("outlet-pace", outlet, page, {"minutes": "45"}),
        ("outlet-pause", outlet, page, {}),
        ("outlet-resume", outlet, page, {}),
        ("outlet-keep", outlet, page, {}),
        ("outlet-forget", outlet, page, {}),
        ("edition", {}, "edition/", {"tagline": "News of the north"}),
        ("section", {}, "edition/", {"name": "Choirs"}),
        ("section-drop", {}, "edition/", {}),
        ("mailing-resume", mailing, "letters/", {}),
        ("mailing-pause", mailing, "letters/", {}),
        ("mailing-stop", mailing, "letters/", {}),
        ("test", {}, "letters/", {"address": "ola@desk.example"}),
        ("sample", {}, "letters/", {"letters": "2"}),
        ("invite", {}, "people/invite/", {"address": "liv@desk.example"}),
        ("withdraw", {"invitation": at["invitation"]}, "people/", {}),
        ("role", {"person": person}, "people/", {"role": ["Chief"]}),
        ("end_sessions", {"person": person}, f"people/{person}/", {}),
        ("drop_second", {"person": person}, f"people/{person}/", {}),
        ("away", {"person": person}, "people/", {}),
        ("redact", {"deed": at["deed"]}, "log/", {"ground": "Court of Tana, 12/2026"}),
        ("release_accept", {"release": waiting}, f"release/{waiting}/", {}),
        ("release_ask", {"release": tenors}, f"release/{tenors}/", {"question": "When?"}),
        ("release_spike", {"release": at["release"]}, f"release/{at['release']}/", {"reason": "It is an advertisement."}),
        ("release_reopen", {"release": spiked}, f"release/{spiked}/", {}),
        ("draft_new", {}, "writing/new/", {"headline": "Ferry back in port", "dateline": "VARDØ", "text": "It came back."}),
        ("draft", {"draft": draft}, f"writing/{draft}/", {"headline": "!"}),
        ("draft_drop", {"draft": unwanted}, f"writing/{unwanted}/", {}),
        ("draft_recall", {"draft": ready}, f"writing/{ready}/", {}),
        ("objection-answer", {"objection": at["objection"]}, objected, {"outcome": ["ArrowDown"], "answer": "It is so."}),
        ("erase", {"copy": at["copy"]}, f"copy/{at['copy']}/erase/", {"ground": "Art. 17 GDPR", "sure": ["Space"]}),
        ("edition-new", {}, "edition/new/", {"masthead": "The Coast", "host": "coast.example"}),
    ]  # fmt: skip


# Where the focus is: on the control that does the deed, on a field of its form, or on what hides it.
FOCUS = """to => {
  const at = document.activeElement, address = (form) => new URL(form.getAttribute('action') || '', location.href).pathname;
  const does = (each) => (each.hasAttribute('formaction') ? new URL(each.getAttribute('formaction'), location.href).pathname
    : each.form && address(each.form)) === to;
  const forms = [...document.querySelectorAll('button')].filter(does).map((each) => each.form);
  if (at.matches('summary') && !at.parentElement.open) return [forms.some((form) => at.parentElement.contains(form)) ? 'hidden' : ''];
  if (at.matches('button') && does(at)) return ['does'];
  return at.matches('input, select, textarea') && forms.includes(at.form) ? ['field', at.id, at.name] : [''];
}"""


def by_keyboard(page: Any, to: str, typed: Typed) -> None:
    """Tab from the top of the page to what does the deed, open what hides it and fill in its fields on the way, and press Enter there."""
    left = dict(typed)
    for _ in range(400):
        page.keyboard.press("Tab")
        where, *names = page.evaluate(FOCUS, to)
        if where == "does" and not left:
            page.keyboard.press("Enter")
            return
        if where == "hidden":
            page.keyboard.press("Enter")
        name = next((name for name in names if name in left), None) if where == "field" else None
        if name is not None:
            keys = left.pop(name)
            if isinstance(keys, str):
                page.keyboard.press("Control+A")
                page.keyboard.type(keys)
            else:
                for key in keys:
                    (page.keyboard.press if key in ("Tab", "Space", "ArrowDown") else page.keyboard.type)(key)
    raise AssertionError(f"Tab does not reach what does {to}, or these fields of it: {list(left)}")


@pytest.fixture
def site(here: World) -> Iterator[str]:
    with handed_out() as address:
        yield address


@pytest.fixture
def relay(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with serving() as server:
        monkeypatch.setitem(settings.WIRECOPY, "MAIL_RELAYS", (server.url,))
        yield


def waits(for_what: Callable[[], Any], seconds: float = 10) -> Any:
    until = time.monotonic() + seconds
    while not (found := for_what()) and time.monotonic() < until:
        time.sleep(0.05)
    return found


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_every_deed_is_done_by_the_keyboard_alone(here: World, site: str, relay: None, browser: Any) -> None:
    boss = newsroom_rows.signed_in(newsroom_rows.person("administrator", name="Ada Berg"), here.edition.host)
    wrong: list[str] = []
    page, errors = signed_in(browser, site, boss)
    page.on("dialog", lambda dialog: dialog.accept())
    tried = [*of_stories(here), *of_the_rest(here)]
    for name, given, screen, typed in tried:
        lines = Deed.objects.count()
        page.goto(f"{site}/desk/{here.edition.slug}/{screen}")
        try:
            by_keyboard(page, reverse(f"desk:{name}", args=[here.edition.slug, *given.values()]), typed)
            done = waits(lambda before=lines: Deed.objects.order_by("-pk").first() if Deed.objects.count() > before else None)
            page.wait_for_selector("#messages .said", timeout=10_000)
            if not done or done.verb != DOORS[name].verb:
                wrong.append(f"{name}: the log has {done}")
        except Exception as error:
            wrong.append(f"{name}: {str(error)[:200]} {page.locator('main').inner_text()[:200]!r}")
        wrong += [f"{name}: {each}" for each in errors]
        errors.clear()
    assert not wrong, "\n".join(wrong)
    assert {name for name, *_ in tried} == {name for name, view in DOORS.items() if "POST" in view.methods}


def screens(here: World) -> Iterator[str]:
    """Every address of the desk that answers a page, and those whose page is another when something was decided."""
    given, decided = numbers(here), Objection.objects.get(standing="refused").pk
    for each in urlpatterns:
        if each.name not in FILES and "GET" in getattr(each.callback, "methods", ()):
            yield reverse(f"desk:{each.name}", kwargs={hole: given[hole] for hole in each.pattern.converters})
    desk = f"/desk/{here.edition.slug}"
    yield from (f"{desk}/story/{here.stories[at].pk}/" for at in range(1, 7))  # corrected, held, killed, under an embargo, pinned
    yield from (f"{desk}/releases/?standing=spiked", f"{desk}/release/{Release.objects.get(standing='spiked').pk}/")
    yield f"{desk}/objection/{decided}/"


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_no_screen_holds_a_barrier_or_is_wider_than_a_phone(here: World, site: str, browser: Any) -> None:
    boss = newsroom_rows.signed_in(newsroom_rows.person("administrator", name="Ada Berg"), here.edition.host)
    page, errors = signed_in(browser, site, boss)
    for path in screens(here):
        page.set_viewport_size({"width": 1280, "height": 900})
        answer = page.goto(site + path)
        page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
        errors += examine(page)
        page.emulate_media(color_scheme="dark")
        errors += [f"dark: {each}" for each in examine(page, "color-contrast")]
        page.emulate_media(color_scheme="light")
        if answer.status != 200:
            errors.append(f"{path}: {answer.status}")
    assert not errors, "\n".join(errors)
