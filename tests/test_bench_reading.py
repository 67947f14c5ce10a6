"""What the comparison of readers counts, on texts made by hand."""

from __future__ import annotations

import gzip
import importlib
import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

BENCH = Path(__file__).parents[1] / "bench"
STANDFIRST = "What the council decided on Monday, and why"
LEDE = "The harbour of Vellmar opens again on Monday after three weeks of repairs."
SECOND = "Ships had to wait outside the bay while divers looked for the lost crane."


@pytest.fixture(scope="module")
def reading() -> Any:
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(BENCH)
        yield importlib.import_module("reading")


def row(**given: Any) -> dict[str, Any]:
    empty = {"url": "https://vellmar.example/harbour", "file": "a", "headline": None, "authors": None, "published": None}
    return {**empty, "paragraphs": [STANDFIRST, LEDE, SECOND], **given}


def test_the_whole_text_is_exact_however_it_is_cut_into_lines(reading: ModuleType) -> None:
    assert reading.body_score([LEDE, SECOND], f"{LEDE.upper()} {SECOND}") == (1.0, 1.0, True)


def test_a_shingle_that_stands_twice_counts_twice(reading: ModuleType) -> None:
    precision, recall, exact = reading.body_score(["one two three four five"], "one two three four five one two three four")
    assert (precision, recall, exact) == (2 / 6, 1.0, False)


def test_a_body_without_the_standfirst_is_exact_but_not_whole(reading: ModuleType) -> None:
    paragraphs, body = row()["paragraphs"], f"{LEDE}\n{SECOND}"
    assert reading.better_score(paragraphs, body)[2]
    assert not reading.body_score(paragraphs, body)[2]


def test_a_body_without_a_later_paragraph_is_not_exact(reading: ModuleType) -> None:
    precision, recall, exact = reading.better_score(row()["paragraphs"], f"{STANDFIRST}\n{LEDE}")
    assert precision == 1.0
    assert recall < 1.0
    assert not exact


def test_a_line_is_junk_when_its_words_stand_nowhere_as_one_run(reading: ModuleType) -> None:
    body = f"{LEDE} {SECOND}\nafter three WEEKS of repairs\n* * *\nweeks three\nRead also: the lost crane"
    assert reading.junk_lines([LEDE, SECOND], body) == ["weeks three", "Read also: the lost crane"]


def test_scripts_without_spaces_are_counted_by_letter(reading: ModuleType) -> None:
    precision, recall, _ = reading.body_score(["港は月曜日に再び開く"], "港は月曜日に再び")
    assert precision == 1.0
    assert recall == 5 / 7


def test_silence_costs_recall_and_not_precision(reading: ModuleType) -> None:
    tally = reading.Tally(frozenset())
    tally.add(row(), reading.Said(f"{LEDE}\n{SECOND}"))
    tally.add(row(), reading.Said())
    figures = tally.figures()
    assert (figures["precision"], figures["recall"], figures["silent"], figures["exact_pages"]) == (1.0, 0.5, 1, 0.5)


def test_facts_count_where_the_page_has_them_and_the_reader_tells_them(reading: ModuleType) -> None:
    tally = reading.Tally(frozenset({"headline", "instant"}))
    recorded = row(headline="Harbour opens", authors=["Ida Roe"], published="2026-03-02 09:30:00+01:00")
    tally.add(recorded, reading.Said("", "Harbour  opens", ("Ida Roe",), "2026-03-02T08:30:00Z"))
    tally.add(row(headline="Harbour opens"), reading.Said("", "Harbour shut", (), "2026-03-02"))
    figures = tally.figures()
    assert (figures["headline"], figures["instant"]) == (0.5, 1.0)
    assert "authors" not in figures


def test_a_reader_that_raises_has_said_nothing(reading: ModuleType) -> None:
    def broken(page: bytes, url: str) -> Any:
        raise KeyError(url)

    assert reading.answer(broken, b"", "x") == (None, "KeyError: 'x'")


def run(*words: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, BENCH / "reading.py", *words], capture_output=True, text=True)


def test_a_run_over_a_folder_ends_with_one_line_of_figures(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    page = f"<title>Harbour opens</title><article><h1>Harbour opens</h1><p>{LEDE}</p><p>{SECOND}</p></article>"
    (tmp_path / "pages" / "a.gz").write_bytes(gzip.compress(page.encode()))
    (tmp_path / "index.json").write_text(json.dumps([row(file="a.gz", headline="Harbour opens", paragraphs=[LEDE, SECOND])]))
    done = run(tmp_path, "--only", "resiliparse")
    figures = json.loads(done.stdout.splitlines()[-1])["readers"]["resiliparse"]
    assert done.returncode == 0
    assert (figures["headline"], figures["recall"], figures["failures"]) == (1.0, 1.0, 0)
    assert figures["junk_lines"] == 1  # the headline, which is no line of the body
    assert figures["peak_mb"] > 1
    assert "junky" in done.stderr


def test_an_unknown_reader_is_refused_by_name() -> None:
    done = run("nowhere", "--only", "nobody")
    assert done.returncode == 2
    assert "trafilatura-precision" in done.stderr
