"""Every kind of doubt about a row that is kept all the same."""

from enum import StrEnum
from typing import Any

from eventmap.readers.values.figures import FIGURE_ALLOWED
from eventmap.schema import SEVERAL_SOURCES


class Doubt(StrEnum):
    """A kind of doubt: its name, what is doubtful, and a sentence on one row.

    Parameters
    ----------
    label
        What a row in doubt has: "a decimal comma in a coordinate".
    sentence
        On one row, with ``{value}`` for what stands there.
    """

    label: str
    sentence: str

    def __new__(cls, name: str, label: str, sentence: str) -> "Doubt":
        """Return the kind called `name`."""
        kind = str.__new__(cls, name)
        kind._value_ = name
        kind.label = label
        kind.sentence = sentence
        return kind

    def describe(self, value: Any) -> str:
        """Return the sentence on a row in which `value` stands."""
        return self.sentence.format(value=value)

    UNKNOWN_COUNTRY = (
        "unknown_country",
        "a country that is not known by its name",
        "{value!r} is no country that is known by this name.",
    )
    SEVERAL_COUNTRIES = (
        "several_countries",
        "several countries, so none of them",
        "{value!r} names several countries: none of them is taken from it, and the words are kept.",
    )
    UNKNOWN_REGION = (
        "unknown_region",
        "a region that is not known by its name",
        "{value!r} is no region that is known by this name.",
    )
    SEVERAL_REGIONS = (
        "several_regions",
        "several regions, so none of them",
        "{value!r} names several regions: the event is in none of them, and keeps the words.",
    )
    REGION_BY_OTHERS = (
        "region_by_others",
        "a region's name that several countries have, read as of that of the other rows",
        "{value!r} may be a unit of several countries: it is read as of that of the other rows.",
    )
    REGION_APART = (
        "region_apart",
        "a region's name alone in its column, of another country than the others, so not taken",
        "{value!r} is a region of another country than nearly all that the column names: "
        "the event is in neither, and keeps the words.",
    )
    CITY_OR_REGION = (
        "city_or_region",
        "a city's name for a region that another place is in, read as the region around the city",
        "{value!r} is the name of a city and of the region around it, and the row names another "
        "place: it is read as the region.",
    )
    PRECISION_LOWERED = (
        "precision_lowered",
        "a region that is not known by its name, so only the country is left",
        "{value!r} is no region that is known, so only the country is.",
    )
    REGION_CONFLICT = (
        "region_conflict",
        "a point in another region than the one named",
        "the point lies in another unit than {value!r}; the name counts.",
    )
    COUNTRY_CONFLICT = (
        "country_conflict",
        "a country in which the recognised borders, or its place's name, do not put the place",
        "{value!r} is not where the recognised borders, or its own name, put the place.",
    )
    OUTSIDE_COUNTRY = (
        "outside_country",
        "a point far outside the country named",
        "the point lies more than 50 km outside {value!r}; it stays where it is.",
    )
    NEAR_BORDER = (
        "near_border",
        "a country or region told by a point so near a border that it may lie beyond",
        "{value} lies so near a border that the country or region told by it may be the one "
        "beyond.",
    )
    LAT_LON_TURNED = (
        "lat_lon_turned",
        "latitude and longitude that are turned round",
        "{value!r} is read the other way round: only so it lies where the row says, or among the"
        " others.",
    )
    POINT_SIGN = (
        "point_sign",
        "a point at sea that lies among the other rows with another sign",
        "{value!r} lies at sea, and among the others with a sign turned; it stays where it is.",
    )
    PLACE_CONFLICT = (
        "place_conflict",
        "a point far from where other rows of the same place lie",
        "the point lies more than 50 km from most others of {value!r}; it stays where it is.",
    )
    CITY_CONFLICT = (
        "city_conflict",
        "a point far from the city of its name",
        "the point lies more than 100 km from the city {value!r}; it stays where it is.",
    )
    MIDDLE_OF_AREA = (
        "middle_of_area",
        "a point in the middle of the country or region, which is all that the row names",
        "{value!r} is all that the row names, and its point lies in the middle of that: it stands "
        "for the whole, and is no pin.",
    )
    PLACE_IS_REGION = (
        "place_is_region",
        "a place that is a whole region, with a point",
        "{value!r} is a whole region, and its point stands for that: it is no pin.",
    )
    PLACE_IS_COUNTRY = (
        "place_is_country",
        "a place that is called as a country, read as that",
        "{value!r} is the name of a country: the event is known to the country.",
    )
    COUNTRY_OR_REGION = (
        "country_or_region",
        "a place that is called as a country and as a region of another, so neither",
        "{value!r} is the name of a country, and of a region of another one: the event is in "
        "neither, and keeps the words.",
    )
    SHARED_POINT = (
        "shared_point",
        "a point shared by rows that name no more than their country or region",
        "rows that name no more than {value!r} share this point, which may stand for the whole; "
        "it stays.",
    )
    DECIMAL_COMMA = (
        "decimal_comma",
        "a decimal comma in a coordinate",
        "{value!r} is read with a decimal comma.",
    )
    NULL_ISLAND = (
        "null_island",
        "a point that stands for none, such as latitude 0, longitude 0",
        "{value!r} stands for no point and is not believed.",
    )
    PLACED_BY_GAZETTEER = (
        "placed_by_gazetteer",
        "a point found by the name of the place",
        "{value!r} gets its point from GeoNames, by its name.",
    )
    REPEATED_ID = (
        "repeated_id",
        "the id of another row with other content; both are kept",
        "the id {value!r} stands in a line above with other content; kept apart.",
    )
    EQUAL_ROW = (
        "equal_row",
        "a row equal to another in every cell; each counts",
        "it is equal to {value} in every cell; without an id, each counts as an event of its own.",
    )
    SEVERAL_SOURCES = (
        SEVERAL_SOURCES,
        "casualties that several rows give of one day and place or one id: perhaps one event's",
        "several rows give killed or injured of {value!r}: they may tell of one event, whose "
        "figures would be counted more than once.",
    )
    FIGURE_IN_WORDS = (
        "figure_in_words",
        "casualties in words that are no count",
        f"{{value!r}} is no count; kept in words, unknown in sums; allowed: {FIGURE_ALLOWED}.",
    )
    FIGURE_ROUGH = (
        "figure_rough",
        "casualties that the source says are no exact number",
        "{value!r} says about how many: the number that it names counts, as if it were exact.",
    )
    ATTACKERS = (
        "attackers",
        "casualties that count the attackers, or leave them out, as the source says",
        "{value!r} says whether the attackers are counted: with them it is read as all of the "
        "people, without them as the least number.",
    )
    FIGURES_DISAGREE = (
        "figures_disagree",
        "figures that contradict each other",
        "{value} contradict each other.",
    )
    DATE_PRECISION = (
        "date_precision",
        "a precision of the date that does not fit it, or tells no day, month or year",
        "the precision {value!r} does not fit the date, or tells no day, month or year; the date"
        " counts as it is written.",
    )
    DATE_START = (
        "date_start",
        "only the end of the event",
        "only the end of the event is given: {value!r}.",
    )
    DATE_UNREAD = (
        "date_unread",
        "a date that cannot be read or cannot be, so the event is undated",
        "{value} The event is undated.",
    )
    DATE_ROUGH = (
        "date_rough",
        "a date that the source says is not exact",
        "{value!r} is no exact date; what is printed counts.",
    )
    CENTURY = (
        "century",
        "a year of two digits that may be of another century",
        "{value!r} has a year of two digits: by others of its column it may be of another century"
        " than it is read as.",
    )
    FIRST_DAY = (
        "first_day",
        "a first day of a year or a month, as so many are that it may stand for the whole",
        "{value!r} is the first day of a year or a month, as more of the dates are than by chance:"
        " the day, or the month too, may be unknown.",
    )
    END_UNREAD = (
        "end_unread",
        "an end that cannot be read, so only the start counts",
        "{value} The start counts alone.",
    )
    AREA = (
        "area",
        "a line, an area or several points, and no single one: no more than an extent is known",
        "{value}: what is drawn is no point, and tells no more than its extent.",
    )
    POINT_UNREAD = (
        "point_unread",
        "coordinates that are no point of the globe",
        "{value} The event has no point.",
    )
    QUANTITY = (
        "quantity",
        "a quantity that is no count",
        "{value!r} is no count; left blank; allowed: a whole number of at most 12 digits.",
    )
    DATE_STOOD_IN = (
        "date_stood_in",
        "no day of the event, but one of a report or of its start",
        "the day of the event is blank; {value!r} of another column stands in for it.",
    )
    PUBLISHED_ON = (
        "published_on",
        "a day of publication that cannot be read",
        "{value!r} is no day of publication that can be read; left blank.",
    )
    URL = (
        "url",
        "an address that is none",
        "{value!r} is no address that starts with http:// or https://; left blank.",
    )
    EVENT_TYPE = (
        "event_type",
        "a type that is not known, taken as other",
        "{value!r} is no type of event that is known by this name; taken as other.",
    )
    STATUS = (
        "status",
        "a status that is not known, taken as reported",
        "{value!r} is no status; taken as reported.",
    )
    GEO_PRECISION = (
        "geo_precision",
        "a precision of the place that is not known",
        "{value!r} is no precision of a place.",
    )
    REDISTRIBUTABLE = (
        "redistributable",
        "a word on being handed on that is neither true nor false, taken as false",
        "{value!r} is neither true nor false; taken as not to be handed on.",
    )
    SIDE = ("side", "a side that is not known, taken as other", "{value!r} is no side.")
