"""When is a feed polled again?"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirecopy.answer import http_date, retry_after
from wirecopy.wire.pace import again, earliest, moved, next_poll

NOW = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
LEAST, MOST = 900.0, 86400.0


def every(gap: float, ago: float = 0.0, count: int = 20) -> list[datetime]:
    """Times of entries `gap` seconds apart, the newest `ago` seconds old."""
    return [NOW - timedelta(seconds=ago + gap * n) for n in range(count)]


def polled(
    recent: list[datetime], new: int = 0, interval: int = 3600, before: datetime | None = None, jitter: float = 0.0
) -> tuple[float, int]:
    due, learnt = next_poll(NOW, recent=recent, new=new, interval=interval, least=LEAST, most=MOST, earliest=before, jitter=jitter)
    return (due - NOW).total_seconds(), learnt


def test_news_makes_the_interval_shorter_and_quiet_makes_it_longer() -> None:
    assert polled(every(7200), new=2)[1] == 2520
    assert polled(every(7200), new=0)[1] == 4680


def test_the_interval_stays_near_half_the_usual_gap_however_long_the_quiet() -> None:
    interval = 900
    for _ in range(50):
        interval = polled(every(7200), interval=interval)[1]
    assert interval == 7200
    for _ in range(50):
        interval = polled(every(7200), new=1, interval=interval)[1]
    assert interval == 1800


def test_one_old_entry_among_regular_ones_does_not_change_the_pace() -> None:
    assert polled([*every(7200), NOW - timedelta(days=900)], interval=3600)[1] == 4680


def test_the_bounds_hold() -> None:
    assert polled(every(60), new=5, interval=900)[1] == 900
    assert polled(every(86400 * 6), interval=86400)[1] == 86400


@pytest.mark.parametrize(("days", "hours"), [(6, 1.3), (8, 6), (15, 12), (31, 24)])
def test_a_silent_feed_is_left_in_peace(days: int, hours: float) -> None:
    assert polled(every(3600, ago=days * 86400, count=1))[1] == hours * 3600


def test_an_entry_from_the_future_breaks_no_silence() -> None:
    assert polled([NOW + timedelta(days=300), *every(3600, ago=8 * 86400, count=1)])[1] == 6 * 3600


def test_without_times_only_news_and_quiet_count() -> None:
    assert polled([], interval=3600)[1] == 4680


def test_what_the_server_asks_for_is_kept() -> None:
    seconds, learnt = polled(every(7200), before=NOW + timedelta(hours=9), jitter=-1)
    assert learnt == 4680
    assert 9 * 3600 <= seconds <= 9 * 3600 + 468


@given(st.floats(-1, 1), st.integers(0, 10**6), st.integers(0, 3), st.lists(st.integers(-(10**6), 10**8), max_size=20))
def test_no_poll_is_out_of_bounds(jitter: float, interval: int, new: int, ago: list[int]) -> None:
    seconds, learnt = polled([NOW - timedelta(seconds=n) for n in ago], new, interval, jitter=jitter)
    assert LEAST <= learnt <= MOST
    assert LEAST <= seconds <= MOST
    assert abs(seconds - learnt) <= learnt / 10 + 1


HEADERS = {"date": "Wed, 04 Mar 2026 05:06:07 GMT"}


@pytest.mark.parametrize(
    ("headers", "ttl", "seconds"),
    [
        ({"cache-control": "public, max-age=1800"}, None, 1800),
        ({"cache-control": 'MAX-AGE="600"', "age": "100"}, None, 500),
        ({"cache-control": "max-age=1800"}, 60, 3600),
        ({"cache-control": "no-cache, max-age=1800"}, None, None),
        ({"cache-control": "max-age=1000000000000"}, None, 86400),
        ({"cache-control": "max-age=99999999999999999999"}, None, None),
        ({"cache-control": "max-age=-1"}, None, None),
        ({"cache-control": "max-age=60", "expires": "Thu, 05 Mar 2026 05:06:07 GMT"}, None, 60),
        ({"expires": "Wed, 04 Mar 2026 06:06:07 GMT"}, None, 3600),
        ({"expires": "0"}, None, None),
        ({"expires": "Thu, 01 Jan 1970 00:00:00 GMT"}, None, None),
        ({"expires": "Thu, 04 Mar 2027 05:36:07 GMT", "date": "Thu, 04 Mar 2027 05:06:07 GMT"}, None, 1800),
        ({}, 1e9, 86400),
        ({}, None, None),
    ],
)
def test_the_earliest_next_poll_is_what_the_headers_say_within_a_day(
    headers: dict[str, str], ttl: float | None, seconds: float | None
) -> None:
    got = earliest(HEADERS | headers, NOW, ttl)
    assert (got - NOW).total_seconds() == seconds if got else seconds is None


def test_three_failures_are_free_and_then_the_wait_doubles() -> None:
    def wait(failures: int, jitter: float) -> float:
        return (again(NOW, failures, 900, MOST, jitter) - NOW).total_seconds()

    assert [wait(n, 0) for n in range(1, 8)] == [900] * 7
    assert [wait(n, 1) for n in (1, 3)] == [990, 990]
    assert [wait(n, 1) for n in (4, 5, 6)] == [1800, 3600, 7200]
    assert wait(5, 0.5) == 2250
    assert wait(10**6, 1) == 86400
    assert (again(NOW, 1, 90000, 3600, 0) - NOW).total_seconds() == 3600


def test_a_redirect_is_believed_after_three_polls_over_seven_days() -> None:
    week = NOW - timedelta(days=7)
    assert moved(3, week, NOW)
    assert not moved(2, week, NOW)
    assert not moved(30, week + timedelta(seconds=1), NOW)
    assert not moved(3, None, NOW)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120),
        ("0", 60),
        ("-1", 60),
        ("1000000000000", 86400),
        ("Wed, 04 Mar 2026 05:16:07 GMT", 600),
        ("Wednesday, 04-Mar-26 05:16:07 GMT", 600),
        ("Wed, 04 Mar 2020 05:16:07 GMT", 60),
        ("Wed, 04 Mar 2099 05:16:07 GMT", 86400),
        ("soon", None),
        ("", None),
        ("9" * 5000, None),
    ],
)
def test_retry_after_is_read_within_bounds(value: str, seconds: float | None) -> None:
    assert retry_after({"retry-after": value}, NOW) == seconds


def test_retry_after_is_measured_by_the_servers_own_clock() -> None:
    late = {"retry-after": "Wed, 04 Mar 2026 08:10:00 GMT", "date": "Wed, 04 Mar 2026 08:00:00 GMT"}
    assert retry_after(late, NOW) == 600


@given(st.text(max_size=80))
def test_no_text_is_a_date_by_accident_or_a_crash(text: str) -> None:
    when = http_date(text)
    assert when is None or when.tzinfo is UTC
