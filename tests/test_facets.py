from eventmap.database import Database
from eventmap.facets import count_facets, count_hidden
from eventmap.filters import Filters


def test_hidden_events_are_counted_by_what_hides_them(week: Database) -> None:
    filters = Filters(type=("shelling",), country=("UA",))
    assert count_hidden(week, filters) == {
        "total": 4,
        "shown": 1,
        "hidden": 3,
        "by": {"country": 2, "type": 3},
    }


def test_a_facet_counts_under_all_other_filters(week: Database) -> None:
    counts = count_facets(week, Filters(country=("UA",), type=("shelling",)))
    assert counts["type"] == {"glide_bomb": 1, "shelling": 1, "air_defence": 0}
    assert counts["country"] == {"UA": 1, "RU": 0}
    assert counts["side"] == {"ukraine": 1, "russia": 0}
    assert counts["source"] == {"AP": 1, "BBC": 0}


def test_a_value_counts_the_events_of_which_records_tell(aggregates: Database) -> None:
    counts = count_facets(aggregates, Filters())
    assert counts["type"] == {"shelling": 13, "drone": 4}
    assert counts["region"] == {"UA-65": 13, "UA-63": 4}
