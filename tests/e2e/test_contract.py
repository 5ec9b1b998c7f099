"""On the running page: the scripts of the map read no key that an answer does not have."""

from pathlib import Path

from playwright.sync_api import Page, Route
from support.datasets import EVENT, write_dataset
from support.viewer import layer, map_of, open_page
from support.waiting import expect

READ = "if (response.ok) return response.json();"
WATCHED = "if (response.ok) return watch(await response.json(), address);"
WATCH = r"""
window.missing = [];
function watch(target, path) {
  if (target === null || typeof target !== 'object' || path.includes('boundaries')) return target;
  return new Proxy(target, {
    get: (of, key) => {
      const isName = typeof key === 'string' && !/^\d+$/.test(key) && key !== 'then';
      if (isName && !(key in of)) window.missing.push(`${path}: ${key}`);
      return watch(Reflect.get(of, key), path);
    },
  });
}
"""
"""Notes every key that a script looks for in an answer of the server and does not find."""


def watch_answers(page: Page) -> None:
    """Have the map's scripts read every answer through a watch."""

    def serve_watched(route: Route) -> None:
        served = route.fetch()
        script = served.text()
        assert READ in script
        route.fulfill(response=served, body=script.replace(READ, WATCHED) + WATCH)

    page.route("**/net.js", serve_watched)


def write_datasets(folder: Path) -> None:
    kharkiv = {"lat": 49.98, "lon": 36.25, "admin1": "UA-63"}
    events = [
        EVENT | kharkiv | {"event_id": "one", "title": "one"},
        EVENT | kharkiv | {"event_id": "two", "title": "two", "date_start": "2025-10-22"},
        EVENT | {"event_id": "odesa", "title": "odesa", "lat": 46.48, "lon": 30.73},
        EVENT | {"event_id": "region", "title": "region", "geo_precision": "region"}
        | {"admin1": "UA-51"},
        EVENT | {"event_id": "country", "title": "country", "geo_precision": "country"},
    ]  # fmt: skip
    claims = [
        {"claim_id": "c", "event_id": "odesa", "claimant": "Somebody", "side": "media"}
        | {"killed_low": 1, "killed_best": 2, "killed_high": 9, "statement": "It was so"}
    ]
    said = {"item_id": "talks", "kind": "meeting", "title": "Talks", "lat": 51.5, "lon": -0.1}
    dates = {"date_start": "2025-10-22", "date_end": "2025-10-22", "event_ids": "odesa"}
    write_dataset(folder / "contract", events, claims, [said | dates])


def test_no_script_reads_what_the_server_does_not_answer(page: Page, shelf: str) -> None:
    watch_answers(page)
    page.emulate_media(reduced_motion="reduce")
    open_page(page, shelf, "?dataset=contract")
    frame = map_of(page)
    layer(page, "By killed").check()
    expect(frame.get_by_text("Killed (best estimate), by region")).to_be_visible()
    frame.get_by_role("button", name="2 events, all shelling").press("Enter")
    expect(frame.get_by_role("dialog", name="2 events")).to_be_visible()
    page.keyboard.press("Escape")
    frame.get_by_role("button", name="odesa;").press("Enter")
    expect(frame.get_by_role("dialog", name="odesa")).to_contain_text("2 killed by best estimate")
    page.keyboard.press("Escape")
    frame.get_by_role("button", name="Play the events step by step").click()
    bar = frame.get_by_role("region", name="Playback")
    for unit in ("By event", "By day", "By month"):
        bar.get_by_label("Steps").select_option(unit)
        expect(bar.get_by_role("status")).to_contain_text("October 2025")
        expect(bar.get_by_role("status")).to_contain_text("killed by best estimate")
    (inner,) = (one for one in page.frames if "streamlit_folium" in one.url)
    assert inner.evaluate("window.missing") == []
