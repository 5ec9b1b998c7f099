import pandas as pd
import pytest

from eventmap.readers.values.precisionwords import find_rough, read_precision, says_exact


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("exact", "exact"),
        ("Exact location", "exact"),
        ("GPS", "exact"),
        ("точно", "exact"),
        ("точні координати", "exact"),
        ("genau", "exact"),
        ("dokładna", "exact"),
        ("exacte", "exact"),
        ("precise", "exact"),
        ("building", "exact"),
        ("town level", "settlement"),
        ("Village", "settlement"),
        ("city centroid", "settlement"),
        ("populated place", "settlement"),
        ("населений пункт", "settlement"),
        ("город", "settlement"),
        ("ciudad", "settlement"),
        ("ville", "settlement"),
        ("exact village", "settlement"),
        ("raion centroid", "district"),
        ("centroid", "district"),
        ("centroïde", "district"),
        ("Zentroid", "district"),
        ("centroïde du gouvernorat", "region"),
        ("центр населённого пункта", "settlement"),
        ("centroïde de la région", "region"),
        ("centroide estatal", "region"),
        ("Bundesstaat (Mittelpunkt)", "region"),
        ("środek obwodu", "region"),
        ("centre de la délégation", "district"),
        ("centroide de la región", "region"),
        ("centroïde du departement", "region"),
        ("центр субъекта", "region"),
        ("Mittelpunkt der Gemeinde", "district"),
        ("aproximada", "district"),
        ("estimada", "district"),
        ("chef-lieu", "settlement"),
        ("localidad", "settlement"),
        ("barrio", "settlement"),
        ("Ortsmitte", "settlement"),
        ("obwód", "region"),
        ("Rayon", "district"),
        ("центр району", "district"),
        ("admin2", "district"),
        ("exata", "exact"),
        ("endereço", "exact"),
        ("cidade", "settlement"),
        ("città", "settlement"),
        ("município", "district"),
        ("região", "region"),
        ("regione", "region"),
        ("ADM2", "district"),
        ("district", "district"),
        ("hromada", "district"),
        ("approximate", "district"),
        ("Approx.", "district"),
        ("приблизно", "district"),
        ("not exact", "district"),
        ("неточно", "district"),
        ("near town", "district"),
        ("town in district", "district"),
        ("(2) 25 km precise", "district"),
        ("within 10km", "district"),
        ("± 300 m", "exact"),
        ("± 2 km", "settlement"),
        ("радіус 5 км", "district"),
        ("1.5 km from town", "settlement"),
        ("60 km", "region"),
        ("town, 300 km", "country"),
        ("(3) 2nd Admin", "district"),
        ("(4) 1st Admin", "region"),
        ("oblast centroid", "region"),
        ("центр області", "region"),
        ("admin1", "region"),
        ("Admin 1 level", "region"),
        ("governorate", "region"),
        ("regional", "region"),
        ("province", "region"),
        ("محافظة", "region"),
        ("country", "country"),
        ("admin0", "country"),
        ("national", "country"),
        ("країна", "country"),
        ("unlocated", "unlocated"),
        ("unknown", "unlocated"),
        ("невідомо", "unlocated"),
    ],
)
def test_words_say_how_exactly_a_place_is_known(words, meant):
    assert read_precision(pd.Series([words], dtype="str")).tolist() == [meant]


@pytest.mark.parametrize("words", ["2", "high", "A", "yes"])
def test_words_that_say_nothing_of_a_place_stay_for_a_doubt(words):
    assert read_precision(pd.Series([words], dtype="str")).tolist() == [words]


def test_a_blank_says_nothing():
    assert read_precision(pd.Series([None, "exact"], dtype="str")).isna().tolist() == [True, False]


@pytest.mark.parametrize(
    ("heading", "rough"),
    [
        ("Approximate location?", [True, False, False]),
        ("approx", [True, False, False]),
        ("Приблизні координати", [True, False, False]),
        ("Ubicación aproximada", [True, False, False]),
        ("not accurate", [True, False, False]),
        ("Exact location", [False, True, False]),
        ("is_precise", [False, True, False]),
        ("Точне місце", [False, True, False]),
        ("Verified", None),
    ],
)
def test_yes_or_no_says_whose_places_are_known_roughly(heading, rough):
    found = find_rough(heading, pd.Series(["Yes", "No", None], dtype="str"))
    assert (found if found is None else found.tolist()) == rough


@pytest.mark.parametrize(
    ("words", "exact"),
    [
        ("exact", True),
        ("точно", True),
        ("not exact", False),
        ("roughly exact", True),
        ("day", False),
    ],
)
def test_words_say_that_something_is_known_exactly(words, exact):
    assert says_exact(words) == exact
