"""Which characters the bytes of a page are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirecopy.wire import decode

TEXT = "Der Rat von Hafenstadt beschloß, den alten Fähranleger neu zu bauen – „endlich“, sagte die Bürgermeisterin. " * 3
RUSSIAN = "Совет города поздно вечером решил заново построить старый причал, сказала глава города. " * 3
CHINESE = "港口城市议会周二晚间决定重建旧码头，市长说，工程将于四月开始，届时冰将离开港口。" * 3


@pytest.mark.parametrize(
    ("page", "header", "expected"),
    [
        (TEXT.encode(), "iso-8859-1", TEXT),  # valid UTF-8 wins over a header that lies
        (("\ufeff" + TEXT).encode("utf-16"), None, "\ufeff" + TEXT),
        (b"\xef\xbb\xbf" + TEXT.encode(), None, TEXT),
        (TEXT.encode("cp1252"), "iso-8859-1", TEXT),  # as browsers read that name
        (b'<meta charset="windows-1251">' + RUSSIAN.encode("cp1251"), None, '<meta charset="windows-1251">' + RUSSIAN),
        (b"<meta charset=gb2312>" + CHINESE.encode("gb18030"), None, "<meta charset=gb2312>" + CHINESE),
        (b'<meta charset="utf-8">' + CHINESE.encode("gb18030"), None, '<meta charset="utf-8">' + CHINESE),  # a meta that lies
        (CHINESE.encode("gb18030"), None, CHINESE),
        (RUSSIAN.encode("cp1251"), "no-such-charset", RUSSIAN),
        (b"a\x00b\x07c\nd", None, "abc\nd"),
        (b"", None, ""),
    ],
)
def test_bytes_become_the_text_that_was_meant(page: bytes, header: str | None, expected: str) -> None:
    assert decode.text(page, header) == expected


def test_a_cut_character_does_not_change_the_encoding() -> None:
    assert decode.text((TEXT * 9).encode()[:-1] + b"\xe2\x80").startswith(TEXT)


@given(st.binary(max_size=300), st.none() | st.text(max_size=20))
def test_any_bytes_become_text(page: bytes, header: str | None) -> None:
    assert "\x00" not in decode.text(page, header)


@given(st.text("aé漢😀", max_size=12).map(str.encode), st.integers(0, 48), st.binary(max_size=2))
def test_pieces_of_a_page_are_utf8_where_the_whole_is(page: bytes, cut: int, odd: bytes) -> None:
    page = page[:cut] + odd + page[cut:]
    try:
        page.decode("utf-8")
        whole = True
    except UnicodeDecodeError:
        whole = False
    with pytest.MonkeyPatch.context() as small:
        small.setattr(decode, "PIECE", 4)
        assert decode.is_utf8(page) is whole
