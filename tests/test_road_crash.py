"""Does a road that is killed over and over leave the rows of one that nobody killed?"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

BENCH = Path(__file__).parent.parent / "bench" / "road_crash.py"


def test_twenty_kills_inside_every_leg_lose_nothing_and_double_nothing():
    environment = {name: value for name, value in os.environ.items() if not name.startswith("WIRECOPY_")}  # SQLite, in a folder of its own
    done = subprocess.run([sys.executable, BENCH, "--quick"], env=environment, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr[-3000:]
    result = json.loads(done.stdout.splitlines()[-1])
    assert (result["lost"], result["doubled"]) == (0, 0)
    assert result["kills"] >= 20
    assert all(result["by_leg"][leg] >= 4 for leg in ("poll", "fetch", "read", "fold", "place", "print"))
