"""How are these pages built? With Sphinx: python -m sphinx -W docs docs/_build"""

import re
from pathlib import Path

release = re.findall(r'^VERSION = "(.+)"', (Path(__file__).parents[1] / "wirecopy" / "version.py").read_text(encoding="utf-8"), re.M)[0]
project = "Wirecopy"
extensions = ["myst_parser"]
myst_heading_anchors = 3
exclude_patterns = ["_build"]
html_theme = "furo"
html_title = f"Wirecopy {release}"
