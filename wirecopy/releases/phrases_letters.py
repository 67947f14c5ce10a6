"""What do letters to the contact of a release say? Not a word that was typed by whoever named that address."""

from __future__ import annotations

from wirecopy.mail.phrases_choice import Texts

LETTERS: dict[str, Texts] = {
    "letter_subject": (
        "{paper}: your news release", "{paper}: Ihre Meldung", "{paper} : votre communiqué", "{paper}: su comunicado",
        "{paper}: pressemeldingen din",
    ),
    "letter_draft": (
        "Somebody began a news release at {paper} and named this address as its contact. It is not handed in yet.",
        "Jemand hat bei {paper} eine Meldung begonnen und diese Adresse als Kontakt genannt. Sie ist noch nicht eingereicht.",
        "Quelqu’un a commencé un communiqué à {paper} et a donné cette adresse comme contact. Il n’est pas encore envoyé.",
        "Alguien empezó un comunicado en {paper} y dio esta dirección como contacto. Aún no se ha enviado.",
        "Noen begynte på en pressemelding hos {paper} og oppga denne adressen som kontakt. Den er ikke sendt inn ennå.",
    ),
    "letter_handed in": (
        "Somebody handed in a news release at {paper} and named this address as its contact.",
        "Jemand hat bei {paper} eine Meldung eingereicht und diese Adresse als Kontakt genannt.",
        "Quelqu’un a envoyé un communiqué à {paper} et a donné cette adresse comme contact.",
        "Alguien envió un comunicado a {paper} y dio esta dirección como contacto.",
        "Noen sendte inn en pressemelding hos {paper} og oppga denne adressen som kontakt.",
    ),
    "letter_asked": (
        "The desk of {paper} has a question on your news release. It stands on your page, with room for the answer.",
        "Die Redaktion von {paper} hat eine Frage zu Ihrer Meldung. Sie steht auf Ihrer Seite, mit Platz für die Antwort.",
        "La rédaction de {paper} a une question sur votre communiqué. Elle figure sur votre page, avec de la place pour la réponse.",
        "La redacción de {paper} tiene una pregunta sobre su comunicado. Está en su página, con sitio para la respuesta.",
        "Redaksjonen i {paper} har et spørsmål om pressemeldingen din. Det står på siden din, med plass til svaret.",
    ),
    "letter_accepted": (
        "The desk of {paper} has accepted your news release.", "Die Redaktion von {paper} hat Ihre Meldung angenommen.",
        "La rédaction de {paper} a accepté votre communiqué.", "La redacción de {paper} ha aceptado su comunicado.",
        "Redaksjonen i {paper} har godtatt pressemeldingen din.",
    ),
    "letter_spiked": (
        "The desk of {paper} will not print your news release.", "Die Redaktion von {paper} wird Ihre Meldung nicht veröffentlichen.",
        "La rédaction de {paper} ne publiera pas votre communiqué.", "La redacción de {paper} no publicará su comunicado.",
        "Redaksjonen i {paper} kommer ikke til å trykke pressemeldingen din.",
    ),
    "letter_confirm": (
        "If it was you, confirm the address: open this page and press its button.",
        "Waren Sie es, bestätigen Sie die Adresse: Öffnen Sie diese Seite und drücken Sie den Knopf.",
        "Si c’était vous, confirmez l’adresse : ouvrez cette page et appuyez sur le bouton.",
        "Si fue usted, confirme la dirección: abra esta página y pulse el botón.",
        "Var det du, så bekreft adressen: åpne siden og trykk på knappen.",
    ),
    "letter_confirm_button": (
        "Confirm the address", "Die Adresse bestätigen", "Confirmer l’adresse", "Confirmar la dirección", "Bekreft adressen",
    ),
    "letter_follow": (
        "Your own page shows how it stands with the release; there it can be changed and withdrawn. Keep this link to yourself:",
        "Ihre eigene Seite zeigt, wie es um die Meldung steht; dort lässt sie sich ändern und zurückziehen. Behalten Sie diesen Link für "
        "sich:",
        "Votre page montre où en est le communiqué ; on peut l’y modifier et le retirer. Gardez ce lien pour vous :",
        "Su página muestra cómo va el comunicado; allí se puede cambiar y retirar. Guarde este enlace para usted:",
        "Siden din viser hvordan det står til med meldingen; der kan den endres og trekkes. Behold denne lenken for deg selv:",
    ),
    "letter_follow_button": ("Open the page", "Die Seite öffnen", "Ouvrir la page", "Abrir la página", "Åpne siden"),
    "letter_not_you": (
        "If it was not you, do nothing: the desk is told that the address was not confirmed.",
        "Waren Sie es nicht, tun Sie nichts: Die Redaktion sieht, dass die Adresse nicht bestätigt ist.",
        "Si ce n’était pas vous, ne faites rien : la rédaction voit que l’adresse n’est pas confirmée.",
        "Si no fue usted, no haga nada: la redacción ve que la dirección no está confirmada.",
        "Var det ikke du, gjør ingenting: redaksjonen ser at adressen ikke er bekreftet.",
    ),
}  # fmt: skip
