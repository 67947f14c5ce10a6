"""Reading does not get worse: recorded pages, and made-up ones, against their floors."""

from __future__ import annotations

import importlib.util
import json
import os
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[1]
WIRE = Path(os.environ.get("WIRECOPY_SHARED", ROOT.parent / "shared")) / "wire"


FLOORS = json.loads((ROOT / "bench" / "floors.json").read_text("utf-8"))


def bench(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"bench_{name}", ROOT / "bench" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.skipif(not WIRE.exists(), reason="the recorded wire is not beside the project")
def test_a_sample_of_the_recorded_wire_is_read_no_worse_than_its_floors() -> None:
    floors = FLOORS["read"]["sample of 40"]
    figures = bench("read").measure(WIRE, sample=40, peer=False)
    assert {name: figures[name] for name, floor in floors.items() if figures[name] < floor} == {}


def test_made_up_pages_of_all_templates_are_read_no_worse_than_their_floor() -> None:
    figures = bench("made_up").measure(8)
    assert figures["pages"] > 300
    assert figures["exact_pages"] >= FLOORS["made"]["exact_pages"]


def test_the_papers_that_were_made_last_are_read_no_worse_than_their_floors() -> None:
    figures = bench("papers").measure()
    assert figures["pages"] == 40
    assert {name: figures[name] for name, floor in FLOORS["papers"].items() if figures[name] < floor} == {}
