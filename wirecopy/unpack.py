"""What is in a compressed body? Decoded within bounds of size, ratio and time, and a body that ends early is no body."""

from __future__ import annotations

import sys
import zlib
from collections.abc import Callable, Iterator

import brotli

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

CODINGS = 2  # gzip within gzip is seen; more is an attack
CHUNK = 16 * 1024
RATIO, RATIO_FROM = 200, 1024 * 1024
MEMBERS = 1000  # a gzip or zstd body may be made of several; each costs a decoder
ZSTD_WINDOW: dict[int, int] = {zstd.DecompressionParameter.window_log_max: 23}  # 8 MB, the most that RFC 9659 lets a server ask for


class Broken(Exception):
    """Why a body could not be decoded: too-large, bomb, cut-short or coding."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def unpack(raw: bytes, coding: str, cap: int, *, start: bool = False) -> bytes:
    """`raw` without the codings that a Content-Encoding header names, at most `cap` bytes; `start`: its first `cap` bytes are enough.

    Raises Broken. What says it is compressed but starts as a feed or page does is taken as it is: servers say so of plain text.
    """
    names = [name for part in coding.lower().split(",") if (name := part.strip()) not in ("", "identity")]
    if len(names) > CODINGS:
        raise Broken("coding")
    body = raw
    for name in reversed(names):
        if not body:
            return b""
        try:
            body = _decoded(body, name, cap, start)
        except Broken as broken:
            if broken.why == "coding" and body is raw and _plain(raw):
                break
            raise
    if len(body) > cap:
        if not start:
            raise Broken("too-large")
        body = body[:cap]
    return body


def _plain(raw: bytes) -> bool:
    return raw[:256].removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"<", b"{")


def _decoded(raw: bytes, name: str, cap: int, start: bool) -> bytes:
    decoder = DECODERS.get(name)
    if decoder is None:
        raise Broken("coding")
    bound = min(cap, max(RATIO_FROM, RATIO * len(raw)))
    out = bytearray()
    try:
        for piece in decoder(raw):
            out += piece
            if len(out) > bound:
                if start and len(out) > cap:
                    return bytes(out)
                raise Broken("bomb" if bound < cap else "too-large")
    except (zlib.error, brotli.error, zstd.ZstdError) as error:
        raise Broken("coding") from error
    except Broken as broken:
        if not (start and broken.why == "cut-short"):
            raise
    return bytes(out)


def _zlib(raw: bytes, bits: int, again: bytes = b"") -> Iterator[bytes]:
    """Members one after the other, as long as the next starts with `again`; bytes that do not are padding, and left."""
    view, at = memoryview(raw), 0
    for _ in range(MEMBERS):
        inflate = zlib.decompressobj(bits)
        tail: bytes | memoryview = b""
        while not inflate.eof:
            if not tail:
                tail = view[at : at + CHUNK]
                at += len(tail)
            piece = inflate.decompress(tail, CHUNK * 4)  # asked with nothing, it may still hold output
            if not (tail or piece or inflate.eof):
                raise Broken("cut-short")
            yield piece
            tail = inflate.unconsumed_tail
        at -= len(inflate.unused_data)
        if not again or not raw.startswith(again, at):
            return
    raise Broken("coding")


def _gzip(raw: bytes) -> Iterator[bytes]:
    return _zlib(raw, 31, b"\x1f\x8b")


def _deflate(raw: bytes) -> Iterator[bytes]:
    """With the zlib header that HTTP asks for, or without it, as many servers send it."""
    zlib_header = len(raw) > 1 and raw[0] & 15 == 8 and (raw[0] << 8 | raw[1]) % 31 == 0
    return _zlib(raw, 15 if zlib_header else -15)


def _brotli(raw: bytes) -> Iterator[bytes]:
    decoder, view = brotli.Decompressor(), memoryview(raw)
    for at in range(0, len(raw), CHUNK):
        piece = decoder.process(bytes(view[at : at + CHUNK]), output_buffer_limit=CHUNK * 4)
        while piece and not decoder.is_finished():  # it says that it can take more while it still holds output
            yield piece
            piece = decoder.process(b"", output_buffer_limit=CHUNK * 4)
        yield piece
        if decoder.is_finished():
            return
    raise Broken("cut-short")


def _zstd(raw: bytes) -> Iterator[bytes]:
    view, at = memoryview(raw), 0
    for _ in range(MEMBERS):
        decoder = zstd.ZstdDecompressor(options=ZSTD_WINDOW)
        while not decoder.eof:
            if at >= len(raw) and decoder.needs_input:
                raise Broken("cut-short")
            chunk = bytes(view[at : at + CHUNK]) if decoder.needs_input else b""
            yield decoder.decompress(chunk, CHUNK * 4)
            at += len(chunk)
        at -= len(decoder.unused_data)
        if at >= len(raw):
            return
    raise Broken("coding")


DECODERS: dict[str, Callable[[bytes], Iterator[bytes]]] = {
    "gzip": _gzip,
    "x-gzip": _gzip,
    "deflate": _deflate,
    "br": _brotli,
    "zstd": _zstd,
}
