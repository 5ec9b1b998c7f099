"""What a column of figures counts, as its heading says: people, events, cases, or nothing of these.

Who is beside civilians or soldiers in a column of their own ("Houthis killed") is a part of the
people, whoever that is. "Dead and missing" is no number of the dead, nor is "place of death" or
what has been counted so far. "Killed (families)" is no number of people, but that of members of
families is.
"""

# ruff: noqa: RUF001 - Cyrillic letters

import re
from dataclasses import dataclass

from eventmap.readers.formats.columnchoice.ledger import Ledger
from eventmap.readers.formats.columns import (
    HALF,
    MOST,
    OWN_WORDS,
    ReadColumn,
    clearness,
    fit,
)
from eventmap.readers.formats.fields import FIELDS
from eventmap.readers.formats.headingwords import (
    Heading,
    concepts_of,
    read_heading,
    split_heading,
    words_of_nothing,
)
from eventmap.readers.values.figures import (
    NOUNS,
)

PEOPLE = (
    *("civilians", "armed", "children", "women", "men", "adults"),
    *("unstated", "victims", "suspects", "severe", "slight", "direct", "indirect"),
    *("trades", "others", "ages", "causes"),
)
"""Parts of the people; all but "victims", "ages" and "causes" are concepts.

The first of these are a part beside suspects alone, and the others are told by `partings`.

Nobody is of two trades: columns of several ("educators", "students") add up to a low end.
"""
WHOLES = (
    frozenset({"civilians", "armed", "suspects", "unstated"}),
    frozenset({"civilians", "armed", "suspects"}),
    frozenset({"civilians", "armed", "unstated"}),
    frozenset({"civilians", "armed"}),
    frozenset({"women", "men", "children", "unstated"}),
    frozenset({"women", "men", "children"}),
    frozenset({"women", "men", "unstated"}),
    frozenset({"women", "men"}),
    frozenset({"children", "adults"}),
    frozenset({"victims", "suspects"}),
    frozenset({"severe", "slight"}),
    frozenset({"direct", "indirect"}),
)
"""Parts that together are all of the people, the fullest first."""


@dataclass(frozen=True)
class Counted:
    """What a heading says of casualties.

    Parameters
    ----------
    noun
        killed or injured; "both" where a column has the two in one cell.
    end
        low, best or high; "ends" where a column has several in one cell; blank where it does not
        say.
    parts
        Of the people, concepts of `PEOPLE`.
    among
        Whether it counts some of those of another column.
    """

    noun: str
    end: str
    parts: frozenset[str]
    among: bool
    total: bool
    score: float


_OF = frozenset(["of", "at", "for", "de", "du", "des", "del", "do", "da", "d", "der"])


def _describes_death(heading: Heading) -> bool:
    """Return whether a heading is of something about the dead: "place of death".

    A number, a total, an end or people "of" the dead count them all the same.
    """
    words = split_heading(heading.text)
    told = [concepts_of(word) for word in words]
    at = next((at for at, own in enumerate(told) if not own.isdisjoint(NOUNS)), 0)
    before = frozenset[str]().union(*told[:at])
    return at > 1 and words[at - 1] in _OF and before.isdisjoint(_COUNTING)


def _grades_by_code(column: ReadColumn) -> bool:
    """Return whether single digits are under a description, of how many there were about."""
    return column.heading.has("summary") and column.profile.share("grade") >= MOST


_COUNTING = ("number", "total", "low", "high", "best", "casualties", *PEOPLE)
NO_COUNTS = (
    "rate",
    "id",
    "code",
    "classed",
    "link",
    "type",
    "source",
    "by",
    "status",
    "grade",
    "animals",
    "forecast",
    "denied",
    "money",
)
"""Concepts of headings that count nobody, whatever else is in them."""
UNCOUNTED = (*NO_COUNTS, "affected", "sofar")
"""Those, and such as count others or other days as well."""
ASKING = frozenset(
    {
        *("any", "anyone", "anybody", "is", "was", "were", "has", "have", "flag", "with"),
        *("only", "multiple", "тільки", "лише", "только", "tylko", "nur", "sólo", "solo", "seul"),
        *("є", "чи", "наявність", "есть", "наличие", "czy", "hay", "hubo", "houve"),
        *("avec", "con", "mit", "gab"),
    }
)
"""Words of headings that ask whether anybody was, and not how many."""
_FATAL = frozenset(
    split_heading(
        "fatal lethal mortal mortel mortelle tödlich śmiertelny смертельний смертельный летальный"
    )
)
"""Of such words alone a heading says how an event was, and not of how many."""
_YES_IS = re.compile(
    r"(?i)1\s?[/|,;]\s?0|0\s?[/|,;]\s?1(?!\d)|\b1\s?=\s?[^\W\d_]|(?<![^\W_])y\s?/?\s?n(?![^\W_])"
    r"|\b(?:yes\s?/\s?no|так\s?/\s?ні|да\s?/\s?нет|oui\s?/\s?non|s[ií]\s?/\s?no|ja\s?/\s?nein"
    r"|tak\s?/\s?nie)\b"
)
"""In headings: "injured (1/0)", "death (1=yes)", "fatalities_yn"."""


def _asks_whether(column: ReadColumn) -> bool:
    """Return whether a heading asks if anybody was killed, and its cells say 1 or 0, yes or no."""
    words = set(split_heading(column.name))
    asks = column.name.rstrip().endswith("?") or words & ASKING or words <= _FATAL
    asks = asks or _YES_IS.search(column.name) is not None
    return bool(asks) and column.profile.share("whether") == 1


def _without_group(column: ReadColumn) -> Heading:
    """Return a heading without the group of columns above it, where this is of all who suffered.

    "Постраждалі" are the injured, but above "загинуло" and "поранено" they are both.
    """
    group, *rest = _LEVELS.split(column.name, 1)
    below = read_heading(" ".join(rest))
    if rest and _SUFFERED.match(group.strip()) and below.has(*NOUNS):
        return below if column.profile.share("number") >= MOST else column.heading
    return column.heading


_LEVELS = re.compile(r"\s/\s|\.(?=[^\W\d_])")
_SUFFERED = re.compile(
    r"(?i)(?:кількість\s|число\s|количество\s)?(?:постражда|пострада)\w{1,8}"
    r"(?:\s(?:всього|усього|разом|осіб|всего|чел\.?|человек))?$"
)


def find_flags(ledger: Ledger) -> set[str]:
    """Return columns of 0 and 1 whose headings name a fact, beside others that say yes or no.

    Among numbers of people there would be a 2 some day. So do those that begin with the same word:
    "hubo muertos", "hubo daños".
    """
    whether = [each for each in ledger.free() if each.profile.share("whether") == 1]
    said = {each.name for each in whether if _IS_FACT.fullmatch(each.name.strip())}
    others = [
        each
        for each in whether
        if each.name not in said and len(each.profile.samples) > 1
        if _asks_whether(each) or not each.heading.has(*NOUNS, "number", "total")
    ]
    begun = {split_heading(each.name)[:1] for each in others}
    called = {
        each.name
        for each in whether
        if each.heading.has(*NOUNS) and (first := split_heading(each.name)[:1]) in begun
        if not concepts_of(first[0])
    }
    return said | called if others else set()


_IS_FACT = re.compile(
    r"(?i)(?:injury|injuries|death|fatality|verletzung(?:en)?|todesfall|herida|lesi[oó]n|muerte"
    r"|blessure|décès|śmierć|zgon|смерть|поранення|ранение|ölüm|yaralanma|morte|ferimento|وفاة)"
)


def find_levels(ledger: Ledger) -> set[str]:
    """Return columns of levels of the dead, as the Correlates of War code their disputes.

    They have 0 to 6, of which 1 is up to 25 dead, and -9 for unknown, in the singular: "fatality".
    """
    named = any(_OF_DISPUTES.match(str(name)) for name in ledger.cells)
    return {
        each.name
        for each in ledger.free()
        if not _LEVELLED.isdisjoint(split_heading(each.name))
        if (unknown := has_levels(ledger, each)) is not None and (unknown or named)
    }


def has_levels(ledger: Ledger, column: ReadColumn) -> bool | None:
    """Return whether -9 is among numbers none of which is above 6, ``None`` where one is."""
    cells = ledger.cells[column.name].dropna().str.strip()
    if cells.empty or not cells.str.fullmatch(_LEVEL).all():
        return None
    return bool(cells.str.startswith("-").any())


_LEVEL = r"(?:-9|[0-6])(?:\.0)?"
_LEVELLED = frozenset({"fatality", "fatal"})
_OF_DISPUTES = re.compile(r"(?i)(?:hostlev|fatalpre|hiact|dispnum)\w{0,2}")
"""Headings of the Militarized Interstate Disputes of the Correlates of War."""


def _asks_how(heading: Heading) -> bool:
    """Return whether a heading is of how or why somebody died, which codes tell as words do.

    "Causalties" is a slip for casualties, and "carabinieri" are no "cara".
    """
    words = split_heading(heading.text)
    if heading.has("number", "total") or "all" in words:
        return False
    return (
        words[:2] == ("manner", "of")
        or not _HOW.isdisjoint(words)
        or any(word.startswith(_HOW_BEGUN) for word in words)
        or any(
            not {"cause", "circumstances"}.isdisjoint(concepts_of(word))
            and not word.startswith("causal")
            for word in words
        )
    )


_HOW = frozenset({"method", "methods", "manera", "maniere", "modo", "cara", "sekli", "sebebi"})
_HOW_BEGUN = (
    *("modalit", "metod", "circostanz", "okolnost", "zpusob", "sposob", "neden"),
    *("способ", "спосіб"),
)


def find_counted(column: ReadColumn) -> Counted | None:
    """Return what a column counts, ``None`` where it is no column of casualties."""
    heading, fits = _without_group(column), fit("killed_best", column.profile)
    has = heading.has
    nouns = [noun for noun in NOUNS if has(noun)]
    telling = column.profile.share("tells of people")
    tells_both = min(column.profile.share(f"tells {noun}") for noun in NOUNS) > 0 and (
        telling >= (MOST if has("summary", "title") else HALF)
    )
    if not (nouns or tells_both) or heading.key in OWN_WORDS or _asks_whether(column):
        return None
    if _asks_how(heading):
        return None
    # "Von" is German for "by", and for "from": numbers tell it is the latter.
    uncounted = {*UNCOUNTED} - ({"by"} if has("start") else set())
    if "=" in column.name:  # "Killed (code 99 = unknown)"
        uncounted -= {"code"}
    others = has(*uncounted) or (has("actor") and not has("suspects"))
    others |= has("households") and not has("members")
    if others or _describes_death(heading) or _grades_by_code(column):
        return None
    both = len(nouns) > 1 or tells_both
    if both:
        fits = max(column.profile.share("two figures"), telling)
    end = next((each for each in ("low", "high", "best") if has(each)), "")
    if not both and ((has("low") and has("high")) or (has("start") and has("end"))):
        three = (1 - column.profile.share("letters")) * has("best")
        end, fits = "ends", max(fits, column.profile.share("two figures"), three)
    parts = frozenset(each for each in PEOPLE if has(each))
    if not fits:
        return None
    weight = 1.2 if heading.key in FIELDS else 0.95 * clearness(heading)
    if has("date", "place", "settlement", "name", "summary") and not has("number"):
        weight *= 0.6
    return Counted(
        "both" if both else nouns[0], end, parts, has("among"), has("total"), weight * fits
    )


END_CONCEPTS = frozenset({"low", "high", "report", "number", "total", "noise"})
"""Concepts of a heading that says which end of a figure it is, and nothing of what."""


def is_bare_end(column: ReadColumn) -> bool:
    """Return whether a column holds one end of figures, and its heading says nothing of what."""
    heading, share = column.heading, column.profile.share
    bare = heading.has("low", "high") and heading.concepts <= END_CONCEPTS and not heading.strange
    return bare and share("figure") >= MOST and not share("fine")


def find_suffered(ledger: Ledger) -> set[str]:
    """Return columns of "постраждалі" of whom another one counts the killed: they are both."""
    killed = any(
        each.heading.has("killed") and each.heading.has("among") for each in ledger.columns
    )
    names = [each.name for each in ledger.free() if _SUFFERED.match(each.name.strip())]
    return {*names} if killed else set()


def rest_of(column: ReadColumn, concept: str) -> tuple[str, ...]:
    """Return the words of a heading that have not this concept."""
    words = split_heading(column.name)
    return tuple(word for word in words if concept not in concepts_of(word))


def stem_of(column: ReadColumn) -> tuple[str, ...]:
    """Return the words of a heading without single letters and numbers, as of "Killed (2)"."""
    return tuple(word for word in split_heading(column.name) if len(word) > 1 and word.isalpha())


def counts_events(column: ReadColumn) -> bool:
    """Return whether a column gives the number of events that each row tells of."""
    share = column.profile.share
    words = split_heading(column.name)
    counted = column.heading.has("event") and not (_HOW_MANY | _CASES).isdisjoint(words)
    return (
        (counted or _EVENTS.search(column.name.replace("_", " ")) is not None)
        and not column.heading.has(*NOT_COUNTED, *NOUNS, "casualties")
        and ("nombre" in words or not column.heading.has("name"))
        and share("number") >= MOST
        and not share("day")
    )


_EVENTS = re.compile(
    r"(?i)\b(?:attacks|strikes|airstrikes|incidents|events|shellings|explosions|bombings|raids"
    r"|атаки|атак|удари|ударів|удары|ударов|обстріли|обстрілів|обстрелы|обстрелов|інциденти"
    r"|інцидентів|инциденты|инцидентов|події|подій|события|событий"
    r"|вибухи|вибухів|взрывы|взрывов"
    r"|(?:luft|raketen|drohnen)?angriffe|vorfälle|ereignisse|anschläge|zwischenfälle|überfälle"
    r"|explosionen|attaques|frappes|événements|evenements|bombardements|attentats"
    r"|incidentes|ataques|agresiones|agressões|eventos|sucesos|bombardeos|explosiones|atentados|ocorrências|ocorrencias"
    r"|ataki|ataków|incydenty|incydentów|zdarzeń|ostrzały|ostrzałów|naloty|nalotów"
    r"|accidents|crashes|collisions|protests|accidentes|unfälle|wypadki|wypadków|kolizje|kolizji"
    r"|nehody|nehod|nesreće|nesreća|nezgode|nezgoda|аварии|аварий|аварії|аварій|kazalar"
    r"|незгоде|незгода|несреће|катастрофи|accidente|kaza sayısı|^дтп$|^дтз$"
    r"|(?:число|количество|кол-во|всего|кількість|всього|усього|колькасць)"
    r" (?:дтп|дтз|пожаров|пожеж|пажараў|тревог|тривог)"
    r"|saldırılar|olaylar|هجمات|الهجمات|حوادث|الحوادث|غارات|الغارات|حملات|أحداث|الأحداث|ضربات"
    r"|انفجارات)\b"
)
"""Headings in the plural: their numbers say how many events a row tells of."""


_HOW_MANY = frozenset(
    split_heading(
        "anzahl liczba ilość кількість количество число cantidad quantidade sayısı عدد nombre count"
        " qtd"
    )
)
"""Words for a number that counts, and is no name of an event as "number" and "no." may be."""


_CASES = frozenset(
    split_heading(
        "cases случаев случаи випадків випадки casos casi fälle przypadki przypadków případy"
        " případů حالات الحالات"
    )
)
"""Words for cases, which alone may be of a disease."""


def counts_cases(column: ReadColumn) -> bool:
    """Return whether a column gives numbers of cases, of whatever these are."""
    told = not _CASES.isdisjoint(split_heading(column.name)) and not column.heading.has(
        *_NOT_COUNTS_OF_CASES, *NOUNS
    )
    share = column.profile.share
    return told and share("number") >= MOST and not max(share("day"), share("fine"))


_NOT_COUNTS_OF_CASES = ("rate", "id", "code", "date", "time", "money")


NOT_COUNTED = (
    *NO_COUNTS,
    *("actor", "date", "time", "place", "settlement", "summary", "title"),
)


def find_of_one_person(ledger: Ledger) -> list[str]:
    """Return the columns that are not read of somebody's age, sex or name.

    "Subject age" is one beside "subject gender": whose they are, a word of both says.
    """
    of_one = [each for each in ledger.free() if _is_of_one_person(each)]
    told = [words_of_nothing(each.name) for each in of_one]
    return [
        each.name
        for each, words in zip(of_one, told, strict=True)
        if not words or told.count(words) > 1
    ]


def _is_of_one_person(column: ReadColumn) -> bool:
    """Return whether a column has the age, the sex or the name of one, and not of how many."""
    heading, share = column.heading, column.profile.share
    named = heading.has("personname") or (heading.has("name") and heading.has(*_WHO_SUFFERED))
    if named and share("letters") >= MOST:
        return not any(_SEVERAL_NAMES.search(text) for text in column.profile.samples)
    if not heading.has("person") or heading.has(*NOUNS, "number", "total") or counts_group(column):
        return False
    sexes = all(
        read_heading(text).has("women", "men", "children") for text in column.profile.samples
    )
    ages = share("number") >= MOST and not share("whether") and not share("fine")
    return sexes or ages


def counts_group(column: ReadColumn) -> bool:
    """Return whether a column has how many are of a sex or an age: `gender.female` of nested JSON.

    It names the sex and has numbers, and not each of them 0 or 1, as of somebody who is it or not.
    """
    outer, _, inner = column.name.rpartition(".")
    named = read_heading(outer).has("person") and not read_heading(inner).has("person")
    share = column.profile.share
    return named and share("number") >= MOST > share("whether")


_WHO_SUFFERED = ("killed", "injured", "casualties")


_SEVERAL_NAMES = re.compile(r";|,[^,]*,")
"""In a cell that has more than "Doe, Jane"."""
