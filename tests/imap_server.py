"""A real IMAP server on loopback, with mailboxes that a test fills: dovecot, started by hand with a configuration of its own."""

from __future__ import annotations

import getpass
import imaplib
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

CONFIG = """
protocols = imap
listen = 127.0.0.1
base_dir = {home}/run
state_dir = {home}/state
log_path = {home}/log
ssl = no
disable_plaintext_auth = no
mail_location = maildir:{home}/mail/%u
mail_fsync = never
first_valid_uid = 1
{users}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
passdb {{
  driver = static
  args = password=secret
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={home}/mail/%u
}}
"""


class Imap:
    def __init__(self, port: int, home: Path) -> None:
        self.port, self.home = port, home

    def url(self, user: str, folder: str = "") -> str:
        return f"imap://{user}:secret@127.0.0.1:{self.port}/{folder}"

    def talk(self, user: str) -> imaplib.IMAP4:
        server = imaplib.IMAP4("127.0.0.1", self.port, timeout=20)
        server.login(user, "secret")
        return server

    def put(self, user: str, *messages: bytes, folder: str = "INBOX") -> None:
        with self.talk(user) as server:
            for message in messages:
                assert server.append(folder, "", None, message)[0] == "OK"

    def seen(self, user: str) -> list[int]:
        with self.talk(user) as server:
            server.select(readonly=True)
            return [int(number) for number in server.uid("SEARCH", "SEEN")[1][0].split()]


@contextmanager
def serving() -> Iterator[Imap]:
    home = Path(tempfile.mkdtemp(prefix="wirecopy-imap-"))  # short: paths of sockets may have 107 bytes
    home.chmod(0o755)
    (home / "mail").mkdir()
    root = os.geteuid() == 0
    me = getpass.getuser()
    uid, gid = (65534, 65534) if root else (os.getuid(), os.getgid())
    if root:  # it opens no mailbox as root
        os.chown(home / "mail", uid, gid)
    users = "" if root else f"default_internal_user = {me}\ndefault_login_user = {me}\n"
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    config = home / "dovecot.conf"
    config.write_text(CONFIG.format(home=home, port=port, users=users, uid=uid, gid=gid))
    running = subprocess.Popen(["dovecot", "-F", "-c", str(config)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _wait(port, running, home)
        yield Imap(port, home)
    finally:
        running.terminate()
        running.wait(20)
        shutil.rmtree(home, ignore_errors=True)


def _wait(port: int, running: subprocess.Popen[bytes], home: Path) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until and running.poll() is None:
        try:
            imaplib.IMAP4("127.0.0.1", port, timeout=20).logout()
        except OSError:
            time.sleep(0.1)
        else:
            return
    log = home / "log"
    raise AssertionError(log.read_text() if log.exists() else f"dovecot ended with {running.poll()}")
