"""Each file of tests/feeds is read and compared with the expectation that it carries: in its first line, or in "_expect" of a JSON file."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from wirecopy.wire.entries import Listing, NotAFeed, entries

CASES = sorted(path for path in (Path(__file__).parent / "feeds").iterdir() if path.suffix in (".xml", ".json"))
NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


def case(path: Path) -> tuple[bytes, dict[str, Any]]:
    body = path.read_bytes()
    if path.suffix == ".json":
        return body, json.loads(body)["_expect"]
    expectation, _, body = body.partition(b"\n")
    return body, json.loads(expectation.removeprefix(b"<!--").removesuffix(b"-->"))


def plainly(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_feed_is_read_as_its_file_expects(path: Path) -> None:
    body, expected = case(path)
    given = {"url": "https://www.harbour-gazette.example/feed", **expected.pop("given", {})}
    found = entries(body, given.pop("url"), now=NOW, **given)
    if "why" in expected:
        assert isinstance(found, NotAFeed)
        assert found.why == expected["why"]
        assert found.sentence.endswith(".")
        return
    assert isinstance(found, Listing), found
    lines = expected.pop("entries")
    assert len(found.entries) == len(lines), found.entries
    for entry, line in zip(found.entries, lines, strict=True):
        assert {name: plainly(getattr(entry, name)) for name in line} == line
    assert {name: plainly(getattr(found, name)) for name in expected} == expected


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 100
