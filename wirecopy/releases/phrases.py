"""What does the form say on which news is handed in? In the languages of the press's words, in their order."""

from __future__ import annotations

from functools import lru_cache

from wirecopy.mail.phrases import phrases as of_letters
from wirecopy.mail.phrases_choice import Texts
from wirecopy.press.words import LANGUAGES, words
from wirecopy.releases.phrases_follow import FOLLOW
from wirecopy.releases.phrases_letters import LETTERS
from wirecopy.releases.phrases_objection import OBJECTION
from wirecopy.releases.phrases_wrong import WRONG

FORM: dict[str, Texts] = {
    "new": ("Hand in news", "Eine Meldung einreichen", "Envoyer une nouvelle", "Enviar una noticia", "Send inn en nyhet"),
    "lead": (
        "News of a business, a community or a sports group, an appointment, an event, an announcement: write it here. An editor of "
        "{paper} reads it before anything is printed.",
        "Neues von einem Unternehmen, einer Gemeinschaft oder einem Sportverein, eine Ernennung, eine Veranstaltung, eine Ankündigung: "
        "Schreiben Sie es hier. Die Redaktion von {paper} liest es, bevor etwas erscheint.",
        "Nouvelle d’une entreprise, d’une association ou d’un club sportif, nomination, événement, annonce : écrivez-la ici. La "
        "rédaction de {paper} la lit avant toute publication.",
        "Noticias de una empresa, una comunidad o un club deportivo, un nombramiento, un acto, un anuncio: escríbalas aquí. La "
        "redacción de {paper} las lee antes de publicar nada.",
        "Nytt fra en bedrift, en forening eller et idrettslag, en utnevnelse, et arrangement, en kunngjøring: skriv det her. "
        "Redaksjonen i {paper} leser det før noe kommer ut.",
    ),
    "closed": (
        "{paper} takes no releases at present.", "{paper} nimmt zurzeit keine Meldungen an.",
        "{paper} n’accepte pas de communiqués pour l’instant.", "{paper} no admite comunicados por ahora.",
        "{paper} tar ikke imot pressemeldinger for tiden.",
    ),
    "part_news": ("The news", "Die Meldung", "La nouvelle", "La noticia", "Nyheten"),
    "part_pictures": ("Pictures", "Bilder", "Images", "Imágenes", "Bilder"),
    "part_sender": ("Who sends it", "Wer sie schickt", "Qui l’envoie", "Quién la envía", "Hvem som sender den"),
    "part_time": (
        "When it may be printed", "Wann sie erscheinen darf", "Quand elle peut paraître", "Cuándo puede publicarse", "Når den kan komme ut",
    ),
    "part_rights": ("Rights", "Rechte", "Droits", "Derechos", "Rettigheter"),
    "category": ("What it is about", "Worum es geht", "De quoi il s’agit", "De qué se trata", "Hva det gjelder"),
    "choose": ("Choose", "Auswählen", "Choisir", "Elegir", "Velg"),
    "business": ("A business", "Ein Unternehmen", "Une entreprise", "Una empresa", "En bedrift"),
    "community": ("A community", "Eine Gemeinschaft", "Une association", "Una comunidad", "En forening"),
    "sport": ("A sports group", "Ein Sportverein", "Un club sportif", "Un club deportivo", "Et idrettslag"),
    "appointment": ("An appointment", "Eine Ernennung", "Une nomination", "Un nombramiento", "En utnevnelse"),
    "event": ("An event", "Eine Veranstaltung", "Un événement", "Un acto", "Et arrangement"),
    "announcement": ("An announcement", "Eine Ankündigung", "Une annonce", "Un anuncio", "En kunngjøring"),
    "headline": ("Headline", "Überschrift", "Titre", "Titular", "Overskrift"),
    "headline_hint": (
        "What is new, in one line.", "Was neu ist, in einer Zeile.", "Ce qui est nouveau, en une ligne.", "Lo nuevo, en una línea.",
        "Det nye, på én linje.",
    ),
    "dateline": ("Place", "Ort", "Lieu", "Lugar", "Sted"),
    "dateline_hint": (
        "As it is to stand before the text: Kirkenes, Norway", "Wie er vor dem Text stehen soll: Kirkenes, Norwegen",
        "Comme il doit précéder le texte : Kirkenes, Norvège", "Como debe ir antes del texto: Kirkenes, Noruega",
        "Slik det skal stå foran teksten: Kirkenes",
    ),
    "text": ("Text", "Text", "Texte", "Texto", "Tekst"),
    "text_hint": (
        "An empty line begins a paragraph, ## a subhead, - an item of a list; **strong**, *emphasis*, [words](https://…) for a link.",
        "Eine leere Zeile beginnt einen Absatz, ## eine Zwischenüberschrift, - einen Listenpunkt; **stark**, *betont*, "
        "[Wörter](https://…) für einen Link.",
        "Une ligne vide commence un paragraphe, ## un intertitre, - un élément de liste ; **fort**, *accentué*, [mots](https://…) "
        "pour un lien.",
        "Una línea vacía empieza un párrafo, ## un ladillo, - un punto de una lista; **fuerte**, *énfasis*, [palabras](https://…) "
        "para un enlace.",
        "En tom linje begynner et avsnitt, ## en mellomtittel, - et punkt i en liste; **sterk**, *trykk*, [ord](https://…) for en lenke.",
    ),
    "pictures_hint": (
        "Up to three: JPEG, PNG, WebP or GIF, each of 12 MB at most. What a file says beside its picture, such as where it was taken, "
        "is thrown away.",
        "Bis zu drei: JPEG, PNG, WebP oder GIF, jedes höchstens 12 MB groß. Was eine Datei neben dem Bild sagt, etwa den Ort der "
        "Aufnahme, wird verworfen.",
        "Jusqu’à trois : JPEG, PNG, WebP ou GIF, de 12 Mo au plus chacune. Ce que le fichier dit en plus de l’image, comme le lieu de "
        "prise de vue, est effacé.",
        "Hasta tres: JPEG, PNG, WebP o GIF, de 12 MB como máximo cada una. Lo que el archivo diga además de la imagen, como el lugar "
        "de la toma, se borra.",
        "Opptil tre: JPEG, PNG, WebP eller GIF, hver på høyst 12 MB. Det filen sier ved siden av bildet, som hvor det ble tatt, "
        "kastes.",
    ),
    "picture": ("Picture {number}", "Bild {number}", "Image {number}", "Imagen {number}", "Bilde {number}"),
    "file": ("File", "Datei", "Fichier", "Archivo", "Fil"),
    "file_other": (
        "Another file in its place", "Eine andere Datei an seiner Stelle", "Un autre fichier à sa place", "Otro archivo en su lugar",
        "En annen fil i stedet",
    ),
    "held": (
        "This picture has come in, and is kept with the rest when you save.",
        "Dieses Bild ist angekommen und wird beim Speichern mit dem Übrigen behalten.",
        "Cette image est arrivée ; elle sera gardée avec le reste quand vous enregistrerez.",
        "Esta imagen ha llegado y se guardará con lo demás.", "Dette bildet er kommet inn, og tas vare på sammen med resten når du lagrer.",
    ),
    "alt": ("What is to be seen on it", "Was darauf zu sehen ist", "Ce qu’on y voit", "Qué se ve en ella", "Hva som er på det"),
    "alt_hint": (
        "For those who cannot see it.", "Für alle, die es nicht sehen können.", "Pour qui ne peut pas la voir.",
        "Para quien no puede verla.", "For dem som ikke kan se det.",
    ),
    "caption": ("Caption", "Bildunterschrift", "Légende", "Pie de foto", "Bildetekst"),
    "credit": ("Whose picture it is", "Von wem das Bild ist", "De qui est l’image", "De quién es la imagen", "Hvem bildet er av"),
    "remove": ("Take this picture out", "Dieses Bild entfernen", "Retirer cette image", "Quitar esta imagen", "Ta bort dette bildet"),
    "sender": ("Organisation", "Organisation", "Organisation", "Organización", "Organisasjon"),
    "sender_hint": (
        "It is named as the sender wherever the release is printed.", "Sie wird überall, wo die Meldung erscheint, als Absender genannt.",
        "Elle est nommée comme expéditeur partout où le communiqué paraît.",
        "Se la nombra como remitente dondequiera que salga el comunicado.", "Den nevnes som avsender overalt der meldingen kommer ut.",
    ),
    "contact": (
        "Whom we may ask", "Wen wir fragen dürfen", "Qui nous pouvons interroger", "A quién podemos preguntar", "Hvem vi kan spørre",
    ),
    "contact_hint": (
        "A name, for the desk alone.", "Ein Name, nur für die Redaktion.", "Un nom, pour la rédaction seule.",
        "Un nombre, solo para la redacción.", "Et navn, bare for redaksjonen.",
    ),
    "address_hint": (
        "Not printed. A letter goes there, with the link to your release.", "Erscheint nicht. Dorthin geht ein Brief mit dem Link zu "
        "Ihrer Meldung.",
        "Non publiée. Un message y est envoyé, avec le lien vers votre communiqué.",
        "No se publica. Allí va un mensaje con el enlace a su comunicado.", "Trykkes ikke. Dit går et brev med lenken til meldingen din.",
    ),
    "phone": ("Telephone", "Telefon", "Téléphone", "Teléfono", "Telefon"),
    "optional": ("Not needed.", "Nicht nötig.", "Facultatif.", "No es obligatorio.", "Ikke nødvendig."),
    "embargo_hint": (
        "Leave date and time empty if it may be printed at once.", "Lassen Sie Tag und Uhrzeit leer, wenn sie sofort erscheinen darf.",
        "Laissez vides le jour et l’heure si elle peut paraître aussitôt.",
        "Deje vacíos el día y la hora si puede publicarse enseguida.", "La dag og klokkeslett stå tomme hvis den kan komme ut med en gang.",
    ),
    "embargo_date": ("Not before this day", "Nicht vor diesem Tag", "Pas avant ce jour", "No antes de este día", "Ikke før denne dagen"),
    "embargo_time": ("Time of day", "Uhrzeit", "Heure", "Hora", "Klokkeslett"),
    "embargo_zone": ("Time zone", "Zeitzone", "Fuseau horaire", "Zona horaria", "Tidssone"),
    "rights_wording": (
        "I may speak for the organisation named here. Its text and pictures are ours to pass on; {paper} may print and shorten them, and "
        "others may take them over with our name. To the best of our knowledge they are true.",
        "Ich darf für die hier genannte Organisation sprechen. Text und Bilder dürfen wir weitergeben; {paper} darf sie veröffentlichen "
        "und kürzen, und andere dürfen sie mit unserem Namen übernehmen. Nach bestem Wissen sind sie wahr.",
        "Je peux parler au nom de l’organisation nommée ici. Nous pouvons transmettre le texte et les images ; {paper} peut les publier et "
        "les abréger, et d’autres les reprendre sous notre nom. À notre connaissance, ils sont exacts.",
        "Puedo hablar en nombre de la organización aquí nombrada. Podemos ceder el texto y las imágenes; {paper} puede publicarlos y "
        "acortarlos, y otros tomarlos con nuestro nombre. Hasta donde sabemos, son veraces.",
        "Jeg kan snakke for organisasjonen som er nevnt her. Tekst og bilder kan vi gi videre; {paper} kan trykke og korte dem ned, og "
        "andre kan ta dem over med navnet vårt. Så vidt vi vet, er de sanne.",
    ),
    "trap": (
        "Please leave this field empty", "Dieses Feld bitte leer lassen", "Laissez ce champ vide", "Deje este campo vacío",
        "La dette feltet stå tomt",
    ),
    "to_check": (
        "Look it over and hand it in", "Prüfen und einreichen", "Relire et envoyer", "Revisar y enviar", "Se over og send inn",
    ),
    "preview": ("Preview", "Vorschau", "Aperçu", "Vista previa", "Forhåndsvis"),
    "save_draft": ("Save for later", "Für später speichern", "Enregistrer pour plus tard", "Guardar para después", "Lagre til senere"),
    "save_changes": ("Save the changes", "Änderungen speichern", "Enregistrer les changements", "Guardar los cambios", "Lagre endringene"),
    "looks": ("How it will look", "So wird es aussehen", "Voici l’aspect qu’elle aura", "Así se verá", "Slik vil det se ut"),
    "keep_link": (
        "What you typed is kept. With this link, which only you have, you can go on at any time:",
        "Was Sie geschrieben haben, ist gespeichert. Mit diesem Link, den nur Sie haben, können Sie jederzeit weitermachen:",
        "Ce que vous avez écrit est gardé. Ce lien, que vous seul avez, permet de continuer à tout moment :",
        "Lo que ha escrito está guardado. Con este enlace, que solo usted tiene, puede seguir cuando quiera:",
        "Det du har skrevet, er lagret. Med denne lenken, som bare du har, kan du fortsette når som helst:",
    ),
    "check": ("Is it right like this?", "Ist es so richtig?", "Est-ce bien ainsi ?", "¿Está bien así?", "Er det riktig slik?"),
    "check_text": (
        "It is not handed in yet.", "Sie ist noch nicht eingereicht.", "Elle n’est pas encore envoyée.", "Todavía no se ha enviado.",
        "Den er ikke sendt inn ennå.",
    ),
    "hand_in": ("Hand it in", "Einreichen", "Envoyer", "Enviar", "Send inn"),
    "change": ("Change it", "Ändern", "Modifier", "Cambiar", "Endre"),
}  # fmt: skip


@lru_cache
def phrases(language: str) -> dict[str, str]:
    """The phrases for a language code, by key, those of the mail room among them; English where there are none."""
    at = LANGUAGES.index(words(language).language)
    own = {**FORM, **WRONG, **FOLLOW, **LETTERS, **OBJECTION}
    return {**of_letters(language), **{key: texts[at] for key, texts in own.items()}}
