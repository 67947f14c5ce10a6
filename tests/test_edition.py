"""Does an edition carry the right stories, in the right order, and tell times and words as its readers do? No database needed."""

from __future__ import annotations

import re
import string
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from wirecopy.press import edition, paths
from wirecopy.press.calendar import months
from wirecopy.press.sheet import sheet
from wirecopy.press.stamps import next_midnight, span, stamp
from wirecopy.press.told import Hop, Telling, Told
from wirecopy.press.words import LABELS, words
from wirecopy.wire.article import Article, Block, Dateline, ZoneStamp
from wirecopy.wire.rights import Rights, shown

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
OSLO = ZoneInfo("Europe/Oslo")


def told(number: int = 1, outlet: str = "tide", hours: float = 1, others: int = 0, section: str | None = None, **said: object) -> Told:
    facts = {"headline": f"Story {number}", "standfirst": "What it says.", "language": "en", **said}
    when = NOW - timedelta(hours=hours)
    telling = Telling(
        copy=number, outlet=outlet.title(), outlet_slug=outlet, outlet_home="", original_url="", seen_at=when, came_at=when, takes=1,
        shown=shown(Article(**facts), Rights()),
    )  # fmt: skip
    return Told(
        id=number, path=f"/story/{number}-x/", url="", section=section, section_path=section and paths.section(section), shown_at=when,
        best=telling, others=(telling,) * others, also=others, chain=(Hop(outlet, "seen"),),
    )  # fmt: skip


def of(**said: object) -> edition.Facts:
    return edition.facts([("tide", Article(**said))])


def test_a_story_fits_when_any_of_the_rules_matches() -> None:
    story = of(headline="Crab talks stall", language="en-GB", sections=("Fisheries",), dateline=Dateline("VARDØ", "Finnmark", "NO"))
    assert edition.fits({"outlets": ["tide"]}, story)
    assert edition.fits({"words": ["herring", "crab"]}, story)
    assert edition.fits({"places": ["Vardø"]}, story)
    assert edition.fits({"places": ["finnmark"]}, story)
    assert edition.fits({"places": ["no"]}, story)
    assert edition.fits({"languages": ["en"]}, story)
    assert edition.fits({"sections": ["fisheries"]}, story)
    others = {"outlets": ["post"], "words": ["herring"], "places": ["Oslo"], "languages": ["no"], "sections": ["World"]}
    assert not edition.fits(others, story)


def test_words_match_whole_words_in_any_case_of_headline_standfirst_and_first_paragraphs() -> None:
    story = of(headline="KRABBEN kommt", standfirst="Straße frei", blocks=(Block("paragraph", "Am Kai steht Eis."),))
    assert edition.fits({"words": ["krabben"]}, story)
    assert edition.fits({"words": ["STRASSE"]}, story)
    assert edition.fits({"words": ["am kai"]}, story)
    assert not edition.fits({"words": ["krabbe"]}, story)
    assert not edition.fits({"words": ["traße", ""]}, story)


def test_a_word_of_a_script_without_spaces_is_found_inside_a_run_of_letters() -> None:
    assert edition.fits({"words": ["値下がり"]}, of(headline="四週連続で値下がりした"))


def test_no_rules_carry_everything_in_an_edition_and_fill_no_section() -> None:
    story = of(headline="Anything")
    assert edition.carries({}, story) and edition.carries({"words": []}, story)
    assert not edition.carries({"words": ["else"]}, story)
    assert edition.section_of([(1, {})], story) is None


def test_a_story_takes_the_first_section_that_fits() -> None:
    sections = [(1, {"words": ["herring"]}), (2, {"words": ["crab"]}), (3, {"outlets": ["tide"]})]
    assert edition.section_of(sections, of(headline="Crab talks")) == 2


def test_the_lead_is_the_new_story_that_most_carry_and_every_story_stands_on_the_front_once() -> None:
    stories = [told(n, outlet=f"o{n}", hours=n / 10, others=5 if n == 7 else 0) for n in range(1, 21)]
    made = edition.front(stories, [("World", "/section/world/")], NOW, "en")
    assert made.lead and made.lead.id == 7
    numbers = [made.lead.id, *(s.id for s in made.cards), *(s.id for s in made.river)]
    assert len(numbers) == len(set(numbers)) == 1 + edition.CARDS + edition.RIVER
    assert [s.id for s in made.river] == sorted(s.id for s in made.river)


def test_yesterdays_big_story_gives_way_to_this_mornings() -> None:
    old, new = told(1, hours=30, others=7), told(2, hours=1, others=1)
    made = edition.front([new, old], [], NOW, "en")
    assert made.lead is new


def test_a_headline_alone_or_in_a_foreign_language_leads_only_where_nothing_else_can() -> None:
    bare, foreign, plain = told(1, standfirst=None, hours=1), told(2, language="ja", hours=1), told(3, hours=2)
    made = edition.front([bare, foreign, plain], [], NOW, "en")
    assert made.lead is plain
    assert edition.front([foreign], [], NOW, "en").lead is foreign


def test_one_outlet_does_not_fill_the_top_while_others_have_stories() -> None:
    stories = [told(n, outlet="loud", hours=n / 100) for n in range(1, 11)] + [told(n, outlet=f"o{n}", hours=5) for n in range(11, 21)]
    made = edition.front(stories, [], NOW, "en")
    assert [s.best.outlet_slug for s in (made.lead, *made.cards) if s].count("loud") == 2
    alone = edition.front(stories[:10], [], NOW, "en")
    assert len(alone.cards) == edition.CARDS_ALONE


def test_a_section_with_stories_to_spare_has_its_strip() -> None:
    stories = [told(n, outlet=f"o{n}", hours=n, section="world" if n > 10 else None) for n in range(1, 16)]
    made = edition.front(stories, [("World", "/section/world/"), ("Empty", "/section/empty/")], NOW, "en")
    assert [(strip.name, len(strip.stories)) for strip in made.strips] == [("World", edition.STRIP)]


def test_an_edition_without_stories_has_an_empty_front() -> None:
    assert edition.front([], [("World", "/section/world/")], NOW, "en") == edition.Front(None, (), (), ())


def test_more_tells_each_place_once_cut_at_a_word_and_never_the_story_itself() -> None:
    text = "KIRKENES: " + " ".join(f"word{n}" for n in range(40))
    stories = [
        told(n, standfirst=None, dateline=Dateline(f"PLACE {n // 2}", as_printed="KIRKENES:"), blocks=(Block("paragraph", text),))
        for n in range(40)
    ]
    teasers = edition.more([*stories, told(99)], than=0)
    assert len({teaser.place for teaser in teasers}) == edition.MORE
    assert teasers[0].path == "/story/1-x/"
    assert teasers[0].text.startswith("word0 word1") and teasers[0].text.endswith("word17\u00a0…")


def test_more_goes_on_with_one_story_of_each_outlet_where_few_have_a_dateline() -> None:
    stories = [told(n, outlet=f"o{n // 2}") for n in range(8)] + [told(9, dateline=Dateline("OSLO"))]
    teasers = edition.more(stories, than=0)
    assert [teaser.place or teaser.outlet for teaser in teasers] == ["OSLO", "O0", "O1", "O2", "O3"]


def test_a_time_is_told_in_the_editions_zone_with_the_pages_own_beside_it() -> None:
    printed = ZoneStamp("2026-05-24T18:13:00+10:00", "minute", "24 May 2026, 18:13 GMT+10")
    made = stamp(datetime.fromisoformat(printed.instant), printed, OSLO, words("en"))
    assert (made.here, made.there) == ("24 May 2026, 10:13 CEST", "18:13 GMT+10")
    assert made.machine == "2026-05-24T10:13+02:00"


def test_the_pages_own_day_is_told_where_it_is_another() -> None:
    printed = ZoneStamp("2026-05-25T06:00:00+05:30")
    made = stamp(datetime.fromisoformat(printed.instant), printed, ZoneInfo("America/New_York"), words("de"))
    assert (made.here, made.there) == ("24. Mai 2026, 20:30 EDT", "25. Mai 2026, 06:00 GMT+5:30")


@pytest.mark.parametrize("instant", ["2026-05-24T10:13:00+02:00", "2026-05-24T10:13:00"])
def test_nothing_stands_beside_a_time_of_our_own_zone_or_of_none(instant: str) -> None:
    assert stamp(NOW, ZoneStamp(instant), ZoneInfo("Africa/Johannesburg"), words("en")).there is None


def test_a_page_that_prints_only_a_day_is_given_no_hour() -> None:
    made = stamp(NOW, ZoneStamp("2026-05-24", "day"), OSLO, words("fr"))
    assert (made.machine, made.here, made.there) == ("2026-05-24", "24 mai 2026", None)


def test_a_zone_without_a_name_is_told_by_its_distance() -> None:
    assert stamp(NOW, None, ZoneInfo("Asia/Singapore"), words("en")).here == "24 November 2026, 20:00 GMT+8"


def test_midnight_is_the_editions_own_also_when_clocks_change() -> None:
    assert next_midnight(datetime(2026, 10, 24, 23, 30, tzinfo=UTC), OSLO) == datetime(2026, 10, 25, 23, 0, tzinfo=UTC)


@pytest.mark.parametrize(("minutes", "said"), [(-3, "0 min"), (14, "14 min"), (100, "2 h"), (4000, "3 days")])
def test_a_span_says_as_much_as_a_reader_wants(minutes: int, said: str) -> None:
    assert span(timedelta(minutes=minutes), words("en")) == said


@pytest.mark.parametrize("key", LABELS)
def test_every_label_has_the_same_blanks_in_every_language(key: str) -> None:
    blanks = [{name for _, name, _, _ in string.Formatter().parse(text) if name} for text in LABELS[key]]
    assert len(blanks) == 5 and all(LABELS[key]) and all(names == blanks[0] for names in blanks)


def test_dates_and_numbers_are_written_as_the_language_does() -> None:
    day = date(2026, 3, 1)
    assert words("en").long_date(day) == "Sunday 1 March 2026"
    assert words("de-AT").long_date(day) == "Sonntag, 1. März 2026"
    assert words("fr").long_date(day) == "Dimanche 1er mars 2026"
    assert words("es").full_date(day) == "1 de marzo de 2026"
    assert words("nb").long_date(day) == "Søndag 1. mars 2026"
    assert words("ja") == words("en")
    assert words("de").count("stories", 1214) == "1.214 Meldungen"
    assert words("en").count("stories", 1) == "1 story"


@pytest.mark.parametrize("path", [*paths.FIXED, *paths.feeds().values(), *paths.feeds("world").values(), paths.section("world"),
                                  paths.outlet("nordlys-post"), paths.story(12, "a-b"), paths.day(date(2026, 11, 24))])  # fmt: skip
def test_every_address_is_understood(path: str) -> None:
    assert paths.place(path)


@pytest.mark.parametrize("path", ["", "/section/", "/story/x-y/", "/story/12-ä/", "/archive/2026/", "/section/a/b/", "/rss.xml\n"])
def test_no_other_address_is(path: str) -> None:
    assert paths.place(path) is None


def test_an_address_says_what_stands_there() -> None:
    assert paths.place("/story/12-a-b/") == paths.Place("story", "12")
    assert paths.place("/section/world/feed.json") == paths.Place("json_feed", "world", "section")
    assert paths.place("/archive/2026-11-24/") == paths.Place("day", "2026-11-24")


def test_the_archive_is_a_calendar_with_a_link_for_each_day_that_had_stories() -> None:
    newest, older = months({date(2026, 11, 24): 3, date(2026, 10, 1): 1}, words("en"))
    assert (newest.name, newest.stories, older.stories) == ("November 2026", "3 stories", "1 story")
    days = [day for week in newest.weeks for day in week if day]
    assert [day.number for day in days] == list(range(1, 31))
    assert [(day.number, day.path) for day in days if day.path] == [(24, "/archive/2026-11-24/")]


def test_the_sheet_names_its_files_after_what_is_in_them_and_asks_nobody_else() -> None:
    style = sheet().files[sheet().path].decode()
    named = {path.rpartition("/")[2] for path in sheet().files}
    assert sheet().letters.rpartition("/")[2] in style
    assert all(address in named for address in [part.partition(")")[0] for part in style.split("url(")[1:]])
    assert "@import" not in style and "//" not in style


def test_every_ink_can_be_read_on_every_paper_in_both_schemes() -> None:
    style = sheet().files[sheet().path].decode()
    pairs = re.findall(r"(--\w+): light-dark\((#\w{6}), (#\w{6})\)", style)
    assert sum(name == "--accent" for name, *_ in pairs) == 6
    for scheme in (0, 1):
        papers = [colours[scheme] for name, *colours in pairs if name in ("--paper", "--tint")]
        for name, *colours in pairs:
            if name in ("--ink", "--soft", "--accent"):
                assert all(contrast(colours[scheme], paper) >= 4.5 for paper in papers), (name, colours[scheme])


def contrast(ink: str, paper: str) -> float:
    """Of two colours, as WCAG 2 counts it."""

    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    darker, lighter = sorted((light(ink), light(paper)))
    return (lighter + 0.05) / (darker + 0.05)


def test_a_story_without_text_has_no_summary() -> None:
    story = told(standfirst=None)
    assert edition.summary(story) == ""
    wordy = replace(story.best.shown, standfirst="A " * 99)
    assert edition.summary(replace(story, best=replace(story.best, shown=wordy))).endswith("\u00a0…")
