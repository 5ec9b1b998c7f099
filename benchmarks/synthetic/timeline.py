"""A small synthetic timeline: talks, statements and decisions over the whole period."""

import numpy as np
import pyarrow as pa

from benchmarks.synthetic.days import COUNT, FIRST
from benchmarks.synthetic.draw import Random
from benchmarks.synthetic.events import event_ids
from benchmarks.synthetic.phrases import CAPITALS, TALKS

ITEMS = 60


def make_timeline(random: Random, total: int) -> dict[str, pa.Array]:
    """Return the columns of `ITEMS` items, some of them tied to some of `total` events."""
    start = FIRST + np.sort(random.integers(COUNT, size=ITEMS))
    kinds = [TALKS[at] for at in random.integers(len(TALKS), size=ITEMS)]
    places = [CAPITALS[at] for at in random.integers(len(CAPITALS), size=ITEMS)]
    known = np.arange(ITEMS) % 5 > 0
    tied = [random.integers(total, size=at % 3) for at in range(ITEMS)]
    return {
        "item_id": pa.array([f"talk-{at + 1}" for at in range(ITEMS)]),
        "date_start": pa.array(start),
        "date_end": pa.array(start + random.integers(0, 3, ITEMS)),
        "kind": pa.array([kind for kind, _, _ in kinds]),
        "title": pa.array(
            [
                title.format(place=place[0])
                for (_, title, _), place in zip(kinds, places, strict=True)
            ]
        ),
        "detail": pa.array([detail for _, _, detail in kinds]),
        "actor": pa.array(["Delegations"] * ITEMS),
        "place": pa.array([name for name, _, _ in places]),
        "lat": pa.array([lat for _, lat, _ in places], mask=~known),
        "lon": pa.array([lon for _, _, lon in places], mask=~known),
        "source": pa.array([f"News outlet {1 + at % 12}" for at in range(ITEMS)]),
        "event_ids": pa.array([";".join(event_ids(ids).to_pylist()) or None for ids in tied]),
    }
