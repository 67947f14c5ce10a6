"""Is a setting read as it was meant, and does a wrong one stop the start with a sentence?"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from wirecopy.config import KINDS, SETTINGS, WrongSetting, in_force

BY_NAME = {setting.name: setting for setting in SETTINGS}


def test_every_default_is_a_value_of_its_kind() -> None:
    assert set(in_force()) == {setting.name for setting in SETTINGS}
    assert {setting.kind for setting in SETTINGS} <= set(KINDS)


def test_a_value_from_the_environment_is_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, text, value in (
        ("BIND", "[::1]:8080", ("::1", 8080)),
        ("DEBUG", "on", True),
        ("DELAY", "0.5", 0.5),
        ("READERS", "3", 3),
        ("PROXY", "http://127.0.0.1:8400/", "http://127.0.0.1:8400"),
        ("DATABASE", "postgres://wire:secret@db.example/wire", "postgres://wire:secret@db.example/wire"),
        ("DATA", "/srv/wire", Path("/srv/wire")),
    ):
        monkeypatch.setenv(f"WIRECOPY_{name}", text)
        assert BY_NAME[name].value() == value


def test_an_empty_value_means_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WIRECOPY_DELAY", "")
    assert BY_NAME["DELAY"].value() == 1.0


@pytest.mark.parametrize(
    ("name", "text", "hint"),
    [
        ("BIND", "8000", "HOST:PORT"),
        ("BIND", "127.0.0.1:0", "HOST:PORT"),
        ("DEBUG", "perhaps", "yes or no"),
        ("DELAY", "-1", "not below 0"),
        ("DELAY", "soon", "seconds"),
        ("READERS", "1.5", "whole number"),
        ("PROXY", "socks5://127.0.0.1:1", "HTTP proxy"),
        ("DATABASE", "mysql://wire@db.example/wire", "postgres://"),
        ("LOG", "xml", "text or json"),
    ],
)
def test_a_wrong_value_is_refused_with_its_name_and_a_hint(monkeypatch: pytest.MonkeyPatch, name: str, text: str, hint: str) -> None:
    monkeypatch.setenv(f"WIRECOPY_{name}", text)
    with pytest.raises(WrongSetting) as refused:
        in_force()
    assert f"WIRECOPY_{name}={text!r}" in str(refused.value)
    assert hint in str(refused.value)


def test_a_secret_can_lie_in_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("forty two\n")
    monkeypatch.setenv("WIRECOPY_SECRET_FILE", str(tmp_path / "secret"))
    assert BY_NAME["SECRET"].value() == "forty two"
    monkeypatch.setenv("WIRECOPY_SECRET_FILE", str(tmp_path / "gone"))
    with pytest.raises(WrongSetting, match="WIRECOPY_SECRET_FILE"):
        BY_NAME["SECRET"].value()


def test_a_wrong_setting_stops_the_command_with_one_line(tmp_path: Path) -> None:
    given = {**os.environ, "WIRECOPY_DATA": str(tmp_path), "WIRECOPY_DELAY": "soon"}
    done = subprocess.run([sys.executable, "-m", "wirecopy", "work", "--once"], capture_output=True, text=True, env=given)
    assert done.returncode == 78
    assert len(done.stderr.splitlines()) == 1
    assert "WIRECOPY_DELAY='soon'" in done.stderr


def test_the_key_for_cookies_is_made_once_and_only_its_owner_may_read_it(tmp_path: Path) -> None:
    ask = [sys.executable, "-c", "from wirecopy.settings import SECRET_KEY; print(SECRET_KEY)"]
    given = {**os.environ, "WIRECOPY_DATA": str(tmp_path / "new")}
    first, second = (subprocess.run(ask, capture_output=True, text=True, env=given, check=True).stdout for _ in range(2))
    assert first == second
    assert len(first) > 50
    assert (tmp_path / "new" / "secret").stat().st_mode & 0o777 == 0o600
