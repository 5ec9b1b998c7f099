from typing import Any

import pytest
from support.benchmark_runs import visit


@pytest.fixture
def results() -> dict[str, Any]:
    runs = [
        visit("eventmap", 10_000, (2.0, 0.3, 0.1, 0.6)),
        visit("fast_marker_cluster", 10_000, (1.0, 0.5, 1.5, 0.7)),
        visit("eventmap", 1_000_000, (2.4, 0.3, 0.2, 0.6)),
        visit("eventmap", 1_000_000, (2.5, 0.5, 0.3, 0.7)),
        visit("eventmap", 1_000_000, (2.6, 0.4, 0.4, 0.8)),
    ]
    log = {"acts": 9, "requests": 90, "errors": {}, "request_p50_s": 0.01, "request_p95_s": 0.02}
    alone = log | {"act_p50_s": 0.1, "act_p95_s": 0.2}
    many = log | {"act_p50_s": 3.0, "act_p95_s": 5.0, "errors": {"503": 2}}
    tiles = {"size": 1_000_000, "view": "country", "filter": "none", "tiles": 12}
    return {
        "machine": {"date": "2025-11-01", "cores": "2"},
        "browser": {
            "runs": runs,
            "servers": [{"system": "eventmap", "size": 1_000_000, "now": 512.0, "peak": 700.0}],
            "check": [],
        },
        "growth": [
            {"size": 1_000_000, "changes": [5, 100], "heap_mb": [30, 36], "process_mb": [200, 210]}
        ],
        "tiles": [
            {
                **tiles,
                "tiles_s": [0.03, 0.01, 0.02],
                "ahead_s": [0.004] * 3,
                "floor_s": [0.01] * 3,
                "count_s": [0.005] * 3,
            },
            {
                **tiles,
                "tiles_s": [0.03] * 3,
                "ahead_s": [0.004] * 3,
                "floor_s": [0.01] * 3,
                "count_s": [0.005] * 3,
            },
        ],
        "viewers": [{"size": 1_000_000, "viewers": 50, "alone": alone, "many": many}],
        "cold": [{"size": 1_000_000, "first_s": [9.0], "again_s": [3.0, 2.0, 4.0]}],
    }
