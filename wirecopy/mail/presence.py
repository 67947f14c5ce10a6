"""Is a sender still alive? Each holds a lock on a file of its own, which the system lets go when it dies, however it dies."""

from __future__ import annotations

import fcntl
import os
import secrets
from pathlib import Path


class Presence:
    """This sender's sign of life, under a name that is never used again."""

    def __init__(self, folder: Path, worker: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        while True:
            self.name = f"{worker[:50]}.{secrets.token_hex(8)}"
            self._file = _file(folder, self.name).open("w")
            fcntl.flock(self._file, fcntl.LOCK_EX)
            if _file(folder, self.name).exists():
                return
            self._file.close()  # another sender swept it away before it was locked

    def end(self) -> None:
        _file(self.folder, self.name).unlink(missing_ok=True)
        self._file.close()


def is_dead(folder: Path, name: str) -> bool | None:
    """None: it is no sender of this data folder, so nobody here can know."""
    try:
        with _file(folder, name).open("r+") as held:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return None
    return True


def bury(folder: Path, name: str) -> None:
    """Take away the sign of a dead one, once nothing of it is left."""
    _file(folder, name).unlink(missing_ok=True)


def sweep(folder: Path, known: set[str]) -> None:
    """Bury the dead that left nothing behind: `known` are those that did."""
    for file in folder.glob("*.lock"):
        name = file.name.removesuffix(".lock")
        if name not in known and is_dead(folder, name):
            bury(folder, name)


def _file(folder: Path, name: str) -> Path:
    return folder / f"{name.replace(os.sep, '_')}.lock"
