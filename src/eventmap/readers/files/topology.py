"""TopoJSON: shapes that share their lines, of which points alone are places here."""

from collections.abc import Iterator, Mapping
from typing import Any


def read_topology(document: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the shapes of a topology as features of GeoJSON, points with their degrees.

    Points may be written as whole numbers, which scale and shift of the document make degrees of.
    The name of the object of a shape is its ``layer``: as "object" it would be what was hit.
    Lines and areas keep their kind and have no coordinates: those are in the arcs that they share.
    """
    transform = document.get("transform")
    objects = document.get("objects")
    for name, shape in objects.items() if isinstance(objects, dict) else ():
        for each in _shapes(shape):
            properties = each.get("properties")
            yield {
                "type": "Feature",
                **({"id": each["id"]} if "id" in each else {}),
                "properties": {
                    "layer": name,
                    **(properties if isinstance(properties, dict) else {}),
                },
                "geometry": _geometry(each, transform),
            }


def _shapes(shape: object) -> Iterator[Mapping[str, Any]]:
    if not isinstance(shape, dict):
        return
    if shape.get("type") != "GeometryCollection":
        yield shape
        return
    geometries = shape.get("geometries")
    for each in geometries if isinstance(geometries, list) else ():
        if isinstance(each, dict):
            yield each


def _geometry(shape: Mapping[str, Any], transform: object) -> dict[str, Any]:
    kind, at = shape.get("type"), shape.get("coordinates")
    if kind != "Point" or not isinstance(at, list) or not isinstance(transform, dict):
        return {"type": kind, "coordinates": at}
    try:
        scale, shift = transform["scale"], transform["translate"]
        return {
            "type": kind,
            "coordinates": [at[0] * scale[0] + shift[0], at[1] * scale[1] + shift[1]],
        }
    except (KeyError, TypeError, IndexError):
        return {"type": kind, "coordinates": None}
