"""What does the screen say of a release? Cases with their expectation on top; \\u0000 stands for signs that an editor would not show."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest

from wirecopy.releases.screen import ORDER, Copied, Handed, concerns

CASES = sorted((Path(__file__).parent / "cases" / "releases").glob("*.txt"))


def case(file: Path) -> tuple[list[str], Handed]:
    head, _, text = file.read_text(encoding="utf-8").partition("---\n")
    given = {name: value.strip() for name, _, value in (line.partition(":") for line in head.splitlines())}
    outlet, _, rest = given.get("copied", "").partition(" | ")
    url, _, share = rest.partition(" | ")
    handed = Handed(
        headline=given["headline"],
        text=re.sub(r"\\u([0-9a-f]{4})", lambda code: chr(int(code[1], 16)), text),
        dateline=given.get("dateline", ""),
        address=given.get("address", ""),
        confirmed=given.get("confirmed") != "no",
        hosts=frozenset(given.get("hosts", "").split()),
        earlier=int(given.get("earlier", 0)),
        copied=Copied(outlet, url, int(share)) if outlet else None,
    )
    return [word.strip() for word in given["expect"].split(",") if word.strip()], handed


@pytest.mark.parametrize("file", CASES, ids=lambda file: file.stem)
def test_a_release_raises_these_concerns_and_no_other(file: Path) -> None:
    expected, handed = case(file)
    found = concerns(handed)
    assert sorted(concern.word for concern in found) == sorted(expected), found
    assert [concern.word for concern in found] == [word for word in ORDER if word in expected], "the gravest first"


def test_there_are_at_least_forty_cases_and_a_good_part_of_them_raises_nothing() -> None:
    expected = [case(file)[0] for file in CASES]
    assert len(expected) >= 40 and sum(not words for words in expected) >= 12
    assert {word for words in expected for word in words} == set(ORDER)


def test_a_concern_shows_its_evidence() -> None:
    handed = Handed("Fair opens", "The fair opens on Monday. Sign up today!! Buy tickets at https://a.example/x", "", "X")
    by_word = {concern.word: concern for concern in concerns(handed)}
    assert by_word["links"].evidence == ("a.example",)
    assert "Sign up" in by_word["reader"].evidence[0]
    assert "2 exclamation marks" not in by_word["hype"].evidence and by_word["hype"].evidence[-1] == "!"


def test_no_text_takes_long_to_look_at() -> None:
    nasty = ("“" * 20_000, "A! " * 15_000, "[a](" * 12_000, "А" * 50_000, " \n" * 30_000, "THE BIG NEWS " * 4_000)
    for text in (*nasty, "\u200b" * 50_000, "www.a." * 9_000, "you " * 15_000):
        began = time.process_time()
        concerns(Handed("Headline", text))
        assert time.process_time() - began < 2.0, text[:20]
