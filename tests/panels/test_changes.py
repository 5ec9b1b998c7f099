"""What changed since a version, as lists with headings."""

from eventmap.panels.changes import changes_panel
from eventmap.store import Changes, Counts, Entry, TableChanges


def test_one_change_is_one_event_and_two_are_events() -> None:
    added = (Entry("a", "A"), Entry("b", "B"))
    events = TableChanges(Counts(added=2, withdrawn=1), added, (), (Entry("c", "C"),))
    timeline = TableChanges(Counts(changed=1), (), (Entry("t", "T"),), ())
    shown = changes_panel(Changes("test", 1, 2, events, timeline))
    assert [each["title"] for each in shown["lists"]] == [
        "Added: 2 events",
        "Withdrawn: 1 event",
        "Changed: 1 item of the timeline",
    ]
