"""How well the columns of tables by anybody are told: precision and recall over a gold set."""

from collections.abc import Iterator

from support.column_gold import read_gold, score_gold


def describe_columns() -> Iterator[str]:
    """Yield a line on the headings that the rules were made with, and one on those held aside."""
    gold = read_gold()
    for held, name in ((False, "known when the rules were made"), (True, "held aside")):
        score = score_gold(table for table in gold if table.held == held)
        yield (
            f"columns, {score.headings} headings {name}: precision {score.precision:.3f},"
            f" recall {score.recall:.3f}"
        )
        yield from (f"  {each}" for each in score.wrong)
