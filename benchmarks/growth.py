"""Whether the tab grows with every filter change."""

from pathlib import Path
from typing import Any

from benchmarks.browser import open_tab
from benchmarks.data import frequent_types, label_of
from benchmarks.measure import choose_type, first_map, take_back
from benchmarks.server import serve
from benchmarks.systems import ours

CHANGES = (5, 100)


def measure_growth(folder: Path, cache: Path) -> dict[str, Any]:
    """Return heap and memory of the tab in MB after some numbers of filter changes.

    A change chooses a type or takes it back; all types have their turn.
    """
    labels = [label_of(each) for each in frequent_types(folder)]
    heap_mb, process_mb = [], []
    with serve(ours.SYSTEM, folder, cache) as server, open_tab() as tab:
        first_map(tab.page, server.address)
        for change in range(max(CHANGES)):
            if change % 2:
                take_back(tab.page, quiet_s=0)
            else:
                choose_type(tab.page, labels[change // 2 % len(labels)], quiet_s=0)
            if change + 1 in CHANGES:
                heap_mb.append(tab.heap_mb())
                process_mb.append(tab.process_mb())
    return {"changes": list(CHANGES), "heap_mb": heap_mb, "process_mb": process_mb}
