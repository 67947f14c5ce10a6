"""What do the words in a printed time mean? Months, weekdays, days told from today, zones; looked up folded."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from pathlib import Path

# The same word, another month: by country.
_ELSEWHERE = {"listopada": 10, "listopad": 10, "lis": 10, "lip": 6, "srp": 7}
_ELSEWHERE_COUNTRIES = frozenset({"HR", "BA"})

_WEEKDAYS = """
monday mon tuesday tue tues wednesday wed thursday thu thur thurs friday fri saturday sat sunday sun montag mo dienstag di mittwoch mi
donnerstag do freitag fr samstag sa sonnabend sonntag so lundi lun mardi mercredi mer jeudi jeu vendredi ven samedi sam dimanche dim lunes
martes mié miércoles jueves jue viernes vie sábado sáb domingo dom lunedì martedì mercoledì giovedì gio venerdì sabato sab domenica
segunda-feira segunda seg terça-feira terça ter quarta-feira quarta qua quinta-feira quinta qui sexta-feira sexta sex feira maandag ma
dinsdag woensdag wo donderdag vrijdag vr zaterdag za zondag zo måndag mån tisdag tis onsdag ons torsdag tor fredag fre lördag lör söndag
sön mandag man tirsdag tir tors lørdag lør søndag søn mánudagur þriðjudagur miðvikudagur fimmtudagur föstudagur laugardagur sunnudagur
maanantai maanantaina tiistai tiistaina keskiviikko keskiviikkona torstai torstaina perjantai perjantaina lauantai lauantaina sunnuntai
sunnuntaina esmaspäev teisipäev kolmapäev neljapäev reede laupäev pühapäev pirmdiena otrdiena trešdiena ceturtdiena piektdiena sestdiena
svētdiena pirmadienis antradienis trečiadienis ketvirtadienis penktadienis šeštadienis sekmadienis poniedziałek wtorek środa czwartek
piątek sobota niedziela pon wt śr czw pt sob niedz pondělí úterý středa čtvrtek pátek neděle pondelok utorok streda štvrtok piatok nedeľa
ponedeljek torek sreda četrtek petek nedelja ponedjeljak utorak srijeda četvrtak petak subota nedjelja ponedeljak sreda četvrtak hétfő
kedd szerda csütörtök péntek szombat vasárnap luni marți miercuri joi vineri sâmbătă duminică понедельник вторник среда четверг пятница
суббота воскресенье пн вт ср чт пт сб вс понеділок вівторок середа четвер пʼятниця п'ятниця субота неділя нд понеделник вторник сряда
четвъртък петък събота неделя понедељак уторак среда четвртак петак недеља δευτέρα τρίτη τετάρτη πέμπτη παρασκευή σάββατο κυριακή
pazartesi salı çarşamba perşembe cuma cumartesi pazar senin selasa rabu kamis jumat jum'at sabtu minggu isnin khamis jumaat ahad الاثنين
الإثنين الثلاثاء الأربعاء الاربعاء الخميس الجمعة السبت الأحد الاحد יום שני שלישי רביעי חמישי שישי שבת ראשון دوشنبه سه شنبه سه‌شنبه
چهارشنبه پنجشنبه پنج‌شنبه جمعه شنبه یکشنبه یک‌شنبه सोमवार मंगलवार बुधवार गुरुवार शुक्रवार शनिवार रविवार thứ hai ba tư năm sáu bảy chủ nhật
"""

# Words that may stand between a day and its time, or at the edge of both.
_BETWEEN = """
at on the of t um am den der le à a las les la el alle ore ora del om kl klo kello kl. as às o ob u v w w. в о у ve saat pukul jam pkl lúc
vào ngày hồi στις godz godz. godzina kell plkst val val. em dia de in i det från time hora horas heure heures uur ura din الساعة في يوم
بتاريخ בשעה ב ساعت در को बजे เวลา วันที่ น klukkan kl och y d m g гг года г р ч ob. от από em. den. är óra órakor hod
"""

_LABELS = """
ago minute minutes min mins hour hours day days read
published publish posted post updated update last first date time modified created edited issued released online since story article
veröffentlicht publiziert aktualisiert stand zuletzt zuerst erstellt artikel geändert erschienen datum vom uhr publié mis jour mise
modifié créé actualisé par publicado actualizado actualización fecha creado pubblicato aggiornato pubblicazione modifica atualizado
publicada data gepubliceerd bijgewerkt geplaatst laatst laatste update gewijzigd publicerad uppdaterad publicerat uppdaterat publisert
oppdatert sist publiceret offentliggjort opdateret senest julkaistu päivitetty birt uppfært avaldatud uuendatud publicēts publikuota
atnaujinta opublikowano aktualizacja publikacja opublikowany publikováno aktualizováno vydáno zveřejněno aktualizované objavljeno
ažurirano posodobljeno megjelent frissítve közzétéve publicat actualizat data публикуван обновена опубликовано обновлено дата опубліковано
оновлено δημοσιεύθηκε δημοσίευση ενημέρωση ενημερώθηκε τελευταία yayınlanma yayın güncelleme güncellenme tarihi tarih giriş son
diterbitkan diperbarui dipublikasikan kemas kini diterbit cập nhật đăng نشر النشر آخر تحديث تاريخ פורסם עודכן תאריך انتشار تاریخ प्रकाशित
अपडेट अद्यतन 입력 수정 등록 승인 更新 公開 掲載 発表 发布 發布 发表 更新时间 发布时间 時間 时间 最終更新 配信
"""

_DAYS = {
    0: "today heute aujourd'hui aujourd’hui hoy oggi hoje vandaag idag dag tänään dzisiaj dziś dnes ma azi astăzi danas danes сегодня"
    " сьогодні днес σήμερα bugün hari-ini اليوم היום امروز आज 今日 今天 오늘 avui",
    -1: "yesterday gestern hier ayer ieri ontem gisteren igår går eilen wczoraj včera tegnap jučer juče včeraj вчера вчора χθες dün kemarin"
    " أمس אתמול دیروز 昨日 昨天 어제 ahir",
}

# Minutes east of UTC; where one abbreviation means several, each with the countries that mean it, the first as the default.
_FIXED = """
utc 0|gmt 0|ut 0|z 0|wet 0|west 60|cet 60|mez 60|cest 120|mesz 120|eet 120|oez 120|eest 180|oesz 180|msk 180|мск 180
trt 180|idt 180|est -300 US; 600 AU; 660 AU|edt -240 US; 660 AU|cst -360 US; 480 CN TW; -300 CU|cdt -300 US; -240 CU
mst -420 US; 480 MY|mdt -360|pst -480 US; 480 PH|pdt -420|akst -540|akdt -480|hst -600|ast -240 CA; 180 SA KW QA BH IQ YE
adt -180|nst -210 CA; 345 NP|ndt -150|brt -180|brst -120|art -180|clt -240|clst -180|cot -300|pet -300|bot -240|vet -240
uyt -180|pyt -180|ect -300|bst 60 GB; 360 BD|ist 330 IN; 60 IE; 120 IL|wat 60|cat 120|sast 120|eat 180|gst 240 AE OM; 600 GU
irst 210|irdt 270|aft 270|pkt 300|uzt 300|npt 345|bdt 360|mmt 390|ict 420|wib 420|wita 480|wit 540|sgt 480
sst 480 SG; -660 AS|myt 480|hkt 480|pht 480|awst 480|kst 540|jst 540|acst 570|acdt 630|aest 600|aedt 660|nzst 720|nzdt 780
fjt 720|yekt 300|omst 360|novt 420|krat 420|irkt 480|yakt 540|vlat 600|almt 300|azt 240|get 240|amt 240 AM; -240 BR|slst 330
mvt 300|chst 600
"""

# Names of zones that keep their own summer time; two words and more are looked up as they stand in the text.
NAMED_ZONES = {
    "et": "America/New_York",
    "ct": "America/Chicago",
    "mt": "America/Denver",
    "pt": "America/Los_Angeles",
    "eastern": "America/New_York",
    "central": "America/Chicago",
    "mountain": "America/Denver",
    "pacific": "America/Los_Angeles",
    "atlantic": "America/Halifax",
    "moscow": "Europe/Moscow",
    "london": "Europe/London",
    "beijing": "Asia/Shanghai",
    "singapore": "Asia/Singapore",
    "hong kong": "Asia/Hong_Kong",
    "israel": "Asia/Jerusalem",
    "kyiv": "Europe/Kyiv",
}


@lru_cache(maxsize=4096)
def fold(word: str) -> str:
    """`word` in lower case, without Latin, Greek and Cyrillic accents and without the dotless i."""
    word = word.lower()
    if word.isascii():
        return word
    return "".join(c for c in unicodedata.normalize("NFD", word) if not "\u0300" <= c <= "\u036f").replace("ı", "i")


def _month_table() -> dict[str, int]:
    """Folded form -> month, from data/months.txt."""
    table: dict[str, int] = {}
    for row in (Path(__file__).parent / "data" / "months.txt").read_text(encoding="utf-8").splitlines():
        language, _, forms = row.partition(":")
        if row.startswith("#") or not forms:
            continue
        for number, cell in enumerate(forms.split(), start=13 if language == "Solar Hijri" else 1):
            for form in cell.split("/"):
                table.setdefault(fold(form.replace("_", " ")), number)
    return table


def _zone_table() -> dict[str, tuple[tuple[int, frozenset[str]], ...]]:
    table = {}
    for cell in _FIXED.strip().replace("\n", "|").split("|"):
        name, _, meanings = cell.partition(" ")
        options = [meaning.split() for meaning in meanings.split(";")]
        table[name] = tuple((int(option[0]), frozenset(option[1:])) for option in options)
    return table


_TABLE = _month_table()
TWO_WORDS = frozenset(word.partition(" ")[0] for word in _TABLE if " " in word)
ZONES = _zone_table()
WEEKDAYS = frozenset(fold(word) for word in _WEEKDAYS.split())
# Monday is 0: the names that large languages print before a date in numbers.
_WEEK = """
monday mon montag mo lundi lun lunes lunedi segunda-feira segunda seg maandag ma mandag
tuesday tue tues dienstag di mardi martes martedi terca-feira terca ter dinsdag tisdag tis tirsdag tir
wednesday wed mittwoch mi mercredi mer miercoles mie mercoledi quarta-feira quarta woensdag wo onsdag ons
thursday thu thur thurs donnerstag do jeudi jeu jueves giovedi gio quinta-feira quinta donderdag torsdag tor
friday fri freitag fr vendredi ven viernes vie venerdi sexta-feira sexta vrijdag vr fredag fre
saturday sat samstag sa sonnabend samedi sam sabado sab sabato zaterdag za lordag lor
sunday sun sonntag so dimanche dim domingo dom domenica zondag zo sondag son
"""
WEEKDAY = {word: number for number, row in enumerate(_WEEK.strip().splitlines()) for word in map(fold, row.split())}
BETWEEN = frozenset(fold(word) for word in _BETWEEN.split())
LABELS = frozenset(fold(word) for word in _LABELS.split())
TOLD_DAYS = {fold(word): days for days, words in _DAYS.items() for word in words.split()}


def month(word: str, country: str | None = None) -> int | None:
    """1 to 12 for a month's name or abbreviation, 13 to 24 for a month of the Solar Hijri year, None for any other word."""
    folded = fold(word)
    if country in _ELSEWHERE_COUNTRIES and folded in _ELSEWHERE:
        return _ELSEWHERE[folded]
    return _TABLE.get(folded)
