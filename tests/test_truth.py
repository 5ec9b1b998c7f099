"""Each real table as the app has it, next to a recount of the raw file (`support.real_tables`)."""

from collections import Counter
from datetime import date
from functools import cache

import pandas as pd
import pytest
from support.real_tables import (
    BELLINGCAT,
    FIGURES,
    GDELT,
    RECOUNTS,
    UCDP_SAMPLE,
    UCDP_UKRAINE,
    VIINA,
    month_first,
    read_bellingcat,
    read_gdelt,
    read_raw,
    recount,
    shared_file,
)

from eventmap.coverage import describe_time
from eventmap.database import Database
from eventmap.filters import Filters
from eventmap.importing import import_files
from eventmap.readers.inspection import Choices
from eventmap.store import VersionedStore
from eventmap.summary import summarise


class Real:
    """One file imported into a store, its recount beside it."""

    def __init__(self, name, folder):
        self.expected = recount(name)
        store = VersionedStore(str(folder / "store"))
        self.done = import_files([shared_file(name)], "real", Choices(), store)
        self.database = Database(store=store)
        self.events = self.database.events(Filters(dataset="real")).set_index("event_id")

    def summary(self, **parts):
        return summarise(self.database, Filters(dataset="real", **parts))


@pytest.fixture(scope="module")
def open_real(tmp_path_factory):
    """Return a function that imports a file, once for all tests."""
    return cache(lambda name: Real(name, tmp_path_factory.mktemp("real")))


@pytest.fixture(params=list(RECOUNTS))
def real(request, open_real):
    return open_real(request.param)


@pytest.fixture
def ucdp(open_real):
    return open_real(UCDP_UKRAINE)


def total(rows):
    """Return the figures of `rows` as a summary has them."""
    given = rows[list(FIGURES)].notna().any(axis="columns")
    sums = {name: int(rows[name].sum()) if given.any() else None for name in FIGURES}
    return sums | {"known": int(given.sum()), "unknown": int((~given).sum())}


def counts(summary):
    return {name: summary[name] for name in ("events", "located", "killed")}


def counted(rows):
    return {"events": len(rows), "located": int(rows["located"].sum()), "killed": total(rows)}


def test_every_row_is_accepted_for_every_row_is_sound(real):
    raw = len(real.expected)
    assert (real.done.read, real.done.rejected, real.done.duplicates) == (raw, 0, 0)
    assert real.done.added == raw
    assert sorted(real.events.index) == sorted(real.expected["event_id"])


def test_events_located_and_killed_are_those_of_the_file(real):
    assert counts(real.summary()) == counted(real.expected)


def test_nobody_counts_the_injured_and_so_they_are_unknown(real):
    injured = real.summary()["injured"]
    assert injured == {
        **dict.fromkeys(FIGURES),
        "known": 0,
        "unknown": len(real.expected),
    }


def test_every_event_has_the_days_of_its_row(real):
    expected = real.expected.set_index("event_id")
    events = real.events.loc[expected.index]
    for name in ("date_start", "date_end"):
        assert events[name].dt.strftime("%Y-%m-%d").tolist() == (
            expected[name].dt.strftime("%Y-%m-%d").tolist()
        )


def test_every_event_has_the_figures_of_its_row(real):
    expected = real.expected.set_index("event_id")
    events = real.events.loc[expected.index]
    for name in FIGURES:
        pd.testing.assert_series_equal(
            events[f"killed_{name}"], expected[name].astype("Int64"), check_names=False
        )


def test_figures_by_year_are_those_of_the_file(real):
    years = real.events["date_start"].dt.year
    named = real.events[[f"killed_{name}" for name in FIGURES]].groupby(years).sum(min_count=1)
    expected = real.expected.groupby(real.expected["date_start"].dt.year)[list(FIGURES)]
    pd.testing.assert_frame_equal(
        named.set_axis(list(FIGURES), axis="columns").astype("Int64"),
        expected.sum(min_count=1).astype("Int64"),
        check_index_type=False,
    )


def test_figures_by_region_are_those_of_the_file(real):
    found = {
        row["region"]: {name: row[name] for name in ("events", "located", "killed")}
        for row in real.summary()["by_region"]
        if row["country"] == "UA"
    }
    ukraine = real.expected[real.expected["country"] == "UA"]
    groups = ukraine.groupby("admin1", dropna=False)
    assert found == {None if pd.isna(unit) else unit: counted(rows) for unit, rows in groups}


@pytest.mark.parametrize(
    ("year", "strict"), [(2014, False), (2018, False), (2022, False), (2022, True), (2023, True)]
)
def test_a_year_has_the_events_that_may_lie_in_it(real, year, strict):
    first, last = pd.Timestamp(year, 1, 1), pd.Timestamp(year, 12, 31)
    rows = real.expected
    if strict:
        chosen = rows[(rows["date_start"] >= first) & (rows["date_end"] <= last)]
    else:
        chosen = rows[(rows["date_start"] <= last) & (rows["date_end"] >= first)]
    period = {"date_from": first.date(), "date_to": last.date(), "strict": strict}
    assert counts(real.summary(**period)) == counted(chosen)


@pytest.mark.parametrize("unit", ["UA-65", "UA-43", "UA-30", "UA-71"])
def test_a_region_has_its_events(real, unit):
    chosen = real.expected[real.expected["admin1"] == unit]
    assert counts(real.summary(region=(unit,))) == counted(chosen)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        (UCDP_UKRAINE, "armed_conflict"),
        (UCDP_UKRAINE, "violence_against_civilians"),
        (UCDP_SAMPLE, "violence_against_civilians"),
        (GDELT, "protest"),
    ],
)
def test_a_type_has_its_events(open_real, name, kind):
    real = open_real(name)
    chosen = real.expected[real.expected["event_type"] == kind]
    assert len(chosen)
    assert counts(real.summary(type=(kind,))) == counted(chosen)


def test_a_type_in_a_region_and_a_year_has_its_events(ucdp):
    rows = ucdp.expected
    first, last = pd.Timestamp("2015-01-01"), pd.Timestamp("2015-12-31")
    chosen = rows[
        (rows["event_type"] == "armed_conflict")
        & (rows["admin1"] == "UA-14")
        & (rows["date_start"] <= last)
        & (rows["date_end"] >= first)
    ]
    summary = ucdp.summary(
        type=("armed_conflict",),
        region=("UA-14",),
        date_from=first.date(),
        date_to=last.date(),
    )
    assert len(chosen) > 100
    assert counts(summary) == counted(chosen)


def test_mixed_dates_come_out_month_first_in_every_row(ucdp):
    raw = read_raw(UCDP_UKRAINE, encoding="cp1252")
    start = month_first(raw["date_start"])
    days = ucdp.events.loc[raw["id"], "date_start"]
    one_day = (raw["date_start"] == raw["date_end"]) & raw["date_prec"].isin(["4", "5"])
    assert len(days) == 3883
    assert (days.dt.month.to_numpy() == start.dt.month)[~one_day | (raw["date_prec"] == "4")].all()
    assert (days.to_numpy() == start.to_numpy())[~one_day].all()
    # Read with the day first, these rows would be on another day, and nothing would fail.
    assert ((start.dt.day <= 12) & (start.dt.day != start.dt.month)).sum() == 1315


def test_the_sum_of_ucdp_s_best_figures_comes_first_and_the_range_beside_it(ucdp):
    raw = read_raw(UCDP_UKRAINE, encoding="cp1252")[["low", "best", "high"]].astype(float)
    in_order = (raw["low"] <= raw["best"]) & (raw["best"] <= raw["high"])
    sums = raw.min(axis=1).sum(), raw["best"].sum(), raw.max(axis=1).sum()
    assert (*sums, (~in_order).sum()) == (10752, 18480, 26475, 31)
    summary = ucdp.summary()
    assert summary["contradictory"] == 31
    assert (
        "; 18,480 killed by best estimates (10,752–26,475), from all 3,883 events; "
        in (summary["sentence"])
    )


@pytest.mark.parametrize(
    ("name", "encoding", "uncounted", "two"),
    [(UCDP_SAMPLE, "utf-8", 326, 210), (UCDP_UKRAINE, "cp1252", 0, 749)],
)
def test_ucdp_s_events_have_as_many_sources_as_ucdp_counts(
    open_real, name, encoding, uncounted, two
):
    number = read_raw(name, encoding=encoding)["number_of_sources"].astype(float)
    assert ((number == -1).sum(), (number >= 2).sum()) == (uncounted, two)
    real = open_real(name)
    assert real.database.count(Filters(dataset="real", sources_min=2)) == two
    known = len(number) - uncounted
    assert real.database.count(Filters(dataset="real", sources_min=1)) == known


def test_a_day_in_a_long_interval_is_only_possible(ucdp):
    day = pd.Timestamp("2022-06-01")
    rows = ucdp.expected[(ucdp.expected["date_start"] <= day) & (ucdp.expected["date_end"] >= day)]
    assert (len(rows), rows["best"].max(), rows["best"].sum()) == (13, 5294, 6752)
    assert not ((rows["date_start"] == day) & (rows["date_end"] == day)).any()
    summary = ucdp.summary(date_from=day.date(), date_to=day.date())
    assert (
        "up to 13 events on 1 June 2022, possibly; none lies wholly in it; "
        in (summary["sentence"])
    )
    assert (
        "; possibly 6,752 killed by best estimates (796–6,756), from all 13 events"
        in (summary["sentence"])
    )
    assert summary["period"]["inside"]["events"] == 0
    assert summary["period"]["possible"]["killed"] == total(rows)


def test_one_wide_rumour_is_not_the_size_of_the_thing(ucdp):
    # The 40 events in "Southern Ukraine", 71 killed, are of the country, not of Kherson's oblast.
    cost = ucdp.summary(region=("UA-65",))["cost"]
    assert cost.startswith("252 killed by best estimates (232–2,164), from all 124 events")


def test_the_deadliest_event_of_ucdp_comes_first_although_its_high_is_zero(ucdp):
    raw = read_raw(UCDP_UKRAINE, encoding="cp1252").set_index("id")["best"].astype(float)
    assert (raw.idxmax(), raw.max()) == ("448455", 5294)
    deadliest = ucdp.database.events(Filters(dataset="real"), order="killed", limit=1)
    assert deadliest["event_id"].tolist() == ["448455"]
    many = ucdp.database.count(Filters(dataset="real", killed_min=100))
    assert many == (raw >= 100).sum()


def test_the_deadliest_event_of_ucdp_is_in_no_region_and_no_symbol(ucdp):
    event = ucdp.events.sort_values("killed_best").iloc[-1]
    assert event["killed_best"] == 5294
    assert (event["geo_precision"], event["country"]) == ("country", "UA")
    assert pd.isna(event["admin1"])


def test_bellingcat_gives_no_figure_at_all(open_real):
    real = open_real(BELLINGCAT)
    figures = [name for name in real.events if name.startswith(("killed", "injured"))]
    assert len(figures) == 8
    assert real.events[figures].isna().all(axis=None)
    assert "none of 1,790 events gives a figure" in real.summary()["sentence"]
    texts = pd.Series([record["description"] for record in read_bellingcat()])
    plain = texts.str.contains(r"\d+ (?:people|others) were (?:killed|injured|wounded)")
    assert plain.sum() <= real.summary()["only_in_text"] < 1790 / 2


def test_bellingcat_s_events_with_the_same_id_are_kept_apart(open_real):
    real = open_real(BELLINGCAT)
    times = Counter(record["id"] for record in read_bellingcat())
    twice = sorted(name for name, number in times.items() if number > 1)
    assert twice == ["CIV1151", "CIV1553", "CIV2134"]
    assert [name for name in sorted(real.events.index) if "~" in name] == [f"{n}~2" for n in twice]
    assert pd.isna(real.events.loc["CIV1923", "lat"])


def test_the_middle_of_a_country_puts_no_event_of_gdelt_into_a_region(open_real):
    real = open_real(GDELT)
    raw = read_gdelt()
    whole = raw.loc[raw["ActionGeo_Type"] == "1", "GLOBALEVENTID"]
    assert len(whole) == 988
    assert real.events.loc[whole, "admin1"].isna().all()


def test_viina_in_every_spelling_is_in_ukraine(open_real):
    real = open_real(VIINA)
    assert set(real.events["country"].dropna()) == {"UA"}
    assert (real.events["admin1"] == "UA-43").sum() >= 237
    assert (real.events["admin1"] == "UA-30").sum() == 70


DAYS = ("date_start", "date_end")
PERIODS = {"day": "D", "week": "W-SUN", "month": "M"}


def overlapping(rows, first, last):
    return rows[(rows["date_start"] <= last) & (rows["date_end"] >= first)]


@pytest.mark.parametrize("unit", PERIODS)
@pytest.mark.parametrize("name", [UCDP_UKRAINE, VIINA])
def test_the_events_over_time_are_those_of_the_file_in_every_bin_they_touch(name, unit, open_real):
    real = open_real(name)
    start, end = (real.expected[day].dt.to_period(PERIODS[unit]) for day in DAYS)
    # Both tables have events that reach over the edge of a bin, and so count in several.
    assert (start != end).sum() > 10
    everything = pd.period_range(start.min(), end.max(), freq=PERIODS[unit])
    touched = pd.Series(0, everything)
    for first, last in zip(start, end, strict=True):
        touched[first:last] += 1
    answer = describe_time(real.database, Filters(dataset="real"), unit)
    assert (answer["unit"], answer["undated"]) == (unit, 0)
    bins = pd.DataFrame(answer["bins"])
    assert bins["date_start"].tolist() == [each.start_time.date() for each in everything]
    assert bins["date_end"].tolist() == [each.end_time.date() for each in everything]
    assert bins["events"].tolist() == touched.tolist()
    begun = start.value_counts().reindex(everything, fill_value=0)
    assert bins["starts"].tolist() == begun.tolist()
    assert bins["starts"].sum() == len(real.expected)


@pytest.mark.parametrize("unit", PERIODS)
@pytest.mark.parametrize(
    ("name", "first", "last"),
    [(UCDP_UKRAINE, "2022-05-20", "2022-09-10"), (UCDP_SAMPLE, "2017-04-20", "2017-06-30")],
)
def test_the_casualties_of_each_bin_are_those_of_the_file(name, first, last, unit, open_real):
    real = open_real(name)
    spanning = 0
    for each in pd.period_range(first, last, freq=PERIODS[unit]):
        days = each.start_time.normalize(), each.end_time.normalize()
        rows = overlapping(real.expected, *days)
        wholly = (rows["date_start"] >= days[0]) & (rows["date_end"] <= days[1])
        spanning += (~wholly).sum()
        summary = real.summary(date_from=days[0].date(), date_to=days[1].date())
        assert counts(summary) == counted(rows)
        parts = summary["period"]
        for part, chosen in (("inside", rows[wholly]), ("possible", rows[~wholly])):
            assert (parts[part]["events"], parts[part]["killed"]) == (len(chosen), total(chosen))
    assert spanning > 0


def test_the_casualties_of_the_months_and_of_what_spans_them_add_up_to_the_total(ucdp):
    months = [row.to_period("M") for row in pd.date_range("2014-01-01", "2023-03-01", freq="MS")]
    sums = dict.fromkeys(FIGURES, 0)
    for month in months:
        days = month.start_time.date(), month.end_time.date()
        killed = ucdp.summary(date_from=days[0], date_to=days[1], strict=True)["killed"]
        for name in FIGURES:
            sums[name] += killed[name] or 0
    start, end = (ucdp.expected[day].dt.to_period("M") for day in DAYS)
    spanning = ucdp.expected[start != end]
    assert len(spanning) == 145
    assert {name: sums[name] + spanning[name].sum() for name in FIGURES} == {
        name: ucdp.expected[name].sum() for name in FIGURES
    }


def test_the_gaps_of_four_weeks_are_told_by_their_days(ucdp):
    covered = set()
    for first, last in zip(*(ucdp.expected[day] for day in DAYS), strict=True):
        covered |= set(pd.date_range(first, last))
    empty = pd.date_range(min(covered), max(covered)).difference(sorted(covered)).to_series()
    runs = empty.groupby((empty.diff() != pd.Timedelta(days=1)).cumsum()).agg(
        ["min", "max", "size"]
    )
    long = runs[runs["size"] >= 28]
    assert long["size"].tolist() == [45, 54, 102]
    gaps = ucdp.summary(date_from=date(2014, 1, 22), date_to=date(2023, 3, 5))["gaps"]
    spans = [
        f"from {day_words(row['min'])} to {day_words(row['max'])}" for _, row in long.iterrows()
    ]
    assert gaps == [
        f"The dataset has no event at all {spans[0]}, {spans[1]} and {spans[2]}: whether nothing "
        "happened then or nothing was covered is not known."
    ]
    february = ucdp.summary(date_from=date(2022, 2, 1), date_to=date(2022, 2, 28))["gaps"]
    assert "from 1 January 2022 to 23 February 2022" in february[0]


def day_words(day):
    return f"{day.day} {day:%B} {day.year}"
