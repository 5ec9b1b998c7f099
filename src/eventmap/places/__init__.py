"""Countries, regions, outlines and the gazetteer: names to codes, codes to names, points to both.

Nothing of it is imported past this door.
"""

from eventmap.places.boundaries import (
    country_of,
    drawable_regions,
    is_far_from,
    is_in_middle,
    is_near_border,
    is_near_region,
    label_point,
    metres_between,
    nearest_country,
    outlines,
    region_of,
)
from eventmap.places.countries import (
    FIPS,
    GLEDITSCH_WARD,
    KOSOVO,
    PUBLISHERS_NAMES,
    country_code,
    country_codes,
    country_name,
    describe_country,
    iso_codes,
    name_country,
)
from eventmap.places.gazetteer import are_far_from_city, place_points
from eventmap.places.names import fold
from eventmap.places.regions import (
    POPULATION_YEAR,
    admin1_codes,
    are_namesakes,
    country_of_units,
    describe_admin1,
    larger_units,
    name_region,
    population,
    region_name,
    says_kind,
    unit_code,
)

__all__ = [
    "FIPS",
    "GLEDITSCH_WARD",
    "KOSOVO",
    "POPULATION_YEAR",
    "PUBLISHERS_NAMES",
    "admin1_codes",
    "are_far_from_city",
    "are_namesakes",
    "country_code",
    "country_codes",
    "country_name",
    "country_of",
    "country_of_units",
    "describe_admin1",
    "describe_country",
    "drawable_regions",
    "fold",
    "is_far_from",
    "is_in_middle",
    "is_near_border",
    "is_near_region",
    "iso_codes",
    "label_point",
    "larger_units",
    "metres_between",
    "name_country",
    "name_region",
    "nearest_country",
    "outlines",
    "place_points",
    "population",
    "region_name",
    "region_of",
    "says_kind",
    "unit_code",
]
