"""The scatter layer of ``st.pydeck_chart``."""

from benchmarks.systems.system import PAGES, System

SYSTEM = System(
    key="pydeck_chart",
    label="pydeck_chart",
    sizes=(100_000, 1_000_000),
    script=PAGES / "pydeck_chart.py",
    health="/_stcore/health",
    variables=lambda folder: {"BENCH_DATA": str(folder)},
    canvas="canvas",
    wheel_px=1_000,
)
