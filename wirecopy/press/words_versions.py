"""What does the press say of the versions of a copy? In the languages of `words`, in their order."""

from __future__ import annotations

Texts = tuple[str, str, str, str, str]

VERSIONS: dict[str, Texts] = {
    "versions": ("What changed", "Was sich geändert hat", "Ce qui a changé", "Qué cambió", "Hva som ble endret"),
    "versions_of": (
        "What {outlet} changed", "Was {outlet} geändert hat", "Ce que {outlet} a changé", "Qué cambió {outlet}", "Hva {outlet} endret",
    ),
    "versions_text": (
        "Each version of this copy as we received it, the newest first. What was cut is struck through, what was added is marked.",
        "Jede Fassung dieser Kopie, wie wir sie erhalten haben, die neueste zuerst. Gestrichenes ist durchgestrichen, Neues markiert.",
        "Chaque version de cette copie telle que nous l’avons reçue, la plus récente d’abord. Ce qui a été coupé est barré, "
        "ce qui a été ajouté est marqué.",
        "Cada versión de esta copia tal como la recibimos, la más nueva primero. Lo quitado va tachado; lo añadido, marcado.",
        "Hver versjon av denne kopien slik vi fikk den, den nyeste først. Det som ble kuttet er strøket, det nye er merket.",
    ),
    "version": ("Version {n}", "Fassung {n}", "Version {n}", "Versión {n}", "Versjon {n}"),
    "version_first": (
        "The first version that we received", "Die erste Fassung, die wir erhielten", "La première version que nous avons reçue",
        "La primera versión que recibimos", "Den første versjonen vi fikk",
    ),
    "version_printed": (
        "its page says {time}", "die Seite sagt {time}", "sa page dit {time}", "su página dice {time}", "siden sier {time}",
    ),
    "version_same": (
        "Nothing that we may show has changed.", "Nichts von dem, was wir zeigen dürfen, hat sich geändert.",
        "Rien de ce que nous pouvons montrer n’a changé.", "No cambió nada de lo que podemos mostrar.",
        "Ingenting av det vi kan vise er endret.",
    ),
    "version_older": (
        "Older versions are not listed.", "Ältere Fassungen sind nicht aufgeführt.", "Les versions plus anciennes ne sont pas listées.",
        "Las versiones más antiguas no se listan.", "Eldre versjoner er ikke med.",
    ),
    "unchanged_one": (
        "{n} paragraph unchanged", "{n} Absatz unverändert", "{n} paragraphe inchangé", "{n} párrafo sin cambios", "{n} avsnitt uendret",
    ),
    "unchanged": (
        "{n} paragraphs unchanged", "{n} Absätze unverändert", "{n} paragraphes inchangés", "{n} párrafos sin cambios",
        "{n} avsnitt uendret",
    ),
    "version_added_one": ("{n} word added", "{n} Wort ergänzt", "{n} mot ajouté", "{n} palabra añadida", "{n} ord lagt til"),
    "version_added": ("{n} words added", "{n} Wörter ergänzt", "{n} mots ajoutés", "{n} palabras añadidas", "{n} ord lagt til"),
    "version_cut_one": ("{n} word cut", "{n} Wort gestrichen", "{n} mot coupé", "{n} palabra quitada", "{n} ord kuttet"),
    "version_cut": ("{n} words cut", "{n} Wörter gestrichen", "{n} mots coupés", "{n} palabras quitadas", "{n} ord kuttet"),
    "part_headline": ("Headline", "Überschrift", "Titre", "Titular", "Overskrift"),
    "part_standfirst": ("Standfirst", "Vorspann", "Chapeau", "Entradilla", "Ingress"),
    "part_byline": ("Byline", "Autorenzeile", "Signature", "Firma", "Byline"),
    "part_text": ("Text", "Text", "Texte", "Texto", "Tekst"),
    "story_of": ("the story", "die Geschichte", "l’histoire", "la historia", "saken"),
}  # fmt: skip
