"""Does a mailing whose sender and relay are killed over and over reach everybody once?"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

BENCH = Path(__file__).parent.parent / "bench" / "mail_crash.py"


@pytest.mark.parametrize("doubt", ["once", "again"])
def test_twenty_kills_skip_nobody_and_only_what_is_in_doubt_may_come_twice(doubt):
    environment = {name: value for name, value in os.environ.items() if not name.startswith("WIRECOPY_")}  # SQLite, in a folder of its own
    command = [sys.executable, BENCH, "--quick", "--doubt", doubt]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=400)
    assert done.returncode == 0, done.stderr[-3000:]
    result = json.loads(done.stdout.splitlines()[-1])
    assert result["kills"] >= 20 and result["skipped"] == 0
    assert result["at_work"] >= 5  # it was killed with letters in hand
    if doubt == "once":
        assert result["doubled"] == 0 and result["doubts"] <= result["doubts_allowed"]
    else:
        assert result["doubts"] == 0 and result["doubled"] <= result["again"]
