"""What is wrong with what was typed or sent on the form for news? In the languages of the press's words, in their order."""

from __future__ import annotations

from wirecopy.mail.phrases_choice import Texts

WRONG: dict[str, Texts] = {
    "wrong_title": (
        "Something is not right yet", "Etwas stimmt noch nicht", "Quelque chose ne va pas encore", "Algo no está bien todavía",
        "Noe er ikke riktig ennå",
    ),
    "wrong_kept": (
        "All that you typed stands below.", "Alles, was Sie geschrieben haben, steht unten.", "Tout ce que vous avez écrit est ci-dessous.",
        "Todo lo que ha escrito está abajo.", "Alt du har skrevet, står nedenfor.",
    ),
    "needed": ("This is needed.", "Das wird gebraucht.", "C’est nécessaire.", "Esto es necesario.", "Dette trengs."),
    "needed_rights": (
        "Without this it cannot be printed.", "Ohne das kann sie nicht erscheinen.", "Sans cela elle ne peut paraître.",
        "Sin esto no puede publicarse.", "Uten dette kan den ikke komme ut.",
    ),
    "too_long": (
        "This has more than {most} characters.", "Das hat mehr als {most} Zeichen.", "Cela a plus de {most} caractères.",
        "Esto tiene más de {most} caracteres.", "Dette har mer enn {most} tegn.",
    ),
    "trap_filled": (
        "This field must be empty: only programs fill it in.", "Dieses Feld muss leer sein: Nur Programme füllen es aus.",
        "Ce champ doit rester vide : seuls des programmes le remplissent.", "Este campo debe estar vacío: solo lo rellenan programas.",
        "Dette feltet må være tomt: bare programmer fyller det ut.",
    ),
    "wrong_date": (
        "Write the day as 2027-01-31.", "Schreiben Sie den Tag als 2027-01-31.", "Écrivez le jour ainsi : 2027-01-31.",
        "Escriba el día así: 2027-01-31.", "Skriv dagen slik: 2027-01-31.",
    ),
    "wrong_time": (
        "Write the time as 14:30.", "Schreiben Sie die Uhrzeit als 14:30.", "Écrivez l’heure ainsi : 14:30.", "Escriba la hora así: 14:30.",
        "Skriv klokkeslettet slik: 14:30.",
    ),
    "wrong_zone": (
        "There is no such time zone.", "Diese Zeitzone gibt es nicht.", "Ce fuseau horaire n’existe pas.", "No existe esa zona horaria.",
        "Den tidssonen finnes ikke.",
    ),
    "needed_date": (
        "There is a time, but no day.", "Da steht eine Uhrzeit, aber kein Tag.", "Il y a une heure, mais pas de jour.",
        "Hay una hora, pero ningún día.", "Det står et klokkeslett, men ingen dag.",
    ),
    "unkept_embargo": (
        "A time was wanted here, but could not be kept. Give day and time, or leave both empty and save.",
        "Hier war eine Zeit gewünscht, die sich nicht speichern ließ. Geben Sie Tag und Uhrzeit an, oder lassen Sie beides leer und "
        "speichern Sie.",
        "Une heure était voulue ici, mais n’a pu être gardée. Donnez le jour et l’heure, ou laissez les deux vides et enregistrez.",
        "Aquí se quería una hora, que no pudo guardarse. Dé día y hora, o deje ambos vacíos y guarde.",
        "Her var det ønsket et tidspunkt som ikke kunne lagres. Oppgi dag og klokkeslett, eller la begge stå tomme og lagre.",
    ),
    "needed_time": (
        "There is a day, but no time.", "Da steht ein Tag, aber keine Uhrzeit.", "Il y a un jour, mais pas d’heure.",
        "Hay un día, pero ninguna hora.", "Det står en dag, men ikke noe klokkeslett.",
    ),
    "no_such_time": (
        "The clocks leave out this time on that day.", "Diese Uhrzeit wird an dem Tag bei der Zeitumstellung übersprungen.",
        "Cette heure est sautée ce jour-là, au changement d’heure.", "Esa hora se salta ese día por el cambio de hora.",
        "Klokken hopper over dette tidspunktet den dagen.",
    ),
    "past": (
        "This moment is past. Leave both empty if it may be printed at once.",
        "Dieser Zeitpunkt ist vorbei. Lassen Sie beides leer, wenn sie sofort erscheinen darf.",
        "Ce moment est passé. Laissez les deux vides si elle peut paraître aussitôt.",
        "Ese momento ya pasó. Deje ambos vacíos si puede publicarse enseguida.",
        "Dette tidspunktet er forbi. La begge stå tomme hvis den kan komme ut med en gang.",
    ),
    "far": (
        "This is more than a year away.", "Das ist mehr als ein Jahr entfernt.", "C’est dans plus d’un an.", "Falta más de un año.",
        "Det er mer enn et år til.",
    ),
    "picture_large": (
        "This file is larger than 12 MB, and was not taken.", "Diese Datei ist größer als 12 MB und wurde nicht angenommen.",
        "Ce fichier dépasse 12 Mo et n’a pas été pris.", "Este archivo pasa de 12 MB y no se ha tomado.",
        "Denne filen er større enn 12 MB og ble ikke tatt imot.",
    ),
    "picture_empty": (
        "This file is empty.", "Diese Datei ist leer.", "Ce fichier est vide.", "Este archivo está vacío.", "Denne filen er tom.",
    ),
    "picture_points": (
        "This picture has too many points: more than 50 million, or more than 15,000 in a row.",
        "Dieses Bild hat zu viele Bildpunkte: mehr als 50 Millionen oder mehr als 15.000 in einer Reihe.",
        "Cette image a trop de points : plus de 50 millions, ou plus de 15 000 d’affilée.",
        "Esta imagen tiene demasiados puntos: más de 50 millones, o más de 15.000 seguidos.",
        "Dette bildet har for mange punkter: mer enn 50 millioner, eller mer enn 15 000 på rad.",
    ),
    "picture_small": (
        "This picture is smaller than 100 points on one side, too small to print.",
        "Dieses Bild hat auf einer Seite weniger als 100 Bildpunkte, zu wenige zum Veröffentlichen.",
        "Cette image a moins de 100 points d’un côté : trop petite pour paraître.",
        "Esta imagen tiene menos de 100 puntos en un lado: demasiado pequeña.",
        "Dette bildet har færre enn 100 punkter på en side, for lite til å trykkes.",
    ),
    "picture_moves": (
        "This picture moves. Please choose one that stands still.", "Dieses Bild bewegt sich. Bitte wählen Sie eines, das stillsteht.",
        "Cette image bouge. Choisissez-en une fixe.", "Esta imagen se mueve. Elija una fija.",
        "Dette bildet beveger seg. Velg et som står stille.",
    ),
    "picture_drawing": (
        "This is a drawing in SVG, whatever its name says. Please save it as PNG or JPEG first.",
        "Das ist eine Zeichnung in SVG, was immer ihr Name sagt. Bitte speichern Sie sie zuerst als PNG oder JPEG.",
        "C’est un dessin SVG, quoi que dise son nom. Enregistrez-le d’abord en PNG ou JPEG.",
        "Es un dibujo SVG, diga lo que diga su nombre. Guárdelo antes como PNG o JPEG.",
        "Dette er en tegning i SVG, hva navnet enn sier. Lagre den som PNG eller JPEG først.",
    ),
    "picture_unknown": (
        "This is no picture that we can read: JPEG, PNG, WebP and GIF are.",
        "Das ist kein Bild, das wir lesen können. Lesbar sind JPEG, PNG, WebP und GIF.",
        "Ce n’est pas une image que nous sachions lire : JPEG, PNG, WebP et GIF le sont.",
        "No es una imagen que podamos leer. Sí lo son JPEG, PNG, WebP y GIF.",
        "Dette er ikke et bilde vi kan lese. JPEG, PNG, WebP og GIF går bra.",
    ),
    "picture_unread": (
        "This picture cannot be read to its end; its file may be cut off.",
        "Dieses Bild lässt sich nicht zu Ende lesen; vielleicht ist die Datei abgeschnitten.",
        "Cette image ne se lit pas jusqu’au bout ; le fichier est peut-être coupé.",
        "Esta imagen no se puede leer hasta el final; quizá el archivo esté cortado.",
        "Dette bildet kan ikke leses til slutten; filen er kanskje kuttet av.",
    ),
    "too_much": (
        "More was sent than a release can have, and it was not taken. A release has three pictures of 12 MB at most.",
        "Es kam mehr, als eine Meldung haben kann, und wurde nicht angenommen. Eine Meldung hat höchstens drei Bilder von je 12 MB.",
        "Il est arrivé plus qu’un communiqué ne peut contenir, et rien n’a été pris. Un communiqué a au plus trois images de 12 Mo.",
        "Llegó más de lo que cabe en un comunicado, y no se tomó. Un comunicado tiene como mucho tres imágenes de 12 MB.",
        "Det kom mer enn en melding kan ha, og det ble ikke tatt imot. En melding har høyst tre bilder på 12 MB.",
    ),
    "too_much_title": ("Too much at once", "Zu viel auf einmal", "Trop à la fois", "Demasiado de una vez", "For mye på én gang"),
    "broken": (
        "It did not arrive whole. Please go back and send it once more.",
        "Es kam nicht ganz an. Bitte gehen Sie zurück und schicken Sie es noch einmal.",
        "Tout n’est pas arrivé. Revenez en arrière et renvoyez.", "No llegó entero. Vuelva atrás y envíelo otra vez.",
        "Det kom ikke helt fram. Gå tilbake og send det en gang til.",
    ),
    "broken_title": ("It broke off", "Es ist abgebrochen", "L’envoi s’est interrompu", "Se interrumpió", "Det ble brutt"),
    "elsewhere": (
        "This came from a page of somebody else, and nothing was done.", "Das kam von einer fremden Seite; es wurde nichts getan.",
        "Cela venait d’une page étrangère ; rien n’a été fait.", "Esto venía de una página ajena; no se hizo nada.",
        "Dette kom fra en fremmed side; ingenting ble gjort.",
    ),
    "stale": (
        "It was changed elsewhere meanwhile", "Sie wurde inzwischen anderswo geändert", "Elle a été modifiée ailleurs entre-temps",
        "Entretanto se cambió en otro lugar", "Den ble endret et annet sted i mellomtiden",
    ),
    "stale_text": (
        "Nothing was replaced. Your words stand in the fields; under each that differs stands what is kept. If you save now, yours count.",
        "Nichts wurde ersetzt. Ihre Worte stehen in den Feldern; unter jedem, das abweicht, steht, was gespeichert ist. Wenn Sie jetzt "
        "speichern, gelten Ihre.",
        "Rien n’a été remplacé. Vos mots sont dans les champs ; sous chacun qui diffère figure ce qui est gardé. Si vous enregistrez "
        "maintenant, les vôtres comptent.",
        "No se reemplazó nada. Sus palabras están en los campos; bajo cada uno que difiere está lo guardado. Si guarda ahora, valen las "
        "suyas.",
        "Ingenting ble byttet ut. Ordene dine står i feltene; under hvert som er ulikt, står det som er lagret. Lagrer du nå, gjelder "
        "dine.",
    ),
    "stale_look": (
        "It was changed meanwhile. Please look it over once more.", "Sie wurde inzwischen geändert. Bitte sehen Sie sie noch einmal durch.",
        "Elle a été modifiée entre-temps. Relisez-la encore une fois.", "Entretanto se cambió. Revísela otra vez.",
        "Den ble endret i mellomtiden. Se over den en gang til.",
    ),
    "kept_is": ("Kept is:", "Gespeichert ist:", "Ce qui est gardé :", "Lo guardado:", "Lagret er:"),
    "kept_nothing": ("nothing", "nichts", "rien", "nada", "ingenting"),
}  # fmt: skip
