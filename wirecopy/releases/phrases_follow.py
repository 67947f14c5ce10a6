"""What does the sender's own page say of a release? In the languages of the press's words, in their order."""

from __future__ import annotations

from wirecopy.mail.phrases_choice import Texts

FOLLOW: dict[str, Texts] = {
    "follow": ("Your release", "Ihre Meldung", "Votre communiqué", "Su comunicado", "Meldingen din"),
    "own_link": (
        "This page is yours. Keep its link: who has it can change the release.",
        "Diese Seite gehört Ihnen. Heben Sie ihren Link auf: Wer ihn hat, kann die Meldung ändern.",
        "Cette page est à vous. Gardez son lien : qui l’a peut modifier le communiqué.",
        "Esta página es suya. Guarde su enlace: quien lo tenga puede cambiar el comunicado.",
        "Denne siden er din. Ta vare på lenken: den som har den, kan endre meldingen.",
    ),
    "is_draft": (
        "A draft. It is not handed in yet, and is deleted if it lies untouched until {time}.",
        "Ein Entwurf. Er ist noch nicht eingereicht und wird gelöscht, wenn er bis {time} unberührt liegt.",
        "Un brouillon. Il n’est pas encore envoyé, et sera effacé s’il reste intact jusqu’au {time}.",
        "Un borrador. Aún no se ha enviado, y se borra si queda sin tocar hasta {time}.",
        "Et utkast. Det er ikke sendt inn ennå, og slettes hvis det ligger urørt til {time}.",
    ),
    "is_waiting": (
        "Handed in. An editor has not decided yet.", "Eingereicht. Die Redaktion hat noch nicht entschieden.",
        "Envoyé. La rédaction n’a pas encore décidé.", "Enviado. La redacción aún no ha decidido.",
        "Sendt inn. Redaksjonen har ikke bestemt seg ennå.",
    ),
    "is_returned": (
        "The desk has a question.", "Die Redaktion hat eine Frage.", "La rédaction a une question.", "La redacción tiene una pregunta.",
        "Redaksjonen har et spørsmål.",
    ),
    "is_accepted": (
        "Accepted. It goes on the wire shortly.", "Angenommen. Sie erscheint in Kürze.", "Accepté. Il paraîtra sous peu.",
        "Aceptado. Saldrá en breve.", "Godtatt. Den kommer ut om kort tid.",
    ),
    "is_embargoed": (
        "Accepted. It goes on the wire at {time}, not before.", "Angenommen. Sie erscheint am {time}, nicht früher.",
        "Accepté. Il paraîtra le {time}, pas avant.", "Aceptado. Saldrá el {time}, no antes.", "Godtatt. Den kommer ut {time}, ikke før.",
    ),
    "is_out": ("It is out.", "Sie ist erschienen.", "Il a paru.", "Ha salido.", "Den er ute."),
    "is_spiked": (
        "The desk will not print it.", "Die Redaktion wird sie nicht veröffentlichen.", "La rédaction ne le publiera pas.",
        "La redacción no lo publicará.", "Redaksjonen kommer ikke til å trykke den.",
    ),
    "is_withdrawn": (
        "You have withdrawn it.", "Sie haben sie zurückgezogen.", "Vous l’avez retiré.", "Usted lo ha retirado.",
        "Du har trukket den tilbake.",
    ),
    "read_it": ("Read it in {paper}", "In {paper} lesen", "Le lire dans {paper}", "Leerlo en {paper}", "Les den i {paper}"),
    "steps": ("What has happened", "Was geschehen ist", "Ce qui s’est passé", "Lo que ha pasado", "Hva som har skjedd"),
    "step_handed in": ("Handed in", "Eingereicht", "Envoyé", "Enviado", "Sendt inn"),
    "step_changed": ("Changed by you", "Von Ihnen geändert", "Modifié par vous", "Cambiado por usted", "Endret av deg"),
    "step_confirmed": ("Address confirmed", "Adresse bestätigt", "Adresse confirmée", "Dirección confirmada", "Adressen bekreftet"),
    "step_asked": ("The desk asked", "Die Redaktion fragte", "La rédaction a demandé", "La redacción preguntó", "Redaksjonen spurte"),
    "step_answered": ("You answered", "Sie antworteten", "Vous avez répondu", "Usted respondió", "Du svarte"),
    "step_accepted": ("Accepted", "Angenommen", "Accepté", "Aceptado", "Godtatt"),
    "step_spiked": ("Put aside by the desk", "Von der Redaktion abgelegt", "Écarté par la rédaction", "Descartado", "Lagt til side"),
    "step_withdrawn": ("Withdrawn by you", "Von Ihnen zurückgezogen", "Retiré par vous", "Retirado por usted", "Trukket tilbake av deg"),
    "step_reopened": (
        "Taken up again by the desk", "Von der Redaktion wieder aufgenommen", "Repris par la rédaction", "Retomado por la redacción",
        "Tatt opp igjen av redaksjonen",
    ),
    "step_filed": ("On the wire", "Erschienen", "Paru", "Publicado", "Kom ut"),
    "question": ("The desk asks", "Die Redaktion fragt", "La rédaction demande", "La redacción pregunta", "Redaksjonen spør"),
    "answer": ("Your answer", "Ihre Antwort", "Votre réponse", "Su respuesta", "Svaret ditt"),
    "answer_hint": (
        "For the desk alone; or change the release itself.", "Nur für die Redaktion; oder ändern Sie die Meldung selbst.",
        "Pour la rédaction seule ; ou modifiez le communiqué lui-même.", "Solo para la redacción; o cambie el comunicado mismo.",
        "Bare for redaksjonen; eller endre selve meldingen.",
    ),
    "send_answer": ("Send the answer", "Antwort schicken", "Envoyer la réponse", "Enviar la respuesta", "Send svaret"),
    "done": ("It is done.", "Es ist getan.", "C’est fait.", "Hecho.", "Det er gjort."),
    "unchanged": (
        "That can no longer be done: the release stands otherwise now.", "Das geht nicht mehr: Mit der Meldung steht es inzwischen anders.",
        "Ce n’est plus possible : l’état du communiqué a changé.", "Ya no es posible: el estado del comunicado ha cambiado.",
        "Det går ikke lenger: meldingen står annerledes nå.",
    ),
    "is_confirmed": (
        "Your address is confirmed.", "Ihre Adresse ist bestätigt.", "Votre adresse est confirmée.", "Su dirección está confirmada.",
        "Adressen din er bekreftet.",
    ),
    "unconfirmed": (
        "Your address is not confirmed yet. If it can be written to, a letter with a link is on its way there.",
        "Ihre Adresse ist noch nicht bestätigt. Wenn an sie geschrieben werden kann, ist ein Brief mit einem Link dorthin unterwegs.",
        "Votre adresse n’est pas encore confirmée. Si l’on peut y écrire, un message avec un lien est en route.",
        "Su dirección aún no está confirmada. Si se le puede escribir, hay un mensaje con un enlace en camino.",
        "Adressen din er ikke bekreftet ennå. Hvis det går an å skrive til den, er et brev med en lenke på vei dit.",
    ),
    "sends_none": (
        "{paper} sends no letters, so your address stays unconfirmed. Keep the link to this page: it comes by no letter.",
        "{paper} verschickt keine Briefe, daher bleibt Ihre Adresse unbestätigt. Heben Sie den Link zu dieser Seite auf: Er kommt mit "
        "keinem Brief.",
        "{paper} n’envoie pas de messages : votre adresse reste non confirmée. Gardez le lien de cette page : il n’arrivera par aucun "
        "message.",
        "{paper} no envía mensajes, así que su dirección queda sin confirmar. Guarde el enlace de esta página: no llega por mensaje.",
        "{paper} sender ikke brev, så adressen din forblir ubekreftet. Ta vare på lenken til denne siden: den kommer ikke i noe brev.",
    ),
    "letter_again": (
        "Send the letter again", "Den Brief noch einmal schicken", "Renvoyer le message", "Enviar otra vez", "Send brevet igjen",
    ),
    "withdraw": ("Withdraw it", "Zurückziehen", "Retirer", "Retirar", "Trekk tilbake"),
    "withdraw_text": (
        "With this button it is withdrawn, and will not be printed. That cannot be undone.",
        "Mit diesem Knopf ziehen Sie sie zurück; sie erscheint dann nicht. Das lässt sich nicht rückgängig machen.",
        "Ce bouton le retire : il ne paraîtra pas. C’est définitif.", "Con este botón se retira y no se publica. No se puede deshacer.",
        "Med denne knappen trekkes den tilbake og kommer ikke ut. Det kan ikke gjøres om.",
    ),
    "delete_draft": ("Delete the draft", "Entwurf löschen", "Effacer le brouillon", "Borrar el borrador", "Slett utkastet"),
    "delete_text": (
        "With this button the draft and its pictures are deleted.", "Mit diesem Knopf werden der Entwurf und seine Bilder gelöscht.",
        "Ce bouton efface le brouillon et ses images.", "Con este botón se borran el borrador y sus imágenes.",
        "Med denne knappen slettes utkastet og bildene.",
    ),
    "deleted_draft": (
        "The draft is deleted", "Der Entwurf ist gelöscht", "Le brouillon est effacé", "El borrador está borrado", "Utkastet er slettet",
    ),
    "back": ("Back to the release", "Zurück zur Meldung", "Retour au communiqué", "Volver al comunicado", "Tilbake til meldingen"),
    "correct": ("Send a correction", "Eine Korrektur schicken", "Envoyer un rectificatif", "Enviar una corrección", "Send en rettelse"),
    "correct_text": (
        "What is accepted cannot be changed here. A correction goes to the desk as a release of its own, already filled in; if the first "
        "is to be taken back, say so there.",
        "Was angenommen ist, lässt sich hier nicht ändern. Eine Korrektur geht als eigene, schon ausgefüllte Meldung an die Redaktion; "
        "soll die erste zurückgenommen werden, sagen Sie es dort.",
        "Ce qui est accepté ne se modifie plus ici. Un rectificatif va à la rédaction comme un communiqué à part, déjà rempli ; si le "
        "premier doit être retiré, dites-le là.",
        "Lo aceptado no se cambia aquí. Una corrección va a la redacción como comunicado propio, ya relleno; si el primero debe "
        "retirarse, dígalo allí.",
        "Det som er godtatt, kan ikke endres her. En rettelse går til redaksjonen som en egen melding, ferdig utfylt; skal den første "
        "trekkes, så si det der.",
    ),
    "corrects": ("It corrects:", "Sie berichtigt:", "Il rectifie :", "Corrige:", "Den retter:"),
    "corrections": ("Corrections", "Korrekturen", "Rectificatifs", "Correcciones", "Rettelser"),
    "full_title": (
        "Too many are waiting", "Es warten zu viele", "Trop de communiqués attendent", "Hay demasiados en espera", "For mange venter",
    ),
    "full": (
        "{number} releases wait at {paper}, and more are not taken now. Yours is kept; please hand it in after {time}.",
        "Bei {paper} warten {number} Meldungen; mehr werden jetzt nicht angenommen. Ihre ist gespeichert; bitte reichen Sie sie nach "
        "{time} ein.",
        "{number} communiqués attendent à {paper} ; on n’en prend pas d’autres pour l’instant. Le vôtre est gardé ; envoyez-le après "
        "{time}.",
        "En {paper} esperan {number} comunicados y ahora no se admiten más. El suyo está guardado; envíelo después de {time}.",
        "Hos {paper} venter {number} meldinger, og flere tas ikke imot nå. Din er lagret; send den inn etter {time}.",
    ),
    "unknown_link": (
        "This link leads nowhere", "Dieser Link führt nirgendwohin", "Ce lien ne mène nulle part", "Este enlace no lleva a ninguna parte",
        "Denne lenken leder ingensteds",
    ),
    "unknown_text": (
        "There is no release behind it, or not any more. A draft that lies untouched is deleted after thirty days.",
        "Dahinter ist keine Meldung, oder keine mehr. Ein Entwurf, der unberührt liegt, wird nach dreißig Tagen gelöscht.",
        "Il n’y a pas de communiqué derrière, ou plus. Un brouillon laissé intact est effacé au bout de trente jours.",
        "No hay ningún comunicado detrás, o ya no. Un borrador sin tocar se borra a los treinta días.",
        "Det er ingen melding bak den, eller ikke lenger. Et utkast som ligger urørt, slettes etter tretti dager.",
    ),
    "own": (
        "Is this your address?", "Ist das Ihre Adresse?", "Est-ce votre adresse ?", "¿Es suya esta dirección?", "Er dette adressen din?",
    ),
    "own_text": (
        "With this button you say that you are the contact of a news release at {paper}.",
        "Mit diesem Knopf sagen Sie, dass Sie Ansprechpartner einer Meldung bei {paper} sind.",
        "Ce bouton dit que vous êtes le contact d’un communiqué à {paper}.",
        "Con este botón dice que usted es el contacto de un comunicado en {paper}.",
        "Med denne knappen sier du at du er kontakten for en pressemelding hos {paper}.",
    ),
    "own_button": ("Yes, it is mine", "Ja, sie gehört mir", "Oui, elle est à moi", "Sí, es mía", "Ja, den er min"),
}  # fmt: skip
