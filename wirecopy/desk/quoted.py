"""Which words stand inside quotation marks, whatever the style and wherever a mark was forgotten?"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Places = npt.NDArray[np.int64]

# What a mark that opens may be closed by. Some open in one country what they close in another.
CLOSED_BY = {
    '"': '"”', "“": '”"', "„": '“”"', "‟": "”", "”": "”", "«": "»", "»": "«»", "「": "」", "『": "』", "〝": "〞〟",
    "‹": "›", "›": "‹", "‘": "’", "‚": "‘’", "'": "'",
}  # fmt: skip
SINGLE = "‘’‚'‹›"
EITHER = "\"”»›‘’'"  # open, close or are apostrophes: the letters and gaps around them tell
MARKS = {*CLOSED_BY, *"".join(CLOSED_BY.values())}
MOST_MARKS = 20_000  # of a text; after them nothing counts as quoted
SHORT = 12  # words between two plain single marks that need no stop before the second: 'free trade'
STOPS = {*map(ord, ".,!?;:…。")}
GAPS = {*range(33), 0xA0}
APOSTROPHES = "'’"  # where they stand between letters
AROUND, BESIDE = np.array((-1, 0, 1)), np.array((0, 2))


def quoted_words(
    marks: Places, lines: Places, codes: npt.NDArray[np.uint32], inside: npt.NDArray[np.bool_], starts: Places
) -> npt.NDArray[np.bool_]:
    """(words,) bool. `marks`, `lines`: where in `codes` quotation marks and line breaks stand; `inside`: is the character before, itself,
    and after (shifted by one) part of a word; `starts`: where the words start.

    A quotation ends with its paragraph. One that is not closed there counts only where the next paragraph opens with a mark, as newspapers
    set a long one; a mark without its partner quotes nothing.
    """
    said = np.zeros(len(starts), bool)
    if not len(marks):
        return said
    breaks = lines[1:][lines[1:] - lines[:-1] <= 2]
    first_of: dict[int, int] = {}  # by word: where the break before it begins
    for at, word in zip(breaks.tolist(), starts.searchsorted(breaks).tolist(), strict=True):
        first_of.setdefault(word, at)
    break_words, breaks_at = list(first_of), [*first_of.values(), len(codes)]
    around = codes.take(marks[:, None] + AROUND, mode="clip").tolist()
    beside = inside.take(marks[:, None] + BESIDE).tolist()
    open_at, opened, opened_in, paragraph, seen = -1, "", -1, 0, 0
    for mark, word, (before, code, after), (letter_before, letter_after) in zip(
        marks.tolist(), starts.searchsorted(marks).tolist(), around, beside, strict=True
    ):
        char = chr(code)
        if letter_before and letter_after and char in APOSTROPHES:
            continue
        if seen == MOST_MARKS:
            break
        seen += 1
        while breaks_at[paragraph] < mark:
            paragraph += 1
        if opened and paragraph != opened_in:
            goes_on = paragraph == opened_in + 1 and char in CLOSED_BY and char not in SINGLE and opened not in SINGLE
            if goes_on and break_words[opened_in] == word:
                said[open_at:word] = True
            opened = ""
        either = char in EITHER
        gap_before, gap_after = before in GAPS or mark == 0, after in GAPS or mark == len(codes) - 1
        may_open = char in CLOSED_BY and not (either and (letter_before or gap_after))
        may_close = bool(opened) and char in CLOSED_BY[opened] and not (either and letter_after)
        if may_close and opened == "'" and word - open_at > SHORT and before not in STOPS:
            continue
        if may_close and not (may_open and gap_before and not gap_after and char == opened):
            said[open_at:word] = True
            opened = ""
        elif may_open and not (opened and opened not in SINGLE and char in SINGLE):
            open_at, opened, opened_in = word, char, paragraph
    return said
