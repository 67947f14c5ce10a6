"""Does a line meet what the page says of itself in one way, in whatever order a process holds the names?"""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from wirecopy.wire import traits

SEEN = """
from wirecopy.wire import traits
page = traits.Page(frozenset(), frozenset(), frozenset(("janeroe", "tomleetheyounger", "adaholm")), "")
print([traits.met(key, page) for key in ("byjaneroeandtomleetheyounger", "janeroehasrowedtoeveryislandofthebay", "adaholm", "nobody")])
"""


@pytest.mark.parametrize("seed", ["1", "2", "3", "4"])
def test_of_several_names_the_longest_counts(seed: str) -> None:
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    done = subprocess.run([sys.executable, "-c", SEEN], env=environment, capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "[5, 6, 5, 0]"


def test_names_of_three_letters_are_no_names() -> None:
    assert traits.keys(["Bo", "Ada Holm"]) == frozenset(["adaholm"])
