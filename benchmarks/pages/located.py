"""The events that the competitors draw: the same ones that this app draws as symbols."""

import os
from pathlib import Path

import pandas as pd
import streamlit as st

_PRECISIONS = ["exact", "settlement", "district"]


@st.cache_data
def read_located() -> pd.DataFrame:
    """Return latitude, longitude (degrees) and type of the located events of BENCH_DATA.

    Three columns of some twenty: whoever draws points reads no more. The file is read once for
    all sessions, as Streamlit's documentation advises.
    """
    columns = ["lat", "lon", "event_type", "geo_precision"]
    frame = pd.read_parquet(Path(os.environ["BENCH_DATA"]) / "events.parquet", columns=columns)
    located = frame["lat"].notna() & frame["lon"].notna() & frame["geo_precision"].isin(_PRECISIONS)
    return frame.loc[located, ["lat", "lon", "event_type"]].reset_index(drop=True)


def filter_by_type(frame: pd.DataFrame) -> pd.DataFrame:
    """Draw the filter that all systems have, and return the events that it leaves."""
    types = st.sidebar.multiselect(
        "Type",
        sorted(frame["event_type"].unique()),
        format_func=lambda name: name.replace("_", " ").capitalize(),
        key="type",
    )
    return frame[frame["event_type"].isin(types)] if types else frame
