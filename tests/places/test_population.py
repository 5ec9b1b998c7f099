import csv

import pytest

from eventmap.places import POPULATION_YEAR, drawable_regions, population
from eventmap.settings import bundled_data


@pytest.mark.parametrize(
    ("region", "inhabitants"),
    # As printed in the source, see data/boundaries/LICENSES.md.
    [("UA-65", 1_037_640), ("UA-14", 4_165_901), ("UA-43", 1_913_731), ("RU-MOW", 12_506_468)],
)
def test_population_is_the_figure_of_the_source(region: str, inhabitants: int) -> None:
    assert population(region) == inhabitants


@pytest.mark.parametrize("region", ["UA-48", "RU-TYU", "RU-ARK", "DE-BE", "nowhere", ""])
def test_population_without_a_sound_figure_is_unknown(region: str) -> None:
    assert population(region) is None


def test_every_figure_belongs_to_a_region_of_the_map_and_to_the_year() -> None:
    path = bundled_data() / "boundaries" / "population.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    codes = [row["region"] for row in rows]
    assert len(set(codes)) == len(codes)
    assert set(codes) <= drawable_regions()
    assert {row["year"] for row in rows} == {str(POPULATION_YEAR)}
    assert {row["source"] for row in rows} == {"JHU CSSE"}


def test_figures_add_up_to_about_the_population_of_the_country() -> None:
    # World Population Prospects have 43.7 million for Ukraine in 2020. Mykolaiv Oblast, of
    # 1.1 million, is missing here; Crimea and Sevastopol are not.
    codes = [code for code in drawable_regions() if code.startswith("UA-")]
    assert 42e6 < sum(population(code) or 0 for code in codes) < 45e6
