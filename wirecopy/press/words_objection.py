"""What does an edition say to who objects to a page, and where something was erased? In the languages of `words`, in their order."""

from __future__ import annotations

OBJECTION: dict[str, tuple[str, str, str, str, str]] = {
    "object_to": (
        "Object to this page", "Einspruch gegen diese Seite", "S’opposer à cette page", "Objetar esta página",
        "Innsigelse mot denne siden",
    ),
    "erased_whole": (
        "Its text was erased for legal reasons.", "Der Text wurde aus rechtlichen Gründen gelöscht.",
        "Son texte a été effacé pour des raisons juridiques.", "Su texto se borró por motivos legales.",
        "Teksten er slettet av rettslige grunner.",
    ),
    "erased_one": (
        "One of the texts of this story was erased for legal reasons.",
        "Einer der Texte dieser Meldung wurde aus rechtlichen Gründen gelöscht.",
        "L’un des textes de cet article a été effacé pour des raisons juridiques.",
        "Uno de los textos de esta noticia se borró por motivos legales.",
        "En av tekstene i denne saken er slettet av rettslige grunner.",
    ),
}  # fmt: skip
