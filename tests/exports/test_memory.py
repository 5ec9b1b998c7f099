"""What an export takes of memory, measured in a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

MOST_MB = 150
"""In frames of 10,000 events the rows below take 80 to 100; as one frame, 275 to 570."""

MEASURE = """
import gc, re, sys
from dataclasses import replace
from pathlib import Path
from support.datasets import make_dataset
from eventmap.database import Database
from eventmap.exports import EXPORT_FORMATS
from eventmap.filters import Filters

def held(what):
    status = Path("/proc/self/status").read_text()
    return int(re.search(rf"{what}:\\s+(\\d+) kB", status)[1]) / 1000

row = {"summary": "Nothing is known. " * 10, "extra": '{"column": "as it was", "other": "too"}'}
one = make_dataset([row])
many = one.events.loc[[0] * 200_000].reset_index(drop=True)
many["event_id"] = [f"events-{at}" for at in range(200_000)]
database = Database([replace(one, events=many.astype(one.events.dtypes))])
(info,) = database.infos
filters = Filters()
len(next(database.event_frames(filters)))
for extension in sys.argv[1:]:
    gc.collect()
    Path("/proc/self/clear_refs").write_text("5")  # the peak begins anew
    rest = held("VmRSS")
    size = sum(map(len, EXPORT_FORMATS[extension].write(database.event_frames(filters), info)))
    print(extension, size, held("VmHWM") - rest)
"""


@pytest.mark.skipif(not Path("/proc/self/clear_refs").exists(), reason="only Linux tells the peak")
def test_an_export_takes_little_memory_for_many_events() -> None:
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, "csv", "geojson"],
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    lines = [line.split() for line in done.stdout.splitlines()]
    assert [extension for extension, _, _ in lines] == ["csv", "geojson"]
    for extension, size, grown_mb in lines:
        assert int(size) > 0
        assert float(grown_mb) < MOST_MB, extension
