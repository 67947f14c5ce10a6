"""What do the pages and letters say on which somebody objects to what is printed? Beside the phrases of the form for news."""

from __future__ import annotations

from wirecopy.mail.phrases_choice import Texts

OBJECTION: dict[str, Texts] = {
    "object": ("Object to a page", "Einspruch gegen eine Seite", "S’opposer à une page", "Objetar una página", "Innsigelse mot en side"),
    "object_lead": (
        "Are you named in a story, or is your text carried here? Say what is wrong. An editor of {paper} reads it and answers in {days} "
        "days at most. What you write is not printed.",
        "Werden Sie in einer Meldung genannt, oder steht hier ein Text von Ihnen? Sagen Sie, was nicht stimmt. Die Redaktion von {paper} "
        "liest es und antwortet in höchstens {days} Tagen. Was Sie schreiben, wird nicht gedruckt.",
        "Êtes-vous nommé dans un article, ou votre texte est-il repris ici ? Dites ce qui ne va pas. La rédaction de {paper} le lit et "
        "répond en {days} jours au plus. Ce que vous écrivez n’est pas publié.",
        "¿Se le nombra en una noticia, o se reproduce aquí un texto suyo? Diga qué está mal. La redacción de {paper} lo lee y responde "
        "en {days} días como máximo. Lo que escriba no se publica.",
        "Er du nevnt i en sak, eller står din tekst her? Si hva som er galt. Redaksjonen i {paper} leser det og svarer innen {days} "
        "dager. Det du skriver, blir ikke trykt.",
    ),
    "object_page": ("Which page", "Welche Seite", "Quelle page", "Qué página", "Hvilken side"),
    "object_page_hint": (
        "Its address, as /story/12-harbour/. The link at the foot of a story fills it in.",
        "Ihre Adresse, etwa /story/12-hafen/. Der Link am Fuß einer Meldung füllt das Feld aus.",
        "Son adresse, comme /story/12-port/. Le lien au pied d’un article la remplit.",
        "Su dirección, como /story/12-puerto/. El enlace al pie de una noticia la rellena.",
        "Adressen, som /story/12-havn/. Lenken nederst i en sak fyller den ut.",
    ),
    "object_page_wrong": (
        "Give the address of a page: it begins with / or https://.", "Geben Sie die Adresse einer Seite an: Sie beginnt mit / oder https://.",
        "Donnez l’adresse d’une page : elle commence par / ou https://.", "Dé la dirección de una página: empieza por / o https://.",
        "Oppgi adressen til en side: den begynner med / eller https://.",
    ),
    "object_kind": ("What you ask for", "Worum Sie bitten", "Ce que vous demandez", "Qué pide", "Hva du ber om"),
    "object_objection": ("I object to it", "Ich erhebe Einspruch", "Je m’y oppose", "Me opongo", "Jeg har en innsigelse"),
    "object_correction": ("Put it right", "Berichtigen", "Rectifier", "Corregirla", "Rett den"),
    "object_removal": ("Take it away", "Entfernen", "Retirer", "Retirarla", "Fjern den"),
    "object_name": ("Your name", "Ihr Name", "Votre nom", "Su nombre", "Navnet ditt"),
    "object_name_hint": (
        "A person or an organisation. For the desk alone.", "Eine Person oder eine Organisation. Nur für die Redaktion.",
        "Une personne ou une organisation. Pour la rédaction seule.", "Una persona o una organización. Solo para la redacción.",
        "En person eller en organisasjon. Bare for redaksjonen.",
    ),
    "object_address_hint": (
        "Needed only if you want a letter. Without it you see the answer on the page that comes next.",
        "Nur nötig, wenn Sie einen Brief wünschen. Sonst sehen Sie die Antwort auf der nächsten Seite.",
        "Utile seulement si vous voulez un message. Sinon, la réponse se lit sur la page suivante.",
        "Solo hace falta si quiere un mensaje. Sin ella, verá la respuesta en la página siguiente.",
        "Trengs bare om du vil ha et brev. Uten den ser du svaret på neste side.",
    ),
    "object_said": ("What is wrong", "Was nicht stimmt", "Ce qui ne va pas", "Qué está mal", "Hva som er galt"),
    "object_said_hint": (
        "Which words it is about, and what is right instead. If it is your text, say that it is.",
        "Um welche Worte es geht, und was stattdessen richtig ist. Ist es Ihr Text, so sagen Sie das.",
        "De quels mots il s’agit, et ce qui est juste. Si c’est votre texte, dites-le.",
        "De qué palabras se trata y qué es lo correcto. Si el texto es suyo, dígalo.",
        "Hvilke ord det gjelder, og hva som er riktig. Er det din tekst, så si det.",
    ),
    "object_send": ("Send it", "Absenden", "Envoyer", "Enviar", "Send"),
    "object_received": ("It has come in", "Es ist angekommen", "C’est bien arrivé", "Ha llegado", "Det er kommet inn"),
    "object_number": ("Number", "Nummer", "Numéro", "Número", "Nummer"),
    "object_due": ("Answered by", "Antwort bis", "Réponse avant le", "Respuesta antes del", "Svar innen"),
    "object_keep": (
        "Keep this page: the answer will stand here. Its address is yours alone:",
        "Bewahren Sie diese Seite auf: Hier wird die Antwort stehen. Die Adresse haben nur Sie:",
        "Gardez cette page : la réponse s’y trouvera. Vous seul en avez l’adresse :",
        "Guarde esta página: aquí estará la respuesta. Solo usted tiene su dirección:",
        "Ta vare på denne siden: her kommer svaret. Bare du har adressen:",
    ),
    "object_open": ("An editor is to read it.", "Die Redaktion wird es lesen.", "Un rédacteur doit le lire.",
                    "La redacción lo leerá.", "Redaksjonen skal lese det."),
    "object_granted": ("It was granted.", "Dem wurde entsprochen.", "Il y a été fait droit.", "Se ha aceptado.", "Det er tatt til følge."),
    "object_partly": (
        "It was granted in part.", "Dem wurde zum Teil entsprochen.", "Il y a été fait droit en partie.", "Se ha aceptado en parte.",
        "Det er delvis tatt til følge.",
    ),
    "object_refused": ("It was refused.", "Es wurde abgelehnt.", "Cela a été refusé.", "Se ha rechazado.", "Det er avvist."),
    "object_withdrawn": ("It was withdrawn.", "Es wurde zurückgezogen.", "Cela a été retiré.", "Se ha retirado.", "Det er trukket."),
    "object_answer": ("The answer", "Die Antwort", "La réponse", "La respuesta", "Svaret"),
    "object_unknown": (
        "This link is none of ours, or not whole.", "Dieser Link ist nicht von uns oder nicht vollständig.",
        "Ce lien n’est pas de nous, ou pas entier.", "Este enlace no es nuestro o no está completo.",
        "Denne lenken er ikke vår, eller ikke hel.",
    ),
    "letter_object_subject": (
        "{paper}: your objection no. {number}", "{paper}: Ihr Einspruch Nr. {number}", "{paper} : votre opposition n° {number}",
        "{paper}: su objeción n.º {number}", "{paper}: innsigelsen din nr. {number}",
    ),
    "letter_object_received": (
        "Your objection has come in under number {number}. An editor answers it by {date}.",
        "Ihr Einspruch ist unter der Nummer {number} angekommen. Die Redaktion antwortet bis {date}.",
        "Votre opposition est arrivée sous le numéro {number}. La rédaction y répond avant le {date}.",
        "Su objeción ha llegado con el número {number}. La redacción responde antes del {date}.",
        "Innsigelsen din er kommet inn under nummer {number}. Redaksjonen svarer innen {date}.",
    ),
    "letter_object_button": ("Open its page", "Die Seite dazu öffnen", "Ouvrir sa page", "Abrir su página", "Åpne siden"),
    "letter_object_not_you": (
        "If you did not send it, somebody has typed your address by mistake; then nothing is to be done.",
        "Haben Sie ihn nicht geschickt, so hat jemand Ihre Adresse versehentlich eingegeben; dann ist nichts zu tun.",
        "Si vous ne l’avez pas envoyée, quelqu’un a saisi votre adresse par erreur ; il n’y a rien à faire.",
        "Si no la envió usted, alguien escribió su dirección por error; no hay nada que hacer.",
        "Har du ikke sendt den, har noen skrevet adressen din ved en feil; da er det ingenting å gjøre.",
    ),
}  # fmt: skip
