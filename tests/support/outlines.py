"""The outlines, labels and names that the browser loads, as their files have them."""

import json
from typing import Any

import geopandas as gpd

from eventmap.settings import bundled_data

BOUNDARIES = bundled_data() / "boundaries"


def read_goods(name: str) -> list[dict[str, Any]]:
    body = json.loads((BOUNDARIES / name).read_text(encoding="utf-8"))
    return [f["properties"] for f in body["features"]] if "features" in body else body


def outlines(name: str) -> gpd.GeoDataFrame:
    body = json.loads((BOUNDARIES / name).read_text(encoding="utf-8"))
    return gpd.GeoDataFrame.from_features(body["features"], crs=4326)
