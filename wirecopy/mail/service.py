"""What stands in a letter that answers somebody who asked? No advertising, and not a word that was typed by whoever asked."""

from __future__ import annotations

from html import escape

from wirecopy.mail.letter import LEAVE, Letter, Masthead
from wirecopy.mail.phrases_choice import Texts
from wirecopy.press.words import LANGUAGES, right_to_left, words

SERVICE: dict[str, Texts] = {
    "confirm_subject": (
        "{paper}: please confirm", "{paper}: Bitte bestätigen", "{paper} : veuillez confirmer", "{paper}: confirme, por favor",
        "{paper}: vennligst bekreft",
    ),
    "confirm": (
        "Somebody asked at {paper} to have its letter sent to this address. If it was you, open this page and press its button:",
        "Jemand hat bei {paper} darum gebeten, dass der Brief an diese Adresse geht. Waren Sie es, öffnen Sie diese "
        "Seite und drücken Sie den Knopf:",
        "Quelqu’un a demandé à {paper} d’envoyer sa lettre à cette adresse. Si c’était vous, ouvrez cette page et "
        "appuyez sur le bouton :",
        "Alguien pidió a {paper} que enviara su carta a esta dirección. Si fue usted, abra esta página y pulse el botón:",
        "Noen ba {paper} om å sende brevet sitt til denne adressen. Var det du, åpne denne siden og trykk på knappen:",
    ),
    "confirm_button": (
        "Open the page", "Die Seite öffnen", "Ouvrir la page", "Abrir la página", "Åpne siden",
    ),
    "confirm_end": (
        "The link holds for seven days. If it was not you, do nothing: the address is then deleted, and no more comes.",
        "Der Link gilt sieben Tage. Waren Sie es nicht, tun Sie nichts: Die Adresse wird dann gelöscht, und es kommt nichts mehr.",
        "Le lien vaut sept jours. Si ce n’était pas vous, ne faites rien : l’adresse est alors supprimée, et rien d’autre ne viendra.",
        "El enlace vale siete días. Si no fue usted, no haga nada: la dirección se borra y no llega nada más.",
        "Lenken gjelder i sju dager. Var det ikke du, gjør ingenting: da slettes adressen, og det kommer ikke mer.",
    ),
    "confirm_lock": (
        "To lock the address, so that nobody can enter it there again:",
        "Um die Adresse zu sperren, damit niemand sie dort wieder einträgt:",
        "Pour verrouiller l’adresse, afin que personne ne l’y inscrive plus :",
        "Para bloquear la dirección y que nadie la vuelva a escribir allí:",
        "For å låse adressen, så ingen kan skrive den inn der igjen:",
    ),
    "preferences_subject": (
        "{paper}: your letters", "{paper}: Ihre Briefe", "{paper} : vos lettres", "{paper}: sus cartas", "{paper}: brevene dine",
    ),
    "preferences": (
        "Somebody asked at {paper} to have its letter sent to this address, which gets letters of ours already. What "
        "comes, when, and how "
        "to end it is chosen on this page:",
        "Jemand hat bei {paper} darum gebeten, dass der Brief an diese Adresse geht. Sie bekommt schon Briefe von uns. Was kommt, wann, "
        "und wie es endet, wählt man auf dieser Seite:",
        "Quelqu’un a demandé à {paper} d’envoyer sa lettre à cette adresse, qui reçoit déjà nos lettres. Ce qui "
        "arrive, quand, et comment "
        "y mettre fin se choisit sur cette page :",
        "Alguien pidió a {paper} que enviara su carta a esta dirección, que ya recibe cartas nuestras. Qué llega, "
        "cuándo y cómo dejarlo se "
        "elige en esta página:",
        "Noen ba {paper} om å sende brevet sitt til denne adressen, som alt får brev fra oss. Hva som kommer, når, og "
        "hvordan det stoppes, "
        "velges på denne siden:",
    ),
    "preferences_button": (
        "Open the page", "Die Seite öffnen", "Ouvrir la page", "Abrir la página", "Åpne siden",
    ),
    "preferences_end": (
        "If it was not you, nothing changes.", "Waren Sie es nicht, ändert sich nichts.", "Si ce n’était pas vous, rien ne change.",
        "Si no fue usted, nada cambia.", "Var det ikke du, endres ingenting.",
    ),
}  # fmt: skip
_PAGE = (
    '<!doctype html>\n<html lang="{language}" dir="{direction}">\n<head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">'
    "<title>{subject}</title></head>\n"
    '<body style="margin:0;padding:24px 20px">\n<div style="max-width:560px;margin:0 auto;font:17px/1.5 Georgia,serif">\n'
    '<p style="font-size:22px;margin:0 0 20px">{paper}</p>\n{paragraphs}\n</div>\n</body>\n</html>\n'
)
_SMALL = "font:14px/1.5 sans-serif;margin:20px 0 0"


def confirm(edition: Masthead, link: str, language: str) -> Letter:
    """Asks whether it was the address's owner who asked; `link` leads to the page with the button."""
    return _letter("confirm", edition, link, language, lock=True)


def preferences(edition: Masthead, link: str, language: str) -> Letter:
    """Brings the link to its preferences to an address that gets letters already."""
    return _letter("preferences", edition, link, language, lock=False)


def _letter(kind: str, edition: Masthead, link: str, language: str, lock: bool) -> Letter:
    at = LANGUAGES.index(words(language).language)
    said = {key.removeprefix(f"{kind}_"): texts[at].format(paper=edition.name) for key, texts in SERVICE.items() if key.startswith(kind)}
    foot = [line.strip() for line in (edition.name, edition.base, *edition.postal.splitlines()) if line.strip()]
    text = [said[kind], link, said["end"], *([said["lock"], LEAVE] if lock else []), "-- \n" + "\n".join(foot)]
    paragraphs = [
        f'<p style="margin:0 0 20px">{escape(said[kind])}</p>',
        f'<p style="margin:0 0 20px"><a href="{escape(link)}" style="font-weight:bold">{escape(said["button"])}</a></p>',
        f'<p style="margin:0">{escape(said["end"])}</p>',
        *([f'<p style="{_SMALL}">{escape(said["lock"])} <a href="{LEAVE}">{escape(edition.name)}</a></p>'] if lock else []),
        f'<p style="{_SMALL}">{"<br>".join(map(escape, foot))}</p>',
    ]
    page = _PAGE.format(
        language=words(language).language,
        direction="rtl" if right_to_left(words(language).language) else "ltr",
        subject=escape(said["subject"]),
        paper=escape(edition.name),
        paragraphs="\n".join(paragraphs),
    )
    return Letter(said["subject"], page, "\n\n".join(text) + "\n")
