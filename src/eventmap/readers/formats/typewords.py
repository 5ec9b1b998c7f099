"""The type of an event by the words that a text uses for it, in English, Ukrainian and Russian.

A text has the type whose words occur in it, if those of no other type do; else it says no more
than `EventType.OTHER`. What any weapon does or hits (`_GENERAL`) counts only where no word of
another type occurs: "Missile exploded near a railway" is a missile. A weapon that was shot down,
and of which the text says nothing else, is air defence; a glide bomb's air strike is its own.

Words that name a weapon without its use do not count (`_ASIDE`): footage from a drone, the
presence of artillery, a corridor for an evacuation. The names of missiles, drones and rocket
launchers count as what they are; a "Multiple Launch Rocket System" is artillery.

The values of `EventType` themselves, such as ``glide_bomb``, are among the words. Case, accents
and punctuation do not matter.
"""
# ruff: noqa: RUF001 - Cyrillic words

import re
import unicodedata

import numpy as np
import pandas as pd

from eventmap.schema import EventType

_ASIDE = (
    # What was seen from a drone, in each language.
    r"(drone|uav|quadcopter)s? (footage|videos?|images?|imagery|photos?|pictures?|views?|shots?"
    r"|cameras?|recordings?)|(footage|videos?|images?|photos?|pictures?|filmed|seen|recorded|taken)"
    r"( \w+){0,2} (by|from) (an? |the )?(reconnaissance )?(drones?|uavs?|quadcopters?)"
    r"|(кадри|відео|фото|зйомк\w*|знят\w*) (з|із|зі|с) (дрон\w*|коптер\w*|квадрокоптер\w*)"
    r"|(кадры|видео|фото|съемк\w*|снят\w*) (с|из) (дрон\w*|коптер\w*|беспилотник\w*)"
    # What was there or was hit, and did nothing.
    r"|presence of (\w+ ){0,2}(artillery|mortars?|mlrs|missiles?|rockets?|drones?|uavs?|mines?)"
    r"|(artillery|missile|rocket|mortar|drone|uav) (positions?|units?|brigades?|regiments?"
    r"|battalions?|batter(y|ies)|crews?|depots?|bases?|warehouses?|storage|arsenals?|operators?"
    r"|factor(y|ies)|plants?|production|academy|school|cruisers?|boats?|carriers?|ships?|debris)"
    r"|(rocket|missile) (motors?|warheads?|engines?|parts?|remnants?)|missile defen[cs]e"
    r"|(артилері|артиллери)\w* (бригад|частин|част|склад|підрозділ|подразделен)\w*"
    r"|ракетн\w* (бригад|крейсер|катер|частин|част|корабл|військ|войск|небезпек|опасност)\w*"
    r"|склад\w* (\w+ )?(ракет|артилер|артиллер|дрон)\w*|загроз\w* (ракет|дрон|шахед)\w*"
    r"|(без|without) (обстр|shell)\w*"
    r"|(зр[кс]|комплекс\w*|установ\w*|систем\w*|launchers?) (\w+ )?([сs] [34]00|himars|хаймарс\w*)"
    r"|(склад\w*|боєприпас\w*|боеприпас\w*|arsenals?|depots?) (рсзв |рсзо )?(himars|хаймарс\w*)"
    r"|(систем|комплекс|засоб|средств|позиц|батаре)\w* (ппо|пво)"
    r"|(evacuation|humanitarian|green) corridors?|(гуманітарн|гуманитарн|зелен)\w* коридор\w*"
    r"|unexploded( \w+)?|demin\w*|mine clearance|розмін\w*|разминир\w*"
    r"|downed (power|trees?|lines?|electric\w*)"
)
"""Words that name a weapon and not its use."""

_WORDS: dict[EventType, str] = {
    EventType.SHELLING: (
        r"shell(s|ed|ing|ings|fire)?|artill?er?y|mortars?|mlrs|howitzers?"
        r"|(multiple )?(launch )?rocket (launch\w*|systems?|artillery)|himars|smerch|uragans?"
        r"|tos 1\w?|grads?|обстріл\w*|обстрел\w*|артобстр\w*|артил\w*|артиллер\w*|артудар\w*"
        r"|міномет\w*|миномет\w*|рсзв|рсзо|градами|градом|градів|градов|смерч(і|и|ами|ем)?"
        r"|ураган(и|ы|ами)|хаймарс\w*"
    ),
    EventType.MISSILE: (
        r"(?<!launch )(?<!multiple )(missiles?|rockets?)(?! (artillery|launch\w*|systems?))"
        r"|iskanders?|s [34]00|kh ?\d\d+|x (22|31|32|35|47\w*|55|555|59|69|101)|kalibrs?|kinzhals?"
        r"|oniks|onyx|zircons?|tsirkons?|tochka( u)?|neptunes?|storm shadows?|atacms"
        r"|ракет\w*|іскандер\w*|искандер\w*|(х|икс) ?(22|31|32|35|47\w*|55|555|59|69|101)"
        r"|с [34]00|калібр(и|ів|ами|ах)|калибр(ы|ов|ами|ах)|кинжал\w*|кінжал\w*|оникс\w*|онікс\w*"
        r"|циркон\w*|точк(а|и|у|ою|ой) у|нептун(и|ами|ы|ом)?"
    ),
    EventType.DRONE: (
        r"drones?|uavs?|uas|ucavs?|quadcopters?|fpvs?|shaheds?|gerans?( \d)?|lancets?|orlans?"
        r"|loitering|bayraktars?|kamikaze|дрон\w*|бпла|бпак|квадрокоптер\w*|безпілот\w*"
        r"|беспилот\w*|шахед\w*|геран(ь|і|и|ю|ями|ей) ?\d?|ланцет\w*|орлан(и|ы|ом|ами)?"
        r"|байрактар\w*|камікадзе|камикадзе|мопед(и|ы|ів|ов|ами)"
    ),
    EventType.GLIDE_BOMB: (
        r"(glide|gliding|guided( aerial| air| aviation)?) bomb\w*|kabs?( \d+)?|umpk"
        r"|каб(и|ів|ами|ом|ы|ов|ам)?|керован\w* (авіа\w*|бомб\w*)|умпк"
        r"|(управляем|планир)\w* (авиа\w*|бомб\w*)"
    ),
    EventType.AIR_STRIKE: (
        r"air ?strikes?|air ?raids?(?! (alert|alarm|siren|warning)s?)|fabs?( \d+)?|air bombs?"
        r"|aerial bomb(s|ing|ings|ardments?)?|warplanes?( \w+)? (hit|bombed|struck)"
        r"|авіа ?удар\w*|авиа ?удар\w*|авіаналіт\w*|авіанальот\w*|авианалет\w*"
        r"|авіабомб\w*|авиабомб\w*|фаб(и|ы|ами)?( \d+)?"
    ),
    EventType.AIR_DEFENCE: (
        r"intercept\w*|shot down|shoot(ing|s)? down|downed"
        r"|air defen[cs]es?( \w+){0,2} (work\w*|activ\w*|fir\w*|repel\w*|engag\w*|operat\w*)"
        r"|(work|activation|firing) of( the)? air defen[cs]es?|air defen[cs]e"
        r"(?! (systems?|positions?|units?|batter(y|ies)|missiles?|radars?|bases?))"
        r"|(ппо|пво)(?! (систем|позиц|частин|част)\w*)"
        r"|збит(о|ий|а|і|их|ими|ого)|збил(и|а|о)?|збив|збива\w*|сбит(о|ый|а|ы|ых|ыми|ого)?"
        r"|сбил(и|а|о)?|сбива\w*|перехоп\w*|перехват\w*"
    ),
    EventType.GROUND_COMBAT: (
        r"ground (combat|assaults?|attacks?)|battles?|(heavy|street|close|in) combat"
        r"|(armed )?clash(es|ed)?|firefights?|gun ?(fight|battle)s?|small arms fire"
        r"|бій|бої|боїв|боях|бой|бои|боев|бойов\w* зіткнен\w*|зіткнен\w*|столкновен\w*"
        r"|штурм(у|ом|и|ы|ували|овали|увати|овать)?"
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
    text = _NOISE.sub(" ", text)
    found = {kind for kind, pattern in _PATTERNS.items() if pattern.search(text)}
    telling = found - set(_GENERAL) or found
    if EventType.GLIDE_BOMB in telling:
        telling.discard(EventType.AIR_STRIKE)
    if EventType.AIR_DEFENCE in telling and telling <= _SHOT_DOWN and not _HIT.search(text):
        return EventType.AIR_DEFENCE.value
    if not telling:
        return np.nan
    return (telling.pop() if len(telling) == 1 else EventType.OTHER).value


_SHOT_DOWN = {
    EventType.AIR_DEFENCE,
    EventType.DRONE,
    EventType.MISSILE,
    EventType.GLIDE_BOMB,
}
"""Air defence, and what it shoots down."""

_HIT = re.compile(
    r"\b(?:attack\w*|launch\w*|hit|hits|struck|атак\w*|випусти\w*|выпусти\w*|запусти\w*|вдари\w*|strikes?|impact\w*|fell|falling|debris|remn\w*|fragments?|damag\w*"
    r"|destroy\w*|killed|injured|wounded|влуч\w*|попад\w*|попал\w*|прилет\w*|приліт|прильот\w*"
    r"|упал\w*|впал\w*|уламк\w*|обломк\w*|пошкодж\w*|поврежд\w*|загин\w*|погиб\w*"
    r"|поранен\w*|ранен\w*|удар\w*)\b"
)
"""What says that something came down or through: then shooting it down is not all."""

_NOISE = re.compile(rf"\b(?:{_strip_accents(_ASIDE)})\b")
_VALUES = frozenset(value.value for value in EventType)
_PATTERNS = {
    kind: re.compile(rf"\b(?:{_strip_accents(words)})\b") for kind, words in _WORDS.items()
}
