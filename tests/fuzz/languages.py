"""Words that people write over columns and into cells, by language; written by hand.

They are what tables have, not what the readers know: no word is taken from the program's lists.
Several words for one thing stand in one text, parted by bars.
"""
# ruff: noqa: RUF001 - words of several scripts

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random


def choices(words: str) -> list[str]:
    """Return the words of a text parted by bars."""
    return words.split("|")


@dataclass(frozen=True)
class Language:
    """What a table in one language is written with.

    Parameters
    ----------
    code
        Of ISO 639-1.
    codepage
        That old programs save its files in.
    headings
        Several for each kind of column, by the names that `inventing` has for these.
    months, numbers
        From January to December, and from naught to twelve.
    at_least, about
        With ``{}`` for the number.
    of
        What stands between day, month and year in words.
    types
        Words for a type of event, by the name of that type.
    others
        Headings of columns that say something else, by what their cells are.
    total, group
        A row of totals, and one of a part of the rows.
    note
        A sentence below a table.
    """

    code: str
    codepage: str
    headings: Mapping[str, str]
    months: str
    numbers: str
    at_least: str
    about: str
    types: Mapping[str, str]
    others: Mapping[str, str]
    total: str
    subtotal: str
    note: str
    of: str = " "

    def heading(self, field: str, random: Random) -> str:
        """Return one of the headings of a field."""
        return random.choice(choices(self.headings[field]))


ENGLISH = Language(
    "en",
    "cp1252",
    {
        "date": "Date|Event date|Incident Date|date_of_incident|Day|Date of attack|Occurred on"
        "|When|DATE|Date of event|Attack date",
        "start": "Start date|From|Begin|date_from|Started",
        "end": "End date|To|End|date_to|Ended",
        "year": "Year",
        "month": "Month",
        "day": "Day",
        "place": "City|Town|Location|Village|Place|Locality|Settlement|Nearest town|City/Town",
        "region": "State|Province|Region|Admin1|ADM1_NAME|State/Province|Oblast|Governorate",
        "country": "Country|Country name|Nation",
        "code": "Country code|ISO|ISO code",
        "district": "District|County|Admin2",
        "lat": "Lat|Latitude|lat|LATITUDE|GPS lat|Lat.|latitude_wgs84",
        "lon": "Lon|Longitude|lng|LONGITUDE|GPS lon|Long.|longitude_wgs84",
        "point": "Coordinates|GPS|Lat/Lon|Coords|GPS coordinates|Geolocation",
        "precision": "Geo precision|Location accuracy|Precision of location",
        "killed": "Killed|Deaths|Fatalities|Dead|Number killed|# killed|No. of deaths|Death toll"
        "|Total deaths|People killed|n_killed|Killed (total)|Lives lost|Total killed",
        "injured": "Injured|Wounded|Number injured|# wounded|Injuries|Total injured|n_injured"
        "|People wounded|Hurt|No. of injured",
        "low": "Killed (min)|Killed - low|Deaths minimum|Min killed",
        "best": "Killed (best)|Killed - best|Deaths best estimate|Best estimate of killed",
        "high": "Killed (max)|Killed - high|Deaths maximum|Max killed",
        "civilians": "Civilians killed|Civilian deaths|Killed civilians",
        "soldiers": "Soldiers killed|Military deaths|Killed soldiers",
        "men": "Men killed|Killed (men)",
        "women": "Women killed|Killed (women)",
        "children": "Children killed|Killed (children)",
        "both": "Killed/Injured|Killed / wounded|Dead/Injured",
        "first": "Killed (MoH)|Killed (Health Ministry)|Killed - Ukraine says",
        "second": "Killed (UN)|Killed (OHCHR)|Killed - Russia says",
        "title": "Title|Headline|Event|Incident",
        "type": "Type|Event type|Type of incident|Attack type|Category",
        "id": "ID|Event ID|Incident no.|Ref|No|Case ID",
        "source": "Source|Reported by|Source name|Media",
        "url": "Link|URL|Source link|Source URL",
        "summary": "Notes|Description|Summary|Details|Remarks",
        "people": "Casualties|Victims",
        "where": "Location|Place",
    },
    "January|February|March|April|May|June|July|August|September|October|November|December",
    "zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve",
    "at least {}",
    "about {}",
    {
        "shelling": "Shelling|Artillery fire",
        "drone": "Drone attack|Drone strike",
        "missile": "Missile strike|Missile attack",
        "air_strike": "Airstrike|Air strike",
        "explosion": "Explosion|Bombing",
        "protest": "Protest|Demonstration",
    },
    {
        "age": "Age|Victim age|Age of deceased",
        "count": "Houses damaged|Number of drones|Suspects arrested|Missing|Kidnapped|Arrests"
        "|Vehicles destroyed|Cattle killed|Livestock lost|Rescued|Altitude|Duration (min)",
        "decimal": "Distance (km)|Temperature|Magnitude of blast",
        "many": "Population|Damage (USD)|Displaced|Persons affected",
        "later": "Report date|Date added|Last updated|Date of arrest|Entry date",
        "phone": "Phone|Death certificate no.|Killed in action file no.",
        "score": "Confidence|Reliability score",
        "weapon": "Weapon|Weapon used",
        "flag": "Verified|Ceasefire|Claimed",
        "time": "Time|Time of day",
        "actor": "Killed by|Perpetrator|Actor",
        "name": "Reporter|Entered by|Name of coder",
        "part": "Children killed|Women killed|Attackers killed|Police killed",
        "birth": "Date of birth|DOB",
        "month": "Month",
        "week": "Week|Week number",
        "rate": "Death rate|Share of women killed",
        "text": "Cause of death|Injury type|Casualty type",
    },
    "Total",
    "Subtotal",
    "* figures may be revised as more reports come in",
)

UKRAINIAN = Language(
    "uk",
    "cp1251",
    {
        "date": "Дата|Дата події|Дата інциденту|День|Дата обстрілу|Коли",
        "start": "Дата початку|Початок",
        "end": "Дата завершення|Кінець|Завершення",
        "year": "Рік",
        "month": "Місяць",
        "day": "Число|День",
        "place": "Населений пункт|Місто|Місце|Локація|Назва населеного пункту|Село/місто",
        "region": "Область|Регіон|Обл.",
        "country": "Країна|Держава",
        "code": "Код країни",
        "district": "Район",
        "lat": "Широта|Широта (lat)",
        "lon": "Довгота|Довгота (lon)",
        "point": "Координати|GPS координати|Геолокація",
        "precision": "Точність|Точність місця",
        "killed": "Загинуло|Загиблі|Вбито|Кількість загиблих|Загиблих|Загинуло осіб|Убито",
        "injured": "Поранено|Поранені|Кількість поранених|Поранених|Травмовано",
        "low": "Загинуло (мін)|Загиблі, мінімум",
        "best": "Загинуло (оцінка)|Загиблі, найкраща оцінка",
        "high": "Загинуло (макс)|Загиблі, максимум",
        "civilians": "Загинуло цивільних|Загиблі цивільні",
        "soldiers": "Загинуло військових|Загиблі військові",
        "men": "Загинуло чоловіків|Загиблі чоловіки",
        "women": "Загинуло жінок|Загиблі жінки",
        "children": "Загинуло дітей|Загиблі діти",
        "both": "Загинуло/Поранено|Загиблі/поранені",
        "first": "Загинуло (за даними ОВА)|Загинуло (МВС)",
        "second": "Загинуло (за даними РФ)|Загинуло (ООН)",
        "title": "Назва|Подія|Заголовок",
        "type": "Тип|Тип події|Вид атаки|Категорія",
        "id": "№|ID|Номер|№ з/п",
        "source": "Джерело|Джерело інформації|ЗМІ",
        "url": "Посилання|Посилання на джерело",
        "summary": "Опис|Примітки|Деталі",
        "people": "Жертви|Втрати",
        "where": "Місце|Локація",
    },
    "січня|лютого|березня|квітня|травня|червня|липня|серпня|вересня|жовтня|листопада|грудня",
    "нуль|один|двоє|троє|четверо|п'ятеро|шестеро|семеро|восьмеро|дев'ять|десять|одинадцять"
    "|дванадцять",
    "щонайменше {}",
    "близько {}",
    {
        "shelling": "Обстріл|Артобстріл",
        "drone": "Атака дронів|Удар дроном",
        "missile": "Ракетний удар",
        "air_strike": "Авіаудар",
        "explosion": "Вибух",
        "protest": "Протест|Мітинг",
    },
    {
        "age": "Вік",
        "count": "Пошкоджено будинків|Кількість дронів|Затримано|Зниклі безвісти|Знищено БПЛА"
        "|Врятовано|Евакуйовано",
        "decimal": "Відстань, км",
        "many": "Населення|Збитки, грн",
        "later": "Дата внесення|Дата публікації|Дата оновлення",
        "phone": "Телефон",
        "weapon": "Зброя",
        "flag": "Перевірено",
        "birth": "Дата народження",
        "month": "Місяць",
        "week": "Тиждень",
        "text": "Причина смерті",
        "time": "Час",
        "name": "Оператор",
        "part": "Загинуло дітей",
    },
    "Всього",
    "Разом",
    "* дані можуть бути уточнені",
)

RUSSIAN = Language(
    "ru",
    "cp1251",
    {
        "date": "Дата|Дата события|Дата происшествия|День|Дата обстрела|Когда",
        "start": "Дата начала|Начало",
        "end": "Дата окончания|Конец|Окончание",
        "year": "Год",
        "month": "Месяц",
        "day": "День|Число",
        "place": "Населённый пункт|Город|Место|Населенный пункт|Город/село",
        "region": "Область|Регион|Субъект",
        "country": "Страна|Государство",
        "code": "Код страны",
        "district": "Район",
        "lat": "Широта",
        "lon": "Долгота",
        "point": "Координаты|Геолокация",
        "precision": "Точность|Точность места",
        "killed": "Погибло|Погибшие|Убито|Число погибших|Погибших|Количество погибших",
        "injured": "Ранено|Раненые|Число раненых|Раненых|Количество раненых",
        "low": "Погибло (мин)|Погибшие, минимум",
        "best": "Погибло (оценка)|Погибшие, оценка",
        "high": "Погибло (макс)|Погибшие, максимум",
        "civilians": "Погибло гражданских|Погибшие мирные жители",
        "soldiers": "Погибло военных|Погибшие военные",
        "men": "Погибло мужчин",
        "women": "Погибло женщин",
        "children": "Погибло детей",
        "both": "Погибло/Ранено|Погибшие/раненые",
        "first": "Погибло (МВД)|Погибло (Минздрав)",
        "second": "Погибло (ООН)",
        "title": "Название|Событие|Заголовок",
        "type": "Тип|Тип события|Вид атаки|Категория",
        "id": "№|Номер|№ п/п",
        "source": "Источник|СМИ",
        "url": "Ссылка|Ссылка на источник",
        "summary": "Описание|Примечание|Подробности",
        "people": "Жертвы|Потери",
        "where": "Место|Локация",
    },
    "января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря",
    "ноль|один|двое|трое|четверо|пятеро|шестеро|семеро|восемь|девять|десять|одиннадцать|двенадцать",
    "не менее {}",
    "около {}",
    {
        "shelling": "Обстрел|Артобстрел",
        "drone": "Атака дронов|Удар дрона",
        "missile": "Ракетный удар",
        "air_strike": "Авиаудар",
        "explosion": "Взрыв",
        "protest": "Протест|Митинг",
    },
    {
        "age": "Возраст",
        "count": "Повреждено домов|Количество дронов|Задержано|Спасено|Эвакуировано",
        "decimal": "Расстояние, км",
        "many": "Население|Ущерб, руб.",
        "later": "Дата добавления|Дата публикации",
        "phone": "Телефон",
        "weapon": "Оружие",
        "flag": "Проверено",
        "birth": "Дата рождения",
        "month": "Месяц",
        "text": "Причина смерти",
        "time": "Время",
        "part": "Погибло детей",
    },
    "Итого",
    "Всего",
    "* данные могут уточняться",
)

FRENCH = Language(
    "fr",
    "cp1252",
    {
        "date": "Date|Date de l'attaque|Date de l'incident|Jour|Date des faits|Quand",
        "start": "Date de début|Début",
        "end": "Date de fin|Fin",
        "year": "Année",
        "month": "Mois",
        "day": "Jour",
        "place": "Ville|Localité|Lieu|Village|Commune",
        "region": "Région|Province|Département",
        "country": "Pays",
        "code": "Code pays",
        "district": "Cercle|District",
        "lat": "Latitude|Lat",
        "lon": "Longitude|Long",
        "point": "Coordonnées|Coordonnées GPS",
        "precision": "Précision|Précision du lieu",
        "killed": "Morts|Tués|Nombre de morts|Décès|Nb morts|Nombre de tués|Personnes tuées",
        "injured": "Blessés|Nombre de blessés|Nb blessés|Personnes blessées",
        "low": "Morts (min)|Tués, minimum",
        "best": "Morts (estimation)|Tués, estimation",
        "high": "Morts (max)|Tués, maximum",
        "civilians": "Civils tués|Morts civils",
        "soldiers": "Militaires tués|Morts militaires",
        "men": "Hommes tués",
        "women": "Femmes tuées",
        "children": "Enfants tués",
        "both": "Morts/Blessés|Tués/blessés",
        "first": "Morts (ministère de la santé)",
        "second": "Morts (ONU)",
        "title": "Titre|Événement|Intitulé",
        "type": "Type|Type d'incident|Type d'attaque|Catégorie",
        "id": "N°|Identifiant|Réf.",
        "source": "Source|Média",
        "url": "Lien|Lien source",
        "summary": "Description|Remarques|Commentaire|Résumé",
        "people": "Victimes|Bilan",
        "where": "Lieu|Localisation",
    },
    "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre",
    "zéro|un|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze",
    "au moins {}",
    "environ {}",
    {
        "drone": "Frappe de drone|Attaque de drone",
        "air_strike": "Frappe aérienne",
        "explosion": "Explosion",
        "protest": "Manifestation",
    },
    {
        "age": "Âge",
        "count": "Maisons détruites|Disparus|Arrestations|Véhicules brûlés|Otages|Bétail tué",
        "decimal": "Distance (km)",
        "many": "Population|Déplacés",
        "later": "Date de saisie|Date de publication|Date du rapport",
        "phone": "Téléphone",
        "weapon": "Arme",
        "flag": "Vérifié",
        "birth": "Date de naissance",
        "month": "Mois",
        "text": "Cause du décès",
        "time": "Heure",
        "actor": "Auteur|Auteur présumé",
        "part": "Enfants tués",
    },
    "Total",
    "Sous-total",
    "* chiffres provisoires",
)

SPANISH = Language(
    "es",
    "cp1252",
    {
        "date": "Fecha|Fecha del ataque|Fecha del hecho|Fecha de los hechos|Día|Cuándo",
        "start": "Fecha de inicio|Inicio",
        "end": "Fecha de fin|Fin",
        "year": "Año",
        "month": "Mes",
        "day": "Día",
        "place": "Ciudad|Municipio|Lugar|Localidad",
        "region": "Departamento|Estado|Provincia|Región",
        "country": "País",
        "code": "Código país|Código del país",
        "district": "Distrito",
        "lat": "Latitud",
        "lon": "Longitud",
        "point": "Coordenadas|Coordenadas GPS",
        "precision": "Precisión|Precisión del lugar",
        "killed": "Muertos|Fallecidos|Número de muertos|Asesinados|No. muertos|Total muertos"
        "|Víctimas mortales",
        "injured": "Heridos|Lesionados|Número de heridos|Total heridos|No. heridos",
        "low": "Muertos (mín)|Muertos, mínimo",
        "best": "Muertos (estimado)|Muertos, mejor estimación",
        "high": "Muertos (máx)|Muertos, máximo",
        "civilians": "Civiles muertos|Muertos civiles",
        "soldiers": "Militares muertos|Soldados muertos",
        "men": "Hombres muertos",
        "women": "Mujeres muertas",
        "children": "Niños muertos",
        "both": "Muertos/Heridos",
        "first": "Muertos (ministerio)",
        "second": "Muertos (ONU)",
        "title": "Título|Suceso|Titular",
        "type": "Tipo|Tipo de hecho|Tipo de ataque|Categoría",
        "id": "No.|Identificador|N.º",
        "source": "Fuente|Medio",
        "url": "Enlace|Enlace de la fuente",
        "summary": "Descripción|Observaciones|Resumen",
        "people": "Víctimas",
        "where": "Lugar|Ubicación",
    },
    "enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre",
    "cero|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce",
    "al menos {}",
    "unos {}",
    {
        "drone": "Ataque con dron",
        "air_strike": "Ataque aéreo",
        "explosion": "Explosión",
        "protest": "Protesta|Manifestación",
    },
    {
        "age": "Edad",
        "count": "Casas destruidas|Desaparecidos|Detenidos|Secuestrados|Vehículos quemados",
        "decimal": "Distancia (km)",
        "many": "Población|Desplazados",
        "later": "Fecha de registro|Fecha de publicación|Fecha del reporte",
        "phone": "Teléfono",
        "weapon": "Arma",
        "flag": "Verificado",
        "birth": "Fecha de nacimiento",
        "month": "Mes",
        "text": "Causa de muerte",
        "time": "Hora",
        "actor": "Presunto responsable|Autor",
        "part": "Menores muertos",
    },
    "Total",
    "Subtotal",
    "* cifras preliminares",
    of=" de ",
)

PORTUGUESE = Language(
    "pt",
    "cp1252",
    {
        "date": "Data|Data do ataque|Data do fato|Dia|Quando",
        "start": "Data de início|Início",
        "end": "Data de fim|Fim|Término",
        "year": "Ano",
        "month": "Mês",
        "day": "Dia",
        "place": "Cidade|Município|Local|Localidade",
        "region": "Estado|Província|Região",
        "country": "País",
        "code": "Código do país",
        "district": "Distrito",
        "lat": "Latitude",
        "lon": "Longitude",
        "point": "Coordenadas",
        "precision": "Precisão|Precisão do local",
        "killed": "Mortos|Número de mortos|Óbitos|Total de mortos|Mortes|Vítimas fatais",
        "injured": "Feridos|Número de feridos|Total de feridos",
        "low": "Mortos (mín)",
        "best": "Mortos (estimativa)",
        "high": "Mortos (máx)",
        "civilians": "Civis mortos",
        "soldiers": "Militares mortos|Soldados mortos",
        "men": "Homens mortos",
        "women": "Mulheres mortas",
        "children": "Crianças mortas",
        "both": "Mortos/Feridos",
        "first": "Mortos (ministério)",
        "second": "Mortos (ONU)",
        "title": "Título|Evento|Manchete",
        "type": "Tipo|Tipo de ataque|Categoria",
        "id": "Nº|Código|Identificador",
        "source": "Fonte|Mídia",
        "url": "Link|Ligação",
        "summary": "Descrição|Observações|Resumo",
        "people": "Vítimas",
        "where": "Local|Localização",
    },
    "janeiro|fevereiro|março|abril|maio|junho|julho|agosto|setembro|outubro|novembro|dezembro",
    "zero|um|dois|três|quatro|cinco|seis|sete|oito|nove|dez|onze|doze",
    "pelo menos {}",
    "cerca de {}",
    {"explosion": "Explosão", "protest": "Protesto|Manifestação"},
    {
        "age": "Idade",
        "count": "Casas destruídas|Desaparecidos|Presos|Resgatados",
        "decimal": "Distância (km)",
        "many": "População|Deslocados",
        "later": "Data de registro|Data de publicação",
        "phone": "Telefone",
        "weapon": "Arma",
        "flag": "Verificado",
        "time": "Hora",
        "part": "Crianças mortas",
    },
    "Total",
    "Subtotal",
    "* números preliminares",
    of=" de ",
)

GERMAN = Language(
    "de",
    "cp1252",
    {
        "date": "Datum|Datum des Angriffs|Tag|Ereignisdatum|Wann|Tattag",
        "start": "Beginn|Anfang|Von",
        "end": "Ende|Bis",
        "year": "Jahr",
        "month": "Monat",
        "day": "Tag",
        "place": "Ort|Stadt|Gemeinde|Ortschaft",
        "region": "Bundesland|Region|Provinz|Oblast",
        "country": "Land|Staat",
        "code": "Ländercode|Länderkürzel",
        "district": "Bezirk|Landkreis",
        "lat": "Breite|Breitengrad|Geogr. Breite",
        "lon": "Länge|Längengrad|Geogr. Länge",
        "point": "Koordinaten|GPS-Koordinaten",
        "precision": "Genauigkeit|Ortsgenauigkeit",
        "killed": "Tote|Getötete|Anzahl Tote|Todesopfer|Zahl der Toten|Getötet",
        "injured": "Verletzte|Verwundete|Anzahl Verletzte|Zahl der Verletzten|Verletzt",
        "low": "Tote (min)|Tote, mindestens",
        "best": "Tote (geschätzt)|Tote, Schätzung",
        "high": "Tote (max)|Tote, höchstens",
        "civilians": "Getötete Zivilisten|Tote Zivilisten",
        "soldiers": "Getötete Soldaten|Tote Soldaten",
        "men": "Getötete Männer",
        "women": "Getötete Frauen",
        "children": "Getötete Kinder",
        "both": "Tote/Verletzte",
        "first": "Tote (Ministerium)",
        "second": "Tote (UN)",
        "title": "Titel|Ereignis|Überschrift",
        "type": "Art|Typ|Art des Angriffs|Kategorie",
        "id": "Nr.|ID|Lfd. Nr.",
        "source": "Quelle|Medium",
        "url": "Link|Verweis",
        "summary": "Beschreibung|Bemerkung|Anmerkungen",
        "people": "Opfer",
        "where": "Ort|Lage",
    },
    "Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember",
    "keine|eins|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf",
    "mindestens {}",
    "etwa {}",
    {
        "shelling": "Beschuss|Artilleriebeschuss",
        "drone": "Drohnenangriff",
        "missile": "Raketenangriff",
        "air_strike": "Luftangriff",
        "explosion": "Explosion",
        "protest": "Protest|Demonstration",
    },
    {
        "age": "Alter",
        "count": "Beschädigte Häuser|Vermisste|Festnahmen|Drohnen",
        "decimal": "Entfernung (km)",
        "many": "Einwohner|Vertriebene",
        "later": "Erfasst am|Meldedatum|Veröffentlicht am",
        "phone": "Telefon",
        "weapon": "Waffe",
        "flag": "Geprüft",
        "birth": "Geburtsdatum",
        "month": "Monat",
        "text": "Todesursache",
        "time": "Uhrzeit",
        "part": "Getötete Kinder",
    },
    "Summe",
    "Zwischensumme",
    "* vorläufige Zahlen",
    of=". ",
)

POLISH = Language(
    "pl",
    "cp1250",
    {
        "date": "Data|Data zdarzenia|Dzień|Data ataku|Kiedy",
        "start": "Data rozpoczęcia|Początek|Od",
        "end": "Data zakończenia|Koniec|Do",
        "year": "Rok",
        "month": "Miesiąc",
        "day": "Dzień",
        "place": "Miejscowość|Miasto|Miejsce|Lokalizacja",
        "region": "Województwo|Region|Obwód",
        "country": "Kraj|Państwo",
        "code": "Kod kraju",
        "district": "Powiat|Rejon",
        "lat": "Szerokość|Szerokość geograficzna|Szer. geogr.",
        "lon": "Długość|Długość geograficzna|Dł. geogr.",
        "point": "Współrzędne|Współrzędne GPS",
        "precision": "Dokładność|Dokładność miejsca",
        "killed": "Zabici|Ofiary śmiertelne|Liczba zabitych|Zginęło|Zabitych",
        "injured": "Ranni|Liczba rannych|Rannych",
        "low": "Zabici (min)",
        "best": "Zabici (szacunek)",
        "high": "Zabici (maks)",
        "civilians": "Zabici cywile",
        "soldiers": "Zabici żołnierze",
        "men": "Zabici mężczyźni",
        "women": "Zabite kobiety",
        "children": "Zabite dzieci",
        "both": "Zabici/Ranni",
        "first": "Zabici (ministerstwo)",
        "second": "Zabici (ONZ)",
        "title": "Tytuł|Zdarzenie|Nagłówek",
        "type": "Typ|Rodzaj|Rodzaj ataku|Kategoria",
        "id": "Lp.|Nr|Numer",
        "source": "Źródło|Media",
        "url": "Odnośnik|Link",
        "summary": "Opis|Uwagi|Streszczenie",
        "people": "Ofiary",
        "where": "Miejsce|Lokalizacja",
    },
    "stycznia|lutego|marca|kwietnia|maja|czerwca|lipca|sierpnia|września|października"
    "|listopada|grudnia",
    "zero|jeden|dwa|trzy|cztery|pięć|sześć|siedem|osiem|dziewięć|dziesięć|jedenaście|dwanaście",
    "co najmniej {}",
    "około {}",
    {
        "shelling": "Ostrzał",
        "drone": "Atak drona|Atak dronów",
        "air_strike": "Nalot",
        "explosion": "Wybuch|Eksplozja",
        "protest": "Protest",
    },
    {
        "age": "Wiek",
        "count": "Uszkodzone domy|Zaginieni|Zatrzymani|Liczba dronów",
        "decimal": "Odległość (km)",
        "many": "Ludność|Przesiedleni",
        "later": "Data wpisu|Data publikacji",
        "phone": "Telefon",
        "weapon": "Broń",
        "flag": "Zweryfikowano",
        "time": "Godzina",
        "part": "Zabite dzieci",
    },
    "Razem",
    "Suma częściowa",
    "* dane wstępne",
)

ITALIAN = Language(
    "it",
    "cp1252",
    {
        "date": "Data|Data dell'attacco|Giorno|Data evento",
        "start": "Data inizio|Inizio",
        "end": "Data fine|Fine",
        "year": "Anno",
        "month": "Mese",
        "day": "Giorno",
        "place": "Città|Comune|Località|Luogo",
        "region": "Regione|Provincia",
        "country": "Paese|Stato",
        "code": "Codice paese",
        "district": "Distretto",
        "lat": "Latitudine|Lat",
        "lon": "Longitudine|Lon",
        "point": "Coordinate|Coordinate GPS",
        "precision": "Precisione",
        "killed": "Morti|Uccisi|Numero di morti|Deceduti|Vittime mortali",
        "injured": "Feriti|Numero di feriti",
        "low": "Morti (min)",
        "best": "Morti (stima)",
        "high": "Morti (max)",
        "civilians": "Civili uccisi|Civili morti",
        "soldiers": "Militari uccisi|Soldati uccisi",
        "men": "Uomini uccisi",
        "women": "Donne uccise",
        "children": "Bambini uccisi",
        "both": "Morti/Feriti",
        "first": "Morti (ministero)",
        "second": "Morti (ONU)",
        "title": "Titolo|Evento",
        "type": "Tipo|Tipo di attacco|Categoria",
        "id": "N.|Numero|Codice",
        "source": "Fonte",
        "url": "Link|Collegamento",
        "summary": "Descrizione|Note",
        "people": "Vittime",
        "where": "Luogo|Posizione",
    },
    "gennaio|febbraio|marzo|aprile|maggio|giugno|luglio|agosto|settembre|ottobre|novembre|dicembre",
    "zero|uno|due|tre|quattro|cinque|sei|sette|otto|nove|dieci|undici|dodici",
    "almeno {}",
    "circa {}",
    {"explosion": "Esplosione", "protest": "Protesta|Manifestazione"},
    {
        "age": "Età",
        "count": "Case danneggiate|Dispersi|Arrestati",
        "decimal": "Distanza (km)",
        "many": "Popolazione|Sfollati",
        "later": "Data di inserimento|Data di pubblicazione",
        "phone": "Telefono",
        "weapon": "Arma",
        "time": "Ora",
        "part": "Bambini uccisi",
    },
    "Totale",
    "Subtotale",
    "* dati provvisori",
)

ARABIC = Language(
    "ar",
    "cp1256",
    {
        "date": "التاريخ|تاريخ الحادث|تاريخ الهجوم|تاريخ الحدث",
        "start": "تاريخ البداية|تاريخ البدء",
        "end": "تاريخ النهاية|تاريخ الانتهاء",
        "year": "السنة|العام",
        "month": "الشهر",
        "day": "اليوم",
        "place": "المدينة|المكان|الموقع|القرية|البلدة",
        "region": "المحافظة|المنطقة|الولاية",
        "country": "البلد|الدولة",
        "code": "رمز البلد",
        "district": "المديرية|القضاء",
        "lat": "خط العرض|دائرة العرض",
        "lon": "خط الطول",
        "point": "الإحداثيات",
        "precision": "الدقة|دقة الموقع",
        "killed": "القتلى|عدد القتلى|الشهداء|عدد الشهداء|الوفيات",
        "injured": "الجرحى|عدد الجرحى|المصابين|عدد المصابين",
        "low": "القتلى (الحد الأدنى)",
        "best": "القتلى (تقدير)",
        "high": "القتلى (الحد الأقصى)",
        "civilians": "القتلى المدنيين|القتلى المدنيون",
        "soldiers": "القتلى العسكريين|القتلى العسكريون",
        "men": "القتلى الرجال",
        "women": "القتلى النساء",
        "children": "القتلى الأطفال",
        "both": "القتلى/الجرحى",
        "first": "القتلى (وزارة الصحة)",
        "second": "القتلى (الأمم المتحدة)",
        "title": "العنوان|الحدث",
        "type": "النوع|نوع الحادث|نوع الهجوم",
        "id": "الرقم|رقم الحادث",
        "source": "المصدر",
        "url": "الرابط",
        "summary": "الوصف|ملاحظات|التفاصيل",
        "people": "الضحايا",
        "where": "الموقع|المكان",
    },
    "يناير|فبراير|مارس|أبريل|مايو|يونيو|يوليو|أغسطس|سبتمبر|أكتوبر|نوفمبر|ديسمبر",
    "صفر|واحد|اثنان|ثلاثة|أربعة|خمسة|ستة|سبعة|ثمانية|تسعة|عشرة|أحد عشر|اثنا عشر",
    "على الأقل {}",
    "حوالي {}",
    {
        "shelling": "قصف مدفعي",
        "air_strike": "غارة جوية",
        "explosion": "انفجار",
        "protest": "احتجاج|مظاهرة",
    },
    {
        "age": "العمر",
        "count": "المفقودين|المعتقلين|عدد المنازل المدمرة",
        "many": "عدد السكان|النازحين",
        "later": "تاريخ الإدخال|تاريخ النشر",
        "phone": "رقم الهاتف",
        "weapon": "السلاح",
        "time": "الوقت",
    },
    "المجموع",
    "المجموع الفرعي",
    "* أرقام أولية",
)

LANGUAGES = (
    ENGLISH,
    UKRAINIAN,
    RUSSIAN,
    FRENCH,
    SPANISH,
    PORTUGUESE,
    GERMAN,
    POLISH,
    ITALIAN,
    ARABIC,
)


@dataclass(frozen=True)
class Town:
    """A town, where it lies (degrees), and the unit that it is in.

    Parameters
    ----------
    name, region
        In English, and by the code of a language where tables in that have others.
    code
        Of the unit, ISO 3166-2.
    """

    name: str
    region: str
    code: str
    lat: float
    lon: float
    local: Mapping[str, tuple[str, str]]

    def named(self, language: str) -> tuple[str, str]:
        """Return the names of the town and of its unit in a language."""
        return self.local.get(language, (self.name, self.region))


@dataclass(frozen=True)
class Country:
    """A country, its codes, its names by language, and towns in it."""

    alpha_2: str
    alpha_3: str
    names: Mapping[str, str]
    towns: tuple[Town, ...]


def _country(alpha_2: str, alpha_3: str, names: str, *towns: Town) -> Country:
    """Return a country whose names stand in the order of `LANGUAGES`."""
    codes = [language.code for language in LANGUAGES]
    return Country(alpha_2, alpha_3, dict(zip(codes, choices(names), strict=True)), towns)


def _town(name: str, region: str, code: str, at: tuple[float, float], **local: str) -> Town:
    """Return a town; `local` are its name and its unit's, parted by a bar, by language."""
    names = {language: (both.split("|")[0], both.split("|")[1]) for language, both in local.items()}
    return Town(name, region, code, *at, names)


COUNTRIES = (
    _country(
        "UA",
        "UKR",
        "Ukraine|Україна|Украина|Ukraine|Ucrania|Ucrânia|Ukraine|Ukraina|Ucraina|أوكرانيا",
        _town(
            "Kherson",
            "Kherson Oblast",
            "UA-65",
            (46.6354, 32.6169),
            uk="Херсон|Херсонська область",
            ru="Херсон|Херсонская область",
        ),
        _town(
            "Odesa",
            "Odesa Oblast",
            "UA-51",
            (46.4825, 30.7233),
            uk="Одеса|Одеська область",
            ru="Одесса|Одесская область",
        ),
        _town(
            "Nikopol",
            "Dnipropetrovsk Oblast",
            "UA-12",
            (47.5712, 34.3964),
            uk="Нікополь|Дніпропетровська область",
            ru="Никополь|Днепропетровская область",
        ),
        _town(
            "Pokrovsk",
            "Donetsk Oblast",
            "UA-14",
            (48.2820, 37.1758),
            uk="Покровськ|Донецька область",
            ru="Покровск|Донецкая область",
        ),
        _town(
            "Sumy",
            "Sumy Oblast",
            "UA-59",
            (50.9077, 34.7981),
            uk="Суми|Сумська область",
            ru="Сумы|Сумская область",
        ),
    ),
    _country(
        "ML",
        "MLI",
        "Mali|Малі|Мали|Mali|Mali|Mali|Mali|Mali|Mali|مالي",
        _town("Gao", "Gao", "ML-7", (16.2717, -0.0447)),
        _town("Mopti", "Mopti", "ML-5", (14.4843, -4.1830)),
        _town("Kidal", "Kidal", "ML-8", (18.4411, 1.4078)),
        _town("Kayes", "Kayes", "ML-1", (14.4469, -11.4445)),
        _town("Sikasso", "Sikasso", "ML-3", (11.3176, -5.6665)),
    ),
    _country(
        "CO",
        "COL",
        "Colombia|Колумбія|Колумбия|Colombie|Colombia|Colômbia|Kolumbien|Kolumbia|Colombia|كولومبيا",
        _town("Cali", "Valle del Cauca", "CO-VAC", (3.4516, -76.5320)),
        _town("Medellín", "Antioquia", "CO-ANT", (6.2442, -75.5812)),
        _town("Popayán", "Cauca", "CO-CAU", (2.4448, -76.6147)),
        _town("Quibdó", "Chocó", "CO-CHO", (5.6947, -76.6611)),
    ),
    _country(
        "NG",
        "NGA",
        "Nigeria|Нігерія|Нигерия|Nigéria|Nigeria|Nigéria|Nigeria|Nigeria|Nigeria|نيجيريا",
        _town("Maiduguri", "Borno", "NG-BO", (11.8333, 13.15)),
        _town("Kaduna", "Kaduna", "NG-KD", (10.5222, 7.4383)),
        _town("Jos", "Plateau", "NG-PL", (9.8965, 8.8583)),
        _town("Gusau", "Zamfara", "NG-ZA", (12.1704, 6.6641)),
        _town("Makurdi", "Benue", "NG-BE", (7.7322, 8.5391)),
    ),
    _country(
        "SY",
        "SYR",
        "Syria|Сирія|Сирия|Syrie|Siria|Síria|Syrien|Syria|Siria|سوريا",
        _town("Idlib", "Idlib", "SY-ID", (35.9306, 36.6339), ar="إدلب|إدلب"),
        _town("Aleppo", "Aleppo", "SY-HL", (36.2021, 37.1343), ar="حلب|حلب"),
        _town("Homs", "Homs", "SY-HI", (34.7324, 36.7137), ar="حمص|حمص"),
        _town("Hama", "Hama", "SY-HM", (35.1318, 36.7578), ar="حماة|حماة"),
    ),
    _country(
        "MX",
        "MEX",
        "Mexico|Мексика|Мексика|Mexique|México|México|Mexiko|Meksyk|Messico|المكسيك",
        _town("Culiacán", "Sinaloa", "MX-SIN", (24.8091, -107.3940)),
        _town("Acapulco", "Guerrero", "MX-GRO", (16.8531, -99.8237)),
        _town("Tijuana", "Baja California", "MX-BCN", (32.4849, -116.9382)),
        _town("Celaya", "Guanajuato", "MX-GUA", (20.5235, -100.8157)),
    ),
    _country(
        "SD",
        "SDN",
        "Sudan|Судан|Судан|Soudan|Sudán|Sudão|Sudan|Sudan|Sudan|السودان",
        _town("El Fasher", "North Darfur", "SD-DN", (13.6279, 25.3494)),
        _town("Nyala", "South Darfur", "SD-DS", (12.0489, 24.8807)),
        _town("Port Sudan", "Red Sea", "SD-RS", (19.6158, 37.2164)),
        _town("Kassala", "Kassala", "SD-KA", (15.4510, 36.4000)),
    ),
)
