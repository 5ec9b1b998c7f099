"""Text that XML can hold."""

import re

REPLACEMENT = "\ufffd"
"""What stands for a character that XML cannot hold: the sign for a lost character."""

_LINE_END = re.compile(r"\r\n?")
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_UNCLEAN = re.compile(rf"{_FORBIDDEN.pattern}|\r")


def clean_text(text: str) -> str:
    r"""Return `text` with every line end as ``\n`` and a sign for what XML 1.0 cannot hold.

    A parser makes ``\n`` of the other line ends anyway, and refuses a whole file for one control
    character.
    """
    if not _UNCLEAN.search(text):  # most texts of a million rows
        return text
    return _FORBIDDEN.sub(REPLACEMENT, _LINE_END.sub("\n", text))
