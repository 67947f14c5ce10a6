"""What of the captures is kept, and for how long? Whole files of a day go, the oldest first, and what is dropped is said."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.conf import settings

from wirecopy.log import told
from wirecopy.wire.models import Stumble, Take

log = logging.getLogger("wirecopy.clock")


def drop_captures(now: datetime) -> str:
    """Drop capture files past the retention time or over the disk budget. The file of today is never dropped."""
    given = settings.WIRECOPY
    files = sorted(settings.CAPTURES.glob("*.warc.zst"))
    sizes = {file: file.stat().st_size for file in files}
    oldest = f"{now - timedelta(days=given['CAPTURE_DAYS']):%Y-%m-%d}" if given["CAPTURE_DAYS"] else ""
    budget = given["CAPTURE_GB"] * 1e9
    total = sum(sizes.values())
    dropped = []
    for file in files:
        day = file.name[:10]
        if day >= f"{now:%Y-%m-%d}" or not (day < oldest or (budget and total > budget)):
            continue
        takes = Take.objects.filter(warc=file.name).update(warc="")
        file.unlink()
        total -= sizes[file]
        dropped.append(file.name)
        told(log, f"dropped the captures of {day}", takes=takes, megabytes=round(sizes[file] / 1e6, 1))
    return f"dropped {len(dropped)} of {len(files)} capture files; {total / 1e6:.0f} MB are kept"


def forget_stumbles(now: datetime) -> str:
    """Stumbles older than 90 days say nothing that somebody still needs."""
    gone, _ = Stumble.objects.filter(stumbled_at__lt=now - timedelta(days=90)).delete()
    return f"forgot {gone} old stumbles"
