"""Reading recorded pages does not get worse: a fixed sample against its floors."""

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


def bench() -> ModuleType:
    spec = importlib.util.spec_from_file_location("bench_read", ROOT / "bench" / "read.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.skipif(not WIRE.exists(), reason="the recorded wire is not beside the project")
def test_a_sample_of_the_recorded_wire_is_read_no_worse_than_its_floors() -> None:
    floors = json.loads((ROOT / "bench" / "floors.json").read_text("utf-8"))["read"]["sample of 40"]
    figures = bench().measure(WIRE, sample=40, peer=False)
    assert {name: figures[name] for name, floor in floors.items() if figures[name] < floor} == {}
