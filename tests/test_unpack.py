"""Is a compressed body decoded whole, and only within bounds?"""

from __future__ import annotations

import gzip
import sys
import tracemalloc
import zlib
from functools import cache

import brotli
import pytest
from costs import bounded
from hypothesis import given
from hypothesis import strategies as st

from wirecopy.unpack import CHUNK, Broken, unpack

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

MB = 1024 * 1024
CAP = 16 * MB
TEXT = "".join(f"<p>The harbour of Port Wendel opens at {n} in the morning.</p>" for n in range(5000)).encode()


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


PACK = {
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": lambda b: brotli.compress(b, quality=5),
    "zstd": zstd.compress,
}


@pytest.mark.parametrize("coding", PACK)
def test_every_coding_comes_back_as_it_was(coding: str) -> None:
    assert unpack(PACK[coding](TEXT), coding, CAP) == TEXT


def test_deflate_without_its_header_is_read() -> None:
    assert unpack(raw_deflate(TEXT), "deflate", CAP) == TEXT


def test_no_byte_is_lost_where_the_output_is_handed_on_in_pieces() -> None:
    for size in range(4 * CHUNK - 600, 4 * CHUNK + 600):
        assert len(unpack(raw_deflate(bytes(size)), "deflate", CAP)) == size


@given(st.binary(max_size=3000), st.sampled_from(["gzip", "deflate", "br", "zstd"]))
def test_any_bytes_survive(data: bytes, coding: str) -> None:
    assert unpack(PACK[coding](data), coding, CAP) == data


@given(st.binary(max_size=300), st.sampled_from(["gzip", "deflate", "br", "zstd", "gzip, br"]))
def test_any_rubbish_ends_in_bytes_or_in_broken(data: bytes, coding: str) -> None:
    try:
        assert len(unpack(data, coding, 5000)) <= 5000
    except Broken as broken:
        assert broken.why in ("too-large", "bomb", "cut-short", "coding")


@cache
def bomb(coding: str) -> bytes:
    """1 GB of zeros in few bytes."""
    block = bytes(MB)
    if coding == "br":
        packer = brotli.Compressor(quality=1)
        return b"".join([packer.process(block) for _ in range(1024)]) + packer.finish()
    if coding == "zstd":
        maker = zstd.ZstdCompressor(level=1)
        return b"".join([maker.compress(block) for _ in range(1024)]) + maker.flush()
    squeezer = zlib.compressobj(wbits={"gzip": 31, "deflate": -15}[coding])
    start = squeezer.compress(b" ") + squeezer.flush(zlib.Z_FULL_FLUSH)
    megabyte = squeezer.compress(block) + squeezer.flush(zlib.Z_FULL_FLUSH)  # each stands on its own, so one is enough
    return start + megabyte * 1024


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd"])
def test_a_bomb_of_a_gigabyte_is_stopped_in_little_time_and_memory(coding: str) -> None:
    packed = bomb(coding)
    tracemalloc.start()
    with bounded(2), pytest.raises(Broken) as broken:
        unpack(packed, coding, CAP)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert broken.value.why in ("bomb", "too-large")
    assert peak < 3 * CAP


def test_a_body_below_the_cap_that_grows_two_hundredfold_is_a_bomb() -> None:
    with pytest.raises(Broken) as broken:
        unpack(gzip.compress(bytes(4 * MB)), "gzip", CAP)
    assert broken.value.why == "bomb"


def test_a_small_page_that_packs_very_well_is_no_bomb() -> None:
    page = b"<p>" + b" " * 900_000
    assert unpack(gzip.compress(page), "gzip", CAP) == page


def test_a_body_past_the_cap_is_too_large() -> None:
    for coding, packed in (("gzip", gzip.compress(TEXT)), ("", TEXT)):
        with pytest.raises(Broken) as broken:
            unpack(packed, coding, 1000)
        assert broken.value.why == "too-large"


@pytest.mark.parametrize("coding", ["gzip", "deflate", "br", "zstd"])
@pytest.mark.parametrize("share", [0.1, 0.5, 0.999])
def test_a_body_that_ends_early_is_refused(coding: str, share: float) -> None:
    packed = PACK[coding](TEXT)
    with pytest.raises(Broken) as broken:
        unpack(packed[: int(len(packed) * share)], coding, CAP)
    assert broken.value.why == "cut-short"


def test_a_gzip_without_its_trailer_is_refused() -> None:
    with pytest.raises(Broken) as broken:
        unpack(gzip.compress(TEXT)[:-8], "gzip", CAP)
    assert broken.value.why == "cut-short"


def test_a_gzip_with_a_wrong_checksum_is_refused() -> None:
    packed = bytearray(gzip.compress(TEXT))
    packed[-6] ^= 1
    with pytest.raises(Broken) as broken:
        unpack(bytes(packed), "gzip", CAP)
    assert broken.value.why == "coding"


def test_two_codings_are_undone_in_order_and_three_refused() -> None:
    twice = brotli.compress(gzip.compress(TEXT))
    assert unpack(twice, "gzip, br", CAP) == TEXT
    with pytest.raises(Broken):
        unpack(gzip.compress(twice), "gzip, br, gzip", CAP)


@pytest.mark.parametrize("coding", ["gzip", "br", "zstd", "utf-8", "made-up"])
def test_plain_text_that_says_it_is_packed_is_taken_as_it_is(coding: str) -> None:
    assert unpack(b"\xef\xbb\xbf <rss version='2.0'/>", coding, CAP) == b"\xef\xbb\xbf <rss version='2.0'/>"


def test_an_unknown_coding_of_anything_else_is_refused() -> None:
    with pytest.raises(Broken) as broken:
        unpack(b"\x01\x02\x03", "made-up", CAP)
    assert broken.value.why == "coding"


@pytest.mark.parametrize("coding", ["gzip", "zstd"])
def test_several_members_are_one_body_and_a_hundred_thousand_take_no_time(coding: str) -> None:
    pack = PACK[coding]
    assert unpack(pack(b"one ") + pack(b"two"), coding, CAP) == b"one two"
    many = pack(b"x") * 100_000
    with bounded(2), pytest.raises(Broken):
        unpack(many, coding, CAP)


def test_padding_after_a_gzip_is_left() -> None:
    assert unpack(gzip.compress(TEXT) + bytes(512), "gzip", CAP) == TEXT


def test_a_zstd_that_wants_a_huge_window_is_refused() -> None:
    maker = zstd.ZstdCompressor(options={zstd.CompressionParameter.window_log: 27})
    greedy = maker.compress(TEXT) + maker.flush()
    with pytest.raises(Broken) as broken:
        unpack(greedy, "zstd", CAP)
    assert broken.value.why == "coding"


def test_the_start_alone_is_enough_where_that_is_asked() -> None:
    packed = gzip.compress(TEXT)
    assert unpack(packed, "gzip", 1000, start=True) == TEXT[:1000]
    assert unpack(TEXT, "", 1000, start=True) == TEXT[:1000]
    half = unpack(packed[: len(packed) // 2], "gzip", CAP, start=True)
    assert half
    assert TEXT.startswith(half)


def test_no_bytes_are_no_bytes_whatever_the_header_says() -> None:
    assert unpack(b"", "gzip", CAP) == b""
