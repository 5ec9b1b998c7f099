"""The type of an event by the words that a text uses for it, in English, Ukrainian and Russian.

A text has the type whose words occur in it, if those of no other type do; else it says no more
than `EventType.OTHER`. What any weapon does or hits (`_GENERAL`) counts only where no word of
another type occurs: "Missile exploded near a railway" is a missile.

The values of `EventType` themselves, such as ``glide_bomb``, are among the words. Case, accents
and punctuation do not matter.
"""

import re
import unicodedata

import numpy as np
import pandas as pd

from eventmap.schema import EventType

_WORDS: dict[EventType, str] = {
    EventType.SHELLING: (
        r"shell(ed|ing|ings|fire)?|artillery|mortars?|mlrs|howitzers?|(multiple )?rocket launch\w*"
        r"|обстріл\w*|обстрел\w*|артобстр\w*|артил\w*|артиллер\w*|міномет\w*|миномет\w*|рсзв|рсзо"
    ),
    EventType.MISSILE: (
        r"(?<!multiple )(missiles?|rockets?)(?! (artillery|launch\w*))|iskanders?|s ?300|kh ?\d\d"
        r"|ракет\w*|іскандер\w*|искандер\w*"
    ),
    EventType.DRONE: (
        r"drones?|uavs?|uas|ucavs?|quadcopters?|fpvs?|shaheds?|loitering"
        r"|дрон\w*|бпла|бпак|квадрокоптер\w*|безпілот\w*|беспилот\w*|шахед\w*"
    ),
    EventType.GLIDE_BOMB: (
        r"(glide|gliding|guided( aerial| air| aviation)?) bomb\w*|kabs?"
        r"|каб(и|ів|ами|ом|ы|ов|ам)?|керован\w* (авіа\w*|бомб\w*)"
        r"|(управляем|планир)\w* (авиа\w*|бомб\w*)"
    ),
    EventType.AIR_STRIKE: (
        r"air ?strikes?|air ?raids?(?! (alert|alarm|siren|warning)s?)"
        r"|aerial bomb(ing|ings|ardments?)"
        r"|авіа ?удар\w*|авиа ?удар\w*|авіаналіт\w*|авіанальот\w*|авианалет\w*"
    ),
    EventType.AIR_DEFENCE: (
        r"air defen[cs]es?|intercept\w*|shot down|downed|ппо|пво|збит\w*|сбит\w*|перехоп\w*"
    ),
    EventType.GROUND_COMBAT: (
        r"ground (combat|assaults?|attacks?)|battles?|combat|(armed )?clash(es)?|firefights?"
        r"|бій|бої|боїв|боях|бой|бои|боев|бойов\w* зіткнен\w*|зіткнен\w*|столкновен\w*|штурм\w*"
        r"|перестріл\w*|перестрел\w*"
    ),
    EventType.TERRITORIAL_CLAIM: (
        r"territorial( \w+)?|overtakes? territory|(took|takes|taken|gain(s|ed)?) control"
        r"|захоплення (населен\w*|територі\w*)|захват (населен\w*|территори\w*)"
        r"|(взял\w*|взят\w*) (під|под) контроль"
    ),
    EventType.EXPLOSION: (
        r"explo(sions?|sive|sives|des?|ded)|blasts?|detonat\w*|(land ?)?mines?|ieds?"
        r"|вибух\w*|взрыв\w*|підрив\w*|подрыв\w*|міна|міни|міну|міною|мина|мины|мину|миной"
    ),
    EventType.VIOLENCE_AGAINST_CIVILIANS: (
        r"violence against civilians|execut(ed|ions?)|abduct\w*|kidnap\w*|tortur\w*"
        r"|розстріл\w*|расстрел\w*|катуван\w*|пыт(ка|ки|ок)|викраден\w*|похищен\w*"
    ),
    EventType.INFRASTRUCTURE: (
        r"infrastructure|blackouts?|power (outages?|cuts?|grid)"
        r"|інфраструктур\w*|инфраструктур\w*|знеструм\w*|обесточ\w*"
    ),
    EventType.TRANSPORT_DISRUPTION: (
        r"transport disruptions?|flights? suspen\w*|airports? closed|train delays?"
        r"|затримк\w* (потяг\w*|поізд\w*|реис\w*)|задержк\w* (поезд\w*|реис\w*)"
    ),
    EventType.PROTEST: (
        r"protests?|protesters?|demonstrations?|demonstrators?"
        r"|протест\w*|мітинг\w*|митинг\w*|демонстраці\w*|демонстраци\w*"
    ),
    EventType.ARMED_CONFLICT: (
        r"armed conflicts?|збройн\w* конфлікт\w*|вооруж[её]нн\w* конфликт\w*"
    ),
    EventType.ALERT: (
        r"air ?raid (alert|alarm|siren|warning)s?|повітрян\w* тривог\w*|воздушн\w* тревог\w*"
    ),
}
_GENERAL = (EventType.EXPLOSION, EventType.INFRASTRUCTURE, EventType.TRANSPORT_DISRUPTION)


def find_types(texts: pd.Series) -> pd.Series:
    """Return the event type that each text tells, missing where no type's words occur.

    Where the words of several types occur it is ``other``.
    """
    known = {text: _find_type(fold(text)) for text in texts.dropna().unique()}
    return texts.map(known).astype("str")


def fold(text: str) -> str:
    """Return the words of `text` in lower case and plain letters, one space between them."""
    return " ".join(re.findall(r"[^\W_]+", _strip_accents(text.casefold())))


def _strip_accents(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text)
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _find_type(text: str) -> str | float:
    if text.replace(" ", "_") in _VALUES:
        return text.replace(" ", "_")
    found = {kind for kind, pattern in _PATTERNS.items() if pattern.search(text)}
    telling = found - set(_GENERAL) or found
    if not telling:
        return np.nan
    return (telling.pop() if len(telling) == 1 else EventType.OTHER).value


_VALUES = frozenset(value.value for value in EventType)
_PATTERNS = {
    kind: re.compile(rf"\b(?:{_strip_accents(words)})\b") for kind, words in _WORDS.items()
}
