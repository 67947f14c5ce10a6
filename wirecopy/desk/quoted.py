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


def quoted_words(
    marks: Places, lines: Places, codes: npt.NDArray[np.uint32], inside: npt.NDArray[np.bool_], starts: Places
) -> npt.NDArray[np.bool_]:
    """(words,) bool. `marks`, `lines`: where in `codes` quotation marks and line breaks stand; `inside`: is the character before, itself,
    and after (shifted by one) part of a word; `starts`: where the words start.

    A quotation ends with its paragraph. One that is not closed there counts only where the next paragraph opens with a mark, as newspapers
    set a long one; a mark without its partner quotes nothing.
    """
    said = np.zeros(len(starts), bool)
    apostrophes = inside[marks] & inside[marks + 2] & ((codes[marks] == ord("'")) | (codes[marks] == ord("’")))
    marks = marks[~apostrophes][:MOST_MARKS]
    if not len(marks):
        return said
    breaks = lines[1:][np.diff(lines) <= 2] if len(lines) > 1 else lines[:0]
    break_words = np.searchsorted(starts, breaks)
    break_words, first = np.unique(break_words, return_index=True)
    paragraphs = np.searchsorted(breaks[first], marks)
    before, after = codes[np.maximum(marks - 1, 0)], codes[np.minimum(marks + 1, len(codes) - 1)]
    gaps_before = (before <= 32) | (before == 0xA0) | (marks == 0)
    gaps_after = (after <= 32) | (after == 0xA0) | (marks == len(codes) - 1)
    open_at, opened, opened_in = -1, "", -1
    for word, paragraph, code, letter_before, letter_after, gap_before, gap_after, preceding in zip(
        np.searchsorted(starts, marks).tolist(), paragraphs.tolist(), codes[marks].tolist(),
        inside[marks].tolist(), inside[marks + 2].tolist(), gaps_before.tolist(), gaps_after.tolist(),
        before.tolist(), strict=True,
    ):  # fmt: skip
        char = chr(code)
        if opened and paragraph != opened_in:
            goes_on = paragraph == opened_in + 1 and char in CLOSED_BY and char not in SINGLE and opened not in SINGLE
            if goes_on and break_words[opened_in] == word:
                said[open_at : break_words[opened_in]] = True
            opened = ""
        either = char in EITHER
        may_open = char in CLOSED_BY and not (either and (letter_before or gap_after))
        may_close = bool(opened) and char in CLOSED_BY[opened] and not (either and letter_after)
        if may_close and opened == "'" and word - open_at > SHORT and preceding not in STOPS:
            continue
        if may_close and not (may_open and gap_before and not gap_after and char == opened):
            said[open_at:word] = True
            opened = ""
        elif may_open and not (opened and opened not in SINGLE and char in SINGLE):
            open_at, opened, opened_in = word, char, paragraph
    return said
