"""The numbers, names and places here are those printed in the article on the London summit."""

import pytest

from eventmap.canonical import read_canonical
from eventmap.schema import FIGURES, POINT_PRECISIONS
from eventmap.settings import bundled_data


@pytest.fixture(scope="module")
def dataset():
    return read_canonical(bundled_data() / "london-summit")


@pytest.fixture(scope="module")
def events(dataset):
    return dataset.events.set_index("event_id", drop=False)


@pytest.fixture(scope="module")
def claims(dataset):
    return dataset.claims.set_index("event_id", drop=False)


@pytest.fixture(scope="module")
def timeline(dataset):
    return dataset.timeline.set_index("item_id", drop=False)


def given(row, columns):
    return row[list(columns)].dropna().to_dict()


def test_every_event_of_the_article_is_coded_once(events):
    assert sorted(events["event_type"]) == sorted(
        ["shelling"]  # the residential block in Kherson
        + ["shelling"] * 3  # damage in Kherson, Kharkiv and Odesa
        + ["glide_bomb"]  # Odesa region
        + ["air_defence"] * 3  # Moscow, 111 drones, falling debris
        + ["territorial_claim", "transport_disruption", "infrastructure"]
    )


def test_kherson_has_the_only_casualty_figures_2_killed_and_22_injured(claims):
    figures = claims[list(FIGURES)].dropna(how="all")

    assert figures.index.tolist() == ["kherson-residential-block"]
    assert given(figures.iloc[0], FIGURES) == {"killed_best": 2, "injured_best": 22}
    assert "teenager" in claims.loc["kherson-residential-block", "statement"]


@pytest.mark.parametrize(
    ("event", "quantity", "unit"),
    [
        ("russia-111-drones-downed", 111, "drones downed"),
        ("donetsk-region-ten-villages", 10, "villages"),
        ("moscow-drones-downed", 2, "airports with flights suspended"),
    ],
)
def test_other_counts_are_the_printed_ones(claims, event, quantity, unit):
    assert claims.loc[event, ["quantity", "quantity_unit"]].tolist() == [quantity, unit]


def test_no_other_count_is_given(claims):
    assert claims["quantity"].notna().sum() == 3


@pytest.mark.parametrize(
    ("event", "admin1", "lat", "lon"),
    [
        ("kherson-residential-block", "UA-65", 46.6354, 32.6169),
        ("moscow-drones-downed", "RU-MOW", 55.7558, 37.6173),
    ],
)
def test_settlements_have_a_point(events, event, admin1, lat, lon):
    row = events.loc[event]

    assert (row["admin1"], row["lat"], row["lon"]) == (admin1, lat, lon)
    assert row["geo_precision"] == "settlement"


def test_no_other_event_has_a_point(events):
    others = events[~events["geo_precision"].isin(list(POINT_PRECISIONS))]

    assert len(others) == 9
    assert others[["lat", "lon"]].isna().all(axis=None)


def test_events_known_to_the_region_name_it(events):
    regions = events[events["geo_precision"] == "region"]

    assert regions["admin1"].to_dict() == {
        "odesa-region-glide-bombs": "UA-51",
        "damage-kherson": "UA-65",
        "damage-kharkiv": "UA-63",
        "damage-odesa": "UA-51",
        "donetsk-region-ten-villages": "UA-14",
    }


def test_what_one_party_alone_says_is_claimed_and_the_rest_reported(events, claims):
    sides = claims.groupby(level=0)["side"].agg(set)

    for event, said_by in sides.items():
        alone = said_by in ({"ukraine"}, {"russia"})
        assert events.loc[event, "status"] == ("claimed" if alone else "reported"), event


@pytest.mark.parametrize(
    ("event", "claimant", "side"),
    [
        ("odesa-region-glide-bombs", "Oleh Kiper", "ukraine"),
        ("damage-kharkiv", "Ukrainian authorities", "ukraine"),
        ("ukraine-train-delays", "Ukrainian authorities", "ukraine"),
        ("russia-111-drones-downed", "Russian Defence Ministry", "russia"),
        ("donetsk-region-ten-villages", "Russian Defence Ministry", "russia"),
    ],
)
def test_claimant_is_who_speaks(claims, event, claimant, side):
    assert claims.loc[event, "claimant"].startswith(claimant)
    assert claims.loc[event, "side"] == side


def test_every_event_has_a_claim(events, claims):
    assert set(events.index) == set(claims.index)


def test_dates_are_the_week_or_unknown(events):
    known = events.drop(index="ukraine-power-grid")

    assert set(known["date_start"].dt.date.astype(str)) == {"2025-10-18"}
    assert set(known["date_end"].dt.date.astype(str)) == {"2025-10-24"}
    assert set(known["date_precision"]) == {"week"}
    assert events.loc["ukraine-power-grid", "date_precision"] == "unknown"


SPEAKERS = (
    "Volodymyr Zelenskyy",
    "Keir Starmer",
    "Mark Rutte",
    "Dick Schoof",
    "Mette Frederiksen",
    "John Healey",
    "Kirill Dmitriev",
    "Oleh Kiper",
)


@pytest.mark.parametrize("speaker", SPEAKERS)
def test_every_named_speaker_has_a_statement(timeline, speaker):
    statements = timeline[timeline["kind"] == "statement"]

    assert speaker in set(statements["actor"])


@pytest.mark.parametrize("name", ["Vladimir Putin", "Donald Trump", "King Charles", "Belgium"])
def test_others_of_the_article_are_in_the_timeline(timeline, name):
    assert timeline["actor"].str.contains(name).any()


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("meeting", "more than two dozen leaders, in person and by video link"),
        ("sanction", "Rosneft and Lukoil"),
        ("sanction", "latest package"),
        ("sanction", "frozen Russian reserves"),
        ("position", "legal and financial"),
        ("position", "leaves open whether"),
        ("position", "refused all along"),
        ("statement", "Tomahawk"),
        ("statement", "painful response"),
        ("statement", "a big step"),
        ("statement", "ludicrous demands"),
        ("statement", "reassurance force"),
        ("statement", "money, troops and ideas"),
        ("statement", "absolute clarity"),
        ("statement", "within a short timetable"),
    ],
)
def test_what_was_said_and_decided_is_in_the_timeline(timeline, kind, words):
    text = timeline["title"] + " " + timeline["detail"]

    assert (text.str.contains(words, regex=False) & (timeline["kind"] == kind)).any()


@pytest.mark.parametrize(
    ("item", "start", "end"),
    [
        ("london-talks", "2025-10-24", "2025-10-24"),
        ("zelenskyy-all-oil-companies", "2025-10-24", "2025-10-24"),
        ("zelenskyy-trump-february", "2025-02-01", "2025-02-28"),
        ("dmitriev-diplomatic-solution", "2025-10-18", "2025-10-24"),
        # Told as part of the talks of 24 October.
        ("starmer-frozen-assets", "2025-10-24", "2025-10-24"),
        ("frederiksen-frozen-assets", "2025-10-24", "2025-10-24"),
        ("rutte-missiles", "2025-10-24", "2025-10-24"),
        ("schoof-oil-sanctions", "2025-10-24", "2025-10-24"),
        ("starmer-short-timetable", "2025-10-24", "2025-10-24"),
        ("healey-reassurance-force", "2025-10-24", "2025-10-24"),
        # Of no day in particular.
        ("starmer-ludicrous-demands", "2025-10-18", "2025-10-24"),
        ("rutte-putin", "2025-10-18", "2025-10-24"),
        # Before Christmas Eve: the day before it is the last.
        ("deadline-christmas-eve", "2025-10-24", "2025-12-23"),
    ],
)
def test_items_are_dated_as_the_article_allows(timeline, item, start, end):
    dates = timeline.loc[item, ["date_start", "date_end"]]

    assert [str(date.date()) for date in dates] == [start, end]


def test_the_article_tells_of_no_decision(timeline):
    assert "decision" not in set(timeline["kind"])


@pytest.mark.parametrize("item", ["us-sanctions-rosneft-lukoil", "zelenskyy-tomahawk"])
def test_what_is_only_recent_or_repeated_has_no_date(timeline, item):
    assert timeline.loc[item, ["date_start", "date_end"]].isna().all()


def test_only_london_and_windsor_have_points(timeline):
    placed = timeline.dropna(subset=["lat", "lon"])

    assert set(zip(placed["lat"], placed["lon"], strict=True)) == {
        (51.5074, -0.1278),
        (51.4839, -0.6044),
    }
    assert placed.index.tolist() == [
        "london-talks",
        "london-talks-air-defence",
        "zelenskyy-all-oil-companies",
        "king-charles-windsor",
    ]


@pytest.mark.parametrize(
    ("item", "events"),
    [
        ("kiper-glide-bombs", "odesa-region-glide-bombs"),
        ("russian-ministry-villages", "donetsk-region-ten-villages"),
        ("russian-ministry-drones", "russia-111-drones-downed"),
        ("london-talks-air-defence", "ukraine-power-grid"),
    ],
)
def test_items_are_tied_to_the_events_that_they_speak_of(timeline, item, events):
    assert timeline.loc[item, "event_ids"] == events


@pytest.mark.parametrize(
    ("item", "source"),
    [
        ("zelenskyy-all-oil-companies", "AP"),
        ("dmitriev-diplomatic-solution", "Reuters"),
        ("frederiksen-frozen-assets", "BBC"),
        ("london-talks", "London summit article (no outlet credited)"),
    ],
)
def test_source_is_the_outlet_that_the_article_credits(timeline, item, source):
    assert timeline.loc[item, "source"] == source


def test_no_address_is_invented(claims, timeline):
    assert claims["url"].isna().all()
    assert timeline["url"].isna().all()


def test_rows_may_be_handed_on_under_the_datasets_licence(dataset):
    assert set(dataset.events["licence"]) == {"CC BY 4.0"}
    assert dataset.events["redistributable"].all()


@pytest.mark.parametrize("word", ["victim", "terror", "liberat", "martyr", "neutrali", "heroic"])
def test_words_are_of_no_party(word):
    folder = bundled_data() / "london-summit"
    text = "".join(path.read_text("utf-8") for path in sorted(folder.iterdir())).casefold()

    assert word not in text


def test_documentation_names_every_event_and_the_counts(dataset, events):
    text = " ".join((bundled_data() / "README.md").read_text("utf-8").split())

    assert [event for event in events.index if f"`{event}`" not in text] == []
    sizes = (len(dataset.events), len(dataset.claims), len(dataset.timeline))
    assert "{} events, {} claims, {} timeline items".format(*sizes) in text
