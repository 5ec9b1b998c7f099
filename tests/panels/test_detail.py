from collections.abc import Callable

from eventmap.database import Database
from eventmap.details import describe_event
from eventmap.filters import Filters
from eventmap.panels.detail import detail_panel

EVENT = {"event_id": "a", "parties": "Army of A; Army of B", "actor": "Army of A"}
CODER = {"event_id": "a", "claimant": "A coder", "side": "other"}
CLAIMS = (
    {"event_id": "a", "claimant": "Ministry of A", "side": "ukraine", "source": "Ministry of A"},
    CODER | {"source": "t.me/one", "url": "https://t.me/one/1", "statement": "A school was hit."},
    CODER | {"source": "t.me/two", "url": "https://t.me/two/2", "killed_low": 2},
    CODER | {"source": "Source hidden"},
)


def test_each_voice_is_heard_once_with_all_its_sources(open_rows: Callable[..., Database]) -> None:
    shown = detail_panel(describe_event(open_rows([EVENT], CLAIMS), Filters(), "a"))

    ministry, coder = shown["claims"]
    assert (ministry["claimant"], ministry["side"]) == ("Ministry of A", "Ukraine")
    assert coder["claimant"] == "A coder"
    assert coder["statements"] == ["A school was hit."]
    assert coder["figures"] == "at least 2 killed, injured: not given"
    assert [(one["source"], one["url"]) for one in coder["sources"]] == [
        ("Source: t.me/one", "https://t.me/one/1"),
        ("Source: t.me/two", "https://t.me/two/2"),
        ("Source: Source hidden", None),
    ]


def test_parties_are_named_apart_from_whom_it_is_attributed_to(
    open_rows: Callable[..., Database],
) -> None:
    shown = detail_panel(describe_event(open_rows([EVENT], CLAIMS), Filters(), "a"))

    facts = {label: text for label, text, _ in shown["facts"]}
    assert facts["Parties"] == "Army of A; Army of B"
    assert facts["Attributed to"] == "Army of A"
    assert facts["Reported by"] == "4 sources"
    dyad = {"event_id": "b", "parties": "Army of A; Army of B"}
    alone = detail_panel(describe_event(open_rows([dyad]), Filters(), "b"))
    assert "Attributed to" not in {label for label, _, _ in alone["facts"]}
