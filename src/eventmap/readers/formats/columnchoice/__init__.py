"""Which column of a table is read into which field, and what is said or asked of the others.

`columns` scores each column for each field; here the columns are given to the fields, concept by
concept: points, dates, figures, then all others by score. What is taken stands in one `ledger`.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from eventmap.readers.formats.columnchoice.dates import choose_dates, read_flags_of_dates
from eventmap.readers.formats.columnchoice.eventtypes import (
    pass_over_other_types,
    read_types_from_names,
    take_types_by_content,
    title_by_disasters,
)
from eventmap.readers.formats.columnchoice.figures import choose_figures
from eventmap.readers.formats.columnchoice.ledger import ColumnQuestion, Ledger
from eventmap.readers.formats.columnchoice.others import choose_others
from eventmap.readers.formats.columnchoice.places import choose_places
from eventmap.readers.formats.columnchoice.points import (
    choose_points,
    read_flags_of_points,
    settle_letter_o,
    tell_of_minutes,
    tell_of_points_at_sea,
    tell_points_of_areas,
    tell_whole_degrees,
)
from eventmap.readers.formats.columnchoice.rows import tell_of_overlaps, tell_of_rows
from eventmap.readers.formats.columnchoice.runningtotals import ask_of_running_totals
from eventmap.readers.formats.columnchoice.unread import find_unread
from eventmap.readers.formats.columnchoice.uses import describe_use, describe_uses
from eventmap.readers.formats.columnchoice.withdrawn import settle_withdrawn
from eventmap.readers.formats.degreecells import write_out_degrees
from eventmap.readers.formats.listcells import write_out_lists
from eventmap.readers.formats.units import write_out_figures
from eventmap.readers.formats.unknowncodes import ask_of_codes, blank_codes, tell_of_codes
from eventmap.readers.model import ColumnUse, Source

__all__ = ["ChosenColumns", "ColumnQuestion", "choose_columns", "describe_uses", "tell_of_overlaps"]


@dataclass(frozen=True)
class ChosenColumns:
    """Which column of a table is what.

    Parameters
    ----------
    columns
        By field, composed ones included.
    composed
        Columns that are put together of others, by name: "Year + Month + Day"; and those that
        are written out, as thousands are, by their own.
    shown
        What a composed column is called where its name is only for here.
    quantities
        Columns of numbers of things, beyond the one in ``quantity``.
    of_events
        The column of quantities that says how many events each row tells of.
    spoken
        Columns of figures whose headings name who says them: by his name, columns by field.
    stood_in
        The cells of another column of dates that stand in for a blank one.
    disagreeing
        In rows in which a part of the people is more than all of them, both figures.
    shared_ids
        The cells of a column of ids of events that several rows share.
    repeating, repeats_by
        Why rows are refused that say themselves that they repeat another one, and the column that
        says so.
    uses
        What became of each column of the table.
    notes
        What was chosen where something else was possible, each a sentence.
    questions
        What nothing in the table decides.
    """

    columns: Mapping[str, str]
    composed: Mapping[str, pd.Series]
    shown: Mapping[str, str]
    quantities: tuple[str, ...]
    of_events: str
    spoken: Mapping[str, Mapping[str, str]]
    stood_in: pd.Series | None
    disagreeing: pd.Series
    shared_ids: pd.Series | None
    repeating: pd.Series
    repeats_by: str
    uses: tuple[ColumnUse, ...]
    notes: tuple[str, ...]
    questions: tuple[ColumnQuestion, ...]


def choose_columns(source: Source, chosen: Mapping[str, str]) -> ChosenColumns:
    """Return which column of a table is what; those that the user chose go before.

    Parameters
    ----------
    chosen
        Columns by field. A field whose column is blank is read from none.
    """
    source, known, codes = blank_codes(source)
    source, lists, listed = write_out_lists(source)
    source, written, told = write_out_figures(source)
    degrees = write_out_degrees(source)
    ledger = Ledger(degrees.source, chosen)
    ledger.composed |= {**known, **lists, **written, **degrees.written}
    ledger.notes += [*codes, *listed, *told, *degrees.notes]
    if degrees.question:
        ledger.questions.append(ColumnQuestion(degrees.question, (("crs",),)))
    pass_over_other_types(ledger)
    choose_points(ledger)
    choose_dates(ledger)
    read_flags_of_dates(ledger)
    choose_figures(ledger)
    choose_others(ledger)
    read_types_from_names(ledger)
    take_types_by_content(ledger)
    title_by_disasters(ledger)
    choose_places(ledger)
    tell_points_of_areas(ledger)
    read_flags_of_points(ledger)
    tell_whole_degrees(ledger)
    tell_of_minutes(ledger)
    tell_of_points_at_sea(ledger)
    settle_letter_o(ledger)
    tell_of_rows(ledger)
    find_unread(ledger)
    settle_withdrawn(ledger)
    ask_of_running_totals(ledger)
    if not ledger.questions and (asked := ask_of_codes(ledger.source, ledger.found)):
        field, sentence = asked
        ledger.questions.append(ColumnQuestion(sentence, ((field,),)))
    ledger.notes += tell_of_codes(ledger.source, ledger.found)
    return ChosenColumns(
        ledger.read_from(),
        ledger.composed,
        ledger.shown,
        tuple(ledger.quantities),
        ledger.of_events,
        ledger.spoken,
        ledger.stood_in,
        ledger.disagreeing,
        ledger.shared_ids,
        ledger.repeating,
        ledger.repeats_by,
        tuple(describe_use(ledger, each) for each in ledger.columns),
        tuple(ledger.notes),
        tuple(ledger.questions),
    )
