"""Does the wire learn how an outlet prints its times, and can an editor undo it?"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest
from click.testing import CliRunner
from django.db import connection
from django.test.utils import CaptureQueriesContext

import wirecopy
from wirecopy.wire import clues, facts_time, times, timestamp, work
from wirecopy.wire.article import Article, Block, ZoneStamp
from wirecopy.wire.boxes import Box
from wirecopy.wire.clues import Page
from wirecopy.wire.habit import Habit, one_zone
from wirecopy.wire.models import Copy, Outlet, Reading, Take
from wirecopy.wire.reader import Readers

NOW = datetime(2031, 7, 4, 12, tzinfo=UTC)


def page(printed: str, given: str | None, fetched: str = "2031-07-04T12:00Z") -> Page:
    feed = datetime.fromisoformat(given) if given else None
    return Page(ZoneStamp("", as_printed=printed), feed, datetime.fromisoformat(fetched))


@pytest.mark.parametrize(
    ("told", "east"),
    [
        (page("2031-07-04T20:50:00Z", "2031-07-04T11:50:00Z"), 540),  # Tokyo's clock, by the feed
        (page("2031-07-04T17:35:20Z", "2031-07-04T11:50:00Z"), 345),  # Kathmandu's, to the minute
        (page("2031-07-04T13:50Z", None), 120),  # in the future of the fetch, and no feed to ask
        (page("2031-07-04T13:50Z", "2031-07-04T13:50Z"), 120),  # the feed lies as well
        (page("2031-07-04T07:50:00Z", "2031-07-04T11:50:00Z"), -240),  # New York's, four hours before its feed
        (page("2031-07-04T07:50:00Z", "2031-07-04T11:50:00Z", "2031-07-05T12:00Z"), None),  # late: the feed may be wrong as well
        (page("2031-07-04T11:50:00Z", "2031-07-04T13:50:00Z"), None),  # it is the feed that lies in the future
        (page("2031-07-04T07:43:12Z", "2031-07-04T11:50:00Z"), None),  # updated since
        (page("2031-07-04T11:50:00Z", "2031-07-04T11:50:00Z"), 0),
        (page("2031-07-04T11:50:00Z", None), 0),
        (page("2031-07-04T12:20:00Z", None), None),  # no clock on earth is so little ahead
        (page("2031-07-04T20:50:00+09:00", "2031-07-04T11:50:00Z"), None),
        (page("2031-07-04", "2031-07-04T11:50:00Z"), None),
        (page("", None), None),
    ],
)
def test_a_page_tells_by_feed_and_fetch_whether_its_z_is_one(told: Page, east: int | None) -> None:
    assert clues.local(told) == east


@pytest.mark.parametrize(
    ("told", "day_first"),
    [
        (page("13/06/2031 14:30", None), True),
        (page("6/13/2031", None), False),
        (page("5/7/2031", "2031-07-05T03:00Z"), True),
        (page("5/7/2031", "2031-05-07T03:00Z"), False),
        (page("5/9/2031", None), False),  # the fifth of September is to come
        (page("5/6/2031", None), None),
        (page("4/4/2031", None), None),
        (page("2031-07-04", None), None),
    ],
)
def test_a_page_tells_whether_its_day_stands_first(told: Page, day_first: bool | None) -> None:
    assert clues.days_first(told) is day_first


def test_three_pages_must_agree_and_most_of_the_newest_six() -> None:
    lies, honest = page("2031-07-04T20:50:00Z", "2031-07-04T11:50:00Z"), page("2031-07-04T11:50Z", None)
    assert clues.judged([lies] * 2) == clues.Learnt()
    assert clues.judged([lies, honest, lies, lies]).stamped == 540
    assert clues.judged([lies, honest] * 3) == clues.Learnt()
    assert clues.judged([honest] * 4 + [lies] * 9).stamped == 0
    assert clues.judged([page("13/06/2031", None)] * 3) == clues.Learnt(day_first=True, day_first_pages=3)


@pytest.mark.parametrize(
    ("url", "languages", "country", "day_first"),
    [
        ("https://post.example.ie/a", ["en-US"], "IE", None),
        ("https://post.co.uk:8443?x", [], "GB", None),
        ("https://post.io/a.in", ["en-US", "en_IN"], "IN", None),  # a host for its sound; a language that many systems say of themselves
        ("https://post.com/", ["en-US"], "US", None),
        ("https://post.com/", ["he"], "IL", None),
        ("https://post.com/", ["es", "zh-Hans-TW"], "TW", None),
        ("https://post.com/", ["es"], None, True),
        ("https://post.com/", ["ja"], None, None),
        ("https://post.com/", ["en"], None, None),
        (None, ["12", ""], None, None),
    ],
)
def test_host_and_language_say_where_a_page_is_at_home(url, languages, country, day_first) -> None:
    national = {"https://post.example.ie/a": "Europe/Dublin", "https://post.co.uk:8443?x": "Europe/London"}.get(url)
    assert Habit().at_home(url, languages) == Habit(country, day_first=day_first, national=national)
    assert Habit("BD").at_home(url, languages) == Habit("BD", national="Asia/Dhaka")


@pytest.mark.parametrize(
    ("country", "zone"), [("DE", "Europe/Berlin"), ("JP", "Asia/Tokyo"), ("GB", "Europe/London"), ("US", None), ("AU", None), ("", None)]
)
def test_a_country_keeps_one_zone_or_several(country: str, zone: str | None) -> None:
    assert one_zone(country) == zone


def test_a_time_without_a_zone_is_of_the_country_that_the_host_names() -> None:
    home = Habit().at_home("https://post.example.de/a", ())
    assert told(["2031-07-04T09:05"], habit=home)[0] == ("2031-07-04T09:05:00+02:00", "meta, zone of the host's country")
    assert told(["2031-07-04T09:05Z"], habit=home)[0] == ("2031-07-04T09:05:00+00:00", "meta")
    assert told(["2031-07-04"], habit=home)[0] == ("2031-07-04", "meta")
    assert told(["2031-07-04T09:05"], habit=Habit().at_home("https://post.com/", ["de-DE"]))[0] == ("2031-07-04T09:05:00", "meta")
    assert told(["2031-07-04T09:05"], habit=Habit(zone="Asia/Tokyo").at_home("https://post.example.de/a", ()))[0] == (
        "2031-07-04T09:05:00+09:00", "meta, zone of the outlet",
    )  # fmt: skip


def told(published: list[str], updated: list[str] = [], lines: list[str] = [], habit: Habit = Habit()):  # noqa: B006, B008 - never changed
    shown = [SimpleNamespace(text=line, parts=[line], number=n, box=Box("p", "", None)) for n, line in enumerate(lines)]
    first, last = facts_time.published_and_updated([(p, "meta") for p in published], [(u, "modified") for u in updated], shown, 0, habit)  # type: ignore[arg-type]
    return first and (first.instant, first.found_in), last and last.instant


def test_what_a_field_leaves_open_another_field_tells() -> None:
    order = told(["5/7/2031 09:05"], ["2031-05-07T10:00:00"])
    assert order[0] == ("2031-05-07T09:05:00", "meta")
    assert told(["5/11/2031 9:05 AM ET"], ["2031-11-05T12:00:00-05:00"])[0] == ("2031-11-05T09:05:00-05:00", "meta")
    assert told(["05.07.2031"], lines=["7 May 2031"])[0] == ("2031-05-07", "meta")
    borrowed = told(["2031-07-04T09:05:07"], ["2031-07-04 09:05 +0300"])
    assert borrowed == (("2031-07-04T09:05:07+03:00", "meta, zone of modified"), None)
    shown = told(["2031-07-04T09:05:07Z"], ["2031-07-04T09:30:00Z"], ["Updated today", "4 July 2031 09:05 JST"])
    assert shown == (("2031-07-04T09:05:07+09:00", "meta, zone of page line"), "2031-07-04T09:30:00+09:00")
    assert told(["2031-07-04T09:05:07Z"], lines=["4 July 2031 18:05 JST"])[0] == ("2031-07-04T09:05:07+00:00", "meta")


def test_what_no_field_tells_the_habit_of_the_outlet_does() -> None:
    tokyo = Habit(stamped="+09:00", day_first=False)
    assert told(["2031-07-04T20:50:00Z"], ["2031-07-04T21:00:00Z"], [], tokyo) == (
        ("2031-07-04T20:50:00+09:00", "meta, zone by the outlet's habit"), "2031-07-04T21:00:00+09:00",
    )  # fmt: skip
    assert told(["2031-07-04T20:50:00+02:00"], habit=tokyo)[0] == ("2031-07-04T20:50:00+02:00", "meta")
    assert told(["5/7/2031"], habit=tokyo)[0] == ("2031-05-07", "meta")
    berlin = Habit(stamped="+02:00", zone="Europe/Berlin")
    assert told(["2031-01-04T20:50Z"], habit=berlin)[0][0] == "2031-01-04T20:50:00+01:00"  # the newsroom's zone knows its winter
    assert told(["2031-01-04T20:50"], habit=berlin)[0] == ("2031-01-04T20:50:00+01:00", "meta, zone of the outlet")
    assert told(["2031-01-04T20:50Z"], habit=Habit(stamped="+09:00", zone="Europe/Berlin"))[0][0].endswith("+09:00")
    assert told(["4 January 2031 19:05 IST"], habit=Habit(zone="Asia/Jerusalem"))[0][0].endswith("+02:00")
    assert told(["4 July 2031 19:05 IST"], habit=Habit("IE"))[0] == ("2031-07-04T19:05:00+01:00", "meta")


def test_a_flat_text_is_read_by_the_habit_too() -> None:
    flat = Article(published=timestamp.read("5/7/2031 19:05"), updated=timestamp.read("5/7/2031 20:05 IST"))
    mended = facts_time.of_text(flat, Habit("IE", "Europe/Dublin", day_first=False))
    assert [s and s.instant for s in (mended.published, mended.updated)] == ["2031-05-07T19:05:00+01:00", "2031-05-07T20:05:00+01:00"]
    assert facts_time.of_text(Article(), Habit("IE")) == Article()


def test_a_date_in_numbers_is_one_day_or_two() -> None:
    assert timestamp.orders("on 5/6/31 at last") == {True: date(2031, 6, 5), False: date(2031, 5, 6)}
    assert timestamp.orders("٢٥/٦/٢٠٣١") == {True: date(2031, 6, 25)}
    assert timestamp.orders("2031-06-05") == timestamp.orders("6/6/2031") == timestamp.orders("31/31/2031") == {}


@pytest.fixture
def outlet(db) -> Outlet:
    return Outlet.objects.create(name="Ness Post", slug="ness-post", home="http://ness-post.example/", added_at=NOW)


def read(outlet: Outlet, name: str, printed: str, given_at: datetime | None, number: int = 1) -> Outlet:
    """A page of the outlet, as the leg `read` writes it. Returns what is known of the outlet after it."""
    outlet = Outlet.objects.get(pk=outlet.pk)
    copy, _ = Copy.objects.get_or_create(
        url=f"{outlet.home}{name}", defaults={"outlet": outlet, "domain": "ness-post.example", "seen_at": NOW, "given_at": given_at}
    )
    take = Take.objects.create(copy=copy, number=number, received_at=NOW, url=copy.url, sha256="", size=0)
    text = f"{name} was painted by the harbour master."
    published = facts_time.published_and_updated([(printed, "meta")], [], [], None, outlet.habit())[0]
    work.write_readings([(take, Article(headline=name, published=published, blocks=(Block("paragraph", text),), body=text))], NOW)
    return Outlet.objects.get(pk=outlet.pk)


EARLIER = NOW - timedelta(minutes=10)  # 11:50
STAMPED = "2031-07-04T20:50:00Z"


def test_a_zone_that_lies_is_learnt_on_the_third_page_and_mended_from_then_on(outlet) -> None:
    assert [read(outlet, name, STAMPED, EARLIER).stamped for name in "abc"] == ["", "", "+09:00"]
    read(outlet, "d", STAMPED, None)
    last = Reading.objects.get(take__copy__url__endswith="d")
    assert last.published_at == EARLIER
    assert last.as_article().published == ZoneStamp("2031-07-04T20:50:00+09:00", "second", STAMPED, "meta, zone by the outlet's habit")


def test_the_reader_process_is_told_the_habit(outlet) -> None:
    outlet.stamped, outlet.country = "+09:00", "JP"
    html = f'<html><head><meta property="article:published_time" content="{STAMPED}"></head><body><h1>A ferry</h1></body></html>'
    readers = Readers(1, 20, 0)
    mended = readers.read(html.encode(), "http://ness-post.example/a", None, outlet.habit())
    readers.close()
    assert mended.published.instant == "2031-07-04T20:50:00+09:00"
    assert mended.published.as_printed == STAMPED


def test_a_page_is_read_by_its_country_and_by_the_habit_handed_in() -> None:
    html = '<html lang="en"><head><meta name="pubdate" content="5/7/2031 19:05 IST"></head><body><h1>A ferry</h1></body></html>'
    assert wirecopy.read(html, "https://post.ie/a").published.instant == "2031-07-05T19:05:00+01:00"
    assert wirecopy.read(html, "https://post.ie/a", habit=Habit("IN", day_first=False)).published.instant == "2031-05-07T19:05:00+05:30"
    assert wirecopy.read("A ferry for Ness\n5/7/2031 19:05 IST\n", "https://post.ie/a").published.instant == "2031-07-05T19:05:00+01:00"


def test_what_pages_no_longer_bear_out_is_unlearnt(outlet) -> None:
    for name in "abc":
        read(outlet, name, STAMPED, EARLIER)
    assert [read(outlet, name, "2031-07-04T11:50:00Z", EARLIER).stamped for name in "defg"] == ["+09:00", "+09:00", "", ""]


def test_the_takes_of_one_copy_teach_once(outlet) -> None:
    for number in range(1, 5):
        assert read(outlet, "a", STAMPED, EARLIER, number).stamped == ""


def test_the_order_of_day_and_month_is_learnt(outlet) -> None:
    for name in "abc":
        known = read(outlet, name, "13/06/2031 14:30", None)
    assert known.day_first is True and known.habit().day_first is True


def test_a_page_that_tells_nothing_new_asks_nothing_of_the_rows(outlet) -> None:
    read(outlet, "a", "2031-07-04T11:50:00Z", EARLIER)
    take = Take.objects.select_related("copy__outlet").get()
    with CaptureQueriesContext(connection) as asked:
        times.learn(take, timestamp.read("2031-07-04T11:50:00Z"))
        times.learn(take, None)
    assert len(asked) == 0


def test_the_verb_says_what_was_learnt_and_an_editor_undoes_it(outlet) -> None:
    from wirecopy.cli_wire import outlet as verb

    def say(*words: str) -> str:
        return " ".join(CliRunner().invoke(verb, ["ness-post", *words]).output.split())

    for name in "abcde":
        read(outlet, name, STAMPED, EARLIER)
    assert "times on pages of this outlet are stamped Z but are local time +09:00: seen on 5 pages" in say()
    assert "5 pages taken as printed" in say("--times", "printed")
    known = read(outlet, "f", STAMPED, EARLIER)
    assert known.habit() == Habit() and known.stamped == "+09:00"
    assert Reading.objects.get(take__copy__url__endswith="f").as_article().published == ZoneStamp(
        "2031-07-04T20:50:00+00:00", "second", STAMPED, "meta"
    )
    assert "taken as printed" not in say("--times", "learnt")
    assert Outlet.objects.get().habit().stamped == "+09:00"
