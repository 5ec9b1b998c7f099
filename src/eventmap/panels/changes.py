"""What changed since a version."""

from eventmap.api import ChangeList, ChangesPanel
from eventmap.store import WITHHELD, Changes, Entry, TableChanges
from eventmap.wording import count_of

_KINDS = {"added": "Added", "changed": "Changed", "withdrawn": "Withdrawn"}


def changes_panel(changes: Changes) -> ChangesPanel:
    """Return the changes as lists; events that are still there can be opened."""
    lists = [
        *_list(changes.events, "event", opens=True),
        *_list(changes.timeline, "item", of=" of the timeline", opens=False),
    ]
    return {"sentence": changes.describe(), "lists": lists}


def _list(table: TableChanges, noun: str, *, of: str = "", opens: bool) -> list[ChangeList]:
    lists: list[ChangeList] = []
    for kind, word in _KINDS.items():
        entries: tuple[Entry, ...] = getattr(table, kind)
        count = getattr(table.counts, kind)
        if count:
            lists.append(
                {
                    "title": f"{word}: {count_of(count, noun)}{of}",
                    "entries": [
                        {
                            "id": entry.id if opens and kind != "withdrawn" else None,
                            "title": entry.title,
                            "fields": [field.describe() for field in entry.fields]
                            if entry.handed_on
                            else [WITHHELD],
                        }
                        for entry in entries
                    ],
                    "more": max(count - len(entries), 0),
                }
            )
    return lists
