"""Do words stay the same words under other typing, and do we know which are quoted?"""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wirecopy.desk.words import LONGEST, Words, unpack, words

LETTERS = st.text(st.sampled_from("abcXYZ éßﬁ½…—\"'“”«»„‘’「」\n\r\t.\u200b\u00ad\u0301日本ไทยがガ가я0٣\ufe0f\U000e0041"), max_size=60)


def found(text: str, kept: Words) -> list[str]:
    return [text[start:end] for start, end in zip(kept.starts, kept.ends, strict=True)]


def quoted(text: str) -> str:
    kept = words(text)
    return " ".join(word for word, said in zip(found(text, kept), kept.quoted, strict=True) if said)


def same(one: str, other: str) -> bool:
    return np.array_equal(words(one).keys, words(other).keys)


def test_words_are_found_where_they_stand() -> None:
    text = "  The ferry—late, again—left Aldmoor at 9.45."
    assert found(text, words(text)) == ["The", "ferry", "late", "again", "left", "Aldmoor", "at", "9", "45"]


@pytest.mark.parametrize(
    "other",
    [
        "THE MAYOR OF STRASSE CAFÉ RESIGNED",
        "The mayor of Straße cafe\u0301 resigned",
        "Ｔｈｅ ｍａｙｏｒ of Straße café resigned",
        "The\u00a0mayor, of “Straße”: café — resigned!",
        "T\u200bh\u200de m\u00aday\u2060or o\u200ef Str\ufe0faße c\ufeffafé r\U000e0041e\u034fsigned",
        "T\u0336h\u0336e\u0336 mayor of Straße café resigned",
    ],
    ids=["case", "composed", "width", "punctuation", "invisible", "struck"],
)
def test_typing_does_not_change_a_word(other: str) -> None:
    assert same("The mayor of Straße café resigned", other)


@pytest.mark.parametrize(("one", "other"), [("harbour fire", "harbourfire"), ("a b", "b a"), ("ab", "ba"), ("दिन", "दीन"), ("か", "が")])
def test_other_words_are_other_words(one: str, other: str) -> None:
    assert not same(one, other)


def test_offsets_count_in_the_text_as_given() -> None:
    text = "ﬁ\u200bsh ½ stra\u00adße"
    assert found(text, words(text)) == ["ﬁ\u200bsh", "½", "½", "stra\u00adße"]


def test_each_character_of_a_script_without_spaces_is_a_word() -> None:
    text = "東京で火事、3人けが ไฟไหม้ Tokyo2024年"
    assert found(text, words(text)) == [*"東京で火事", "3", *"人けが", "ไ", "ฟ", "ไ", "ห", "ม้", "Tokyo2024", "年"]
    assert (words("東京 Tokyo").keys & 1).tolist() == [1, 1, 0]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("He said: “We will rebuild.” Then he left.", "We will rebuild"),
        ('He said "we will" and "soon", it is "said".', "we will soon said"),
        ("« Nous partons », dit-elle. Puis rien.", "Nous partons"),
        ("„Wir gehen“, sagte er. »Nie«, sagte sie.", "Wir gehen Nie"),
        ("”Vi går”, sa hon och gick.", "Vi går"),
        ("市長は「再建する」と言った。", "再 建 す る"),
        ("他说“好的”然后走了", "好 的"),
        ("‘It’s late,’ she said of the ‘so-called’ plan.", "It s late so called"),
        ("'We can't,' he said. The dogs' day in the '90s ended.", "We can t"),
        ("The 6\" pipe and the 5'10\" man. He said \"no\".", "no"),
        ("A stray “ mark here.\n\nAnd “one” there.", "one"),
        ("A stray ” mark here. And “one” there.", "one"),
        ("“It began so\n\n“and ended so.” Then quiet.", "It began so and ended so"),
        ("“It never ended\n\nThe plain part.\n\n“Again” not.", "Again"),
        ("“He said ‘never’ to me.” Quiet.", "He said never to me"),
        ("No marks at all.", ""),
    ],
)
def test_quoted_words_are_those_inside_marks(text: str, said: str) -> None:
    assert quoted(text) == said


def test_spans_handed_in_are_quoted() -> None:
    text = "Before. A block of what he wrote. After."
    kept = words(text, [(8, 34)])
    assert [word for word, said in zip(found(text, kept), kept.quoted, strict=True) if said] == ["A", "block", "of", "what", "he", "wrote"]


def test_an_empty_text_has_no_words() -> None:
    assert [len(words(text)) for text in ("", " \n ", "... — “”", "\u200b\u00ad")] == [0, 0, 0, 0]


def test_packed_words_come_back() -> None:
    for text in ("", "plain words only", 'some "quoted ones" too', "東京「火事」"):
        kept = words(text)
        again = unpack(kept.pack())
        assert np.array_equal(kept.keys, again.keys) and np.array_equal(kept.quoted, again.quoted)
    assert len(words("plain words " * 400).pack()) == 4 + 4 * 800


@pytest.mark.parametrize("data", [b"", b"\x01", b"\x02\0\0\0abcd", words("a b c").pack()[:-1]])
def test_packed_words_cut_off_are_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="no packed words"):
        unpack(data)


def test_keys_are_the_same_in_another_process() -> None:
    code = "from wirecopy.desk.words import words; print(words('Ferry, café 東京').keys.tolist())"
    runs = {subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout for _ in range(2)}
    assert runs == {f"{words('Ferry, café 東京').keys.tolist()}\n"}


def test_a_very_long_text_is_read_to_the_limit_and_words_keep_their_keys_in_it() -> None:
    kept = words("harbour " * (LONGEST // 8 + 100))
    assert len(kept) == LONGEST // 8
    assert set(kept.keys.tolist()) == set(words("harbour").keys.tolist())
    assert len(words('" ' * LONGEST)) == 0


@settings(max_examples=200, deadline=None)
@given(LETTERS)
def test_offsets_always_point_at_what_the_key_came_from(text: str) -> None:
    kept = words(text)
    assert (kept.starts < kept.ends).all() and (kept.starts[1:] >= kept.starts[:-1]).all() and (kept.ends <= len(text)).all()
    for number, (key, part) in enumerate(zip(kept.keys, found(text, kept), strict=True)):
        again = words(part)
        # A character that stands for several words, as "½" does, gives them all.
        assert key in again.keys, (text, number)


@settings(max_examples=100, deadline=None)
@given(LETTERS, st.integers(0, 60), st.sampled_from("\u200b\u00ad\u2060\ufeff\ufe0f\u202e\U000e0062"))
def test_what_cannot_be_seen_changes_nothing(text: str, place: int, unseen: str) -> None:
    hidden = text[:place] + unseen + text[place:]
    assert same(text, hidden)
    assert np.array_equal(words(text).quoted, words(hidden).quoted)
