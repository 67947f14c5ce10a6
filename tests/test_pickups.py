"""Who copied whom among articles at hand: are copies found, is the direction right, do the offsets hold, and what if the files are bad?"""

from __future__ import annotations

import gzip
import importlib.util
import json
import random
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from desk_rows import received, text, walk

import wirecopy
from wirecopy import Article, Block, Credit, Dateline, Pickup, ZoneStamp
from wirecopy.cli import main
from wirecopy.desk import models as desk
from wirecopy.desk.pickups import compared
from wirecopy.pages import Found, without_repeats
from wirecopy.wire.captures import record
from wirecopy.wire.links import canonical

FERRY = (
    "The ferry to Ness runs again after nine days in the yard, the harbour board said on Sunday, and the first boat left the quay at six.",
    "Its shaft was mended at the yard in Vik, which had first asked for twice the time and had sent two of its fitters home for the feast.",
    "Islanders had crossed in fishing boats since the last week of February, at four crowns a head and at their own risk.",
    "The board wants a second boat before the autumn, and the county will say in May whether it pays for half of what one costs.",
)
BAKERS = (
    "Bakers in Skarvik may open at four in the morning from next month on, the town council decided against nine votes late on Monday.",
    "Neighbours of the two shops at the market had gathered three hundred names against the rule, most of them from one street.",
    "The mayor called the vote a small one that took a long evening, and promised to look at the noise again when a year has passed.",
)


def told(outlet: str, hour: int | None, *paragraphs: str, **more) -> Article:
    home = f"http://{outlet.lower().replace(' ', '-')}.example"
    published = None if hour is None else ZoneStamp(f"2026-03-01T{hour:02}:00:00+00:00")
    blocks = tuple(Block("paragraph", text) for text in paragraphs)
    given = {"url": f"{home}/{paragraphs[0][:9].strip().lower()}", "outlet": outlet, "published": published, "headline": paragraphs[0][:30]}
    return Article(**{**given, "blocks": blocks, "body": "\n\n".join(paragraphs), **more})


ORIGINAL = told("Ness Post", 8, *FERRY)
OWN = told("Skarvik Mail", 9, *BAKERS)


def test_a_trimmed_copy_is_told_with_what_it_kept_cut_and_added() -> None:
    copy = told("Far Echo", 11, "Boats are back, to the joy of all who live on the island and of those who visit it.", *FERRY[:3])
    (found,) = wirecopy.pickups([copy, OWN, ORIGINAL])
    assert isinstance(found, Pickup)
    assert (found.copy, found.original, found.standing) == (copy.url, ORIGINAL.url, "copy")
    assert (found.direction_evidence, found.missing_origin) == ("published", None)
    (((start, end), (first, past)),) = found.passages
    assert copy.body[start:end] == ORIGINAL.body[first:past] == "\n\n".join(FERRY[:3]).rstrip(".")
    assert [copy.body[a:b] for a, b in found.added] == [copy.blocks[0].text.rstrip(".")]
    assert [ORIGINAL.body[a:b] for a, b in found.cut] == [FERRY[3].rstrip(".")]


def test_texts_of_their_own_and_empty_ones_are_no_pickups() -> None:
    assert wirecopy.pickups([]) == ()
    assert wirecopy.pickups([OWN, ORIGINAL, Article(), Article(body="Word"), Article(body="Word")]) == ()


def test_a_credit_line_goes_before_the_printed_time() -> None:
    early = told("Far Echo", 5, *FERRY, credit=Credit("Ness Post", as_printed="(Ness Post)"))
    (found,) = wirecopy.pickups([early, ORIGINAL])
    assert (found.copy, found.original, found.direction_evidence) == (early.url, ORIGINAL.url, "credit")


def test_an_address_that_the_page_names_goes_before_all() -> None:
    early = told("Far Echo", 5, *FERRY, canonical_url=ORIGINAL.url, credit=Credit("Ness Post"))
    (found,) = wirecopy.pickups([early, ORIGINAL])
    assert (found.copy, found.direction_evidence) == (early.url, "canonical")


def test_where_nothing_is_known_the_one_given_first_is_first_and_it_is_said_so() -> None:
    one, other = told("Far Echo", None, *FERRY), told("Ness Post", None, *FERRY)
    assert [(p.original, p.direction_evidence) for p in wirecopy.pickups([one, other])] == [(one.url, "seen")]
    assert [(p.original, p.direction_evidence) for p in wirecopy.pickups([other, one])] == [(other.url, "seen")]
    day = replace(one, published=ZoneStamp("2026-02-28", "day"))
    bare = replace(one, published=ZoneStamp("2026-02-28T10:00:00"))
    assert [p.direction_evidence for p in wirecopy.pickups([ORIGINAL, day])] == ["seen"]
    assert [p.direction_evidence for p in wirecopy.pickups([ORIGINAL, bare])] == ["seen"]


def test_an_article_without_an_address_is_named_by_its_place() -> None:
    copy = replace(told("Far Echo", 11, *FERRY), url=None)
    (found,) = wirecopy.pickups([OWN, copy, replace(ORIGINAL, url=None)])
    assert (found.copy, found.original) == (1, 2)


def test_an_agency_that_several_credit_is_the_missing_origin() -> None:
    from_agency = Dateline("NESS", agency="Cascade Press")
    copies = [told(outlet, hour, *FERRY, dateline=from_agency) for outlet, hour in (("Far Echo", 9), ("Ness Post", 8), ("Vik News", 10))]
    answer = compared(copies)
    (group,) = answer.groups
    assert (group.original, group.missing_origin, group.first, group.evidence) == (None, "Cascade Press", copies[1].url, "credit")
    assert [(p.copy, p.original, p.missing_origin) for p in answer.pickups] == [
        (copies[0].url, copies[1].url, "Cascade Press"), (copies[2].url, copies[1].url, "Cascade Press"),
    ]  # fmt: skip
    passed_on = told("Round Up", 13, *FERRY, credit=Credit("Ness Post"))
    (group,) = compared([*copies, passed_on]).groups
    assert (group.original, group.missing_origin, group.evidence) == (copies[1].url, "Cascade Press", "credit")
    agency = told("Cascade Press", 12, *FERRY)
    assert {(p.original, p.direction_evidence, p.missing_origin) for p in wirecopy.pickups([*copies, agency])} == {
        (agency.url, "credit", None)
    }


def test_a_copy_of_a_copy_is_told_against_the_original() -> None:
    middle, last = told("Far Echo", 9, *FERRY[1:]), told("Vik News", 10, *FERRY[1:3])
    assert [(p.copy, p.original) for p in wirecopy.pickups([last, middle, ORIGINAL])] == [
        (middle.url, ORIGINAL.url), (last.url, ORIGINAL.url)
    ]  # fmt: skip


def test_a_mixed_article_keeps_several_originals() -> None:
    mixed = told("Round Up", 12, *FERRY, *BAKERS)
    found = wirecopy.pickups([ORIGINAL, OWN, mixed])
    assert {(p.copy, p.original) for p in found} == {(mixed.url, ORIGINAL.url), (mixed.url, OWN.url)}


def test_a_shared_quotation_is_no_copy() -> None:
    said = (
        "We found the part in a shed that nobody had opened since the old yard closed, and it fitted at once, said Berg to all who asked."
    )
    one = told("Far Echo", 9, *FERRY[:2], f"“{said}”")
    other = told("Vik News", 10, *BAKERS[:2], said)
    other = replace(other, blocks=(*other.blocks[:2], Block("quote", said)))
    assert [p for p in wirecopy.pickups([one, other]) if p.standing == "copy"] == []


def test_of_one_address_the_last_page_counts_in_the_place_of_the_first() -> None:
    before = told("Far Echo", None, *BAKERS, url="http://www.far-echo.example/a/")
    after = told("Far Echo", None, *FERRY, url="https://far-echo.example/a")
    late = told("Vik News", None, *FERRY)
    assert [(p.copy, p.original) for p in wirecopy.pickups([before, late, after])] == [(late.url, after.url)]


def test_the_order_in_which_articles_with_times_are_given_makes_no_difference() -> None:
    articles = [told(f"Outlet {n}", n, *FERRY[n % 2 :], *BAKERS[: n % 3]) for n in range(12)]
    wanted = wirecopy.pickups(articles)
    random.Random(5).shuffle(articles)
    assert wirecopy.pickups(articles) == wanted


def test_hostile_articles_end_soon() -> None:
    hidden = "\u200b".join(" ".join(FERRY))
    articles = [
        told("A", 1, *FERRY * 1000), told("B", 2, "word " * 100_000), told("C", 3, "word " * 100_000), told("D", 4, hidden),
        told("E", 5, "x"), told("F", 6, *FERRY, published=ZoneStamp("9999-12-31T23:59:59-12:00")),
        told("G", 7, *FERRY, published=ZoneStamp("no time")),
    ]  # fmt: skip
    found = wirecopy.pickups(articles)
    assert "http://d.example" in {str(p.copy).rsplit("/", 1)[0] for p in found if p.standing == "copy"}
    for pickup in found:
        bodies = {article.url: article.body for article in articles}
        assert all(0 <= a <= b <= len(bodies[pickup.copy]) for a, b in pickup.added)
        assert all(0 <= a <= b <= len(bodies[pickup.original]) for a, b in pickup.cut)


def test_many_copies_of_one_text_are_one_group() -> None:
    answer = compared([ORIGINAL, *(told(f"Outlet {n}", 9 + n % 9, *FERRY) for n in range(500))])
    assert len(answer.groups) == 1 and {p.original for p in answer.pickups} == {ORIGINAL.url}
    assert len(answer.pickups) == 500


@pytest.mark.django_db(transaction=True)
def test_the_desk_decides_the_same() -> None:
    takes = []
    for n in range(36):
        which = n % 7
        taken = text(which + 1).split("\n\n")[2:5] if n % 5 == 4 else []  # passages of another text
        credit = {1: "Outlet 2", 2: "Cascade Press", 3: "Outlet 9"}.get(which, "")
        takes.append(received(f"Outlet {n % 6}", f"Story {n}", "\n\n".join([text(which, 10 + n % 4), *taken]), n * 3, credit=credit))
    walk()
    groups = [group for group in desk.Group.objects.order_by("pk") if group.foldings.count() > 1]
    said = {
        (frozenset(row.copy.url for row in group.foldings.all()), group.original and group.original.url, group.missing or None,
         group.first.url, group.evidence)
        for group in groups
    }  # fmt: skip
    found = compared(take.readings.get().as_article() for take in takes)
    assert {(frozenset(g.members), g.original, g.missing_origin, g.first, g.evidence) for g in found.groups} == said
    assert {(group.evidence, group.original is None) for group in found.groups} == {
        ("published", False),
        ("credit", False),
        ("credit", True),
    }
    linked = {(p.copy, p.original, p.standing, p.direction_evidence) for p in found.pickups if p.standing == "reuse"}
    rows = desk.Pickup.objects.filter(standing="reuse").select_related("copy", "original")
    assert linked == {(row.copy.url, row.original.url, row.standing, row.evidence) for row in rows} != set()


def page(outlet: str, hour: int, *paragraphs: str, foot: str = "") -> str:
    return (
        f"<html lang=en><head><title>{paragraphs[0][:30]} - {outlet}</title><meta property='og:site_name' content='{outlet}'>"
        f"<meta property='article:published_time' content='2026-03-01T{hour:02}:00:00+00:00'></head><body><article>"
        f"<h1>{paragraphs[0][:30]}</h1>{''.join(f'<p>{p}</p>' for p in paragraphs)}{foot}</article></body></html>"
    )


def verb(*words: str | Path, code: int = 0) -> tuple[str, str]:
    done = CliRunner().invoke(main, ["pickups", *map(str, words)])
    assert done.exit_code == code, done.output
    return done.stdout, done.stderr


def test_the_verb_tells_origin_copies_and_evidence(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "a.html").write_text(page("Ness Post", 8, *FERRY))
    (tmp_path / "in" / "b.html.gz").write_bytes(gzip.compress(page("Far Echo", 11, *FERRY[:3]).encode()))
    (tmp_path / "c.txt").write_text("\n\n".join(["Bakers may open at four", *BAKERS]))
    (tmp_path / "style.css").write_text("p { margin: 0 }")
    out, err = verb(tmp_path)
    assert "● Ness Post  2026-03-01 08:00 UTC; the original" in out
    assert "● Far Echo  2026-03-01 11:00 UTC" in out and "came out 3 hours later" in out
    assert "kept 75 %, 25 words cut, 0 added" in out
    original = next(line for line in out.splitlines() if "original █" in line)
    assert original.endswith("█" * 30 + "░" * 10)
    assert out.rstrip().endswith("1 copy of 1 text among 3 articles")
    assert "passed over" not in err


def test_the_verb_tells_of_an_agency_that_is_not_there(tmp_path: Path) -> None:
    articles = [
        told(name, hour, *FERRY, dateline=Dateline("NESS", agency="Cascade Press")) for name, hour in (("Far Echo", 9), ("Vik News", 7))
    ]
    (tmp_path / "both.json").write_text(json.dumps([one.as_dict() for one in articles]))
    lines = verb(tmp_path / "both.json")[0].splitlines()
    assert lines[1].startswith("○ Cascade Press  whose text it is by the credit lines; not among these articles")
    assert lines[2].startswith("● Vik News  2026-03-01 07:00 UTC; the earliest here")


def test_the_verb_says_where_there_are_no_copies(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(page("Ness Post", 8, *FERRY))
    (tmp_path / "b.html").write_text(page("Far Echo", 8, *BAKERS))
    assert verb(tmp_path)[0] == "no copies among 2 articles\n"


def test_the_verb_prints_json_and_reads_articles_back(tmp_path: Path) -> None:
    copy = told("Far Echo", 11, *FERRY[:3])
    (tmp_path / "wire.jsonl").write_text(f"{json.dumps(ORIGINAL.as_dict())}\n{json.dumps(copy.as_dict())}\n{{}}\nno json\n[[]]\n")
    out, err = verb(tmp_path / "wire.jsonl", "--json")
    values = json.loads(out)
    assert list(values) == ["articles", "groups", "pickups", "passed_over"]
    (found,) = values["pickups"]
    assert (found["copy"], found["original"], found["direction_evidence"]) == (copy.url, ORIGINAL.url, "published")
    assert found["passages"] == json.loads(json.dumps(wirecopy.pickups([ORIGINAL, copy])[0].passages))
    assert values["groups"][0]["members"] == [ORIGINAL.url, copy.url]
    assert [one["where"].rsplit(":", 1)[1] for one in values["passed_over"]] == ["3", "4", "5"]
    assert "wire.jsonl:4: no JSON" in err


@pytest.mark.parametrize("ending", [".warc", ".warc.gz", ".warc.zst"])
def test_the_verb_reads_web_archives(tmp_path: Path, ending: str) -> None:
    from backports import zstd

    pages = {"http://ness-post.example/1": (200, page("Ness Post", 8, *FERRY)), "http://gone.example/": (404, "<p>gone</p>"),
             "http://far-echo.example/1": (200, page("Far Echo", 11, *FERRY[:3]))}  # fmt: skip
    head = {"Content-Type": "text/html; charset=utf-8"}
    frames = [record(url, status, head, text.encode(), datetime(2026, 3, 1, tzinfo=UTC)) for url, (status, text) in pages.items()]
    plain = [zstd.decompress(frame) for frame in frames]
    packed = {".warc": plain, ".warc.gz": [*map(gzip.compress, plain)], ".warc.zst": frames}[ending]
    (tmp_path / f"whole{ending}").write_bytes(b"".join(packed))
    (found,) = json.loads(verb(tmp_path, "--json")[0])["pickups"]
    assert (found["copy"], found["original"]) == ("http://far-echo.example/1", "http://ness-post.example/1")
    (tmp_path / f"whole{ending}").write_bytes(b"".join(packed)[: -len(packed[-1]) // 2])
    out = verb(tmp_path, "--json")[0]
    assert [one["url"] for one in json.loads(out)["articles"]][:1] == ["http://ness-post.example/1"]


def test_what_cannot_be_read_is_named_and_passed_over(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(page("Ness Post", 8, *FERRY))
    (tmp_path / "empty.html").write_text("")
    (tmp_path / "picture.html").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    (tmp_path / "cut.html.gz").write_bytes(gzip.compress(b"<p>" + random.Random(1).randbytes(9000))[:-4000])
    (tmp_path / "junk.warc").write_bytes(b"nothing of an archive\n" * 99)
    (tmp_path / "empty.warc.gz").write_bytes(b"")
    (tmp_path / "values.json").write_text('{"name": "package", "body": 3}')
    (tmp_path / "deep.json").write_text("[" * 100_000)
    (tmp_path / "deep.html").write_text("<div>" * 200_000)
    out, err = verb(tmp_path)
    assert out == "no copies among 1 article\n"
    lost = ("empty.html", "picture.html", "cut.html.gz", "junk.warc", "empty.warc.gz", "values.json", "deep.json", "deep.html")
    assert [name for name in lost if f"passed over: {tmp_path / name}: " not in err] == []


def test_nothing_readable_and_nothing_there_are_errors(tmp_path: Path) -> None:
    (tmp_path / "empty.html").write_text("")
    assert "no article could be read" in verb(tmp_path, code=1)[1]
    assert "does not exist" in verb(tmp_path / "none.html", code=2)[1]


def test_what_an_outlet_repeats_is_no_copying() -> None:
    plea = "Our paper lives by those who read it, so give what you can to the fund for news of the islands, by post or at the quay."
    subjects = ("a bridge", "the school", "two lambs", "the weather", "old maps")
    pages = [told("Vik News", n, f"Here is what happened to {what} in Vik on day {n}, told at length.", plea, url=f"http://vik.example/{n}")
             for n, what in enumerate(subjects)]  # fmt: skip
    assert [found.article.body for found in without_repeats([Found("", one) for one in pages])] == [one.blocks[0].text for one in pages]


def test_every_pickup_of_the_recorded_wire_is_found_in_its_direction_and_no_other(shared: Path) -> None:
    spec = importlib.util.spec_from_file_location("replay", shared / "wire" / "replay.py")
    assert spec and spec.loader
    replay = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(replay)
    articles = [
        wirecopy.read(replay.answer(host, path)[2], replay.absolute(host, path))
        for host, pages in (*replay.recorded().items(), *replay.republished().items()) for path in pages
    ]  # fmt: skip
    truth = json.loads(replay.answer(replay.WHOLE, "/truth.json")[2])
    wanted = {(canonical(pair["copy"]), canonical(pair["original_as_served"])) for pair in truth}
    found = [p for p in wirecopy.pickups(articles) if p.standing == "copy"]
    assert len(wanted) > 50 and {(p.copy, p.original) for p in found} == wanted and len(found) == len(wanted)
