"""How much may be sent at once? A file is cut off where it is too large, so that neither memory nor disk fills, and the words are kept."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadhandler import SkipFile, TemporaryFileUploadHandler
from django.http import HttpRequest

from wirecopy.releases.pictures import MOST_BYTES

FILES = 160_000_000  # bytes of a request past which nothing of it is read; up to there, a file that is too large is read and dropped
WORDS = 400_000  # bytes of a request without files
FIELDS = ("picture0", "picture1", "picture2")


class Capped(TemporaryFileUploadHandler):
    """Puts the files of FIELDS on the disk, each until it is at its end or too large: then it is deleted, and its field noted."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self.too_large: set[str] = set()
        self.seen: set[str] = set()

    def new_file(self, field_name: str, *args: Any, **kwargs: Any) -> None:
        if field_name not in FIELDS or field_name in self.seen:
            vars(self).pop("file", None)  # Django closes, and so deletes, what stands there: it is the file before this one
            raise SkipFile
        self.seen.add(field_name)
        super().new_file(field_name, *args, **kwargs)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        if start + len(raw_data) > MOST_BYTES:
            self.too_large.add(str(self.field_name))
            raise SkipFile
        super().receive_data_chunk(raw_data, start)


def refused(request: HttpRequest) -> bool:
    """Is more announced than is read at all? One that does not say how long it is, is refused as well."""
    try:
        length = int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return True
    most = FILES if request.content_type == "multipart/form-data" else WORDS
    return "HTTP_TRANSFER_ENCODING" in request.META or not 0 <= length <= most
