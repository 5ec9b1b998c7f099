"""What the columns of a table are called: in English, Ukrainian and Russian.

Case, accents, spaces and punctuation in a name do not matter.
"""
# ruff: noqa: RUF001 - Cyrillic words

from collections.abc import Iterable

from eventmap.readers.drafts import DRAFT_CLAIMS, DRAFT_EVENTS, GEOMETRY_LAT, GEOMETRY_LON
from eventmap.readers.formats.mapping import COORDINATES
from eventmap.readers.formats.typewords import fold

_NAMES: dict[str, tuple[str, ...]] = {
    "source_id": (
        "id, event id, incident id, record id, objectid, fid, ідентифікатор, идентификатор, ід, ид",
        "uuid, guid, globalid",
    ),
    "title": (
        "title, headline, event title, заголовок, назва, назва події, название, название события",
        "name, event name, event, подія, событие",
    ),
    "summary": (
        "summary, description, event description, details, опис, опис події, описание,"
        " описание события, подробности, подробиці, деталі",
        "notes, note, comment, comments, text, примітка, примітки, примечание, примечания,"
        " коментар, комментарий, текст, що сталося, что произошло, обставини, обстоятельства",
    ),
    "event_type": (
        "event type, type, type of event, incident type, attack type, тип, тип події, тип события,"
        " вид події, вид события",
        "category, sub event type, kind, weapon, weapon type, вид, категорія, категория,"
        " зброя, оружие, тип атаки, вид атаки, тип зброї, вид зброї, тип оружия, вид оружия,"
        " засіб ураження, засоби ураження, средство поражения, средства поражения",
    ),
    "target": ("target, target type, ціль, цель, обєкт, объект",),
    "parties": ("parties, party, сторони, стороны",),
    "actor": ("actor, actor 1, perpetrator, actors, attacker, актор, сторона конфлікту",),
    "date_start": (
        "date start, start date, start, from date, date from, begin, дата початку, початок,"
        " дата начала, начало",
        "date, event date, day, date of event, incident date, date of incident, attack date,"
        " date of attack, дата, дата події, дата события, день, дата інциденту, дата инцидента,"
        " дата обстрілу, дата обстрела, дата атаки, дата удару, дата удара",
        "datetime, date time, date utc, event datetime, occurred, occurred at, occurred on,"
        " дата та час, дата і час, дата час, дата и время, дата время",
        "timestamp, when, коли, когда",
        "year, рік, год",
    ),
    "date_end": (
        "date end, end date, end, to date, date to, дата закінчення, дата завершення, кінець,"
        " дата окончания, дата завершения, конец, окончание",
    ),
    "date_precision": ("date precision",),
    "place": (
        "place, settlement, city, town, village, location, locality, place name, location name,"
        " населений пункт, населенный пункт, місто, город, місце, место, місце події,"
        " место события, село, нп, локація, локация",
    ),
    "admin1": (
        "admin1, adm1, admin 1, admin1 name, adm1 name, oblast, region, province, state, область,"
        " регіон, регион, область події",
    ),
    "country": ("country, country name, країна, страна", "country code, iso2, iso3, iso, adm0"),
    "lat": (
        "lat, latitude, широта",
        "lat wgs84, gps lat, gps latitude, y, ycoord, y coord, coord y, point y",
    ),
    "lon": (
        "lon, lng, long, longitude, довгота, долгота",
        "lon wgs84, gps lon, gps lng, gps longitude, x, xcoord, x coord, coord x, point x",
    ),
    COORDINATES: (
        "coordinates, coordinate, coords, latlon, lat lon, latlng, lat long, lat lng, gps,"
        " geo, geopoint, geolocation, координати, координаты",
        "wkt, geom, geometry, the geom, point",
        "mgrs, utm, plus code, grid, grid reference, grid ref",
    ),
    "geo_precision": (
        "geo precision, location precision, precision of location, coordinates precision,"
        " coordinate precision, spatial precision, точність координат, точність місця,"
        " точность координат, точность места",
    ),
    "status": ("status, статус",),
    "claimant": ("claimant",),
    "side": ("side",),
    "source": (
        "source, sources, source name, reported by, джерело, джерела, источник, источники",
        "publisher, media, outlet, змі, сми",
    ),
    "url": (
        "url, link, links, source url, source link, href, web, посилання, ссылка, лінк, линк,"
        " посилання на джерело, ссылка на источник",
    ),
    "published_on": (
        "published on, published, published at, publication date, date published,"
        " дата публікації, дата публикации",
    ),
    "killed_low": ("killed low, killed min, min killed, deaths low, deaths min, fatalities low",),
    "killed_best": (
        "killed best, killed, dead, deaths, fatalities, number killed, people killed, nkill,"
        " загинуло, загиблих, загиблі, вбито, вбитих, убито, погибло, погибших, погибшие, убитых,"
        " кількість загиблих, число загиблих, загинуло осіб, количество погибших, число погибших",
    ),
    "killed_high": (
        "killed high, killed max, max killed, deaths high, deaths max, fatalities high",
    ),
    "injured_low": ("injured low, injured min, min injured, wounded low, wounded min",),
    "injured_best": (
        "injured best, injured, wounded, number injured, people injured, injuries, nwound,"
        " поранено, поранених, поранені, постраждало, постраждалих, травмовано,"
        " ранено, раненых, раненые, пострадало, пострадавших, кількість поранених,"
        " число поранених, поранено осіб, количество раненых, число раненых",
    ),
    "injured_high": ("injured high, injured max, max injured, wounded high, wounded max",),
    "quantity": ("quantity",),
    "quantity_unit": ("quantity unit",),
    "statement": ("statement, claim, заява, заявление",),
}
"""Names of columns by field, in groups: a column of an earlier group fits better.

Best fits the field's own name, and before it the geometry that a file brings.
"""


_APOSTROPHES = str.maketrans(
    "", "", "'`\N{RIGHT SINGLE QUOTATION MARK}\N{MODIFIER LETTER APOSTROPHE}"
)


def _key(name: str) -> str:
    return fold(name.translate(_APOSTROPHES)).replace(" ", "")


_FITS: dict[str, dict[str, int]] = {
    field: {
        **{_key(name): at for at, names in enumerate(groups, 1) for name in names.split(",")},
        _key(field): 0,
    }
    for field, groups in _NAMES.items()
}
_FITS["lat"][_key(GEOMETRY_LAT)] = _FITS["lon"][_key(GEOMETRY_LON)] = -1
_FIELDS = tuple(dict.fromkeys((*DRAFT_EVENTS, COORDINATES, *DRAFT_CLAIMS)))


def columns_by_field(columns: Iterable[str]) -> dict[str, str]:
    """Return the column that fits each field best, for the fields that one fits.

    Of columns that fit equally well it is the first. A column is given to one field: the first
    that it fits in the order of the tables.
    """
    keys = {column: _key(column) for column in columns}
    found: dict[str, str] = {}
    for field in _FIELDS:
        fits = _FITS[field]
        free = [name for name, key in keys.items() if key in fits and name not in found.values()]
        if free:
            found[field] = min(free, key=lambda name: fits[keys[name]])
    return found
