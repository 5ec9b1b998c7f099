import io
import json
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from queue import SimpleQueue
from threading import Event
from typing import Any

import geopandas
import httpx2
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient
from support.app_server import PATIENCE_S
from support.datasets import WEEK, make_dataset
from support.exported import READERS, read_sheets
from support.raw_http import asked, served

from eventmap.database import Database
from eventmap.deadlines import Deadlines
from eventmap.errors import BusyError
from eventmap.exports import EXPORT_FORMATS
from eventmap.filters import Filters
from eventmap.maps import BUILD
from eventmap.panels import PANELS_BUILD
from eventmap.routes import PageAddress, create_routes
from eventmap.settings import bundled_data
from eventmap.store import VersionedStore


@pytest.fixture
def client(week: Database) -> TestClient:
    return TestClient(Starlette(routes=create_routes(week)))


def test_health_is_good_once_a_query_works(client: TestClient) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok", "datasets": 1})


def test_health_is_bad_without_a_dataset() -> None:
    answer = TestClient(Starlette(routes=create_routes(Database([])))).get("/healthz")
    assert answer.status_code == 503


def test_a_server_is_ready_once_a_query_works(client: TestClient) -> None:
    assert client.get("/readyz").json() == {"status": "ok", "datasets": 1}
    nothing = TestClient(Starlette(routes=create_routes(Database([]))))
    assert nothing.get("/readyz").status_code == 503


def test_a_server_whose_store_cannot_be_read_is_not_ready_and_names_no_place(
    tmp_path: Path,
) -> None:
    broken = tmp_path / "store"
    broken.write_text("no folder")
    database = Database([make_dataset(WEEK)], store=VersionedStore(str(broken)))
    client = TestClient(Starlette(routes=create_routes(database)))
    assert client.get("/healthz").status_code == 200  # what is open is served on
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (503, {"status": "the store cannot be read"})


def test_datasets_are_listed(client: TestClient) -> None:
    (dataset,) = client.get("/api/datasets").json()
    assert dataset["name"] == "test"
    assert (dataset["date_start"], dataset["date_end"]) == ("2025-10-18", "2025-10-24")


def test_the_summary_takes_the_filter(client: TestClient) -> None:
    summary = client.get("/api/summary", params={"country": "UA", "from": "2025-10-24"}).json()
    assert (summary["events"], summary["located"], summary["unlocated"]) == (2, 1, 1)
    assert summary["killed"] == {"low": 2, "best": 2, "high": 2, "known": 1, "unknown": 1}
    assert [row["type"] for row in summary["by_type"]] == ["glide_bomb", "shelling"]


@pytest.mark.parametrize("extension", EXPORT_FORMATS)
def test_an_export_has_exactly_the_filtered_events(client: TestClient, extension: str) -> None:
    answer = client.get(f"/api/events.{extension}?type=air_defence")
    read = READERS[extension](answer.content)
    assert sorted(read["event_id"]) == ["moscow", "russia"]
    assert answer.headers["content-type"] == EXPORT_FORMATS[extension].media_type
    assert (
        answer.headers["content-disposition"]
        == f'attachment; filename="test_v1_air-defence.{extension}"'
    )


def test_geojson_has_no_point_for_what_is_not_located(client: TestClient) -> None:
    features = client.get("/api/events.geojson").json()["features"]
    geometries = {f["properties"]["event_id"]: f["geometry"] for f in features}
    assert geometries["odesa"] is geometries["russia"] is None
    assert geometries["kherson"] == {"type": "Point", "coordinates": [32.6169, 46.6354]}


def test_a_limit_bounds_a_list(client: TestClient) -> None:
    assert len(client.get("/api/events.json?limit=3").json()["events"]) == 3


def test_a_list_names_events_to_choose_from(client: TestClient) -> None:
    found = client.get("/api/list?country=UA&limit=1").json()
    assert found == {
        "total": 2,
        "listed": 2,
        "events": [
            {
                "event_id": "kherson",
                "title": "Shelling of a block in Kherson",
                "event_type": "shelling",
                "when": "24 October 2025",
                "parties": None,
                "casualties": "2 killed, 22 injured",
            }
        ],
        "reason": None,
    }


def test_a_dataset_that_may_not_be_handed_on_gives_summaries_and_no_rows() -> None:
    database = Database([make_dataset(WEEK, redistributable=False)])
    client = TestClient(Starlette(routes=create_routes(database)))
    answers = {extension: client.get(f"/api/events.{extension}") for extension in EXPORT_FORMATS}
    assert {extension: answer.status_code for extension, answer in answers.items()} == (
        dict.fromkeys(EXPORT_FORMATS, 403)
    )
    assert [
        x for x, answer in answers.items() if "do not allow" not in answer.json()["error"]
    ] == []
    assert client.get("/api/summary").json()["events"] == 4


def test_a_licence_that_is_not_stated_is_no_permission_and_the_answer_says_so() -> None:
    database = Database([make_dataset(WEEK, licence="not stated", redistributable=False)])
    client = TestClient(Starlette(routes=create_routes(database)))
    answer = client.get("/api/events.csv")
    assert answer.status_code == 403
    assert "not stated, which is no permission" in answer.json()["error"]
    assert "--redistributable" in answer.json()["error"]


def restricted(events: int) -> TestClient:
    """Serve events whose rows may not be handed on, each with columns of its publisher."""
    rows = [{"event_id": f"e{at}", "extra": '{"notes": "secret"}'} for at in range(events)]
    database = Database([make_dataset(rows, redistributable=False)])
    return TestClient(Starlette(routes=create_routes(database)))


def test_an_event_of_a_restricted_dataset_comes_without_its_publishers_columns() -> None:
    answer = restricted(1).get("/api/events/e0")
    assert answer.json()["event"]["title"]
    assert "extra" not in answer.json()["event"]
    assert "secret" not in answer.text


@pytest.mark.parametrize(
    ("query", "listed"), [("limit=1000", 50), ("limit=50&offset=40", 10), ("offset=51", 0)]
)
def test_a_restricted_dataset_lists_its_first_titles_and_says_why(query: str, listed: int) -> None:
    answer = restricted(51).get(f"/api/list?{query}").json()
    assert (answer["total"], answer["listed"], len(answer["events"])) == (51, 50, listed)
    said = "this host's, do not allow it. The first 50 are listed."
    assert answer["reason"].endswith(said)


def test_an_event_whose_own_terms_forbid_it_comes_without_its_publishers_columns(
    open_rows: Callable[..., Database],
) -> None:
    rows = [
        {"event_id": "free", "extra": '{"notes": "public"}'},
        {"event_id": "bound", "extra": '{"notes": "secret"}', "redistributable": False},
    ]
    client = TestClient(Starlette(routes=create_routes(open_rows(rows))))
    assert "public" in client.get("/api/events/free").text
    bound = client.get("/api/events/bound")
    assert bound.json()["event"]["title"]
    assert "extra" not in bound.json()["event"]
    assert "secret" not in bound.text


TOLD = {"event_id": "bound", "summary": "Told in the publisher's words."}
SAYS = {"event_id": "bound", "statement": "Stated in those words, too.", "url": "https://x.org/1"}


@pytest.mark.parametrize(
    ("dataset", "row", "withheld"),
    [(True, True, False), (True, False, True), (False, True, True)],
)
def test_the_publisher_s_text_is_withheld_with_its_reason_where_it_may_not_be_handed_on(
    open_rows: Callable[..., Database], *, dataset: bool, row: bool, withheld: bool
) -> None:
    rows = [TOLD | {"redistributable": row}]
    client = TestClient(
        Starlette(routes=create_routes(open_rows(rows, [SAYS], redistributable=dataset)))
    )
    answer = client.get("/api/events/bound")
    for text in (TOLD["summary"], SAYS["statement"]):
        assert (text in answer.text) is not withheld
    found = answer.json()
    assert (found["withheld"] is not None) is withheld
    # Who says so, and where it can be read, is no row of the publisher's.
    assert found["voices"][0]["sources"][0]["url"] == "https://x.org/1"
    assert (found["voices"][0]["statements"] == []) is withheld


def test_a_figure_in_words_stays_where_the_text_around_it_is_withheld(
    open_rows: Callable[..., Database],
) -> None:
    said = SAYS | {"statement": "Stated in full", "killed_words": "dozens"}
    database = open_rows([TOLD | {"redistributable": False}], [said])
    client = TestClient(Starlette(routes=create_routes(database)))
    found = client.get("/api/events/bound").json()
    assert found["event"]["casualties"] == (
        "killed: “dozens”, in the source's words, injured: not given"
    )
    assert "in full" not in client.get("/api/events/bound").text


ITEM = {"kind": "statement", "title": "A said B", "detail": "In their words.", "event_ids": "e"}


@pytest.mark.parametrize("route", ["/api/timeline", "/api/events/e"])
def test_no_route_gives_the_text_of_a_restricted_timeline(route: str) -> None:
    for redistributable in (True, False):
        dataset = make_dataset(
            [{"event_id": "e"}], timeline=[ITEM], redistributable=redistributable
        )
        client = TestClient(Starlette(routes=create_routes(Database([dataset]))))
        answer = client.get(route).text
        assert "A said B" in answer
        assert ("In their words." in answer) is redistributable


def test_a_list_has_no_more_than_the_first_rows_whose_own_terms_forbid_it(
    open_rows: Callable[..., Database],
) -> None:
    free = [{"event_id": f"free{at}"} for at in range(3)]
    bound = [{"event_id": f"bound{at}", "redistributable": False} for at in range(51)]
    client = TestClient(Starlette(routes=create_routes(open_rows([*bound, *free]))))
    pages = [client.get(f"/api/list?limit=40&offset={offset}").json() for offset in (0, 40, 80)]
    listed = [event["event_id"] for page in pages for event in page["events"]]
    assert listed == [*(f"bound{at}" for at in range(50)), "free0", "free1", "free2"]
    assert (pages[0]["total"], pages[0]["listed"]) == (54, 53)
    assert pages[0]["reason"] == (
        "The terms of 51 of these events do not allow them to be passed on."
        " The first 50 of them are listed."
    )


def test_a_restricted_timeline_has_no_text_beside_its_titles() -> None:
    item = {"item_id": "t", "kind": "statement", "title": "A said B", "detail": "In their words."}
    for redistributable, detail in ((True, "In their words."), (False, None)):
        dataset = make_dataset([{}], timeline=[item], redistributable=redistributable)
        client = TestClient(Starlette(routes=create_routes(Database([dataset]))))
        (answered,) = client.get("/api/timeline").json()
        assert (answered["title"], answered["detail"]) == ("A said B", detail)


@pytest.mark.parametrize("extension", EXPORT_FORMATS)
def test_what_an_export_leaves_out_is_said_outside_of_the_file_too(
    open_rows: Callable[..., Database], extension: str
) -> None:
    rows = [{"event_id": "free"}, {"event_id": "bound", "redistributable": False}]
    client = TestClient(Starlette(routes=create_routes(open_rows(rows))))
    headers = client.get(f"/api/events.{extension}").headers
    assert headers["X-Eventmap-Left-Out"] == "1"
    assert f'_without-1-not-to-be-handed-on.{extension}"' in headers["Content-Disposition"]


def test_a_restricted_dataset_that_is_short_is_listed_without_a_word() -> None:
    answer = restricted(3).get("/api/list").json()
    assert (answer["listed"], len(answer["events"])) == (3, 3)
    assert answer["reason"] is None


TWO_TILES, DAYS = "/tiles/test/1/1/0-1/0-0.json", "days=2025-10-20/2025-10-24"
"""Two tiles, and the last five days of the week."""

CHOSEN = "region=UA-65&from=2025-10-20&to=2025-10-24&type=shelling"
SAID = (
    "Test, version 1. Events possibly from 20 to 24 October 2025, in Kherson Oblast, "
    "of the type shelling, dated 24 October 2025."
)


@pytest.mark.parametrize("extension", EXPORT_FORMATS)
def test_an_export_is_called_by_what_it_holds(client: TestClient, extension: str) -> None:
    head = client.get(f"/api/events.{extension}?{CHOSEN}").headers["Content-Disposition"]
    name = f"test_v1_2025-10-20_2025-10-24_UA-65_shelling.{extension}"
    assert head == f'attachment; filename="{name}"'


@pytest.mark.parametrize("extension", EXPORT_FORMATS)
def test_an_export_says_which_events_it_holds(client: TestClient, extension: str) -> None:
    body = client.get(f"/api/events.{extension}?{CHOSEN}&comment=true").content
    told = {
        "csv": lambda: body.decode().splitlines()[0].removeprefix("# "),
        "json": lambda: json.loads(body)["dataset"]["selection"],
        "geojson": lambda: json.loads(body)["dataset"]["selection"],
        "parquet": lambda: geopandas.read_parquet(io.BytesIO(body)).attrs["selection"],
        "xlsx": lambda: dict(row[:2] for row in read_sheets(body)["about"])["selection"],
        "kml": lambda: ET.fromstring(body).find("{*}Document/{*}description").text,
    }[extension]()
    assert told == SAID


def test_an_export_of_the_first_rows_does_not_say_that_it_holds_all(client: TestClient) -> None:
    found = client.get("/api/events.json?country=UA&limit=1").json()
    assert found["dataset"]["selection"].endswith("Of these 2 the file holds the latest 1.")
    assert "Of these" not in client.get("/api/events.json?limit=7").json()["dataset"]["selection"]


def test_a_csv_begins_with_its_header_unless_a_comment_is_asked_for(client: TestClient) -> None:
    assert client.get(f"/api/events.csv?{CHOSEN}").text.startswith("event_id,title,")
    assert client.get("/api/events.csv?comment=perhaps").status_code == 422


def test_a_row_whose_own_terms_forbid_it_is_left_out_and_counted(
    open_rows: Callable[..., Database],
) -> None:
    rows = [{"event_id": "free"}, {"event_id": "bound", "redistributable": False}]
    client = TestClient(Starlette(routes=create_routes(open_rows(rows))))
    found = client.get("/api/events.json").json()
    assert [event["event_id"] for event in found["events"]] == ["free"]
    assert found["dataset"]["selection"] == (
        "Test, version 1. All events, dated 24 October 2025. "
        "1 event whose own terms forbid it is left out."
    )


def test_an_event_comes_in_words(client: TestClient) -> None:
    found = client.get("/api/events/kherson?dataset=test&type=drone").json()
    assert found["event"]["when"] == "24 October 2025"
    assert found["event"]["casualties"] == "2 killed, 22 injured"
    assert "Kherson" in found["event"]["where"]
    assert [claim["figures"] for claim in found["claims"]] == ["2 killed, 22 injured"]
    assert [item["item_id"] for item in found["timeline"]] == ["talks"]


def test_the_timeline_takes_the_period(client: TestClient) -> None:
    items = client.get("/api/timeline?from=2025-12-01").json()
    assert [(item["item_id"], item["when"]) for item in items] == [("deadline", "24 December 2025")]


def test_a_histogram_comes_in_the_unit_asked_for(client: TestClient) -> None:
    assert client.get("/api/histogram?country=RU&unit=month").json() == {
        "unit": "month",
        "measure": None,
        "cumulated": False,
        "bins": [
            {
                "date_start": "2025-10-01",
                "date_end": "2025-10-31",
                "events": 1,
                "starts": 1,
                "inside": 1,
                "types": None,
                "cost": None,
            }
        ],
        "undated": 1,
        "across": {"events": 0, "cost": None},
        "without_date": {"events": 1, "cost": None},
    }
    whole = client.get("/api/histogram")
    assert whole.json()["unit"] == "day"
    assert whole.headers["X-Eventmap-Plan"] == "rows: not counted ahead"
    assert client.get("/api/histogram?unit=hour").status_code == 422


def test_a_tile_is_immutable_and_takes_the_filter(client: TestClient) -> None:
    answer = client.get("/tiles/test/1/0/0/0.json?type=shelling&data=abc")
    assert [cell[0] for cell in answer.json()["cells"]] == [1]
    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["X-Eventmap-Plan"] == "rows: not counted ahead"


SCREEN = "/tiles/test/1/5/18/11.json?type=shelling"


@contextmanager
def counted_slowly(
    week: Database, monkeypatch: pytest.MonkeyPatch, error: Exception | None = None
) -> Iterator[tuple[int, Event, list[Future[httpx2.Response]]]]:
    """Let more clients than a server has threads ask for a tile whose numbers take long.

    Give the port, what lets them come, and their answers.
    """
    begun, may_end, count = Event(), Event(), Database.columns

    def count_slowly(*args: Any, **named: Any) -> Any:
        begun.set()
        assert may_end.wait(PATIENCE_S)
        if error:
            raise error
        return count(*args, **named)

    with served(Starlette(routes=create_routes(week))) as port, ThreadPoolExecutor(60) as pool:
        address = f"http://127.0.0.1:{port}"
        assert httpx2.get(f"{address}/tiles/test/1/0/0/0.json").status_code == 200
        monkeypatch.setattr(Database, "columns", count_slowly)
        asked = [pool.submit(httpx2.get, address + SCREEN, timeout=PATIENCE_S) for _ in range(60)]
        try:
            assert begun.wait(PATIENCE_S)
            yield port, may_end, asked
        finally:
            may_end.set()


def test_who_waits_for_a_tile_keeps_no_other_request_waiting(
    week: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    with counted_slowly(week, monkeypatch) as (port, may_end, asked):
        for path in ("/tiles/test/1/0/0/0.json", "/healthz", "/api/summary"):
            found = httpx2.get(f"http://127.0.0.1:{port}{path}", timeout=PATIENCE_S)
            assert found.status_code == 200
        assert not any(each.done() for each in asked)
        may_end.set()
        answers = [each.result(PATIENCE_S) for each in asked]
    assert {each.status_code for each in answers} == {200}
    assert len({each.text for each in answers}) == 1


def test_a_tile_is_counted_anew_where_who_it_was_counted_for_has_left(
    week: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, may_end, count = SimpleQueue[None](), Event(), Database.columns

    def count_slowly(*args: Any, **named: Any) -> Any:
        begun.put(None)
        assert may_end.wait(PATIENCE_S)
        return count(*args, **named)

    monkeypatch.setattr(Database, "columns", count_slowly)
    app = Starlette(routes=create_routes(week), middleware=[Middleware(Deadlines)])
    with served(app) as port, ThreadPoolExecutor(1) as pool:
        with asked(port, SCREEN):
            begun.get(timeout=PATIENCE_S)
            address = f"http://127.0.0.1:{port}"
            staying = pool.submit(httpx2.get, address + SCREEN, timeout=PATIENCE_S)
            assert httpx2.get(f"{address}/healthz", timeout=PATIENCE_S).status_code == 200
        for _ in range(20):  # meanwhile the server hears that the first has left
            assert httpx2.get(f"{address}/healthz", timeout=PATIENCE_S).status_code == 200
        may_end.set()
        assert staying.result(PATIENCE_S).status_code == 200
        begun.get(timeout=PATIENCE_S)
    assert begun.empty()


def test_all_who_wait_for_a_tile_are_told_why_there_is_none(
    week: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    busy = BusyError("No memory.", retry_s=7)
    with counted_slowly(week, monkeypatch, busy) as (_, may_end, asked):
        may_end.set()
        answers = [each.result(PATIENCE_S) for each in asked]
    assert {(each.status_code, each.headers["Retry-After"]) for each in answers} == {(503, "7")}


def test_a_tile_is_the_same_whatever_is_asked_for_with_it(client: TestClient) -> None:
    url = "/tiles/test/1/6/37/22.json?data=abc"
    alone = client.get(url)
    assert alone.json()["cells"]
    for screen in ("36-38/21-23", "37-37/22-22", "0-63/0-63", "9999999-9999999/0-0"):
        answer = client.get(url, headers={"X-Eventmap-Screen": screen})
        assert answer.json() == alone.json()
        assert "immutable" in answer.headers["cache-control"]


@pytest.mark.parametrize("screen", ["", "36", "36-38", "38-36/21-23", "36-38/23-21", "a-b/c-d"])
def test_a_screen_of_tiles_that_is_none_is_refused(client: TestClient, screen: str) -> None:
    answer = client.get("/tiles/test/1/6/36/22.json", headers={"X-Eventmap-Screen": screen})
    assert answer.status_code == 422
    assert "such as 36-38/21-23" in answer.text


def test_the_steps_of_a_playback_are_immutable_and_take_the_filter(client: TestClient) -> None:
    # One shelling of the week has a place: in the eastern of the two tiles, on the 24th.
    answer = client.get(f"{TWO_TILES}?type=shelling&data=abc&days=2025-10-01/2025-10-23&{DAYS}")
    counts = [[[cell[0] for cell in tile] for tile in tiles] for tiles in answer.json()["steps"]]
    assert counts == [[[], []], [[], [1]]]
    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["X-Eventmap-Plan"] == "rows: not counted ahead"


def test_a_link_of_thousands_of_bad_parameters_is_answered_in_less_than_it_has(
    client: TestClient,
) -> None:
    query = "&".join(f"type=nothing{at}" for at in range(3_000))
    answer = client.get(f"/api/summary?{query}")
    assert answer.status_code == 422
    assert [each["value"] for each in answer.json()["problems"]] == [
        f"nothing{at}" for at in range(12)
    ]
    assert answer.json()["error"].endswith("; and 2,988 more")
    assert len(answer.content) < len(query)


@pytest.mark.parametrize(
    ("path", "parameter", "value"),
    [
        ("/api/summary?type=dron", "type", "dron"),
        ("/api/events.csv?from=yesterday", "from", "yesterday"),
        ("/api/histogram?measure=dead", "measure", "dead"),
        ("/api/histogram?axis=2022-01-02/2022-01-01", "axis", "2022-01-02/2022-01-01"),
        ("/api/events.csv?limit=-1", "limit", "-1"),
        ("/api/list?limit=1001", "limit", "1001"),
        ("/api/list?limit=-1", "limit", "-1"),
        ("/api/list?offset=2147483648", "offset", "2147483648"),
        ("/api/summary?dataset=nope", "dataset", "nope"),
        ("/api/summary?version=9", "version", "9"),
        ("/api/timeline?to=2025-02-30", "to", "2025-02-30"),
        ("/tiles/test/1/0/0/0.json?bbox=1", "bbox", "1"),
        (f"{TWO_TILES}?type=drone", "days", "0 of them"),
        (f"{TWO_TILES}?{'&'.join(['days=2025-10-01/2025-10-02'] * 9)}", "days", "9 of them"),
        (f"{TWO_TILES}?days=2025-10-02", "days", "2025-10-02"),
        (f"{TWO_TILES}?days=2025-10-02/2025-10-01", "days", "2025-10-02/2025-10-01"),
        (
            f"{TWO_TILES}?days=2025-10-02/2025-10-09&days=2025-10-01/2025-10-10",
            "days",
            "2025-10-01/2025-10-10",
        ),
        (
            f"{TWO_TILES}?days=2025-10-02/2025-10-09&days=2025-10-03/2025-10-08",
            "days",
            "2025-10-03/2025-10-08",
        ),
        (f"{TWO_TILES}?days=2025-10-02/2025-10-09&from=2025-10-03", "from", "2025-10-03"),
        (f"{TWO_TILES}?days=2025-10-02/2025-10-09&to=2025-10-03", "to", "2025-10-03"),
        ("/api/summary?tyep=drone", "tyep", "drone"),
    ],
)
def test_a_bad_parameter_is_answered_422_with_its_name_and_value(
    client: TestClient, path: str, parameter: str, value: str
) -> None:
    answer = client.get(path)
    assert answer.status_code == 422
    (problem,) = answer.json()["problems"]
    assert (problem["parameter"], problem["value"]) == (parameter, value)
    assert problem["allowed"]


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/api/events/nope", "No event 'nope'"),
        ("/api/events.xls", "No export format 'xls'"),
        ("/api/sumary", "Nearest: '/api/summary'"),
        ("/tiles/nope/1/0/0/0.json", "No dataset 'nope'"),
        ("/tiles/test/9/0/0/0.json", "No version"),
        ("/tiles/test/1/0/1/0.json", "No tile '0/1/0'"),
        ("/tiles/test/x/0/0/0.json", "No route"),
        (f"/tiles/test/1/1/0-2/0-0.json?{DAYS}", "No tile '1/2/0'"),
        (f"/tiles/test/1/1/1-0/0-0.json?{DAYS}", "No screen of tiles '1-0/0-0'"),
        (f"/tiles/test/1/20/0-10/0-9.json?{DAYS}", "No screen of tiles '0-10/0-9'"),
        (f"/tiles/test/1/21/0-0/0-0.json?{DAYS}", "No tile '21/0/0'"),
        (f"/tiles/nope/1/0/0-0/0-0.json?{DAYS}", "No dataset 'nope'"),
    ],
)
def test_what_is_not_here_is_answered_404_in_words(
    client: TestClient, path: str, words: str
) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert words in answer.json()["error"]


@pytest.mark.parametrize(
    ("path", "cache"),
    [
        ("/assets/leaflet/leaflet.js", "no-cache"),
        (f"/assets/layers/{BUILD}/main.js", "public, max-age=31536000, immutable"),
        (f"/assets/panels/{PANELS_BUILD}/dom.js", "public, max-age=31536000, immutable"),
        (f"/assets/panels/{PANELS_BUILD}/panel.css", "public, max-age=31536000, immutable"),
    ],
)
def test_assets_are_local_and_cacheable(client: TestClient, path: str, cache: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == cache


@pytest.mark.parametrize(
    "path",
    [
        "/assets/layers/x/../../maps.py",
        "/assets/boundaries/%2e%2e/README.md",
        "/assets/panels/x/headline.py",
        "/assets/panels/x/%2e%2e/page.css",
    ],
)
def test_assets_do_not_lead_out_of_their_folder(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_of_the_boundaries_only_what_the_map_draws_is_served(client: TestClient) -> None:
    names = {path.name for path in (bundled_data() / "boundaries").iterdir()} | {"build.py"}
    served = {name for name in names if client.get(f"/assets/boundaries/{name}").is_success}
    assert served == {"admin1.json", "cities.json", "countries.json"}


@pytest.mark.parametrize("name", ["leaflet-src.js.map", "leaflet.js.map", "images", ""])
def test_of_leaflet_no_folder_and_no_source_map_is_served(client: TestClient, name: str) -> None:
    assert client.get(f"/assets/leaflet/{name}").status_code == 404


def test_routes_stand_under_the_base_path(week: Database) -> None:
    client = TestClient(Starlette(routes=create_routes(week, base_path="/maps/week/")))
    answers: list[Any] = [client.get(f"{base}/healthz").status_code for base in ("", "/maps/week")]
    assert answers == [404, 200]


@pytest.fixture
def versioned(tmp_path: Path) -> TestClient:
    """Serve a dataset of two versions: one event is withdrawn, one new, one has another title."""
    store = VersionedStore(str(tmp_path))
    kept, gone, new = ({"event_id": name, "title": name} for name in ("kept", "gone", "new"))
    store.write(make_dataset([kept, gone], name="front"))
    store.write(make_dataset([kept | {"title": "Kept"}, new], name="front"))
    return TestClient(Starlette(routes=create_routes(Database(store=store))))


def test_changes_are_those_since_a_version(versioned: TestClient) -> None:
    answer = versioned.get("/api/changes?dataset=front&since=1").json()
    assert answer["sentence"].endswith("1 event added, 1 event changed, 1 event withdrawn.")
    events = answer["events"]
    assert [each["event_id"] for each in events["added"]] == ["new"]
    assert [each["event_id"] for each in events["withdrawn"]] == ["gone"]
    (changed,) = events["changed"]
    (field,) = changed["fields"]
    assert (field["field"], field["before"], field["after"]) == ("title", "kept", "Kept")
    since_now = versioned.get("/api/changes?dataset=front&since=2").json()
    assert since_now["events"]["counts"] == {"added": 0, "changed": 0, "withdrawn": 0}


@pytest.mark.parametrize(
    ("query", "parameter", "value"),
    [
        ("dataset=front", "since", ""),
        ("dataset=front&since=3", "since", "3"),
        ("dataset=front&since=x", "since", "x"),
        ("dataset=front&since=1&limit=1001", "limit", "1001"),
        ("dataset=front&since=1&limit=ten", "limit", "ten"),
        ("dataset=back&since=1", "dataset", "back"),
        ("dataset=front&version=9&since=1", "version", "9"),
    ],
)
def test_changes_say_what_cannot_be_used(
    versioned: TestClient, query: str, parameter: str, value: str
) -> None:
    answer = versioned.get(f"/api/changes?{query}")
    assert answer.status_code == 422
    (problem,) = answer.json()["problems"]
    assert (problem["parameter"], problem["value"]) == (parameter, value)


def test_changes_of_a_restricted_dataset_are_counted_and_not_listed(tmp_path: Path) -> None:
    store = VersionedStore(str(tmp_path))
    for notes in ("was", "is"):
        row = {"event_id": "e", "extra": f'{{"notes": "{notes}"}}'}
        store.write(make_dataset([row], name="front", redistributable=False))
    database = Database(store=store)
    client = TestClient(Starlette(routes=create_routes(database)))
    answer = client.get("/api/changes?since=1")
    assert answer.status_code == 403
    assert answer.json()["error"].endswith("do not allow it. With limit=0 the counts are told.")
    counted = client.get("/api/changes?since=1&limit=0").json()
    assert counted["events"]["counts"]["changed"] == 1
    assert counted["events"]["changed"] == []
    (on_the_page,) = database.changes("front", 1, 2).events.changed
    assert on_the_page.fields == ()


def test_changes_of_a_row_whose_own_terms_forbid_it_have_nothing_of_its_publisher(
    tmp_path: Path,
) -> None:
    store = VersionedStore(str(tmp_path))
    terms = {"free": True, "bound": False}
    for notes, place in (("was", "Odesa"), ("is", "Kherson")):
        rows = [
            {
                "event_id": name,
                "extra": f'{{"n": "{notes}"}}',
                "place": place,
                "redistributable": may,
            }
            for name, may in terms.items()
        ]
        store.write(make_dataset(rows, name="front"))
    client = TestClient(Starlette(routes=create_routes(Database(store=store))))
    changed = client.get("/api/changes?since=1").json()["events"]["changed"]
    fields = {row["event_id"]: {field["field"] for field in row["fields"]} for row in changed}
    assert fields == {"free": {"place", "extra.n"}, "bound": set()}


def test_a_dataset_of_a_folder_has_no_changes(client: TestClient) -> None:
    answer = client.get("/api/changes?since=1")
    assert answer.status_code == 422


def test_a_store_that_cannot_be_read_is_answered_503_in_words(
    versioned: TestClient, tmp_path: Path
) -> None:
    assert versioned.get("/api/summary?dataset=front").status_code == 200
    for file in tmp_path.rglob("*.json"):
        file.write_text("no commit", encoding="utf-8")
    answer = versioned.get("/api/summary?dataset=front&version=1")
    assert answer.status_code == 503
    assert "could not be read" in answer.json()["error"]
    assert versioned.get("/api/summary?dataset=front").status_code == 200


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:100])


@pytest.mark.parametrize(
    ("damaged", "damage"),
    [
        ("*.parquet", cut),
        ("*.parquet", Path.unlink),
        ("*1.json", lambda file: file.write_text("no commit", encoding="utf-8")),
        ("*1.json", lambda file: file.write_text('{"commitInfo": {}}', encoding="utf-8")),
    ],
)
def test_no_answer_about_a_damaged_store_says_where_it_lies(
    tmp_path: Path, damaged: str, damage: Callable[[Path], object]
) -> None:
    store = VersionedStore(str(tmp_path))
    for title in ("was", "is"):
        store.write(make_dataset([{"event_id": "e", "title": title}], name="front"))
    for file in tmp_path.rglob(damaged):
        damage(file)
    client = TestClient(Starlette(routes=create_routes(Database(store=store))))
    client.get("/api/summary?dataset=front")
    for question in ("/api/list?dataset=front", "/api/changes?dataset=front&since=1", "/healthz"):
        answer = client.get(question)
        assert answer.status_code == 503, question
        assert "could not be read" in answer.text, question
        assert str(tmp_path) not in answer.text, question


@pytest.mark.parametrize("path", ["/api/summary", "/api/list", "/api/events/kherson"])
def test_a_question_that_finds_no_memory_is_answered_503_in_words(
    own_week: Database, path: str
) -> None:
    client = TestClient(Starlette(routes=create_routes(own_week)))
    own_week.rows("SET memory_limit = '1MB'", Filters())
    answer = client.get(path)
    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "10"
    assert "Ask again" in answer.json()["error"]
    assert client.get("/healthz").status_code in (200, 503)


def test_an_old_version_gives_the_numbers_that_it_gave(versioned: TestClient) -> None:
    for version, titles in ((1, {"kept", "gone"}), (2, {"Kept", "new"})):
        events = versioned.get(f"/api/events.json?dataset=front&version={version}").json()["events"]
        assert {event["title"] for event in events} == titles


def test_a_brief_is_a_file_of_the_view(client: TestClient) -> None:
    answer = client.get("/api/brief.docx?region=UA-65&title=For+the+minister")
    assert answer.status_code == 200
    assert 'filename="brief_test_v1_UA-65.docx"' in answer.headers["content-disposition"]
    assert answer.content.startswith(b"PK")
    assert client.get("/api/brief.odt").status_code == 404
    assert client.get("/api/brief.pdf?compare=previous").status_code == 422


def test_a_brief_looks_where_the_map_of_its_link_does(client: TestClient) -> None:
    look = "lat=46.6&lng=32.6&zoom=8"
    page = client.get(f"/api/brief.html?{look}").text
    assert "outside this part of the map" in page
    assert "lat=46.6&amp;lng=32.6&amp;zoom=8" in page
    assert "outside this part of the map" not in client.get("/api/brief.html").text
    assert client.get("/api/brief.html?lat=91&lng=0&zoom=3").status_code == 422
    half = client.get("/api/brief.html?lat=46.6&lng=32.6")
    assert half.status_code == 422
    assert half.json()["problems"] == [
        {"parameter": "zoom", "value": "", "allowed": "all of lat, lng and zoom"}
    ]


def test_a_brief_has_all_events_where_they_are_asked_for(client: TestClient) -> None:
    page = "/api/brief.html?region=UA-65"
    assert "Annex: all events" in client.get(f"{page}&annex=true").text
    assert "Annex: all events" not in client.get(f"{page}&annex=false").text
    assert client.get(f"{page}&annex=yes").json()["problems"] == [
        {"parameter": "annex", "value": "yes", "allowed": "true or false"}
    ]
    picture = client.get("/api/brief.png?annex=true")
    assert picture.status_code == 422
    assert "A brief as PNG has no annex" in picture.json()["error"]


OEMBED = "http://testserver/?type=drone&q=%22%3E%3Cscript%3E"


def test_oembed_frames_a_view_of_this_page_and_nothing_of_it_is_markup(client):
    answer = client.get("/api/oembed", params={"url": OEMBED, "maxwidth": "400"})
    found = answer.json()
    assert answer.status_code == 200
    assert (found["version"], found["type"]) == ("1.0", "rich")
    assert (found["width"], found["height"]) == (400, 640)
    assert found["html"].startswith(
        '<iframe src="http://testserver/?type=drone&amp;q=%22%3E%3Cscript%3E&amp;embed=true" '
    )
    assert "<script" not in found["html"]
    whole = client.get("/api/oembed", params={"url": "http://testserver/"}).json()
    assert whole["title"].endswith("24 October 2025 (3 of them; 1 gives no date).")


def test_oembed_and_briefs_link_to_the_address_that_the_host_gives(week: Database) -> None:
    address = PageAddress("https://map.example/maps/")
    client = TestClient(Starlette(routes=create_routes(week, address=address)))
    spoofed = {"Host": "evil.example"}
    url = "https://map.example/maps/?type=drone"
    found = client.get("/api/oembed", params={"url": url}, headers=spoofed).json()
    assert found["html"].startswith(f'<iframe src="{url}&amp;embed=true" ')
    assert found["provider_url"] == "https://map.example/maps/"
    brief = client.get("/api/brief.html?type=drone", headers=spoofed).text
    assert "https://map.example/maps/?" in brief
    assert "evil.example" not in brief


@pytest.mark.parametrize(
    "path", ["/api/oembed?url=http://evil.example/?type=drone", "/api/brief.html"]
)
def test_nothing_links_to_a_name_that_is_none_of_the_servers(week: Database, path: str) -> None:
    address = PageAddress(is_own={"testserver"}.__contains__)
    client = TestClient(Starlette(routes=create_routes(week, address=address)))
    refused = client.get(path, headers={"Host": "evil.example"})
    assert refused.status_code == 422
    (problem,) = refused.json()["problems"]
    assert (problem["parameter"], problem["value"]) == ("Host", "evil.example")
    assert client.get(path.replace("evil.example", "testserver")).status_code == 200


@pytest.mark.parametrize(
    ("params", "named"),
    [
        ({}, "url"),
        ({"url": "http://elsewhere.example/?type=drone"}, "url"),
        ({"url": "http://testserver.example/"}, "url"),
        ({"url": "http://testserver@elsewhere.example/"}, "url"),
        ({"url": "javascript:alert(1)"}, "url"),
        ({"url": "http://testserver/api/summary"}, "url"),
        ({"url": "http://testserver/?type=dron"}, "type"),
        ({"url": "http://testserver/?dataset=none"}, "dataset"),
        ({"url": OEMBED, "format": "xml"}, "format"),
        ({"url": OEMBED, "maxwidth": "wide"}, "maxwidth"),
        ({"url": OEMBED, "callback": "f"}, "callback"),
    ],
)
def test_oembed_refuses_what_is_no_view_of_this_page(client, params, named):
    answer = client.get("/api/oembed", params=params)
    assert answer.status_code == 422
    assert [problem["parameter"] for problem in answer.json()["problems"]] == [named]
