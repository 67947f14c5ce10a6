"""Do the documents tell the truth? Settings, verbs, legs, files and links, each as it is today."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from wirecopy.cli import main
from wirecopy.config import SETTINGS

ROOT = Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/*.md"), *ROOT.glob("bench/*.md")])


def sections(page: Path) -> dict[str, str]:
    """Heading, without marks and backticks, -> the text under it, up to the next heading."""
    parts = re.split(r"(?m)^#+ +(.*)$", re.sub(r"(?ms)^```.*?^```", "", page.read_text(encoding="utf-8")))
    return {heading.replace("`", "").strip(): text for heading, text in zip(parts[1::2], parts[2::2], strict=True)}


def verbs(group: click.Group = main, words: str = "wirecopy") -> Iterator[tuple[str, click.Command]]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from verbs(command, f"{words} {name}")
        if not isinstance(command, click.Group) or command.invoke_without_command:
            yield f"{words} {name}", command


VERBS = dict(verbs())


def test_every_setting_has_its_row() -> None:
    rows = [
        f"| `WIRECOPY_{setting.name}` | {setting.kind} | {f'`{setting.default}`' if setting.default else 'empty'} | {setting.about} |"
        for setting in SETTINGS
    ]
    written = (ROOT / "docs" / "running.md").read_text(encoding="utf-8")
    assert re.findall(r"(?m)^\| `WIRECOPY_.*$", written) == rows


@pytest.mark.parametrize("words", VERBS)
def test_every_verb_has_its_heading_and_every_option_its_word(words: str) -> None:
    told = sections(ROOT / "docs" / "running.md")
    assert words in told
    options = [name for option in VERBS[words].params for name in (*option.opts, *option.secondary_opts) if name.startswith("--")]
    assert [name for name in options if f"{name}`" not in told[words] and f"{name} " not in told[words]] == []


@pytest.mark.parametrize("words", VERBS)
def test_no_option_of_a_verb_means_two_things(words: str) -> None:
    options = [name for option in VERBS[words].params for name in (*option.opts, *option.secondary_opts)]
    assert sorted(options) == sorted(set(options))


def test_no_verb_is_told_that_is_not_there() -> None:
    told = {heading for heading in sections(ROOT / "docs" / "running.md") if heading.startswith("wirecopy ")}
    assert told == set(VERBS)


def test_every_leg_has_its_heading_in_the_order_of_the_road() -> None:
    from wirecopy.copyflow import LEGS

    tour = [heading.removeprefix("The leg ") for heading in sections(ROOT / "docs" / "tour.md") if heading.startswith("The leg ")]
    assert tour == ["poll", "fetch", *(leg.name for leg in LEGS)]


def test_the_files_of_the_tour_exist() -> None:
    named = re.findall(r"`((?:wirecopy|tests)/[\w/]+\.py)`", (ROOT / "docs" / "tour.md").read_text(encoding="utf-8"))
    assert len(named) > 25
    assert [path for path in named if not (ROOT / path).is_file()] == []


def test_the_steps_of_the_tour_are_numbered_through() -> None:
    numbers = re.findall(r"(?m)^(\d+)\. ", (ROOT / "docs" / "tour.md").read_text(encoding="utf-8"))
    assert numbers == [str(number) for number in range(1, len(numbers) + 1)]


def test_the_two_commands_of_the_readme_can_be_run() -> None:
    commands = re.findall(r"(?m)^(scripts/\w+)", (ROOT / "README.md").read_text(encoding="utf-8"))
    assert commands == ["scripts/up", "scripts/test"]
    assert all(os.access(ROOT / command, os.X_OK) for command in commands)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    text = re.sub(r"(?ms)^```.*?^```", "", page.read_text(encoding="utf-8"))
    lost = []
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        file, _, part = target.partition("#")
        if "://" in target:
            continue
        at = (page.parent / file if file else page).resolve()
        if not at.exists() and page.parent.name == "docs":
            at = at.with_suffix(".md")  # as Sphinx writes them
        headings = {re.sub(r"[^\w -]", "", heading).strip().lower().replace(" ", "-") for heading in sections(at)} if part else set()
        if not at.exists() or (part and part not in headings):
            lost.append(target)
    assert lost == []


def test_every_page_of_the_docs_is_in_the_table_of_contents() -> None:
    contents = (ROOT / "docs" / "index.md").read_text(encoding="utf-8").split("```")[1].split()
    assert {page.stem for page in ROOT.glob("docs/*.md")} - {"index"} == set(contents) - {"{toctree}", ":maxdepth:", "2"}


def test_the_options_of_our_verbs_in_the_docs_are_real() -> None:
    lost = []
    for page in PAGES:
        for line in re.findall(r"(?m)^[^\n]*\bwirecopy [a-z]+[^\n]*", page.read_text(encoding="utf-8").replace("\\\n", " ")):
            words = re.search(r"\bwirecopy ((?:edition )?[a-z]+)", line)
            command = VERBS.get(f"wirecopy {words[1]}") if words else None
            if command and line.lstrip().startswith(("wirecopy", ".venv/bin/wirecopy")):
                known = {name for option in command.params for name in (*option.opts, *option.secondary_opts)}
                lost += [f"{page.name}: {line}" for option in re.findall(r" (--[a-z-]+)", line.split("#")[0]) if option not in known]
    assert lost == []


def test_every_bench_is_told_of() -> None:
    told = set(re.findall(r"`(\w+\.py)[ `]", (ROOT / "bench" / "README.md").read_text(encoding="utf-8")))
    assert told == {script.name for script in ROOT.glob("bench/*.py")}


def test_the_numbers_of_the_changelog_and_the_program_agree() -> None:
    from wirecopy.version import VERSION

    assert re.search(r"(?m)^## ([\d.]+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"))[1] == VERSION
