"""Totals and their words, for the server and for the scripts: both write the same."""

from eventmap.casualties import Total

LINES = [
    (Total(None, None, None, 0, 3), "none gives a figure of killed"),
    (Total(None, None, None, 0, 1), "killed: not given"),
    (Total(2, 2, 2, 1, 1), "at least 2 killed, 1 gives no figure"),
    (Total(2, 2, 2, 1, 6), "at least 2 killed, 6 give no figure"),
    (Total(31, None, None, 316, 96), "at least 31 killed, 96 give no figure"),
    (Total(0, 0, 0, 2, 0), "0 killed"),
    (Total(0, 0, 0, 2, 1), "killed: no figure above 0, 1 gives no figure"),
    (Total(0, 0, None, 1, 0), "killed: no figure above 0"),
    (Total(0, 4, None, 1, 0), "4 killed by best estimate (0 or more)"),
    (Total(3, None, 9, 2, 0), "between 3 and 9 killed"),
    (Total(6, None, None, 2, 0), "at least 6 killed"),
    (Total(6, 6, None, 2, 0), "at least 6 killed"),
    (Total(None, None, 5, 1, 0), "at most 5 killed"),
    (Total(None, 5, 5, 1, 0), "at most 5 killed"),
    (Total(None, 3, 5, 1, 0), "3 killed by best estimate (at most 5)"),
    (Total(None, 3, 5, 1, 1), "3 killed by best estimate, 1 gives no figure"),
    (Total(3, 4, 9, 1, 0), "4 killed by best estimate (3–9)"),
    (Total(10752, 18480, 26475, 3883, 0), "18,480 killed by best estimates (10,752–26,475)"),
    (
        Total(10752, 18480, 26475, 3882, 1),
        "18,480 killed by best estimates (at least 10,752), 1 gives no figure",
    ),
]

_NONE, _ONE_GIVES_NONE = Total(None, None, None, 0, 3), Total(None, None, None, 0, 1)

BOTH = [
    (Total(2, None, 2, 1, 0), Total(22, None, 30, 1, 0), ["2 killed", "between 22 and 30 injured"]),
    (_ONE_GIVES_NONE, Total(4, None, 4, 1, 0), ["killed: not given", "4 injured"]),
    (_NONE, Total(4, 4, 4, 3, 0), ["none gives a figure of killed", "4 injured"]),
    (Total(2, None, 2, 1, 0), _ONE_GIVES_NONE, ["2 killed"]),
    (_ONE_GIVES_NONE, _ONE_GIVES_NONE, ["killed and injured: not given"]),
    (_NONE, _NONE, ["none gives a figure of killed or injured"]),
]
