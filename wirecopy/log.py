"""How is an event told? One readable line each, or one JSON object."""

from __future__ import annotations

import json
import logging
import re
import sys
from datetime import datetime
from typing import Any

CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]+")


class Line(logging.Formatter):
    """`14:02:11 collect  polled Nordlys Post: 6 new`; facts follow the sentence as name=value."""

    def format(self, record: logging.LogRecord) -> str:
        facts: dict[str, Any] = getattr(record, "facts", {})
        told = " ".join(f"{name}={_short(value)}" for name, value in facts.items())
        part = record.name.removeprefix("wirecopy.") if record.name.startswith("wirecopy") else record.name
        mark = "" if record.levelno < logging.WARNING else "! "
        when = datetime.fromtimestamp(record.created).astimezone().strftime("%H:%M:%S")
        line = CONTROLS.sub(" ", f"{when} {part:<8} {mark}{record.getMessage()}{'  ' if told else ''}{told}")
        return line + ("\n" + self.formatException(record.exc_info) if record.exc_info else "")


class Json(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        facts: dict[str, Any] = getattr(record, "facts", {})
        line = {
            "at": datetime.fromtimestamp(record.created).astimezone().isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "part": record.name.removeprefix("wirecopy."),
            "event": record.getMessage(),
            **{name: value if isinstance(value, int | float | bool | None) else str(value) for name, value in facts.items()},
        }
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)


def _short(value: object) -> str:
    text = str(value)
    text = text if len(text) <= 160 else text[:159] + "…"
    return f'"{text}"' if " " in text else text


def start(kind: str = "text", level: int = logging.INFO) -> None:
    """Send the program's events to stderr, as lines (text) or objects (json)."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Json() if kind == "json" else Line())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger("wirecopy").setLevel(level)


def told(log: logging.Logger, sentence: str, level: int = logging.INFO, **facts: Any) -> None:
    """One event: a short sentence, and its facts by name."""
    log.log(level, sentence, extra={"facts": facts})
