from collections.abc import Callable
from datetime import date
from urllib.parse import parse_qsl

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from eventmap.cli import main
from eventmap.database import Database
from eventmap.errors import ParameterError
from eventmap.filters import FACETS, KEYS, Filters, read_params
from eventmap.schema import EventType, GeoPrecision, Side, Status


def shown(database: Database, *params: tuple[str, str]) -> set[str]:
    return set(database.events(Filters.from_params(params))["event_id"])


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ([], {"kherson", "odesa", "moscow", "russia"}),
        # A date that is not known may be any day: "russia" is possibly in every period.
        ([("from", "2025-10-21")], {"kherson", "odesa", "russia"}),
        ([("to", "2025-10-19")], {"odesa", "russia"}),
        ([("from", "2025-10-20"), ("to", "2025-10-20")], {"odesa", "moscow", "russia"}),
        ([("from", "2025-10-20"), ("to", "2025-10-24"), ("strict", "true")], {"kherson", "moscow"}),
        ([("country", "RU")], {"moscow", "russia"}),
        ([("region", "UA-65"), ("region", "UA-51")], {"kherson", "odesa"}),
        ([("country", "UA"), ("region", "RU-MOW")], set()),
        ([("type", "air_defence"), ("status", "claimed")], {"moscow", "russia"}),
        ([("precision", "region")], {"odesa"}),
        ([("side", "russia")], {"moscow", "russia"}),
        ([("source", "AP")], {"kherson", "odesa"}),
        ([("q", "KHERSON block")], {"kherson"}),
        ([("q", "residential artillery")], {"kherson"}),
        ([("q", "kherson moscow")], set()),
        ([("q", "uberschlage КИЇВ")], {"russia"}),
        ([("bbox", "32,46,33,47")], {"kherson"}),
        ([("bbox", "170,-90,-170,90")], set()),
        ([("bbox", "33,-90,32,90")], {"moscow"}),
        ([("killed_min", "2")], {"kherson"}),
        # "At least one" is a low figure and no best one, and no figure is not zero.
        ([("killed_min", "1")], {"kherson"}),
        ([("killed_min", "1"), ("killed_by", "low")], {"kherson", "moscow"}),
        ([("killed_min", "0"), ("killed_by", "low")], {"kherson", "moscow"}),
        ([("killed_min", "0"), ("killed_by", "high")], {"kherson"}),
        ([("killed_by", "high")], {"kherson", "odesa", "moscow", "russia"}),
    ],
)
def test_filters_keep_the_events_meant(
    week: Database, params: list[tuple[str, str]], expected: set[str]
) -> None:
    assert shown(week, *params) == expected


WHO = (
    {"event_id": "clash", "parties": "Army of A; Army of B", "target": "military; transport"},
    {"event_id": "attack", "parties": "Army of A", "actor": "Army of A", "target": "civilians"},
    {"event_id": "silent"},
)
WHO_SAYS = (
    {"event_id": "clash", "source": "AP; Reuters"},
    {"event_id": "clash", "source": "Reuters"},
    {"event_id": "attack", "source": "AP", "quantity": 4, "quantity_unit": "sources"},
    {"event_id": "silent", "quantity": 9, "quantity_unit": "drones downed"},
)


@pytest.mark.parametrize(
    ("params", "expected"),
    [
        ([("party", "Army of A")], {"clash", "attack"}),
        ([("party", "Army of B"), ("party", "nobody")], {"clash"}),
        # Who is involved is not who did it.
        ([("actor", "Army of A")], {"attack"}),
        ([("target", "transport")], {"clash"}),
        ([("source", "Reuters")], {"clash"}),
        ([("sources_min", "1")], {"clash", "attack"}),
        # A source named twice is one; the publisher's own count counts.
        ([("sources_min", "2")], {"clash", "attack"}),
        ([("sources_min", "3")], {"attack"}),
        ([("sources_min", "0")], {"clash", "attack", "silent"}),
    ],
)
def test_filters_by_who_did_it_who_is_involved_and_how_many_say_so(
    open_rows: Callable[..., Database], params: list[tuple[str, str]], expected: set[str]
) -> None:
    assert shown(open_rows(WHO, WHO_SAYS), *params) == expected


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("sources_min", "many", "whole number"),
        ("from", "24.10.2025", "YYYY-MM-DD"),
        ("from", "2025-13-01", "YYYY-MM-DD"),
        ("type", "dron", "Nearest: 'drone'"),
        ("status", "Claimed", "claimed"),
        ("country", "Ukraine", "ISO 3166-1"),
        ("region", "UA-99", "ISO 3166-2"),
        ("bbox", "1,2,3", "west,south,east,north"),
        ("bbox", "1,2,3,nan", "west,south,east,north"),
        ("bbox", "1,50,3,40", "west,south,east,north"),
        ("killed_min", "-1", "whole number"),
        ("killed_min", "²", "whole number"),
        ("killed_by", "highest", "low, best, high"),
        ("version", "1.5", "whole number"),
        ("strict", "yes", "true or false"),
        ("lat", "north", "-90 to 90"),
        ("zoom", "inf", "0 to 22"),
        ("contry", "UA", "Nearest: 'country'"),
    ],
)
def test_a_malformed_parameter_is_named_with_its_value_and_what_is_allowed(
    name: str, value: str, words: str
) -> None:
    with pytest.raises(ParameterError) as caught:
        Filters.from_params([(name, value)])
    (refusal,) = caught.value.refusals
    assert (refusal.column, refusal.value) == (name, value)
    assert words in refusal.allowed


def test_filters_reject_reversed_dates() -> None:
    filters, (refusal,) = read_params([("from", "2025-10-24"), ("to", "2025-10-18")])
    assert (refusal.column, refusal.value) == ("to", "2025-10-18")
    assert filters == Filters()  # half a period would be another one


def test_every_problem_is_named_and_the_rest_is_read() -> None:
    filters, refusals = read_params([("type", "x"), ("type", "drone"), ("zoom", "a"), ("q", "")])
    assert [refusal.column for refusal in refusals] == ["type", "zoom"]
    assert filters == Filters(type=("drone",))


def test_a_single_key_given_twice_is_refused() -> None:
    _, (refusal,) = read_params([("q", "a"), ("q", "b")])
    assert refusal.value == "b"


_NAMES = st.text(min_size=1).filter(str.strip)
_FILTERS = st.builds(
    Filters,
    dataset=st.none() | _NAMES,
    version=st.none() | st.integers(0, 2**31 - 1),
    date_from=st.none() | st.dates(max_value=date(2000, 1, 1)),
    date_to=st.none() | st.dates(min_value=date(2000, 1, 1)),
    strict=st.booleans(),
    country=st.lists(st.sampled_from(["UA", "RU", "XK"]), unique=True).map(tuple),
    region=st.lists(st.sampled_from(["UA-65", "RU-MOW"]), unique=True).map(tuple),
    type=st.lists(st.sampled_from([v.value for v in EventType]), unique=True).map(tuple),
    status=st.lists(st.sampled_from([v.value for v in Status]), unique=True).map(tuple),
    precision=st.lists(st.sampled_from([v.value for v in GeoPrecision]), unique=True).map(tuple),
    side=st.lists(st.sampled_from([v.value for v in Side]), unique=True).map(tuple),
    source=st.lists(_NAMES, unique=True).map(tuple),
    q=st.lists(
        st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=9), max_size=9
    ).map(" ".join),
    bbox=st.none() | st.just((22.5, 44.25, 40.125, 52.0)),
    killed_min=st.none() | st.integers(0, 10**6),
    killed_by=st.sampled_from(["low", "best", "high"]),
    actor=st.lists(_NAMES, unique=True).map(tuple),
    party=st.lists(_NAMES, unique=True).map(tuple),
    target=st.lists(_NAMES, unique=True).map(tuple),
    sources_min=st.none() | st.integers(0, 10**6),
)


@given(_FILTERS)
def test_filters_survive_the_query_string(filters: Filters) -> None:
    assert Filters.from_params(filters.to_params()) == filters


@pytest.mark.parametrize(
    "step",
    [
        "from=2025-10-18&to=2025-10-20",
        "type=drone&type=shelling&from=2025-10-18&strict=true&to=2025-10-20",
    ],
)
def test_the_step_of_a_playback_is_a_filter(step: str) -> None:
    """As ``narrow`` of ``playback.js`` writes it."""
    filters = Filters.from_params(parse_qsl(step, strict_parsing=True))
    assert (filters.date_from, filters.date_to) == (date(2025, 10, 18), date(2025, 10, 20))


def test_text_in_a_filter_is_never_sql(week: Database) -> None:
    assert shown(week, ("source", "'); DROP TABLE events_0; --")) == set()
    assert shown(week, ("q", "' OR 1=1 --")) == set()
    assert len(shown(week)) == 4


def test_a_key_is_one_entry_that_names_its_field_its_part_and_its_option() -> None:
    assert all(hasattr(Filters(), key.field) for key in KEYS.values())
    assert {key.field for key in KEYS.values()} == set(vars(Filters()))
    for name, facet in FACETS.items():
        assert (KEYS[name].field, KEYS[name].part, facet.name) == (name, facet, name)
    help_text = CliRunner().invoke(main, ["export", "--help"]).output
    named = {"from": "--from", "to": "--until", "killed_by": "--killed-by"}
    for name in KEYS.keys() - {"dataset"}:
        assert named.get(name, f"--{name.replace('_', '-')}") in help_text
