"""Is whoever asks counted, and made to work or wait, without being known?"""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from django.db import connection

from wirecopy.mail import knocking, proof
from wirecopy.mail.models import Knock

NOW = datetime(2026, 11, 28, 9, 59, 50, tzinfo=UTC)
KEY = b"a key of the tests"


def solved(puzzle: str) -> str:
    return next(str(n) for n in count() if proof.solves(puzzle, str(n), int(puzzle.split("-")[1])))


def tried(answer: str, seconds: float = 0, about: str = "pia", puzzle: str = "", key: bytes = KEY) -> str:
    made = puzzle or proof.puzzle(KEY, "pia", NOW, 8)
    return proof.tried(key, about, made, answer, NOW + timedelta(seconds=seconds)).outcome


def test_work_is_believed_at_once_and_without_it_time_has_to_pass() -> None:
    puzzle = proof.puzzle(KEY, "pia", NOW, 8)
    wrong = next(str(n) for n in count() if not proof.solves(puzzle, str(n), 8))
    assert [tried(solved(puzzle)), tried(wrong), tried("")] == ["worked", "early", "early"]
    assert [tried(wrong, 3.9), tried(wrong, 4), tried("", 4)] == ["early", "waited", "waited"]
    assert [tried("x", 1), tried("-1", 1), tried("9" * 400, 1), tried("١", 1)] == ["early"] * 4


def test_a_puzzle_holds_for_an_hour_for_one_form_and_cannot_be_made_by_others() -> None:
    puzzle = proof.puzzle(KEY, "pia", NOW, 8)
    answer = solved(puzzle)
    assert [tried(answer, 3600), tried(answer, 3601), tried(answer, -61)] == ["worked", "gone", "gone"]
    assert [tried(answer, about="ola"), tried(answer, key=b"another")] == ["wrong", "wrong"]
    made, zeros, mac = puzzle.split("-", 2)
    forged = (f"{made}-0-{mac}", f"{int(made) + 60}-{zeros}-{mac}", f"{puzzle}x", "", "x" * 100_000, f"{made}-{zeros}-{'A' * 22}")
    assert [tried(answer, puzzle=one or " ") for one in forged] == ["wrong"] * len(forged)
    assert len(f"{proof.puzzle(KEY, 'x', NOW)}.{'9' * 16}") < 56, "a try is one round of SHA-256"


@pytest.mark.django_db
def test_limits_hold_by_the_hour_the_day_and_the_week() -> None:
    limits = ((1, 2), (24, 3))
    hours = [0, 0, 0, 1, 1, 23, 24, 25, 25, 25, 48]
    found = [knocking.knock("letter", "pia", limits, NOW + timedelta(hours=hour)) for hour in hours]
    assert found == [True, True, False, True, False, False, True, True, True, False, True]
    assert knocking.knock("letter", "ola", limits, NOW)
    assert knocking.knock("other", "pia", limits, NOW)


@pytest.mark.django_db
def test_looking_whether_it_is_full_counts_nothing() -> None:
    assert not any(knocking.full("guess", "n", ((1, 1),), NOW) for _ in range(3))
    assert Knock.objects.count() == 0
    assert knocking.knock("guess", "n", ((1, 1),), NOW)
    assert knocking.full("guess", "n", ((1, 1),), NOW)


@pytest.mark.django_db
def test_a_puzzle_is_spent_once_also_over_the_turn_of_an_hour() -> None:
    assert [knocking.spend("p", NOW), knocking.spend("p", NOW), knocking.spend("q", NOW)] == [True, False, True]


@pytest.mark.django_db
def test_counts_say_nothing_of_whom_they_count_and_are_forgotten() -> None:
    knocking.knock("letter", "pia@barents.example", knocking.LETTER, NOW)
    assert "pia" not in str(list(Knock.objects.values()))
    assert (knocking.forget(NOW + timedelta(days=7)), knocking.forget(NOW + timedelta(days=9))) == (0, 1)
    assert timedelta(hours=max(hours for hours, _ in knocking.LETTER)) < knocking.KEPT


@pytest.mark.django_db(transaction=True)
def test_many_who_ask_at_once_get_no_more_than_the_limit() -> None:
    let_in: list[bool] = []

    def ask() -> None:
        let_in.append(knocking.knock("letter", "pia", ((1, 5),), NOW))
        connection.close()

    threads = [threading.Thread(target=ask) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(let_in), sum(let_in)) == (12, 5)


@pytest.mark.parametrize(
    ("from_", "forwarded", "network"),
    [
        ("192.0.2.77", "", "192.0.2.0/24"),  # kept for examples, and treated as private by Python
        ("93.184.216.34", "", "93.184.216.0/24"),
        ("::ffff:93.184.216.34", "", "93.184.216.0/24"),
        ("2a01:4f8:12:34::1", "", "2a01:4f8:12::/48"),
        ("93.184.216.34", "8.8.8.8", "93.184.216.0/24"),  # a client's own word
        ("127.0.0.1", "8.8.8.8", "8.8.8.0/24"),
        ("::ffff:127.0.0.1", "1.1.1.1, 8.8.8.8", "8.8.8.0/24"),  # what the client wrote stands first
        ("127.0.0.1", "8.8.8.8, 10.0.0.3", "8.8.8.0/24"),  # two servers of ours
        ("172.17.0.1", "2a01:4f8:12:34::1", "2a01:4f8:12::/48"),
        ("127.0.0.1", "8.8.8.8, unknown", "127.0.0.0/24"),
        ("127.0.0.1", "", "127.0.0.0/24"),
        ("fe80::1%eth0", "", "fe80::/48"),
        ("", "8.8.8.8", ""),
        ("127.0.0.1", "x" * 5000, "127.0.0.0/24"),
    ],
)
def test_a_network_is_told_by_the_last_address_that_is_not_a_server_of_ours(from_: str, forwarded: str, network: str) -> None:
    meta = {"REMOTE_ADDR": from_, **({"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {})}
    assert knocking.network(meta) == network
