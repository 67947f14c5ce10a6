"""What does the press say beside the form for its letter, and of the one for news? In the languages of `words`, in their order."""

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
    "hand_in": ("Hand in news", "Meldung einreichen", "Envoyer une nouvelle", "Enviar una noticia", "Send inn en nyhet"),
    "hand_in_text": (
        "News of your business, community or sports group, an appointment, an event: write to us.",
        "Neues aus Ihrem Unternehmen, Ihrer Gemeinschaft oder Ihrem Verein, eine Ernennung, eine Veranstaltung: Schreiben Sie uns.",
        "Des nouvelles de votre entreprise, association ou club, une nomination, un événement : écrivez-nous.",
        "Noticias de su empresa, comunidad o club, un nombramiento, un acto: escríbanos.",
        "Nytt fra bedriften, foreningen eller idrettslaget ditt, en utnevnelse, et arrangement: skriv til oss.",
    ),
}  # fmt: skip
