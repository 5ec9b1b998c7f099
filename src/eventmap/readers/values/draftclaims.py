"""Claims of a draft to the canonical table: figures, days of publication and addresses."""

import pandas as pd

from eventmap.canonical import URL
from eventmap.readers.doubts import Doubt
from eventmap.readers.model import NOT_GIVEN, DateEvidence, DateOrder
from eventmap.readers.values.dates import decide_order, parse_dates, read_dates
from eventmap.readers.values.figures import (
    NOUNS,
    WHOSE_UNTOLD,
    Noun,
    find_words,
    read_counts,
    read_figures,
)
from eventmap.readers.values.findings import Findings
from eventmap.readers.values.sourcewords import gather_words
from eventmap.schema import ADDRESSES, CLAIMS, DatePrecision, Side


def read_claims(claims: pd.DataFrame, findings: Findings, order: DateOrder | None) -> pd.DataFrame:
    """Return the canonical claims without their ids, indexed by the line of their event.

    Parameters
    ----------
    claims
        Columns of `model.DRAFT_CLAIMS`, indexed by line; trimmed, missing where blank.
    findings
        Takes up what is doubtful.
    order
        Of day and month, where the days of publication prove none themselves.
    """
    text, values = claims, claims.copy()
    values["claimant"] = text["claimant"].fillna(text["source"]).fillna(NOT_GIVEN)
    known = text["side"].isin([side.value for side in Side])
    findings.doubt(Doubt.SIDE, text["side"], text["side"].notna() & ~known)
    values["side"] = text["side"].where(known, Side.OTHER.value)
    for name in (each for each in ADDRESSES if text[each].notna().any()):
        wrong = text[name].notna() & ~text[name].str.fullmatch(URL).fillna(False).astype(bool)
        findings.doubt(Doubt.URL, text[name], wrong)
        values[name] = text[name].mask(wrong)
    values["published_on"] = _published(text["published_on"], findings, order)
    for noun in NOUNS:
        _read_noun(noun, text, values, findings)
    values["quantity"], wrong = read_counts(text["quantity"])
    findings.doubt(Doubt.QUANTITY, text["quantity"], wrong)
    return values[[name for name in CLAIMS if name in values]]


def _read_noun(noun: Noun, text: pd.DataFrame, values: pd.DataFrame, findings: Findings) -> None:
    names = {end: f"{noun}_{end}" for end in ("low", "best", "high")}
    cells = {end: text[name] for end, name in names.items()}
    if all(column.isna().all() for column in cells.values()):
        for name in names.values():
            values[name] = pd.Series(pd.NA, text.index, dtype="Int64")
        values[f"{noun}_words"] = gather_words(text[f"{noun}_words"])
        return
    figures, wrong, disagree = read_figures(**cells, noun=noun)
    kept = [text[f"{noun}_words"]]
    for end, name in names.items():
        values[name] = figures[end]
        rough, remarked, attackers = find_words(cells[end], noun)
        shown = cells[end].str.removesuffix(WHOSE_UNTOLD)
        findings.doubt(Doubt.FIGURE_IN_WORDS, shown, wrong[end])
        findings.doubt(Doubt.FIGURE_ROUGH, shown, rough)
        findings.doubt(Doubt.ATTACKERS, shown, attackers)
        kept.append(shown.where(wrong[end] | rough | remarked | attackers))
    values[f"{noun}_words"] = gather_words(*kept)
    said = cells["low"].fillna("?") + ", " + cells["best"].fillna("?") + ", "
    said = (
        f"low, best and high of {noun} (" + (said + cells["high"].fillna("?")).astype("str") + ")"
    )
    findings.doubt(Doubt.FIGURES_DISAGREE, said, disagree)


def _published(cells: pd.Series, findings: Findings, order: DateOrder | None) -> pd.Series:
    dates = parse_dates(cells)
    own: DateEvidence = decide_order(dates)
    if own.order is None and order in dates.possible():
        own = DateEvidence(own.column, order, own.proof)
    read = read_dates(dates, own.order)
    day = read["precision"] == DatePrecision.DAY
    findings.doubt(Doubt.PUBLISHED_ON, cells, cells.notna() & ~day)
    return read["start"].where(day)
