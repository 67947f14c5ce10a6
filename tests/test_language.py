"""Does the text tell its language, and where is the page believed instead?"""

from __future__ import annotations

import pytest

from wirecopy.wire.language import language

TEXTS = {
    "en": "The ferry to the outer islands stayed in port on Monday, because the storm had torn two planks out of its landing stage.",
    "de": "Die Fähre zu den Inseln blieb am Montag im Hafen, weil der Sturm zwei Bohlen aus ihrem Anleger gerissen hatte.",
    "zu": "Isikebhe esiya eziqhingini asihambanga ngoMsombuluko ngenxa yesivunguvungu esicekele phansi ingxenye yesikhumulo semikhumbi.",
    "ja": "島へ渡るフェリーは月曜日、嵐で桟橋の板が二枚はがれたため港にとどまった。"
    "船長は修理に三日かかると話した。島の店は冬の蓄えを使うという。",
    "el": "Το πλοίο για τα νησιά έμεινε τη Δευτέρα στο λιμάνι, επειδή η θύελλα είχε αποκολλήσει δύο σανίδες από την αποβάθρα του.",
    "he": "המעבורת אל האיים נשארה ביום שני בנמל, משום שהסערה תלשה שני קרשים מן הרציף שלה, אמר רב החובל לכתבים שחיכו שם.",
}


@pytest.mark.parametrize("spoken", TEXTS)
@pytest.mark.parametrize("declared", [None, "en-GB", "fr"])
def test_a_text_is_believed_against_what_its_page_declares(spoken: str, declared: str | None) -> None:
    assert language(TEXTS[spoken], declared) == spoken


def test_between_close_relatives_the_page_is_believed() -> None:
    text = "Fergen til øyene ble liggende i havnen på mandag, fordi stormen hadde revet to planker ut av bryggen, sa kapteinen."
    assert language(text, "da") == "da"
    assert language(text, "nb-NO") == "no"


def test_a_few_words_say_nothing() -> None:
    assert language("Die Fähre blieb im Hafen", "fr") == "fr"
    assert language("Die Fähre blieb im Hafen") is None
    assert language("1234567890 " * 30, "sv") == "sv"
    assert language("") is None


def test_what_is_no_text_is_no_trouble() -> None:
    assert language("\ud800" + TEXTS["en"]) == "en"
    assert language("\x00" * 5000 + TEXTS["de"]) is None
    assert language("\x00" + TEXTS["de"] * 500, "e") == "de"
