from eventmap.database import Database
from eventmap.exports import FORMATS
from eventmap.filters import Filters
from eventmap.panels.headline import headline_panel
from eventmap.summary import count_hidden, summarise


def test_every_export_format_is_offered_with_the_filter(week: Database) -> None:
    filters = Filters(type=("shelling",))
    (info,) = week.infos
    content = headline_panel(summarise(week, filters), count_hidden(week, filters), filters, info)
    assert content["exports"] == [
        {
            "label": FORMATS[extension].label,
            "path": f"api/events.{extension}?dataset=test&version=1&type=shelling",
        }
        for extension in ("csv", "geojson", "json", "parquet", "xlsx", "kml")
    ]
