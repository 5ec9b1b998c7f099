"""Leaflet layers as folium classes, one a file; `eventmap.maps` composes them."""
