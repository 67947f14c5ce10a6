"""What does the page say on which a subscriber chooses? In the languages of the press's words, in their order."""

from __future__ import annotations

Texts = tuple[str, str, str, str, str]

CHOICE: dict[str, Texts] = {
    "preferences": ("Your letters", "Ihre Briefe", "Vos lettres", "Sus cartas", "Brevene dine"),
    "go_to": ("They go to {address}.", "Sie gehen an {address}.", "Elles vont à {address}.", "Van a {address}.", "De går til {address}."),
    "none_at_present": (
        "No letters go to {address} at present.", "Zurzeit gehen keine Briefe an {address}.",
        "Aucune lettre ne va à {address} pour l’instant.",
        "Por ahora no va ninguna carta a {address}.", "For tiden går ingen brev til {address}.",
    ),
    "which": ("What you get", "Was Sie bekommen", "Ce que vous recevez", "Lo que recibe", "Hva du får"),
    "only": (
        "Only these sections; none ticked means all:", "Nur diese Ressorts; keines angekreuzt heißt alle:",
        "Seulement ces rubriques ; aucune cochée veut dire toutes :", "Solo estas secciones; ninguna marcada significa todas:",
        "Bare disse seksjonene; ingen krysset av betyr alle:",
    ),
    "how_often": ("How often", "Wie oft", "À quel rythme", "Con qué frecuencia", "Hvor ofte"),
    "daily": ("Every day", "Jeden Tag", "Chaque jour", "Cada día", "Hver dag"),
    "weekdays": ("Monday to Friday", "Montag bis Freitag", "Du lundi au vendredi", "De lunes a viernes", "Mandag til fredag"),
    "weekly": ("Once a week", "Einmal in der Woche", "Une fois par semaine", "Una vez por semana", "Én gang i uken"),
    "at_hour": ("At what time", "Um wie viel Uhr", "À quelle heure", "A qué hora", "Når på dagen"),
    "as_it_comes": (
        "When it comes out", "Wenn er erscheint", "Quand elle paraît", "Cuando sale", "Når det kommer ut",
    ),
    "zone": ("In which time zone", "In welcher Zeitzone", "Dans quel fuseau horaire", "En qué zona horaria", "I hvilken tidssone"),
    "zone_of": ("That of {paper}", "In der von {paper}", "Celui de {paper}", "La de {paper}", "Den til {paper}"),
    "save": ("Save", "Speichern", "Enregistrer", "Guardar", "Lagre"),
    "saved": ("It is saved.", "Es ist gespeichert.", "C’est enregistré.", "Está guardado.", "Det er lagret."),
    "save_wording": (
        "I want the letters that are ticked here, until I end them.", "Ich möchte die hier angekreuzten Briefe, bis ich sie beende.",
        "Je veux les lettres cochées ici, jusqu’à ce que j’y mette fin.", "Quiero las cartas marcadas aquí, hasta que las deje.",
        "Jeg vil ha brevene som er krysset av her, til jeg stopper dem.",
    ),
    "pick_one": (
        "Tick at least one letter, or end them all below.", "Kreuzen Sie mindestens einen Brief an, oder beenden Sie unten alle.",
        "Cochez au moins une lettre, ou mettez-y fin plus bas.", "Marque al menos una carta, o déjelas todas más abajo.",
        "Kryss av minst ett brev, eller stopp alle nedenfor.",
    ),
    "wrong_choice": (
        "That cannot be chosen. Nothing was changed.", "Das kann man nicht wählen. Nichts wurde geändert.",
        "Ce choix n’existe pas. Rien n’a été changé.", "Eso no se puede elegir. No se cambió nada.",
        "Det kan ikke velges. Ingenting ble endret.",
    ),
    "your_data": ("Your data", "Ihre Daten", "Vos données", "Sus datos", "Dataene dine"),
    "your_data_text": (
        "All that we hold of you, in one file.", "Alles, was wir von Ihnen haben, in einer Datei.",
        "Tout ce que nous avons de vous, en un fichier.",
        "Todo lo que tenemos de usted, en un archivo.", "Alt vi har om deg, i én fil.",
    ),
    "download": ("Download", "Herunterladen", "Télécharger", "Descargar", "Last ned"),
    "delete": ("Delete everything", "Alles löschen", "Tout supprimer", "Borrar todo", "Slett alt"),
    "delete_text": (
        "Your address and all that we hold of you are deleted. A mark stays from which nobody can read the address; it "
        "keeps lists that are "
        "imported later from bringing you letters.",
        "Ihre Adresse und alles, was wir von Ihnen haben, wird gelöscht. Es bleibt eine Marke, aus der niemand die "
        "Adresse lesen kann; sie "
        "sorgt dafür, dass später eingelesene Listen Ihnen keine Briefe bringen.",
        "Votre adresse et tout ce que nous avons de vous sont supprimés. Il reste une marque d’où personne ne peut lire l’adresse ; elle "
        "évite que des listes importées plus tard vous écrivent.",
        "Se borran su dirección y todo lo que tenemos de usted. Queda una marca de la que nadie puede leer la "
        "dirección; evita que listas "
        "importadas más tarde le traigan cartas.",
        "Adressen din og alt vi har om deg, slettes. Et merke blir igjen som ingen kan lese adressen av; det hindrer "
        "at lister som leses inn "
        "senere, gir deg brev.",
    ),
    "never": (
        "And lock the address: nothing goes there, even if I enter it here again",
        "Und die Adresse sperren: Es geht nichts mehr dorthin, auch wenn ich sie hier wieder eintrage",
        "Et verrouiller l’adresse : plus rien n’y va, même si je l’inscris à nouveau",
        "Y bloquear la dirección: nada va allí, aunque yo la escriba de nuevo",
        "Og lås adressen: ingenting går dit, selv om jeg skriver den inn igjen",
    ),
    "deleted": ("Everything is deleted", "Alles ist gelöscht", "Tout est supprimé", "Todo está borrado", "Alt er slettet"),
}  # fmt: skip
