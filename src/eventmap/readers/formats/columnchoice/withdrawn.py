"""Rows that a table itself marks as not verified, taken back, or as repeating another of its rows.

A record is a report and not a fact: each counts, and a note says how many are marked and by what. A
row that names another one of the table, by its id, as that of the same event, or as the one that
supersedes it, is not counted a second time.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from eventmap.readers.formats.columnchoice.ledger import Ledger
from eventmap.readers.formats.columnchoice.rows import is_id_of_events
from eventmap.readers.formats.columns import HALF, ReadColumn
from eventmap.readers.formats.fields import PAIRS
from eventmap.readers.formats.headingwords import split_heading
from eventmap.readers.values.blanks import without_signs
from eventmap.wording import count_of

_WITHDRAWN = re.compile(
    r"(?i)(?:retracted|withdrawn|cancell?ed|revoked|debunked|disproved|disproven|refuted|discounted"
    r"|deleted|rejected|not[ _]approved|validation_status_not_approved|invalid(?:ated)?|hoax|fake"
    r"|merged|not an? (?:incident|event|attack)"
    r"|(?:this is )?(?:a )?test (?:entry|record|row|data|submission|form|only)"
    r"|entered (?:in error|by mistake)|(?:please )?ignore(?: this (?:row|record|entry))?"
    r"|тестовий запис|тестовая запись|registro de prueba|saisie de test|testeintrag|wpis testowy"
    r"|false (?:alarm|report)|(?:is an? |possible |probable )?duplicated?|dupe|double counted"
    r"|спростован[оаий]{1,2}|скасован[оаий]{1,2}|відкликан[оаий]{1,2}|дублікат|дубль|фейк|видален[оаий]{1,2}"
    r"|опровергнут[оаый]{0,2}|отмен[её]н[оаый]{0,2}|отозван[оаый]{0,2}|дубликат|удал[её]н[оаый]{0,2}"
    r"|annulée?s?|retirée?s?|d[ée]menti(?:e|s|es)?|doublon|supprimée?s?"
    r"|anulad[oa]s?|retirad[oa]s?|desmentid[oa]s?|duplicad[oa]s?|descartad[oa]s?"
    r"|zur[üu]ckgezogen|widerrufen|storniert|dementiert|duplikat|doppelt|gel[öo]scht"
    r"|wycofan[eyoa]|anulowan[eyoa]|zdementowan[eyoa]|odwołan[eyoa]|usuni[ęe]t[eyoa]"
    r"|ملغى|ملغاة|مكرر|مكررة|محذوف"
    r"|m[üu]kerrer|ge[çc]ersiz|duplicat[oa]|annullat[oa]|superseded)"
    r"(?: (?:of|into|with|by|de|від|з|von|z) #?[\w-]{1,20}| ?\(.{1,20}\))?[.!]?"
)
"""What a cell says of a row that its publisher no longer stands by, or that repeats another."""


_UNVERIFIED = re.compile(
    r"(?i)unverified|unconfirmed|uncorroborated|unvalidated"
    r"|not (?:yet |independently )?(?:verified|confirmed|validated|corroborated)"
    r"|(?:to be|pending|awaiting|needs?) (?:verified|verification|confirmation|validation|review)"
    r"|не ?(?:перевірен|підтверджен|верифікован|проверен|подтвержд[её]н|верифицирован)[оаиы]?й?"
    r"|non[ -](?:v[ée]rifi|confirm)[ée]e?s?|(?:no|sin) (?:verific|confirm)ad?[oa]?r?s?"
    r"|(?:nicht |un)(?:verifiziert|best[äa]tigt)"
    r"|nie ?(?:potwierdzon|zweryfikowan)[eyoa]|غير (?:مؤكد|مؤكدة|موثق|موثقة)"
)
"""What a cell says of a row that its publisher has not found out to be so."""

_REPLACED = re.compile(
    r"(?i)(?:replaced|obsolete|outdated|old(?: version)?|not current|excluded|not counted"
    r"|замінен[оаий]{1,2}|замен[её]н[оаый]{0,2}|застаріл[оаеий]{1,2}|устарел[оаеый]{1,2}"
    r"|не ?актуальн[оаеиый]{1,2}|remplacée?s?|obsolètes?|périmée?s?|reemplazad[oa]s?"
    r"|sustituid[oa]s?|obsolet[oa]s?|substitu[íi]d[oa]s?|ersetzt|überholt"
    r"|veraltet|zastąpion[eyoa]|nieaktualn[eya]"
    r"|مستبدل|مستبدلة|قديم|قديمة)(?: (?:by|par|por|durch|przez) #?[\w-]{1,20})?[.!]?"
)
"""What the status of a row says that a later one stands in for."""

_ROW = (
    r"(?:no|nr|n[º°]|№|id|row|line|entry|record|case"
    r"|caso|registro|ligne|zeile|eintrag|wpis|запис|запись)[.:]? ?"
)
_REMARKED = re.compile(
    r"(?i)(?:^|\W)(?:(?:(?:do not|don't|not to be|should not be) count(?:ed)?"
    r"|(?:double|twice) counted"
    r"|counted (?:twice|double|already|above)|already counted"
    r"|не (?:враховувати|рахувати|учитывать|считать)|вже враховано|уже учтен[оаы]?"
    r"|ne pas compter|déjà comptée?s?|no contar|ya contad[oa]s?|nicht (?:mit)?zählen"
    r"|bereits gezählt|nie liczyć|już policzon[eyoa]|não contar)(?:\W|$)"
    r"|(?:duplicate|дублікат|дубль|дубликат|doublon|duplicado|duplikat|dublette)"
    rf" (?:(?:of|de|du|von|zu) )?(?:{_ROW})?#?[^ ]{{0,10}}\d"
    r"|(?:repeat|repetido|correction|повтор|corrección|correção|korrektur|korekta|виправлення|исправление)"
    rf"(?: (?:of|to|de|del|con el|du|do|von|zu|zur|до|к))? ?(?:{_ROW}|#)[^ ]{{0,10}}\d"
    r"|(?:replaced|superseded|замінено|заменено|remplacée?|reemplazad[oa]|substitu[íi]d[oa]|ersetzt"
    r"|zastąpion[eyoa])"
    rf" (?:by|на|par|por|durch|przez) (?:{_ROW})?#?[^ ]{{0,10}}\d"
    r"|(?:replaces|supersedes|corrects|замінює|заменяет|remplace|reemplaza|sustituye|ersetzt"
    rf"|zastępuje|substitui) (?:(?:the|le|la|el|al) )?(?:{_ROW}|#)[^ ]{{0,10}}\d)"
)
"""What a note says of a row that it is not to be added up, or that it is another one once more.

No part of it looks ahead or is ``\\S``: Arrow searches long tables by it, 20 times as quick.
"""

_UNPUBLISHED = re.compile(
    r"(?i)hidden|unpublished|draft|test|pending|on hold|under review|archived|spam"
)
"""What the status of a row says that its publisher does not show."""

_IS_WITHDRAWN = frozenset(
    split_heading(
        "retracted withdrawn cancelled canceled deleted debunked duplicate duplicated dup dupe hoax"
        " merged hidden unverified unconfirmed unpublished unapproved invalid spam"
        " спростовано скасовано дублікат дубль видалено приховано опровергнуто отменено дубликат"
        " удалено скрыто annulé doublon retiré supprimé masqué anulado duplicado descartado oculto"
        " zurückgezogen storniert duplikat gelöscht versteckt wycofano anulowano usunięto ukryte"
        " superseded obsolete excluded doublons dublette doppelmeldung duplicato duplicata"
        " mükerrer مكرر مكررة محذوف"
    )
)
_IS_SOUND = frozenset(
    split_heading(
        "verified confirmed corroborated validated approved published visible valid current latest"
        " counted included include"
        " перевірено підтверджено опубліковано проверено подтверждено опубликовано"
        " vérifié confirmé validé publié verificado confirmado validado publicado"
        " verifiziert bestätigt veröffentlicht zweryfikowane potwierdzone opublikowane مؤكد موثق"
    )
)
_FILLERS = frozenset(
    split_heading("is was has been flag status event incident the record entry row version")
)
_SUMS = frozenset({"in", "total", "totals", "sum", "sums", "statistics"})
_DENIED = frozenset({"not", "non", "не", "nicht", "nie"})
_TRUE = re.compile(r"(?i)yes|y|true|x|1|1\.0|✓|так|да|oui|sí|si|sì|ja|tak|evet|sim|نعم")
_FALSE = re.compile(r"(?i)no|n|false|0|0\.0|✗|ні|нет|non|nein|nie|hay\u0131r|não|لا")

_LONG_COLUMN = 1000
_LONGEST_MARK = 40
_LONGEST_REMARK = 200
_BESIDE = " .,;:!()[]-–—\n"
_NAMED = 3


def settle_withdrawn(ledger: Ledger) -> None:
    """Say which rows count though they are marked, and refuse those that repeat another one."""
    typed = {**ledger.found, **ledger.chosen}.get("event_type")
    columns = [each for each in ledger.columns if each.profile.shares and each.name != typed]
    texts = {each.name: _short_texts(each, ledger.cells[each.name]) for each in columns}
    _refuse_repeating(ledger, texts)
    _tell_of_pointers(ledger, columns)
    _tell_of_remarks(ledger, columns)
    for each in columns:
        marks, patterns = _tell_marks(each)
        cells = ledger.cells[each.name]
        marked = [
            text
            for text in texts[each.name]
            if any(one.fullmatch(text.strip()) for one in patterns)
        ]
        if not marked:
            continue
        found = cells.isin(marked)
        said = found & ledger.repeating.isna() if ledger.repeats_by else found
        every = bool(found.all()) and not any(map(_UNVERIFIED.fullmatch, marked))
        if not said.any() or (not marks and every):
            continue
        told = [text for text in marked if not ledger.repeats_by or (cells[said] == text).any()]
        ledger.notes.append(
            f"{each.name!r} says {' or '.join(map(repr, told[:_NAMED]))} in"
            f" {count_of(int(said.sum()), 'row')}: each counts as an event all the same."
        )


def _tell_of_remarks(ledger: Ledger, columns: Sequence[ReadColumn]) -> None:
    """Say that a note or a description asks in some rows that they are not added up."""
    for each in columns:
        if not each.heading.has("note", "summary", "title", "status"):
            continue
        cells = ledger.cells[each.name].str.slice(0, _LONGEST_REMARK)
        found = cells[cells.str.contains(_REMARKED, na=False) & ledger.repeating.isna()]
        patterns = _tell_marks(each)[1]  # what these say is told of there
        remarks = [
            remark[0].strip(_BESIDE)
            for text in found
            if not any(one.fullmatch(text.strip()) for one in patterns)
            if (remark := _REMARKED.search(text))
        ]
        if remarks:
            ledger.notes.append(
                f"{each.name!r} tells of rows that repeat or correct others, or are not to be"
                f" counted, in {count_of(len(remarks), 'row')}, such as {remarks[0]!r}: each counts"
                " as an event all the same."
            )


def _short_texts(column: ReadColumn, cells: pd.Series) -> list[str]:
    """Return the different cells that may mark a row.

    A mark stands in many rows: a long column of texts of their own has none.
    """
    if column.profile.filled > _LONG_COLUMN and column.profile.share("distinct") > HALF:
        return []
    return [text for text in map(str, cells.dropna().unique()) if len(text) <= _LONGEST_MARK]


def _tell_marks(column: ReadColumn) -> tuple[bool, list[re.Pattern[str]]]:
    """Return whether the heading of a column asks if a row counts, and which cells say it does not.

    "is_duplicate" asks it, and so does "verified", where all cells say yes or no; else the words of
    the cells alone do.
    """
    words = {*split_heading(column.name)} - _FILLERS
    if "in" in words:  # "Count in total", "Included in statistics"
        words = {"counted" if word == "count" else word for word in words - _SUMS}
    if _points_by_heading(column) and not column.profile.share("yes or no"):
        return True, []
    if not words.isdisjoint(_IS_WITHDRAWN) and not column.heading.has("number", "source"):
        return True, [_TRUE, *([_SEE, _OTHER] if _says_only_repeated(column) else [])]
    denied = words & _DENIED
    asked = words - _DENIED
    if asked and asked <= _IS_SOUND and column.profile.share("whether") == 1:
        return True, [_TRUE if denied else _FALSE]
    graded = column.heading.has("status", "grade")
    return False, [_WITHDRAWN, _UNVERIFIED, *([_UNPUBLISHED, _REPLACED] if graded else [])]


def _refuse_repeating(ledger: Ledger, texts: Mapping[str, list[str]]) -> None:
    """Refuse the rows that name another row of the table, by its id, as that of the same event.

    "merged_into" and "superseded_by" are headings of such names, "duplicate of E-12" and "replaced
    by E-12" cells with one. The other row has to say when or where.
    """
    ids = _find_ids(ledger)
    for each in ledger.columns:
        names = _name_others(each, ledger.cells[each.name], texts.get(each.name, []))
        if names is None or (ids is not None and each.name == ids.name):
            continue
        names = _plain_ids(names)
        kept = {} if ids is None else _find_kept(names, _plain_ids(ids))
        if kept:
            said_somewhere = _say_when_or_where(ledger)
            kept = {line: own for line, own in kept.items() if said_somewhere[own]}
        cells = ledger.cells[each.name]
        if kept and ids is not None:
            reasons = {
                line: f"This row says that it {_verb(each.name, cells[line])} line {own},"
                f" {ids[own]!r}, which counts; allowed: it once."
                for line, own in kept.items()
            }
            ledger.repeating = pd.Series(reasons, dtype="str").reindex(cells.index)
            ledger.repeats_by = each.name
            ledger.notes.append(
                f"{each.name!r} names another row of the table in {count_of(len(kept), 'row')},"
                f" such as {cells[next(iter(kept))]!r}: refused, so that no event counts twice."
            )
        others = cells[names.notna() & ~names.index.isin(list(kept))]
        if len(others) and _points_by_heading(each) and (kept or _may_be_ids(each, others)):
            ledger.notes.append(
                f"{each.name!r} names {others.iloc[0]!r}, which is no id of another row, in"
                f" {count_of(len(others), 'row')}: each counts as an event all the same."
            )
        if kept:
            return


def _tell_of_pointers(ledger: Ledger, columns: Sequence[ReadColumn]) -> None:
    """Say that rows name other rows of the table, as corrections do, and that each counts.

    Such a column is blank in other rows, and its cells are ids of them.
    """
    for each in columns:
        pointed = ledger.cells[each.name]
        if _points_by_heading(each) or each not in ledger.free() or pointed.notna().all():
            continue
        names = _plain_ids(pointed).dropna()
        refers = not {*split_heading(each.name)}.isdisjoint(_REFERS)
        if names.empty or not (refers or names.str.len().min() >= _SHORTEST_ID):
            continue
        for own in _find_unique(ledger, names):
            kept = _find_kept(_plain_ids(pointed), own)
            if len(kept) < len(names):
                continue
            roots = own[list(kept.values())]
            said = pd.Series([*roots, *roots], [*kept, *kept.values()], dtype="str")
            if ledger.shared_ids is None:
                of_one = said[~said.index.duplicated()]
                ledger.shared_ids = of_one.reindex(ledger.cells.index)
            ledger.notes.append(
                f"{each.name!r} names another row of the table, as corrections do, in"
                f" {count_of(len(kept), 'row')}, such as {pointed[names.index[0]]!r}: both count as"
                " events of their own."
            )
            return


_REFERS = frozenset(
    split_heading(
        "refers reference ref corrects correction replaces supersedes amends previous parent"
        " related уточнює виправляє замінює попередній исправляет уточняет заменяет corrige"
        " remplace reemplaza sustituye rectifica berichtigt ersetzt korrigiert koryguje"
        " zastępuje dotyczy يصحح"
    )
)
_SHORTEST_ID = 3


def _find_unique(ledger: Ledger, names: pd.Series) -> Iterator[pd.Series]:
    """Yield the columns that name each row of the table, these among them."""
    for each in ledger.columns:
        cells = ledger.cells[each.name]
        if cells.isna().any() or cells.duplicated().any() or each.profile.share("day"):
            continue
        own = _plain_ids(cells)
        if names.isin(own).all():
            yield own


def _find_kept(names: pd.Series, own: pd.Series) -> dict[int, int]:
    """Return the line of the row that each row repeats in the end, where there is one."""
    known = own[own.notna()]
    lines = dict(zip(known, known.index, strict=True))
    named = names.dropna()
    repeated = dict(zip(named.index, named, strict=True))
    kept = {}
    for line, name in repeated.items():
        seen, at = {line}, lines.get(name)
        while at in repeated and at not in seen:
            seen.add(at)
            at = lines.get(repeated[at])
        if at is not None and at not in seen:
            kept[line] = at
    return kept


def _find_ids(ledger: Ledger) -> pd.Series | None:
    """Return the column of the ids of the table's own rows, if it has one."""
    read = {**ledger.found, **ledger.chosen}.get("source_id", "")
    named = [each.name for each in ledger.columns if is_id_of_events(each)]
    for name in [read, *named]:
        if name in ledger.cells and not ledger.cells[name].dropna().duplicated().any():
            return ledger.cells[name]
    return None


def _may_be_ids(column: ReadColumn, cells: pd.Series) -> bool:
    """Return whether cells may be ids: under "replaced by" a part of a machine may be named."""
    return not _SUPERSEDED.search(column.name) or bool(cells.str.contains(r"\d").all())


def _verb(heading: str, cell: str) -> str:
    return "is replaced by" if _SUPERSEDED.search(f"{heading} {cell}") else "repeats"


def _say_when_or_where(ledger: Ledger) -> pd.Series:
    """Return which rows have anything in the columns of dates and places: others are no events."""
    told = pd.Series(data=False, index=ledger.cells.index)
    every = ledger.cells.assign(**ledger.composed)
    read = {**ledger.found, **ledger.chosen}
    for field in ("date_start", "date_end", "lat", "lon", *PAIRS, "place", "admin1", "country"):
        if (name := read.get(field, "")) in every:
            told |= every[name].notna()
    return told


_NAMES_OTHER = frozenset(
    split_heading(
        "merged duplicate duplicates dup dupe дублікат дубль дубликат doublon duplicado duplikat"
        " superseded replaced замінено замінений заменено заменён remplacé reemplazado sustituido"
        " ersetzt zastąpiony zastąpione"
    )
)
_POINTERS = frozenset(
    {
        *("into", "of", "with", "id", "by", "в", "з", "von", "z", "de"),
        *("на", "par", "por", "durch", "przez"),
    }
)
_SUPERSEDED = re.compile(
    r"(?i)supersed|replaced|замінен|заменен|заменён|remplac|reemplaz|sustitu|substitu|ersetzt"
    r"|zastąpion"
)
"""What a heading or a cell says of a row that another one stands for."""
_OTHER = re.compile(
    r"(?i)(?:(?:is an? )?(?:duplicated?|dupe|merged|дублікат|дубль|дубликат|doublon|duplicado"
    r"|duplikat) (?:of|into|with|de|від|з|von|z) "
    r"|(?:(?:is|was|has been) )?(?:superseded|replaced) by "
    r"|(?:замінен[оаий]{1,2}|замен[её]н[оаый]{0,2}) на "
    r"|(?:remplacée?|reemplazad[oa]|sustituid[oa]|substituíd[oa]) p[ao]r |ersetzt durch "
    r"|zastąpion[eyoa] przez )(?:(?:record|event|entry|id|запис|запись) )?#?([\w-]{1,20})[.!]?"
)


_SEE = re.compile(
    r"(?i)(?:see|same as|of|by|cf\.?|=|див\.?|те саме, що|на|см\.?|то же, что|siehe|wie|von|voir"
    r"|idem|véase|ver|zob\.?|patrz) (?:(?:record|event|entry|id|запис|запись) )?#?([\w-]{1,20})"
    r"[.!]?"
)
"""Which row a cell names under a heading such as "Duplicate"."""


def _says_only_repeated(column: ReadColumn) -> bool:
    """Return whether a heading is a word for rows that repeat others, or are superseded, alone."""
    words = {*split_heading(column.name)} - _FILLERS
    return bool(words) and words <= _NAMES_OTHER


def _points_by_heading(column: ReadColumn) -> bool:
    """Return whether a heading is of ids of other rows, such as "merged_into"."""
    words = {*split_heading(column.name)}
    named = not words.isdisjoint(_NAMES_OTHER) and not words.isdisjoint(_POINTERS)
    return named and not column.heading.has("number", "source")


def _name_others(column: ReadColumn, cells: pd.Series, texts: list[str]) -> pd.Series | None:
    """Return the ids that a column names of rows that are of the same events; ``None`` if none."""
    if _points_by_heading(column):
        return cells if column.profile.shares and not column.profile.share("yes or no") else None
    patterns = [_OTHER, *([_SEE] if _says_only_repeated(column) else [])]
    named = {
        text: found[1]
        for pattern in patterns
        for text in texts
        if (found := pattern.fullmatch(text.strip()))
    }
    return cells.map(named).astype("str") if named else None


def _plain_ids(cells: pd.Series) -> pd.Series:
    """Return ids as they are compared: "#12", "12.0" and "12" are one, 0 is none."""
    plain = without_signs(cells.str.strip())
    plain = plain.str.lstrip("#").str.replace(r"\.0$", "", regex=True).str.casefold()
    return plain.mask(plain.isin(["", "0"]))
