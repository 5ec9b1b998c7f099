import io
from pathlib import Path

import pytest
from support.datasets import WEEK, make_dataset

from eventmap.importing import propose, read_upload, write_proposal
from eventmap.panels.proposal import describe_withdrawn, describe_written, proposal_panel
from eventmap.readers.inspection import Choices
from eventmap.schema import DatasetInfo
from eventmap.store import VersionedStore

TABLE = (
    b"date,place,country,lat,lon\n"
    b'13/04/2025,Kherson,Ukraine,"46,6354",32.6169\n'
    b"14/04/2025,Odesa,Ukraine,46.5,30.7\n"
    b"Total,,,,\n"
)
INFO = DatasetInfo("desk", "The desk", "CC0-1.0", redistributable=True)


@pytest.mark.usefixtures("read_here")
def test_a_proposal_says_in_numbers_what_would_change_and_sharply_what_goes(
    tmp_path: Path,
) -> None:
    store = VersionedStore(str(tmp_path / "store"))
    items = [{"item_id": "talks"}, {"item_id": "sanctions"}]
    store.write(make_dataset(WEEK, (), items, name="desk", title="The desk"))
    inspection = read_upload("april.csv", io.BytesIO(TABLE), Choices(), (), INFO)
    proposal = propose(store, "desk", "april.csv", inspection)
    (section,) = proposal_panel(proposal)["sections"]
    assert section["title"] == "What would change in “The desk”"
    assert section["lines"] == [
        "Events against version 1: 2 added, 0 changed, 0 unchanged, 4 withdrawn.",
        "Timeline items: 0 added, 0 changed, 0 unchanged, 2 withdrawn.",
        "3 rows of the file: 2 accepted, 1 refused.",
        "In doubt: 1 row (a decimal comma in a coordinate).",
    ]
    title, lines = describe_withdrawn(proposal)
    said = "The new version would withdraw all the dataset has: 4 events and 2 timeline items."
    assert title == said
    assert any("the wrong file withdraws all that was there" in line for line in lines)

    done = write_proposal(store, proposal, Choices())
    assert describe_written(done, "The desk") == (
        "Version 2 of “The desk” is written: 2 added, 0 changed, 0 unchanged, 6 withdrawn.",
        ["3 rows read, 2 accepted, 1 refused."],
    )
    again = propose(store, "desk", "april.csv", inspection)
    (section,) = proposal_panel(again)["sections"]
    assert section["lines"][-1] == "Nothing differs: there would be no new version."
    other = propose(
        store,
        "desk",
        "may.csv",
        read_upload("may.csv", io.BytesIO(TABLE), Choices(), (), INFO),
    )
    (section,) = proposal_panel(other)["sections"]
    assert section["lines"][-1] == (
        "No event differs, only where the dataset says that it is from."
    )
