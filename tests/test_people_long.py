"""Is a list of 200,000 lines taken in little memory, and one whose reader is killed with -9 taken once? In programs of their own."""

from __future__ import annotations

import csv
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from wirecopy.cli_mail_people import REFUSED

MANY, FEW, EVERY = 200_000, 2_000, 100
GROWS_KB = 12_000


class Room:
    """A data folder with an edition in it, and verbs over it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        kept = {name: value for name, value in os.environ.items() if not name.startswith("WIRECOPY_")}
        self._environment = kept | {"WIRECOPY_DATA": str(folder / "data")}
        assert self.start("edition", "add", "barents", "--host", "barents.example", "--masthead", "Barents").wait() == 0

    def start(self, *words: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "wirecopy", *words]
        with (self.folder / "said").open("wb") as said:
            return subprocess.Popen(command, env=self._environment, cwd=self.folder, stdout=said, stderr=said)

    def measured(self, *words: str) -> tuple[int, int]:
        """Exit code, and the most memory that was held, in kB."""
        _, status, used = os.wait4(self.start(*words).pid, 0)
        return os.waitstatus_to_exitcode(status), used.ru_maxrss

    def ask(self, query: str) -> list[tuple[object, ...]]:
        return sqlite3.connect(f"file:{self.folder / 'data' / 'wirecopy.sqlite3'}?mode=ro", uri=True, timeout=30).execute(query).fetchall()


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    yield Room(tmp_path)


def write(file: Path, lines: Iterator[str]) -> None:
    with file.open("w", encoding="utf-8") as out:
        out.write("email,status\n")
        out.writelines(lines)


def broken_in_the_middle(count: int) -> Iterator[str]:
    for n in range(count):
        if n == count // 2:
            yield from ('"never closed,confirmed\n', "b@x.example\n", f"c@x.example,{'y' * 3_000_000}\n", 'd@x.example,"confirmed\n')
        yield f"reader{n}@box{n % 7}.example,{'' if n % EVERY else 'confirmed'}\n"


def test_200000_lines_with_broken_ones_in_the_middle_take_no_more_memory_than_a_few(room: Room) -> None:
    write(room.folder / "few.csv", broken_in_the_middle(FEW))
    write(room.folder / "many.csv", broken_in_the_middle(MANY))
    code, little = room.measured("mail", "import", "few.csv", "--edition", "barents")
    assert code == REFUSED
    code, much = room.measured("mail", "import", "many.csv", "--edition", "barents")
    assert code == REFUSED
    assert much < little + GROWS_KB
    (taken,) = room.ask("select count(*) from wirecopy_subscriber where standing = 'active'")
    assert taken == (MANY // EVERY,)
    middle = MANY // 2 + 2
    with (room.folder / "many.refused.csv").open(encoding="utf-8", newline="") as file:
        why = {int(line["line"]): line["why"] for line in csv.DictReader(file)}
    assert len(why) == MANY - MANY // EVERY + 4
    assert {why[line] for line in why if not middle <= line < middle + 4} == {"no confirmation is recorded"}
    assert [why[line].split()[0] for line in range(middle, middle + 4)] == ["opens", "has", "is", "opens"]


def test_a_list_whose_reader_is_killed_and_that_is_taken_again_is_taken_once(room: Room) -> None:
    people = 3000
    write(room.folder / "list.csv", (f"reader{n}@box.example,{'confirmed' if n % 10 else 'bounced'}\n" for n in range(people)))
    killed = []
    for at_least in (1, 1200):
        reader = room.start("mail", "import", "list.csv", "--edition", "barents")
        while reader.poll() is None and room.ask("select count(*) from wirecopy_subscriber")[0][0] < at_least:  # type: ignore[operator]
            time.sleep(0.02)
        reader.kill()
        killed.append(reader.wait())
    assert killed == [-signal.SIGKILL] * 2
    (before,) = room.ask("select count(*) from wirecopy_subscriber")
    assert 0 < before[0] < people * 0.9  # type: ignore[operator]
    assert room.start("mail", "import", "list.csv", "--edition", "barents").wait() == 0
    once = [(f"reader{n}@box.example", "active", 1, 1) for n in range(people) if n % 10]
    found = room.ask(
        "select key, standing, (select count(*) from wirecopy_subscription s where s.subscriber_id = wirecopy_subscriber.id),"
        " (select count(*) from wirecopy_consent c where c.subscriber_id = wirecopy_subscriber.id) from wirecopy_subscriber"
    )
    assert sorted(found) == sorted(once)  # type: ignore[type-var]
    assert room.ask("select count(*), min(why), max(why) from wirecopy_suppression") == [(people // 10, "bounced", "bounced")]
    assert not (room.folder / "list.refused.csv").exists()
