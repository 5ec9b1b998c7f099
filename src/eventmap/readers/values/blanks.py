"""What people write into a cell that has no value. Such a cell is blank in every kind of column.

The words are those of the languages of `vocabulary`, of spreadsheets and of programs. They count
only where they are all that stands in the cell, in any usual mixture of capitals.
"""
# ruff: noqa: RUF001 - Cyrillic words, and dashes

from collections.abc import Iterable

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

_SIGNS = (
    "- -- --- – — ― ‒ − . .. ... … ? ?? ??? * / // _ () [] {} \\N",
    "null (null) [null] <null> <none> <na> <nan> nat none nil undefined",
    "n/a n.a. n.a n/a. n/k n.k. n/d n.d. n.d s/d s.d. s/o k.a. k.a b.d. b.d b/d n/v unk unk.",
    "s.o. s/f s.f. n.v. n.c.",
    "#n/a #na #n/d #value! #ref! #null! #div/0! #name? #num!",
    "#valeur! #nom? #nombre! #nul! #wert! #bezug! #zahl! #¡valor! #¡ref! #¡num! #arg! #adr!",
    "#nazwa? #знач! #ссылка! #имя? #число! #посилання! #ім’я?",
    "н/д н.д. н/в н/і н/и н/у",
)
_PHRASES = """
    unknown|not known|not available|not applicable|not reported|not recorded|not given|not stated
    |not specified|unspecified|undetermined|unavailable|no data|no info|no information
    |data not available|missing data|missing value|undated|no date|date unknown|unknown date
    |unknown location|location unknown|k. a.|b. d.|n. a.|n. d.|s. d.|s. o.|n. v.
    |дата невідома|без дати|дата неизвестна|без даты|date inconnue|non daté|non datée|sin fecha
    |fecha desconocida|sin determinar|ohne datum|kein datum|datum unbekannt|nicht zutreffend
    |entfällt|bez daty|data nieznana|بدون تاريخ|تاريخ غير معروف
    |немає даних|нема даних|даних немає|дані відсутні|відсутні дані|без даних|немає інформації
    |інформація відсутня|невідомо|не відомо|невідомий|невідома|невідоме|невідомі|не вказано
    |не зазначено|не встановлено|не визначено
    |нет данных|данных нет|данные отсутствуют|без данных|нет информации|информация отсутствует
    |нет сведений|неизвестно|не известно|неизвестный|неизвестная|неизвестное|неизвестны|неизвестен
    |не указано|не указана|не установлено|не определено
    |inconnu|inconnue|inconnus|non connu|non disponible|indisponible|non précisé|non renseigné
    |non communiqué|non spécifié|non déterminé|sans objet|pas de données|aucune donnée
    |desconocido|desconocida|desconocidos|se desconoce|sin datos|sin dato|sin información
    |indeterminado|indeterminada|indeterminato|indéterminé|indéterminée|no determinado
    |não determinado|不明|不詳|未確認|未详|未知
    |no disponible|no consta|no especificado|no informado|no reportado|no reportada|no aplica
    |no registra|no identificado|no identificada|no identificados|sin identificar|sin especificar
    |non identifié|non identifiée|non identifiés|non identificato|non identificati|non specificato
    |não identificado|não identificada|não identificados|não se aplica|não consta|não especificado
    |ignorado|ignorada|ignoto|ignoti|sconosciuti|desconegut|sense especificar|sense dades
    |keine angabe|keine angaben|ohne angabe|keine daten|unbekannt|nicht bekannt|nicht verfügbar
    |nicht angegeben
    |brak danych|brak informacji|nieznane|nieznany|nieznana|nie podano|nie wiadomo|nieustalone
    |nie ustalono|nie dotyczy
    |غير معروف|غير معروفة|غير محدد|غير محددة|غير متوفر|غير متوفرة|غير متاح|مجهول|لا توجد بيانات
    |لا يوجد بيانات|لا توجد معلومات|بدون بيانات
    |desconhecido|desconhecida|desconhecidos|não informado|não informada|sem informação|sem dados
    |belirsiz|bilgi yok|sconosciuto|dati non disponibili|bilinmiyor|veri yok
    |onbekend|niet bekend|geen gegevens|niet vermeld|tidak diketahui|belum diketahui|tidak ada data
    |לא ידוע|לא ידועה|אין מידע|אין נתונים|לא צוין|نامشخص|نامعلوم|مشخص نیست
    |necunoscut|necunoscută|nu se cunoaște|nespecificat|fără date
    |neznámo|neznámý|neznámá|neuvedeno|nezjištěno|nepoznato|nije poznato|haijulikani|अज्ञात
"""
_PENDING = """
    x|xx|xxx|tbc|tbd|tba|t.b.c.|t.b.d.|to be confirmed|to be determined|pending|unconfirmed
    |уточнюється|уточнюються|дані уточнюються|інформація уточнюється
    |уточняется|уточняются|данные уточняются|информация уточняется
    |à confirmer|à préciser|à vérifier|à déterminer|por confirmar|por verificar|a confirmar
    |por determinar|da confermare|da verificare|noch unklar|noch zu klären|do potwierdzenia
    |do ustalenia|to be verified|قيد التأكيد|قيد التحقق
"""
_AS_THEY_ARE = (
    "nan",
    "NaN",
    "NAN",
    "na",
    "NA",
    "NaT",
    "k.A.",
    "k. A.",
    "n.b.",
    "0000-00-00",
    "00/00/0000",
    "00.00.0000",
)
"""Nan is a province of Thailand."""

NAMIBIA = "NA"


def _spell(signs: Iterable[str]) -> frozenset[str]:
    return frozenset(
        spelling
        for sign in signs
        for spelling in (sign, sign.upper(), sign.capitalize(), sign.title())
    )


def _phrases(text: str) -> list[str]:
    return [" ".join(phrase.split()) for phrase in text.split("|")]


PENDING = _spell(_phrases(_PENDING))
"""Those that say that a value is still to come: of a figure they are kept as words."""

SIGNS = (
    _spell(sign for group in _SIGNS for sign in group.split())
    | _spell(_phrases(_PHRASES))
    | {f"({phrase})" for phrase in _spell(_phrases(_PHRASES))}
    | PENDING
    | frozenset(_AS_THEY_ARE)
)
"""Every text, without outer white space, that says that there is no value."""

_LOOKED_UP = pa.array(sorted(SIGNS), pa.large_string())
"""Made once: pandas' `isin` makes it anew for each column."""


def without_signs(cells: pd.Series) -> pd.Series:
    """Return trimmed text, missing where it only says that there is no value."""
    texts = pa.array(cells, pa.large_string(), from_pandas=True)
    return cells.mask(pc.is_in(texts, value_set=_LOOKED_UP).to_numpy(zero_copy_only=False))


def are_bare(cells: pd.Series) -> pd.Series:
    """Return which cells are blank, or have a sign for it; a word for no value is none."""
    trimmed = cells.str.strip()
    return (
        trimmed.isna()
        | trimmed.eq("")
        | (without_signs(trimmed).isna() & ~trimmed.str.contains(r"\w", na=False))
    )


def without_signs_but_codes(cells: pd.Series) -> pd.Series:
    """Return `without_signs`, but Namibia's code where all others are codes of two letters."""
    plain = without_signs(cells)
    if not (cells == NAMIBIA).any():
        return plain
    others = plain.dropna().drop_duplicates()
    if len(others) and others.str.fullmatch(r"[A-Z]{2}").all():
        return plain.mask(cells == NAMIBIA, NAMIBIA)
    return plain
