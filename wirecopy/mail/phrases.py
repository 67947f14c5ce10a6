"""What do the pages of the mail room say? In the languages of the press's words, in their order."""

from __future__ import annotations

from functools import lru_cache

from wirecopy.mail.phrases_choice import CHOICE, Texts
from wirecopy.press.words import LANGUAGES, words

PHRASES: dict[str, Texts] = {
    # asking for letters
    "join": (
        "The letter of {paper}", "Der Brief von {paper}", "La lettre de {paper}", "La carta de {paper}", "Brevet fra {paper}",
    ),
    "join_text": (
        "What is new, by email: free, and ended with one click.",
        "Was neu ist, per E-Mail: kostenlos, und mit einem Klick beendet.",
        "Les nouvelles par courriel : gratuites, et arrêtées d’un clic.",
        "Las novedades por correo: gratis, y se dejan con un clic.",
        "Det som er nytt, på e-post: gratis, og stoppet med ett klikk.",
    ),
    "address": ("Email address", "E-Mail-Adresse", "Adresse électronique", "Dirección de correo", "E-postadresse"),
    "go_on": ("Go on", "Weiter", "Continuer", "Seguir", "Videre"),
    "ask": (
        "Is this address right?", "Stimmt diese Adresse?", "Cette adresse est-elle juste ?", "¿Es correcta esta dirección?",
        "Er adressen riktig?",
    ),
    "ask_wording": (
        "I want the letter of {paper} at this address, until I end it. Before the first one comes I confirm it by the link in a letter.",
        "Ich möchte den Brief von {paper} an diese Adresse, bis ich ihn beende. Vor dem ersten bestätige ich es mit "
        "dem Link in einem Brief.",
        "Je veux la lettre de {paper} à cette adresse, jusqu’à ce que j’y mette fin. Avant la première, je confirme "
        "par le lien d’un message.",
        "Quiero la carta de {paper} en esta dirección, hasta que la deje. Antes de la primera lo confirmo con el enlace de un mensaje.",
        "Jeg vil ha brevet fra {paper} til denne adressen til jeg stopper det. Før det første kommer, bekrefter jeg "
        "med lenken i et brev.",
    ),
    "ask_button": (
        "Send me the link", "Schicken Sie mir den Link", "Envoyez-moi le lien", "Envíenme el enlace", "Send meg lenken",
    ),
    "wait": (
        "Without JavaScript: please wait five seconds before you press.",
        "Ohne JavaScript: Bitte warten Sie fünf Sekunden vor dem Drücken.",
        "Sans JavaScript : attendez cinq secondes avant d’appuyer.", "Sin JavaScript: espere cinco segundos antes de pulsar.",
        "Uten JavaScript: vent fem sekunder før du trykker.",
    ),
    "early": (
        "That was very quick. Please wait a few seconds, then press once more.",
        "Das ging sehr schnell. Bitte warten Sie einige Sekunden und drücken Sie noch einmal.",
        "C’était très rapide. Attendez quelques secondes, puis appuyez encore une fois.",
        "Ha sido muy rápido. Espere unos segundos y pulse otra vez.", "Det gikk svært fort. Vent noen sekunder og trykk en gang til.",
    ),
    "again": (
        "This page lay open for a long time. Please press once more.", "Diese Seite war lange offen. Bitte drücken Sie noch einmal.",
        "Cette page est restée longtemps ouverte. Appuyez encore une fois.", "Esta página estuvo abierta mucho tiempo. Pulse otra vez.",
        "Denne siden har vært åpen lenge. Trykk en gang til.",
    ),
    "busy": (
        "Too many requests came from your network. Please try again in an hour.",
        "Aus Ihrem Netz kamen zu viele Anfragen. Bitte versuchen Sie es in einer Stunde noch einmal.",
        "Trop de demandes sont venues de votre réseau. Réessayez dans une heure.",
        "Llegaron demasiadas peticiones de su red. Inténtelo de nuevo en una hora.",
        "Det kom for mange forespørsler fra nettet ditt. Prøv igjen om en time.",
    ),
    "no_letters": (
        "{paper} does not send letters yet.", "{paper} verschickt noch keine Briefe.", "{paper} n’envoie pas encore de lettres.",
        "{paper} aún no envía cartas.", "{paper} sender ikke ut brev ennå.",
    ),
    "sent": (
        "Look into your mailbox", "Sehen Sie in Ihr Postfach", "Regardez votre boîte aux lettres", "Mire su buzón", "Se i postkassen din",
    ),
    "sent_text": (
        "If this address can be written to, a letter is on its way. If it does not come, look among the unwanted mail.",
        "Wenn an diese Adresse geschrieben werden kann, ist ein Brief unterwegs. Kommt er nicht, sehen Sie unter der "
        "unerwünschten Post nach.",
        "Si l’on peut écrire à cette adresse, un message est en route. S’il n’arrive pas, regardez parmi les indésirables.",
        "Si se puede escribir a esta dirección, hay un mensaje en camino. Si no llega, mire en el correo no deseado.",
        "Hvis det går an å skrive til adressen, er et brev på vei. Kommer det ikke, se blant uønsket post.",
    ),
    # what is wrong with an address
    "empty": (
        "There is no address.", "Da steht keine Adresse.", "Il n’y a pas d’adresse.", "No hay ninguna dirección.",
        "Det står ingen adresse der.",
    ),
    "long": (
        "The address is longer than an address can be.", "Die Adresse ist länger, als eine sein kann.", "L’adresse est trop longue.",
        "La dirección es demasiado larga.", "Adressen er lengre enn en adresse kan være.",
    ),
    "at": (
        "An address has one @, with a name before it and a host after it.",
        "Eine Adresse hat ein @, davor einen Namen, danach einen Server.",
        "Une adresse a un @, un nom devant et un serveur derrière.", "Una dirección tiene una @, un nombre antes y un servidor después.",
        "En adresse har én @, med et navn foran og en tjener etter.",
    ),
    "signs": (
        "The address has a line break or a sign that cannot be seen.", "Die Adresse enthält einen Umbruch oder ein unsichtbares Zeichen.",
        "L’adresse contient un saut de ligne ou un signe invisible.", "La dirección tiene un salto de línea o un signo invisible.",
        "Adressen har et linjeskift eller et usynlig tegn.",
    ),
    "quotes": (
        "Quotes, brackets, commas and spaces cannot stand in an address here.",
        "Anführungszeichen, Klammern, Kommas und Leerzeichen können hier nicht in einer Adresse stehen.",
        "Ni guillemets, ni parenthèses, ni virgules, ni espaces dans une adresse ici.",
        "Aquí una dirección no puede llevar comillas, paréntesis, comas ni espacios.",
        "Anførselstegn, parenteser, komma og mellomrom kan ikke stå i en adresse her.",
    ),
    "dots": (
        "A dot may not stand at the beginning or end of the name, nor beside another dot.",
        "Ein Punkt darf nicht am Anfang oder Ende des Namens stehen und nicht neben einem anderen.",
        "Pas de point au début ou à la fin du nom, ni à côté d’un autre.",
        "Un punto no puede ir al principio ni al final del nombre, ni junto a otro.",
        "Et punktum kan ikke stå først eller sist i navnet, eller ved siden av et annet.",
    ),
    "host": (
        "What stands after the @ is not the name of a host.", "Was nach dem @ steht, ist kein Name eines Servers.",
        "Ce qui suit le @ n’est pas un nom de serveur.", "Lo que sigue a la @ no es el nombre de un servidor.",
        "Det som står etter @, er ikke navnet på en tjener.",
    ),
    # confirming and leaving
    "confirm": (
        "Do you want the letter of {paper}?", "Möchten Sie den Brief von {paper}?", "Voulez-vous la lettre de {paper} ?",
        "¿Quiere la carta de {paper}?", "Vil du ha brevet fra {paper}?",
    ),
    "confirm_wording": (
        "I confirm that I want the letter of {paper} at my address, until I end it. Every letter has a link that ends it.",
        "Ich bestätige, dass ich den Brief von {paper} an meine Adresse möchte, bis ich ihn beende. Jeder Brief hat "
        "einen Link, der ihn beendet.",
        "Je confirme que je veux la lettre de {paper} à mon adresse, jusqu’à ce que j’y mette fin. Chaque lettre a un lien pour cela.",
        "Confirmo que quiero la carta de {paper} en mi dirección, hasta que la deje. Cada carta tiene un enlace para ello.",
        "Jeg bekrefter at jeg vil ha brevet fra {paper} til adressen min til jeg stopper det. Hvert brev har en lenke som stopper det.",
    ),
    "confirm_button": ("Yes, send it to me", "Ja, schicken Sie ihn mir", "Oui, envoyez-la-moi", "Sí, envíenmela", "Ja, send det til meg"),
    "confirmed": (
        "The letter comes from now on", "Der Brief kommt von nun an", "La lettre arrivera désormais", "La carta llegará desde ahora",
        "Brevet kommer fra nå av",
    ),
    "choose": (
        "Choose what comes, and when", "Wählen Sie, was kommt und wann", "Choisir ce qui arrive, et quand", "Elegir qué llega y cuándo",
        "Velg hva som kommer, og når",
    ),
    "leave": ("No more letters?", "Keine Briefe mehr?", "Plus de lettres ?", "¿No más cartas?", "Ingen flere brev?"),
    "leave_text": (
        "With this button all letters to your address end at once.", "Mit diesem Knopf enden sofort alle Briefe an Ihre Adresse.",
        "Ce bouton met fin aussitôt à toutes les lettres à votre adresse.",
        "Con este botón terminan de inmediato todas las cartas a su dirección.",
        "Med denne knappen stopper alle brev til adressen din straks.",
    ),
    "leave_button": ("No more letters", "Keine Briefe mehr", "Plus de lettres", "No más cartas", "Ingen flere brev"),
    "left": (
        "No more letters come", "Es kommen keine Briefe mehr", "Plus aucune lettre n’arrivera", "No llegarán más cartas",
        "Det kommer ingen flere brev",
    ),
    "left_text": (
        "If that was a mistake, ask for the letter again.", "War das ein Versehen, bestellen Sie den Brief noch einmal.",
        "Si c’était une erreur, demandez la lettre à nouveau.", "Si fue un error, pida la carta otra vez.",
        "Hvis det var en feil, be om brevet på nytt.",
    ),
    "locked": (
        "Nothing goes to this address again, even if somebody enters it here.",
        "An diese Adresse geht nichts mehr, auch wenn jemand sie hier einträgt.",
        "Plus rien n’ira à cette adresse, même si quelqu’un l’inscrit ici.",
        "Nada más irá a esta dirección, aunque alguien la escriba aquí.",
        "Ingenting går til denne adressen igjen, selv om noen skriver den inn her.",
    ),
    "expired": (
        "This link does not hold any more", "Dieser Link gilt nicht mehr", "Ce lien n’est plus valable", "Este enlace ya no vale",
        "Denne lenken gjelder ikke lenger",
    ),
    "expired_text": (
        "A link that confirms holds for seven days. You can ask for the letter again.",
        "Ein Link zum Bestätigen gilt sieben Tage. Sie können den Brief noch einmal bestellen.",
        "Un lien de confirmation vaut sept jours. Vous pouvez demander la lettre à nouveau.",
        "Un enlace de confirmación vale siete días. Puede pedir la carta otra vez.",
        "En lenke som bekrefter, gjelder i sju dager. Du kan be om brevet på nytt.",
    ),
    "ask_again": ("Ask for the letter", "Den Brief bestellen", "Demander la lettre", "Pedir la carta", "Be om brevet"),
}  # fmt: skip


@lru_cache
def phrases(language: str) -> dict[str, str]:
    """The phrases for a language code, by key; English where there are none."""
    at = LANGUAGES.index(words(language).language)
    return {key: texts[at] for key, texts in {**PHRASES, **CHOICE}.items()}
