"""Does `wirecopy mail keys` make a key that nobody else can read, and the record that makes its signatures believed?"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import dkim as dkimpy
import pytest
from click.testing import CliRunner

from wirecopy.cli_mail_keys import keys
from wirecopy.mail.dkim import load
from wirecopy.mail.envelope import Common, Stencil
from wirecopy.mail.letter import Letter


def say(*words: str, code: int = 0) -> str:
    done = CliRunner().invoke(keys, words)
    assert done.exit_code == code, done.output
    return done.output


def record(said: str) -> str:
    return "".join(re.findall(r'"([^"]*)"', said))


@pytest.mark.parametrize("kind", ["rsa", "ed25519"])
def test_what_is_printed_makes_signatures_believed(kind: str, tmp_path: Path) -> None:
    file = tmp_path / "key.pem"
    said = say("news", str(file), "--kind", kind, "--domain", "harbour.example")
    assert "news._domainkey.harbour.example. IN TXT (" in said and f"WIRECOPY_MAIL_DKIM=news={file}" in said
    stencil = Stencil(Letter("x", "<p>x", "x"), Common("x", "a@harbour.example"), [load("news", file.read_bytes())])
    letter = stencil.to("b@x.example", "<1@harbour.example>", "", "", datetime(2024, 1, 1, tzinfo=UTC))
    assert dkimpy.verify(
        letter, dnsfunc=lambda name, timeout=5: record(said).encode() if name == b"news._domainkey.harbour.example." else None
    )


def test_the_file_is_for_its_owner_alone_and_is_never_written_over(tmp_path: Path) -> None:
    file = tmp_path / "key.pem"
    first = say("news", str(file), "--kind", "ed25519", "--domain", "harbour.example")
    assert file.stat().st_mode & 0o777 == 0o600
    was = file.read_bytes()
    assert say("news", str(file), "--kind", "rsa", "--domain", "harbour.example") == first
    assert file.read_bytes() == was


def test_what_cannot_be_read_or_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "note").write_text("no key")
    assert "no private key" in say("news", str(tmp_path / "note"), "--domain", "h.example", code=1)
    assert "No such file" in say("news", str(tmp_path / "none" / "key.pem"), "--domain", "h.example", code=1)
    assert "selector" in say("a b", str(tmp_path / "key.pem"), "--domain", "h.example", code=1)


@pytest.mark.django_db
def test_the_domains_are_those_that_letters_come_from(tmp_path: Path, settings, monkeypatch) -> None:
    from wirecopy.press.models import Edition

    file = str(tmp_path / "key.pem")
    assert "news._domainkey.DOMAIN. " in say("news", file)
    for host in ("one.example", "häfen.example:8000"):
        Edition.objects.create(slug=host[:3], masthead=host, host=host, made_at=datetime(2024, 1, 1, tzinfo=UTC))
    said = say("news", file)
    assert "news._domainkey.one.example. " in said and "news._domainkey.xn--hfen-loa.example. " in said
    monkeypatch.setitem(settings.WIRECOPY, "MAIL_FROM", "letters@other.example")
    assert re.findall(r"_domainkey\.(\S+)\. IN", say("news", file)) == ["other.example"]
