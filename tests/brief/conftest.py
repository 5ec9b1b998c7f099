import pytest
from support.briefs import STORY, TODAY
from support.datasets import WEEK, WEEK_CLAIMS, make_dataset

from eventmap.brief import (
    Brief,
    make_brief,
    tell_story,
)
from eventmap.database import Database
from eventmap.filters import Filters


@pytest.fixture
def brief() -> Brief:
    database = Database([make_dataset(WEEK, WEEK_CLAIMS, attribution="The makers")])
    link = "https://map.example/?dataset=test"
    return make_brief(database, Filters(), today=TODAY, link=link)


@pytest.fixture
def told(week: Database) -> list[Brief]:
    address = "https://map.example/"
    return list(tell_story(week, Filters(dataset="test"), STORY, today=TODAY, page=address))
