"""Does the wire learn what an outlet repeats, once for each copy, and can an editor undo it?"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner
from django.db import connection
from django.test.utils import CaptureQueriesContext
from test_furniture import LEDE, PLEA, PRAISE, SECOND, article, block, other

from wirecopy.wire import learnt, work
from wirecopy.wire.article import Article, Block
from wirecopy.wire.models import Copy, Outlet, Reading, Repeat, Take

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def outlet() -> Outlet:
    return Outlet.objects.create(name="Ness Post", slug="ness-post", home="http://ness-post.example/", added_at=NOW)


def take_of(outlet: Outlet, name: str, number: int = 1) -> Take:
    copy, _ = Copy.objects.get_or_create(
        url=f"{outlet.home}{name}", defaults={"outlet": outlet, "domain": "ness-post.example", "seen_at": NOW}
    )
    return Take.objects.create(copy=copy, number=number, received_at=NOW, url=copy.url, sha256="", size=0)


def read(outlet: Outlet, name: str, page: Article, at: datetime = NOW, number: int = 1) -> tuple[list[str], str]:
    """The lines of the text, as the leg `read` writes them, and the outcome."""
    ((reading, outcome),) = work.write_readings([(take_of(outlet, name, number), page)], at)
    return [one.text for one in reading.as_article().blocks], outcome


def test_a_second_page_loses_what_the_first_one_showed_and_the_passage_says_so(outlet):
    assert read(outlet, "a", other(1, PLEA))[0][-1] == PLEA
    lines, outcome = read(outlet, "b", article(LEDE, PLEA, SECOND))
    assert lines == [LEDE, SECOND]
    assert outcome.endswith("; 1 left out that the outlet repeats")


def test_another_outlet_knows_nothing_of_it(outlet):
    read(outlet, "a", other(1, PLEA))
    elsewhere = Outlet.objects.create(name="Vik Mail", slug="vik-mail", home="http://vik-mail.example/", added_at=NOW)
    assert read(elsewhere, "a", article(LEDE, PLEA, SECOND))[0] == [LEDE, PLEA, SECOND]


def test_the_takes_of_one_copy_are_no_repeats(outlet):
    for number in (1, 2, 3, 4):
        assert read(outlet, "a", article(LEDE, PRAISE, PLEA), number=number)[0] == [LEDE, PRAISE, PLEA]
    assert set(Repeat.objects.values_list("copy__url", flat=True)) == {f"{outlet.home}a"}


def test_other_addresses_of_one_story_count_once(outlet):
    for name in "abcd":
        read(outlet, name, article(LEDE, SECOND, PRAISE))
    assert Repeat.objects.values("copy").distinct().count() == 1
    assert read(outlet, "e", article(other(5).blocks[0], PRAISE, other(6).blocks[0]))[0][1] == PRAISE


def test_updates_that_grow_from_copy_to_copy_count_once(outlet):
    told = [one.blocks[0] for one in map(other, range(12))]
    for number, name in enumerate("abcdef"):
        page = article(*told[number : number + 5])
        assert len(read(outlet, name, page)[0]) == 5


def test_learning_a_copy_again_changes_nothing(outlet):
    copy = take_of(outlet, "a").copy
    page = article(LEDE, PLEA)
    learnt.learn([(copy, page)], NOW)
    rows = list(Repeat.objects.values())
    learnt.learn([(copy, page)], NOW + timedelta(hours=1))
    assert list(Repeat.objects.values()) == rows


def test_many_copies_learnt_in_one_go_are_as_if_one_after_the_other(outlet, monkeypatch):
    monkeypatch.setattr(learnt, "MOST_ASKED", 40)
    def pages(of: Outlet, names: str) -> list[tuple[Take, Article]]:
        notes = [PLEA if number % 3 else PRAISE for number in range(len(names))]
        return [(take_of(of, name), other(number, note, SECOND)) for number, (name, note) in enumerate(zip(names, notes, strict=True))]

    another = Outlet.objects.create(name="Vik Mail", slug="vik-mail", home="http://vik-mail.example/", added_at=NOW)
    ours = Outlet.objects.create(name="The Wire", slug="the-wire", home="http://wire.example/", added_at=NOW, kind="edition")
    told = []
    for of in (outlet, another):
        step = 1 if of == outlet else 12
        some = [*pages(of, "abcdefghijkl"), *(pages(ours, "mn") if of == another else ())]
        parts = [some[start : start + step] for start in range(0, len(some), step)]
        written = [one for part in parts for one in work.write_readings(part, NOW)]
        told.append([(outcome, reading.as_article().body) for reading, outcome in written])
    assert told[0] == told[1][:12]
    assert len({len(body) for _, body in told[0]}) > 2  # some lost a line, some lost two
    assert all("left out" not in outcome for outcome, _ in told[1][12:])
    copies = {url: url.rsplit("/", 1)[1] for url in Copy.objects.values_list("url", flat=True)}
    rows = [sorted((key, copies[url]) for key, url in of.repeats.values_list("key", "copy__url")) for of in (outlet, another)]
    assert rows[0] == rows[1]


def test_what_is_read_again_later_is_cleaned_and_teaches_nothing(outlet):
    first = take_of(outlet, "a").copy
    learnt.learn([(first, article(LEDE, PLEA, SECOND))], NOW)
    read(outlet, "b", other(1, PLEA))
    rows = Repeat.objects.count()
    assert len(learnt.cleaned(first, article(LEDE, PLEA, SECOND), NOW).blocks) == 2
    assert Repeat.objects.count() == rows


def test_a_line_not_seen_for_a_month_is_forgotten(outlet):
    read(outlet, "a", other(1, PLEA))
    later = NOW + timedelta(days=31)
    assert PLEA in read(outlet, "b", article(LEDE, PLEA, SECOND), later)[0]
    learnt.trim(later)
    assert set(Repeat.objects.values_list("seen_at", flat=True)) == {later}


def test_an_outlet_keeps_a_bounded_memory_and_the_repeated_lines_last(outlet, monkeypatch):
    monkeypatch.setattr(learnt, "MOST_ROWS", 20)
    for number in range(30):
        read(outlet, f"p{number}", other(number, PLEA))
    learnt.keep(outlet, PLEA, NOW)
    assert learnt.trim(NOW) == "forgot 40 lines of outlets"
    rows = Repeat.objects.exclude(kind="kept")
    assert rows.count() == 20 and rows.filter(sample=PLEA).count() == learnt.MOST_SIGHTINGS
    assert Repeat.objects.filter(kind="kept").count() == 1


def test_an_editor_keeps_a_line_by_its_opening_and_forgets_all(outlet):
    for name in ("a", "b"):
        read(outlet, name, other(ord(name), PLEA))
    assert [(line.text, line.kind, line.copies) for line in learnt.repeats(outlet)] == [(PLEA, "line", 2)]
    assert learnt.keep(outlet, "nothing begins so", NOW) is None
    assert learnt.keep(outlet, "", NOW) is None
    assert learnt.keep(outlet, "our letter from", NOW) == learnt.keep(outlet, PLEA, NOW) == PLEA
    assert [(line.text, line.kind) for line in learnt.repeats(outlet)] == [(PLEA, "kept")]
    assert read(outlet, "c", article(LEDE, PLEA, SECOND))[0] == [LEDE, PLEA, SECOND]
    assert learnt.forget(outlet) > 0 and not Repeat.objects.exists()


def test_an_opening_that_two_lines_share_keeps_neither(outlet):
    read(outlet, "a", other(1, "Paid notice", "Paid notice of the county"))
    assert learnt.keep(outlet, "Paid", NOW) is None


def test_links_that_are_kept_stay_by_the_words_beside_them(outlet):
    def teaser(text: str):
        return block(f"From our pages: {text}", html=f'<p>From our pages: <a href="/s">{text}</a></p>')

    read(outlet, "a", other(1, teaser("Vik paints its school kitchen")))
    read(outlet, "b", other(2, teaser("A ferry for Holtby")))
    learnt.keep(outlet, "From our pages", NOW)
    assert len(read(outlet, "c", article(LEDE, teaser("Crab is dear in Ness"), SECOND))[0]) == 3


def test_a_page_costs_few_queries_however_long_it_is(outlet):
    lines = [f"{PRAISE} {number}" for number in range(200)]
    for name in "abc":
        read(outlet, name, other(ord(name), PLEA, PRAISE))
    copy = take_of(outlet, "d").copy
    with CaptureQueriesContext(
        connection,
    ) as asked:
        learnt.learn([(copy, article(LEDE, PRAISE, *lines, PLEA))], NOW)
    assert len([one for one in asked if "SAVEPOINT" not in one["sql"]]) <= 4


def test_the_readings_row_holds_the_cleaned_text(outlet):
    read(outlet, "a", other(1, PLEA))
    read(outlet, "b", article(LEDE, PLEA, SECOND))
    reading = Reading.objects.get(take__copy__url__endswith="b")
    assert reading.words == len(f"{LEDE} {SECOND}".split())
    assert [one["text"] for one in reading.article["furniture"]] == [PLEA]


def test_the_verb_shows_what_was_learnt_and_undoes_it(outlet):
    from wirecopy.cli_wire import outlet as verb

    for name in ("a", "b"):
        read(outlet, name, other(ord(name), PLEA))
    say = CliRunner()
    assert PLEA in say.invoke(verb, ["ness-post"]).output
    assert "kept" in say.invoke(verb, ["ness-post", "--keep", PLEA]).output
    wrong = say.invoke(verb, ["ness-post", "--keep", "no such line"])
    assert wrong.exit_code == 1 and "begins with 'no such line'" in wrong.output
    assert "lines forgotten" in say.invoke(verb, ["ness-post", "--forget"]).output
    assert not Repeat.objects.exists()


def boxed(text: str, place: str = "main > div.leaflet > p") -> Block:
    return Block("paragraph", text, f"<p>{text}</p>", place)


def test_words_that_change_in_a_place_of_furniture_go_from_the_fourth_page_on(outlet):
    for number, name in enumerate("abc"):
        plea = boxed(f"Sign up for our newsletter on matter {number}")
        assert plea.text in read(outlet, name, article(other(number).blocks[0], plea, other(number + 50).blocks[0]))[0]
    assert read(outlet, "d", article(LEDE, boxed("Boats, crabs and quays by post"), SECOND))[0] == [LEDE, SECOND]


def test_a_place_that_the_reader_left_out_of_the_text_teaches_too(outlet):
    for number, name in enumerate("abc"):
        read(outlet, name, replace(other(number), beside={"main > div.leaflet > p": f"Matter {number}"}))
    assert read(outlet, "d", article(LEDE, boxed("Boats, crabs and quays by post"), SECOND))[0] == [LEDE, SECOND]


@pytest.mark.parametrize("own", ["Who paid for it?", " ".join(f"word{n}" for n in range(60))])
def test_a_place_that_held_text_of_its_own_stays(outlet, own):
    read(outlet, "z", article(other(9).blocks[0], boxed(own)))
    for number, name in enumerate("abcd"):
        read(outlet, name, replace(other(number), beside={"main > div.leaflet > p": f"Matter {number}"}))
    assert "And when will it open?" in read(outlet, "e", article(LEDE, boxed("And when will it open?"), SECOND))[0]


def test_long_text_of_its_own_is_not_taken_from_a_place_of_furniture(outlet):
    for number, name in enumerate("abc"):
        read(outlet, name, replace(other(number), beside={"main > div.leaflet > p": f"Matter {number}"}))
    assert PRAISE in read(outlet, "d", article(LEDE, boxed(PRAISE), SECOND))[0]


def test_an_editor_sees_a_place_with_an_example_and_keeps_it(outlet):
    for number, name in enumerate("abc"):
        read(outlet, name, replace(other(number), beside={"main > div.leaflet > p": f"Matter {number}"}))
    (line,) = learnt.repeats(outlet)
    assert (line.text, line.kind, line.copies) == ("main > div.leaflet > p", "place", 3) and line.example.startswith("Matter")
    assert learnt.keep(outlet, "main > div.leaflet > p", NOW) == "main > div.leaflet > p"
    assert "Boats by post" in read(outlet, "d", article(LEDE, boxed("Boats by post"), SECOND))[0]
    assert [one.kind for one in learnt.repeats(outlet)] == ["kept"]
