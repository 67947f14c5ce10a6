"""Does `up` run everything in one terminal, start again what dies, and stop cleanly?"""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Up:
    """`wirecopy up --demo` as a process of its own, and what it says."""

    def __init__(self, folder: Path, *words: str) -> None:
        self.port = free_port()
        self.said = folder / "said.txt"
        environment = {k: v for k, v in os.environ.items() if not k.startswith("WIRECOPY_")}
        environment |= {"WIRECOPY_DATA": str(folder / "data"), "WIRECOPY_BIND": f"127.0.0.1:{self.port}", "PYTHONUNBUFFERED": "1"}
        with open(self.said, "w") as out:
            command = [sys.executable, "-m", "wirecopy", "up", *words]
            self.process = subprocess.Popen(command, env=environment, stdout=out, stderr=out, cwd=folder)

    def wait_for(self, pattern: str, seconds: float = 60) -> re.Match[str]:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if found := re.search(pattern, self.said.read_text()):
                return found
            if self.process.poll() is not None:
                break
            time.sleep(0.1)
        raise AssertionError(f"{pattern!r} was not said:\n{self.said.read_text()[-3000:]}")

    def get(self, path: str) -> str:
        for _ in range(100):
            try:
                return self._get(path)
            except urllib.error.URLError:
                time.sleep(0.1)  # the web server says that it serves a moment before it does
        return self._get(path)

    def _get(self, path: str) -> str:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=10) as answer:
            return answer.read().decode()

    def children(self) -> dict[int, str]:
        listed = subprocess.run(["ps", "-o", "pid=,comm=", "--ppid", str(self.process.pid)], capture_output=True, text=True).stdout
        return {int(line.split(None, 1)[0]): line for line in listed.splitlines() if "wirecopy-" in line}

    def stop(self, one: signal.Signals) -> int:
        self.process.send_signal(one)
        return self.process.wait(20)


@pytest.fixture
def up(tmp_path):
    started = []

    def go(*words: str) -> Up:
        started.append(Up(tmp_path, *words))
        return started[-1]

    yield go
    for one in started:
        if one.process.poll() is None:
            one.process.kill()
            one.process.wait()


def test_the_demo_shows_an_edition_full_of_stories_and_stops_on_ctrl_c(up):
    demo = up("--demo")
    demo.wait_for(r"The edition is at  http://127.0.0.1:\d+/")
    front = demo.get("/")
    assert "The Barents Wire" in front and front.count("/story/") >= 10
    parts = demo.children()
    assert len(parts) == 7  # six, and the sample wire
    assert demo.stop(signal.SIGINT) == 0
    assert "stopped" in demo.said.read_text()
    assert not any(Path(f"/proc/{pid}").exists() for pid in parts)


def test_a_part_that_dies_is_started_again_and_sigterm_stops_all(up):
    demo = up("--demo")
    demo.wait_for("The edition is at")
    desk = next(pid for pid, line in demo.children().items() if "desk" in line)
    os.kill(desk, signal.SIGKILL)
    demo.wait_for(r"the part desk ended \(signal 9\); it starts again")
    until = time.monotonic() + 20
    while time.monotonic() < until and not any("desk" in line for line in demo.children().values()):
        time.sleep(0.1)
    assert any("desk" in line and pid != desk for pid, line in demo.children().items())
    assert demo.stop(signal.SIGTERM) == 0


def test_parts_end_when_the_program_that_started_them_is_killed(up):
    demo = up("--demo")
    demo.wait_for("serving on")
    time.sleep(1)
    parts = demo.children()
    demo.stop(signal.SIGKILL)
    until = time.monotonic() + 15
    while time.monotonic() < until and any(Path(f"/proc/{pid}").exists() for pid in parts):
        time.sleep(0.1)
    assert parts and not any(Path(f"/proc/{pid}").exists() for pid in parts)


def test_events_are_json_objects_where_that_is_asked_for(up):
    demo = up("--demo", "--log", "json")
    demo.wait_for('"event": "read: ')
    demo.stop(signal.SIGINT)
    lines = [json.loads(line) for line in demo.said.read_text().splitlines() if line.startswith("{")]
    assert any(line["event"].startswith("polled") and line["feed"].startswith("http://") for line in lines)
    assert all({"at", "level", "part", "event"} <= set(line) for line in lines)


def test_a_port_that_is_in_use_is_said_in_one_sentence(up):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        busy = up("--bind", f"127.0.0.1:{port}")
        assert busy.process.wait(20) == 1
    assert "is in use; name another with --bind" in busy.said.read_text()


def test_a_first_start_without_outlets_makes_an_edition_and_says_what_to_do(up):
    first = up()
    first.wait_for("No outlet yet: add one")
    first.wait_for("serving on")
    until = time.monotonic() + 30
    while "wirecopy add" not in (page := first.get("/")) and time.monotonic() < until:
        time.sleep(0.5)
    assert "wirecopy add" in page
    assert first.stop(signal.SIGTERM) == 0
