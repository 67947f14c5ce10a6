"""What does the press say beside the form for its letter? In the languages of `words`, in their order."""

from __future__ import annotations

Texts = tuple[str, str, str, str, str]

FORM: dict[str, Texts] = {
    "form": (
        "{paper} by email", "{paper} per E-Mail", "{paper} par courriel", "{paper} por correo", "{paper} på e-post",
    ),
    "form_text": (
        "What is new, once a day. Free, and ended with one click.", "Was neu ist, einmal am Tag. Kostenlos, und mit einem Klick beendet.",
        "Les nouvelles, une fois par jour. Gratuit, et arrêté d’un clic.", "Las novedades, una vez al día. Gratis, y se deja con un clic.",
        "Det som er nytt, én gang om dagen. Gratis, og stoppet med ett klikk.",
    ),
    "form_address": ("Email address", "E-Mail-Adresse", "Adresse électronique", "Dirección de correo", "E-postadresse"),
    "form_ask": ("Go on", "Weiter", "Continuer", "Seguir", "Videre"),
}  # fmt: skip
