"""Numbers such as 9999 among figures: a number of people, or a code for what is not known.

Nothing in the table says which, and as a number it would be most of the sum: it is asked.
"""

import pandas as pd

from eventmap.readers.formats.columnchoice.ledger import ColumnQuestion, Ledger
from eventmap.readers.values.figures import NOUNS, read_counts


def ask_of_codes(ledger: Ledger) -> None:
    """Ask about numbers of nines that stand far above all other figures of their column."""
    if ledger.questions:
        return
    for noun in NOUNS:
        for end in ("best", "low", "high"):
            field = f"{noun}_{end}"
            name = ledger.found.get(field, "")
            if name not in ledger.cells:
                continue
            numbers = read_counts(ledger.cells[name])[0].dropna()
            if (code := _find_code(numbers)) is None:
                continue
            line = int(str(numbers.index[numbers == code][0]))
            most = numbers[numbers != code].max()
            ledger.questions.append(
                ColumnQuestion(
                    f"{code} in {name!r} of {ledger.source.name} stands far above its other"
                    f" numbers, of which {most} is the highest: line {line} is the first. Is it a"
                    " number of people, or a code for what is not known? A column that is named"
                    " by hand is read as numbers; a heading such as"
                    f" '{name} ({code} = unknown)' says that it is a code.",
                    ((field,),),
                )
            )
            return


_TIMES = 10
"""How many times the next highest number a code is at least."""


def _find_code(numbers: pd.Series) -> int | None:
    """Return a number of three nines or more, or of two where it stands twice, that is a code."""
    for code in (99, 999, 9999, 99_999):
        again = int((numbers == code).sum())
        others = numbers[numbers != code]
        if not again or others.empty or (code < 999 and again == 1):  # noqa: PLR2004 - three nines
            continue
        if others.max() * _TIMES <= code:
            return code
    return None
