import pandas as pd

from eventmap.readers.values.sourcewords import LONGEST, gather_words


def column(*texts: str | None) -> pd.Series:
    return pd.Series(texts, range(2, 2 + len(texts)), dtype="str")


def test_different_words_are_joined_and_equal_ones_said_once() -> None:
    words = gather_words(
        column("dozens", None, None, "dozens"), column("dozens", "many", None, "hundreds")
    )
    assert words.dropna().to_dict() == {2: "dozens", 3: "many", 5: "dozens; hundreds"}


def test_words_without_end_are_cut() -> None:
    (cut,) = gather_words(column("very " * 100))
    assert len(cut) <= LONGEST
    assert cut.endswith("very…")
