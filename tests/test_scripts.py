"""Do the two commands install once, mend what was cut short, and say in one sentence what is missing?

The shell part is run with a Python that only pretends to install, so that these tests need no network: what they look at is
what the scripts decide. The real installation is what every run of scripts/test begins with.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SHELLS = [shell for shell in ("sh", "dash", "bash") if shutil.which(shell)]
TOOLS = ("cat", "dirname", "mkdir", "rm", "sed", "sh", "env", "ln", "chmod")

# Stands for python3: real answers to `-c` and to a program piped in, a venv of one file, and a pip that writes down what it was asked.
PRETEND = """#!/bin/sh
case "$1 $2" in
"-m venv") mkdir -p "$3/bin"; cp "$0" "$3/bin/python" ;;
"-m pip") echo "$@" >>"$PIP_LOG"; exit "${PIP_EXIT:-0}" ;;
"-m pytest") echo "pytest $8" ;;  # after -n auto --dist loadfile --no-loadscope-reorder
*) exec PYTHON "$@" ;;
esac
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with our scripts, and beside it a folder of programs that is the whole PATH."""
    project, programs = tmp_path / "a project", tmp_path / "programs"
    shutil.copytree(ROOT / "scripts", project / "scripts")
    (project / "pyproject.toml").write_text("[project]\n")
    (project / "constraints.txt").write_text("django==5.2.19\n")
    programs.mkdir()
    for tool in (*TOOLS, "cp"):
        (programs / tool).symlink_to(shutil.which(tool) or "missing")
    (programs / "python3").write_text(PRETEND.replace("PYTHON", sys.executable))
    (programs / "python3").chmod(0o755)
    return project


def run(project: Path, script: str = "test", *words: str, shell: str = "sh", **more: str) -> subprocess.CompletedProcess[str]:
    given = {"PATH": str(project.parent / "programs"), "HOME": "/nonexistent", "PIP_LOG": str(project.parent / "pip.log"), **more}
    interpreter = shutil.which(shell) or "sh"
    return subprocess.run([interpreter, project / "scripts" / script, *words], capture_output=True, text=True, env=given, cwd="/")


def installs(project: Path) -> list[str]:
    log = project.parent / "pip.log"
    return [line for line in log.read_text().splitlines() if " -e " in line] if log.exists() else []


@pytest.mark.parametrize("shell", SHELLS)
def test_the_scripts_are_plain_sh(shell: str) -> None:
    for script in ("up", "test", "venv.sh"):
        subprocess.run([shell, "-n", ROOT / "scripts" / script], check=True)


@pytest.mark.parametrize("shell", SHELLS)
def test_a_second_start_installs_nothing(project: Path, shell: str) -> None:
    first = run(project, "test", "tests/test_desk.py", shell=shell)
    assert first.stdout.splitlines()[-1] == "pytest tests/test_desk.py", first.stderr
    assert [line.split(" -c ")[1] for line in installs(project)] == ["constraints.txt --no-build-isolation -e .[test]"]
    second = run(project, shell=shell)
    assert second.stdout.splitlines() == ["pytest "]
    assert len(installs(project)) == 1


def test_a_changed_pin_installs_again_and_keeps_the_extras(project: Path) -> None:
    run(project)
    (project / "constraints.txt").write_text("django==5.2.20\n")
    subprocess.run(["sh", "-c", f'root="{project}"; . "$root/scripts/venv.sh"; ensure_venv'], check=True, env=_given(project))
    assert [line.split(" -e ")[1] for line in installs(project)] == [".[test]", ".[test]"]


def test_the_program_alone_needs_no_extra_and_one_more_extra_is_added(project: Path) -> None:
    for wanted in ("", "test", "test gate", "gate"):
        subprocess.run(["sh", "-c", f'root="{project}"; . "$root/scripts/venv.sh"; ensure_venv {wanted}'], check=True, env=_given(project))
    assert [line.split(" -e ")[1] for line in installs(project)] == [".", ".[test]", ".[test,gate]"]


def _given(project: Path) -> dict[str, str]:
    return {"PATH": str(project.parent / "programs"), "PIP_LOG": str(project.parent / "pip.log")}


def test_an_installation_that_was_killed_is_made_anew(project: Path) -> None:
    (project / ".venv").mkdir()
    dead = subprocess.Popen(["true"])
    dead.wait()
    (project / ".venv" / "wirecopy-making").write_text(f"{dead.pid}\n")
    (project / ".venv" / "half").write_text("")
    done = run(project)
    assert done.returncode == 0
    assert "cut short" in done.stdout
    assert not (project / ".venv" / "half").exists()
    assert not (project / ".venv" / "wirecopy-making").exists()


def test_an_installation_at_work_is_left_alone(project: Path) -> None:
    (project / ".venv").mkdir()
    (project / ".venv" / "wirecopy-making").write_text(f"{os.getpid()}\n")
    done = run(project)
    assert done.returncode == 1
    assert f"process {os.getpid()}" in done.stderr
    assert installs(project) == []


def test_an_installation_that_fails_says_so_and_is_tried_again(project: Path) -> None:
    failed = run(project, PIP_EXIT="1")
    assert failed.returncode == 1
    assert failed.stderr.splitlines()[-1].startswith("The installation failed")
    assert run(project).stdout.splitlines()[-1] == "pytest "


def test_a_venv_whose_python_is_gone_is_made_anew(project: Path) -> None:
    run(project)
    (project / ".venv" / "bin" / "python").unlink()
    assert "is gone" in run(project).stdout
    assert len(installs(project)) == 2


def test_no_python_is_said_in_one_sentence(project: Path) -> None:
    (project.parent / "programs" / "python3").unlink()
    done = run(project, "up")
    assert (done.returncode, done.stderr) == (1, "Wirecopy needs Python 3.11 or later, and there is no python3 here.\n")


def test_an_old_python_is_said_in_one_sentence(project: Path) -> None:
    old = '#!/bin/sh\ncase "$2" in *"(3, 11)"*) exit 1 ;; *) echo 3.9.2 ;; esac\n'
    (project.parent / "programs" / "python3").write_text(old)
    done = run(project, "up")
    assert (done.returncode, done.stderr) == (1, "Wirecopy needs Python 3.11 or later, and python3 here is 3.9.2.\n")


def test_a_python_without_venv_is_said_in_one_sentence(project: Path) -> None:
    bare = PRETEND.replace("PYTHON", sys.executable).replace("case", 'case "$2" in "import"*venv*) exit 1 ;; esac\ncase', 1)
    (project.parent / "programs" / "python3").write_text(bare)
    done = run(project, "up")
    assert (done.returncode, done.stderr.count("\n")) == (1, 1)
    assert "apt install python3-venv" in done.stderr
    assert not (project / ".venv").exists()


def test_the_pins_are_plain_lines() -> None:
    for line in (ROOT / "constraints.txt").read_text().splitlines():
        name, _, version = line.partition("==")
        assert name.replace("-", "").replace("_", "").replace(".", "").isalnum() and version[0].isdigit(), line
