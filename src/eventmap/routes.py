"""The HTTP routes: parse, ask, answer. Same process and port as the page."""

import asyncio
import json
import logging
import math
import os
import re
from collections.abc import Awaitable, Callable, Generator, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial, wraps
from html import escape
from itertools import pairwise
from typing import Any
from urllib.parse import parse_qsl, urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from xstatic.pkg import leaflet

from eventmap.access import SCOPE_KEY
from eventmap.api import Progress, Tile
from eventmap.brief import (
    BRIEF_FORMATS,
    Brief,
    BriefFormat,
    MapView,
    count_annexed,
    make_brief,
    refuse_annex,
    refuse_story,
    tell_story,
)
from eventmap.collected import OWN
from eventmap.comparands import ALLOWED, find_other
from eventmap.comparison import compare_selections
from eventmap.coverage import describe_time_by_plan
from eventmap.database import Database
from eventmap.deadlines import QUESTIONS
from eventmap.downloads import Download, Pieces, Turns
from eventmap.errors import (
    FEW,
    BusyError,
    CrowdedError,
    EventmapError,
    LeftError,
    NotFoundError,
    ParameterError,
    Refusal,
    StoreError,
)
from eventmap.events import describe_event, describe_items, list_events
from eventmap.exports import EXPORT_FORMATS, refuse_number
from eventmap.facets import count_left_out
from eventmap.filters import VIEW_KEYS, Filters
from eventmap.metrics import MEDIA_TYPE, write_metrics
from eventmap.panels import PANEL_SCRIPTS
from eventmap.parameters import (
    MOST_PLAYED,
    parse_choice,
    parse_count,
    parse_days,
    parse_name,
    parse_true,
    parse_whole,
    parse_words,
)
from eventmap.redistribution import (
    HANDED_ON,
    describe_left_out,
    first_bound,
    refuse_by_role,
    refuse_rows,
    refuse_viewer,
    withhold_details,
    withhold_text,
)
from eventmap.selection import file_stem
from eventmap.settings import STATIC, bundled_data
from eventmap.stories import describe_stories, find_story
from eventmap.summary import describe_datasets, describe_rows, summarise_by_plan
from eventmap.throttling import name_client
from eventmap.tiles import MOST_TILES, NotYetError, Tiles
from eventmap.unusual import find_unusual
from eventmap.uploads import UPLOADED
from eventmap.viewers import viewer_of

STATUS_CODES: dict[type[EventmapError], int] = {
    NotFoundError: 404,
    ParameterError: 422,
    StoreError: 503,
    BusyError: 503,
    CrowdedError: 429,
    LeftError: 499,  # nobody reads it; nginx calls it so, and the log does
}

_LOG = logging.getLogger(__name__)

_ONE_YEAR = "public, max-age=31536000, immutable"
_REVALIDATE = "no-cache"
_KEPT_NOWHERE = "private, no-store"

_PAGE = 200
"""How many titles are listed, if nothing else is asked for."""

_PAGING = {"limit": parse_whole(1_000), "offset": parse_count}
"""Parsers of the parameters of whatever is listed in pages."""

_RESTRICTED_LIST = 50
"""How many titles of rows that may not be handed on are listed of a selection."""

Handler = Callable[[Request], Response]
Asked = Callable[[Request, Database], Response]


class Answer(JSONResponse):
    """JSON with ISO days; a number that JSON cannot write is an error, not a text."""

    def render(self, content: Any) -> bytes:
        """Return `content` as UTF-8."""
        text = json.dumps(
            content,
            ensure_ascii=False,
            allow_nan=False,
            separators=(",", ":"),
            default=date.isoformat,
        )
        return text.encode()


_DRAWN = ("admin1.json", "cities.json", "countries.json")
"""Of the boundaries, what the map draws: all else of them is for reading tables."""


class Assets(StaticFiles):
    """Static files. Those whose address has a digest in it (``build``) never change.

    Parameters
    ----------
    endings
        What the name of a file must end in: all else in the folder is not for the browser.
    """

    def __init__(self, *, endings: tuple[str, ...], **options: Any) -> None:
        super().__init__(**options)
        self._endings = endings

    def lookup_path(self, path: str) -> tuple[str, os.stat_result | None]:
        """Return where a file is, and what the system says of it; nothing if it is not served."""
        return super().lookup_path(path) if path.endswith(self._endings) else ("", None)

    def file_response(self, *args: Any, **kwargs: Any) -> Response:
        """Return the file with its cache rule."""
        response = super().file_response(*args, **kwargs)
        scope = kwargs.get("scope") or args[2]
        versioned = "build" in scope["path_params"]
        response.headers["Cache-Control"] = _ONE_YEAR if versioned else _REVALIDATE
        return response


@dataclass(frozen=True)
class PageAddress:
    """The address of the page, for what links to it from elsewhere.

    Parameters
    ----------
    public_url
        As the host says it; blank takes the one by which it was asked.
    is_own
        Whether a name in a ``Host`` header, which anybody can send, is one of the app's.
    """

    public_url: str = ""
    is_own: Callable[[str], bool] = lambda _: True

    def find(self, request: Request, base: str) -> str:
        """Return it, with a slash at its end.

        Raises
        ------
        ParameterError
            If it was asked by a name that is none of the app's.
        """
        if self.public_url:
            return self.public_url
        if not self.is_own(request.url.hostname or ""):
            allowed = "a name by which this server is known"
            raise ParameterError(Refusal.of_parameter("Host", request.url.netloc, allowed))
        return f"{request.url.scheme}://{request.url.netloc}{base}/"


def create_routes(
    database: Database,
    *,
    base_path: str = "",
    turns: Turns | None = None,
    metrics: bool = False,
    address: PageAddress | None = None,
) -> list[BaseRoute]:
    """Return the routes over `database`.

    Parameters
    ----------
    base_path
        Streamlit's ``server.baseUrlPath``, under which the routes stand.
    turns
        In which downloads are written.
    metrics
        Whether figures on the server are served.
    address
        Of the page.
    """
    # Mounting all routes at the base path would take the page's own addresses away from it.
    base = f"/{path}" if (path := base_path.strip("/")) else ""
    turns = turns or Turns()
    find_page = partial((address or PageAddress()).find, base=base)
    tiles = Tiles(database)
    if restricted := database.restricted:
        _LOG.warning(
            "Shown only to those whom its [access] names and who log in, and where no login is set "
            "up, to nobody: %s",
            ", ".join(sorted(restricted)),
        )
    return [
        # First, for a request is compared with one route after the other: nearly all are for tiles.
        Route(
            f"{base}/tiles/{{dataset}}/{{version:int}}/{{z:int}}/{{x:int}}/{{y:int}}.json",
            _tile(database, tiles),
        ),
        Route(
            f"{base}/tiles/{{dataset}}/{{version:int}}/{{z:int}}"
            "/{left:int}-{right:int}/{top:int}-{bottom:int}.json",
            _steps(database, tiles),
        ),
        Route(f"{base}/healthz", _health(database)),
        Route(f"{base}/readyz", _ready(database)),
        Route(f"{base}/metrics", _metrics if metrics else _nothing),
        Route(f"{base}/api/datasets", _datasets(database)),
        Route(f"{base}/api/summary", _summary(database)),
        Route(f"{base}/api/events.{{extension}}", _export(database, turns)),
        Route(f"{base}/api/events/{{event_id:path}}", _event(database)),
        Route(f"{base}/api/histogram", _histogram(database)),
        Route(f"{base}/api/progress", _progress(database)),
        Route(f"{base}/api/compare", _compare(database)),
        Route(f"{base}/api/unusual", _unusual(database)),
        Route(f"{base}/api/brief.{{extension}}", _brief(database, turns, find_page)),
        Route(f"{base}/api/list", _list(database)),
        Route(f"{base}/api/timeline", _timeline(database)),
        Route(f"{base}/api/stories", _stories(database)),
        Route(f"{base}/api/oembed", _oembed(database, find_page)),
        Route(f"{base}/api/changes", _changes(database)),
        *(
            Mount(f"{base}/assets/{path}", Assets(directory=folder, endings=endings))
            for path, folder, endings in (
                ("leaflet", leaflet.BASE_DIR, (".js", ".css", ".png")),
                ("layers/{build}", STATIC, (".js", ".css")),
                ("panels/{build}", PANEL_SCRIPTS, (".js", ".css")),
                ("boundaries", bundled_data() / "boundaries", _DRAWN),
            )
        ),
        Route(f"{base}/api/{{path:path}}", _nothing),
        Route(f"{base}/tiles/{{path:path}}", _nothing),
    ]


def _answers(database: Database) -> Callable[[Asked], Handler]:
    """Let a handler ask the catalogue of who asks, and turn its errors into answers in words.

    What is answered about an uploaded dataset, or a viewer's own story, no cache keeps.
    """

    def decorate(handler: Asked) -> Handler:
        @wraps(handler)
        def answer(request: Request) -> Response:
            try:
                response = handler(request, database.seen_by(request.scope.get(SCOPE_KEY)))
            except EventmapError as error:
                response = _answer_error(error)
            return _keep_own_nowhere(request, response)

        return answer

    return decorate


def _keep_own_nowhere(request: Request, response: Response) -> Response:
    named = [*request.query_params.getlist("dataset"), request.path_params.get("dataset", "")]
    compared = request.query_params.getlist("compare")
    named += [text.removeprefix("dataset:") for text in compared]
    for url in request.query_params.getlist("url"):
        named += [value for key, value in parse_qsl(url.partition("?")[2]) if key == "dataset"]
    own = OWN in request.query_params.getlist("story")
    if own or any(name.startswith(UPLOADED) for name in named):
        response.headers["Cache-Control"] = _KEPT_NOWHERE
    return response


def _answer_error(error: EventmapError) -> Response:
    body: dict[str, Any] = {"error": str(error)}
    if isinstance(error, ParameterError):
        body["problems"] = [
            {"parameter": each.column, "value": each.value, "allowed": each.allowed}
            for each in error.refusals[:FEW]
        ]
    later = {"Retry-After": str(error.retry_s)} if isinstance(error, BusyError) else None
    return Answer(body, status_code=STATUS_CODES[type(error)], headers=later)


def _nothing(request: Request) -> Response:
    known = [
        "/healthz",
        "/readyz",
        "/api/datasets",
        "/api/summary",
        "/api/timeline",
        "/api/changes",
    ]
    known += [f"/api/events.{extension}" for extension in EXPORT_FORMATS]
    return _answer_error(NotFoundError("route", request.url.path, known))


def _read_filters(database: Database, request: Request) -> Filters:
    """Return the filters of a request, whose dataset and version are here."""
    filters = Filters.from_params(request.query_params.multi_items())
    _check_dataset(database, filters, request)
    return filters


def _check_dataset(database: Database, filters: Filters, request: Request) -> None:
    try:
        database.check_viewer(filters, viewer_of(request.cookies))
        database.count_ahead(database.tables_of(filters))  # for whoever asks without a map, too
    except NotFoundError as error:
        raise error.as_parameter() from error


def _health(database: Database) -> Handler:
    public = database.seen_by(None)

    def health(_: Request) -> Response:
        if not database.infos:
            reasons = [str(error) for error in (*public.refused, *public.broken.values())]
            return Answer({"status": "no dataset is open", "reasons": reasons}, status_code=503)
        try:
            database.rows("SELECT count(*) FROM {events}", Filters())
        except EventmapError as error:
            reasons = [str(each) for each in public.broken.values()]
            reasons = reasons or ([] if database.restricted else [str(error)])
            return Answer({"status": "no query works", "reasons": reasons}, status_code=503)
        return Answer({"status": "ok", "datasets": len(public.infos)})

    return health


def _ready(database: Database) -> Handler:
    health = _health(database)

    def ready(request: Request) -> Response:
        if database.stored.fault():  # the log says why: it names the host's own places
            return Answer({"status": "the store cannot be read"}, status_code=503)
        if why := database.cache_fault:
            status = f"a dataset has no room, for the cache cannot be written: {why}"
            return Answer({"status": status, "set": "EVENTMAP_CACHE"}, status_code=503)
        return health(request)

    return ready


def _metrics(_: Request) -> Response:
    return Response(write_metrics(), media_type=MEDIA_TYPE, headers={"Cache-Control": "no-store"})


def _datasets(database: Database) -> Handler:
    @_answers(database)
    def datasets(_: Request, database: Database) -> Response:
        return Answer(describe_datasets(database))

    return datasets


def _summary(database: Database) -> Handler:
    @_answers(database)
    def summary(request: Request, database: Database) -> Response:
        found, plan = summarise_by_plan(database, _read_filters(database, request))
        return Answer(found, headers={"X-Eventmap-Plan": plan})

    return summary


def _timeline(database: Database) -> Handler:
    @_answers(database)
    def timeline(request: Request, database: Database) -> Response:
        filters = _read_filters(database, request)
        items = describe_items(database.timeline(filters))
        if refuse_viewer(database, database.info_of(filters)):
            items = withhold_details(items)
        return Answer(items)

    return timeline


def _stories(database: Database) -> Handler:
    @_answers(database)
    def stories(request: Request, database: Database) -> Response:
        filters = _read_filters(database, request)
        return Answer(describe_stories(database.stories, filters.dataset))

    return stories


def _oembed(database: Database, find_page: Callable[[Request], str]) -> Handler:
    """Return what tells another site how to show a view of this page, see oembed.com."""

    @_answers(database)
    def oembed(request: Request, database: Database) -> Response:
        asked = request.query_params.multi_items()
        for name, value in asked:
            if name not in _OEMBED:
                raise ParameterError(Refusal.of_parameter(name, value, ", ".join(_OEMBED)))
        chosen = _read_own(asked, _OEMBED)
        page = find_page(request)
        url = chosen.get("url", "")
        # Only what begins with this very page: a site must not get another's frame from here.
        if url.partition("?")[0] not in (page, page.rstrip("/")) or "#" in url:
            raise ParameterError(
                Refusal.of_parameter("url", url, f"an address of this page: {page}?…")
            )
        params = parse_qsl(url.partition("?")[2], keep_blank_values=True)
        filters = Filters.from_params(params)
        _check_dataset(database, filters, request)
        info = database.info_of(filters)
        kept = [pair for pair in params if pair[0] not in ("embed", "embed_options", "present")]
        shown = f"{page}?{urlencode([*kept, ('embed', 'true')])}"
        width = min(_FRAME[0], chosen.get("maxwidth") or _FRAME[0])
        height = min(_FRAME[1], chosen.get("maxheight") or _FRAME[1])
        title = describe_rows(database, filters)
        frame = (
            f'<iframe src="{escape(shown)}" title="{escape(title)}" width="{width}" '
            f'height="{height}" style="border:0" loading="lazy"></iframe>'
        )
        found = {"version": "1.0", "type": "rich", "title": title, "author_name": info.attribution}
        found |= {"provider_name": "eventmap", "provider_url": page, "html": frame}
        return Answer({**found, "width": width, "height": height})

    return oembed


_OEMBED: dict[str, Callable[[str], Any]] = {
    "url": str,
    "maxwidth": parse_count,
    "maxheight": parse_count,
    "format": parse_choice(["json"]),
}
_FRAME = (960, 640)
"""Width and height of an embedded view in pixels, unless less is asked for."""


def _changes(database: Database) -> Handler:
    @_answers(database)
    def changes(request: Request, database: Database) -> Response:
        filters, part = _read_with(database, request, {"since": parse_count, **_PAGING})
        info = database.info_of(filters)
        if (reason := refuse_viewer(database, info)) and part.get("limit") != 0:
            return Answer({"error": f"{reason} With limit=0 the counts are told."}, status_code=403)
        if "since" not in part:
            raise ParameterError(
                Refusal.of_parameter("since", "", f"a version of {info.name}, such as 1")
            )
        try:
            found = database.changes(info.name, part.pop("since"), info.version, **part)
        except NotFoundError as error:
            raise error.as_parameter("since") from error
        return Answer(found.to_json())

    return changes


def _event(database: Database) -> Handler:
    @_answers(database)
    def event(request: Request, database: Database) -> Response:
        filters = _read_filters(database, request)
        found = describe_event(database, filters, request.path_params["event_id"])
        return Answer(withhold_text(found))

    return event


def _export(database: Database, turns: Turns) -> Handler:
    @_answers(database)
    def export(request: Request, database: Database) -> Response:
        extension = request.path_params["extension"]
        if extension not in EXPORT_FORMATS:
            raise NotFoundError("export format", extension, EXPORT_FORMATS)
        own = {"limit": parse_count, "comment": parse_true}
        filters, part = _read_with(database, request, own)
        commented = part.pop("comment", extension != "csv")
        info = database.info_of(filters)
        filters = replace(filters, version=info.version)  # that of the rows as of the description
        if reason := refuse_viewer(database, info):
            return Answer({"error": f"{reason} Summaries are at /api/summary."}, status_code=403)
        chosen = EXPORT_FORMATS[extension]
        count = min(database.count(filters, only=HANDED_ON), part.get("limit", math.inf))
        if reason := refuse_number(chosen, int(count)):
            return Answer({"error": reason}, status_code=422)
        left_out = count_left_out(database, filters)
        bare = f"_without-{left_out}-not-to-be-handed-on" if left_out else ""
        name = f"{file_stem(filters, info)}{bare}.{extension}"
        headers = {
            "Content-Disposition": f'attachment; filename="{name}"',
            "X-Eventmap-Left-Out": str(left_out),
        }
        if request.method == "HEAD":
            return Response(media_type=chosen.media_type, headers=headers)
        selection = _describe_rows(database, filters, left_out, **part) if commented else ""
        frames = database.event_frames(filters, only=HANDED_ON, **part)
        pieces = chosen.write(frames, info, selection)
        return _send(request, turns, pieces, chosen.media_type, headers)

    return export


def _send(
    request: Request, turns: Turns, pieces: Pieces, media_type: str, headers: Mapping[str, str]
) -> Download:
    client = name_client(request.scope)
    return Download(
        pieces, turns, _answer_error, client=client, media_type=media_type, headers=headers
    )


def _describe_rows(
    database: Database, filters: Filters, left_out: int, *, limit: float = math.inf
) -> str:
    """Return which events an export holds, and how many it leaves out for terms of their own."""
    words = describe_rows(database, filters, only=HANDED_ON, limit=limit)
    return f"{words} {describe_left_out(left_out)}" if left_out else words


def _read_with(
    database: Database, request: Request, own: Mapping[str, Callable[[str], Any]]
) -> tuple[Filters, dict[str, Any]]:
    """Return the filters of a request, and the parameters that only its route has.

    Parameters
    ----------
    own
        Parsers of the route's own parameters, by name.
    """
    params = request.query_params.multi_items()
    found = _read_own(params, own)
    filters = Filters.from_params(pair for pair in params if pair[0] not in own)
    _check_dataset(database, filters, request)
    return filters, found


def _read_own(
    params: Iterable[tuple[str, str]], own: Mapping[str, Callable[[str], Any]]
) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in params:
        if name in own:
            try:
                found[name] = own[name](value)
            except ValueError as error:
                raise ParameterError(Refusal.of_parameter(name, value, str(error))) from error
    return found


def _list(database: Database) -> Handler:
    @_answers(database)
    def titles(request: Request, database: Database) -> Response:
        filters, part = _read_with(database, request, _PAGING)
        info = database.info_of(filters)
        if reason := refuse_by_role(database, info):
            return Answer({"error": f"{reason} Summaries are at /api/summary."}, status_code=403)
        reason = refuse_rows(info)
        bound: dict[str, Any] = {}
        if reason:
            bound["most"] = _RESTRICTED_LIST
        elif (own := count_left_out(database, filters)) > _RESTRICTED_LIST:
            reason = f"The terms of {own:,} of these events do not allow them to be passed on."
            bound["only"] = first_bound(database, filters, _RESTRICTED_LIST)
        found = list_events(database, filters, **{"limit": _PAGE, **part}, **bound)
        if found["listed"] < found["total"]:
            of_them = "" if "most" in bound else " of them"
            found["reason"] = f"{reason} The first {_RESTRICTED_LIST}{of_them} are listed."
        return Answer(found)

    return titles


def _histogram(database: Database) -> Handler:
    @_answers(database)
    def bins(request: Request, database: Database) -> Response:
        own = {name: VIEW_KEYS[name] for name in ("unit", "measure", "cumulated")}
        filters, chosen = _read_with(database, request, own)
        found, plan = describe_time_by_plan(database, filters, **chosen)
        return Answer(found, headers={"X-Eventmap-Plan": plan})

    return bins


def _progress(database: Database) -> Handler:
    @_answers(database)
    def progress(request: Request, database: Database) -> Response:
        found = Progress(read=QUESTIONS.progress(_read_filters(database, request)))
        return Answer(found, headers={"Cache-Control": "no-store"})

    return progress


def _compare(database: Database) -> Handler:
    @_answers(database)
    def compare(request: Request, database: Database) -> Response:
        filters, own = _read_with(database, request, {"compare": parse_name})
        if "compare" not in own:
            raise ParameterError(Refusal.of_parameter("compare", "", ALLOWED))
        viewer = viewer_of(request.cookies)
        return Answer(compare_selections(database, filters, own["compare"], viewer=viewer))

    return compare


def _unusual(database: Database) -> Handler:
    @_answers(database)
    def unusual(request: Request, database: Database) -> Response:
        return Answer(find_unusual(database, _read_with(database, request, {})[0]))

    return unusual


_BRIEF: dict[str, Callable[[str], Any]] = {
    "compare": parse_name,
    "title": parse_words,
    "annex": parse_true,
    "story": parse_name,
}
_WITH_STORY = ("dataset", "version", "title", "story")
"""What a brief of a story may be asked for with: all else its steps say."""


def _brief(database: Database, turns: Turns, find_page: Callable[[Request], str]) -> Handler:
    @_answers(database)
    def brief(request: Request, database: Database) -> Response:
        extension = request.path_params["extension"]
        if extension not in BRIEF_FORMATS:
            raise NotFoundError("format of a brief", extension, BRIEF_FORMATS)
        form = BRIEF_FORMATS[extension]
        filters, chosen = _read_with(database, request, _BRIEF)
        page = find_page(request)
        tell = _tell_story if "story" in chosen else _tell_view
        stem, briefs = tell(database, request, filters, chosen, page)
        if reason := _refuse_brief(database, form, filters, chosen):
            return Answer({"error": reason}, status_code=422)
        headers = {"Content-Disposition": f'attachment; filename="brief_{stem}.{extension}"'}
        if request.method == "HEAD":
            return Response(media_type=form.media_type, headers=headers)

        def write() -> Generator[bytes]:
            made = []
            for each in briefs:
                made.append(each)
                yield b""  # who has left is not told the others
            yield form.write(made)

        return _send(request, turns, write(), form.media_type, headers)

    return brief


def _refuse_brief(
    database: Database, form: BriefFormat, filters: Filters, chosen: Mapping[str, Any]
) -> str | None:
    """Return why there is no such brief in a format, if so, in a sentence."""
    if "story" in chosen:
        return refuse_story(form)
    return refuse_annex(form, count_annexed(database, filters)) if chosen.get("annex") else None


def _tell_view(
    database: Database, request: Request, filters: Filters, chosen: Mapping[str, Any], page: str
) -> tuple[str, Iterator[Brief]]:
    """Return what the brief of a view is called, and the brief, made when it is asked for."""
    view, viewer = MapView.of_params(request.query_params), viewer_of(request.cookies)
    info = database.info_of(filters)
    filters = replace(filters, version=info.version)
    if database.restricted:
        filters = replace(filters, dataset=info.name)  # the first is not the same for all
    params = [*filters.to_params(), *(view.to_params() if view else ())]
    if "compare" in chosen:
        find_other(database, filters, chosen["compare"], viewer)
        params.append(("compare", chosen["compare"]))
    link = f"{page}?{urlencode(params)}"

    def tell() -> Iterator[Brief]:
        today = date.today()
        yield make_brief(
            database, filters, today=today, viewer=viewer, view=view, link=link, **chosen
        )

    return file_stem(filters, info), tell()


def _tell_story(
    database: Database, request: Request, filters: Filters, chosen: Mapping[str, Any], page: str
) -> tuple[str, Iterator[Brief]]:
    """Return what the brief of a story is called, and that of each step, made one by one."""
    for name, value in request.query_params.multi_items():
        if name not in _WITH_STORY:
            raise ParameterError(Refusal.of_parameter(name, value, _STORY_ALONE))
    viewer = viewer_of(request.cookies)
    stories = database.stories_for(viewer)
    dataset, story = find_story(stories, chosen["story"], filters.dataset)
    info = database.info_of(replace(filters, dataset=dataset))
    filters = replace(filters, dataset=dataset, version=info.version)
    title, today = chosen.get("title", ""), date.today()
    told = tell_story(database, filters, story, today=today, viewer=viewer, title=title, page=page)
    return f"{file_stem(filters, info)}_{story.name}", told


_STORY_ALONE = (
    f"{', '.join(_WITH_STORY)}: a brief of a story is of all its steps, as they stand there; that "
    "of one view has its filter, without `story`"
)


def _tile(database: Database, tiles: Tiles) -> Callable[[Request], Awaitable[Response]]:
    """Answer tiles, those that have to be counted without holding a thread of the server.

    Those are few: forty who waited would leave none for what has been counted.
    """

    def write(tile: Tile, plan: str) -> Response:
        return Answer(tile, headers={"Cache-Control": _ONE_YEAR, "X-Eventmap-Plan": plan})

    @_answers(database)
    def find_tile(request: Request, database: Database) -> Response:
        at = request.path_params
        filters = _read_tiled(database, request, request.query_params.multi_items())
        screen = _read_screen(request)
        return write(
            *tiles.read_by_plan(filters, at["z"], at["x"], at["y"], screen=screen, wait=False)
        )

    async def tile(request: Request) -> Response:
        while True:
            try:
                return await run_in_threadpool(find_tile, request)
            except NotYetError as told:
                coming = told
            block = asyncio.wrap_future(coming.block)
            await asyncio.wait([block])
            error = block.exception()
            if isinstance(error, LeftError) and not coming.is_mine:
                continue  # for whom it was counted has left, we have not
            if isinstance(error, EventmapError):
                return _keep_own_nowhere(request, _answer_error(error))
            if error is not None:
                raise error
            return _keep_own_nowhere(request, write(*coming.read()))

    return tile


def _read_screen(request: Request) -> tuple[range, range] | None:
    """Return the tiles that are asked for together; a header, as no tile depends on it."""
    value = request.headers.get(_SCREEN)
    if value is None:
        return None
    found = re.fullmatch(r"(\d{1,7})-(\d{1,7})/(\d{1,7})-(\d{1,7})", value, re.ASCII)
    left, right, top, bottom = map(int, found.groups()) if found else (1, 0, 1, 0)
    if right < left or bottom < top:
        allowed = "the first and last column and row of tiles, such as 36-38/21-23"
        raise ParameterError(Refusal.of_parameter(_SCREEN, value, allowed))
    return range(left, right + 1), range(top, bottom + 1)


_SCREEN = "X-Eventmap-Screen"


def _steps(database: Database, tiles: Tiles) -> Handler:
    """Return the tiles of a screen in each of the periods ``days``, for a playback."""

    @_answers(database)
    def steps(request: Request, database: Database) -> Response:
        at, asked = request.path_params, request.query_params.multi_items()
        periods = _read_periods([value for name, value in asked if name == "days"])
        filters = _read_tiled(database, request, [pair for pair in asked if pair[0] != "days"])
        for name, day in (("from", filters.date_from), ("to", filters.date_to)):
            if day is not None:
                alone = "nothing beside days, which are the periods"
                raise ParameterError(Refusal.of_parameter(name, day.isoformat(), alone))
        left, right, top, bottom = (at[name] for name in ("left", "right", "top", "bottom"))
        across, down = right - left + 1, bottom - top + 1
        if across < 1 or down < 1 or across * down > MOST_TILES:
            raise NotFoundError("screen of tiles", f"{left}-{right}/{top}-{bottom}")
        columns, rows = range(left, right + 1), range(top, bottom + 1)
        answer, plan = tiles.read_steps(filters, periods, at["z"], columns, rows)
        return Answer(answer, headers={"Cache-Control": _ONE_YEAR, "X-Eventmap-Plan": plan})

    return steps


def _read_periods(values: list[str]) -> list[tuple[date, date]]:
    periods = [_read_own([("days", value)], _DAYS)["days"] for value in values]
    allowed = f"1 to {MOST_PLAYED} periods, none of which begins or ends before the one in front"
    if not 0 < len(periods) <= MOST_PLAYED:
        raise ParameterError(Refusal.of_parameter("days", f"{len(periods)} of them", allowed))
    for value, (before, after) in zip(values[1:], pairwise(periods), strict=True):
        if after[0] < before[0] or after[1] < before[1]:
            raise ParameterError(Refusal.of_parameter("days", value, allowed))
    return periods


_DAYS: dict[str, Callable[[str], Any]] = {"days": parse_days}


def _read_tiled(database: Database, request: Request, params: Iterable[tuple[str, str]]) -> Filters:
    """Return the filters of a request for tiles, whose path says of which dataset and version.

    What is kept of a tile is for whoever may see the dataset.
    """
    at = request.path_params
    named = [("dataset", at["dataset"]), ("version", str(at["version"]))]
    others = [pair for pair in params if pair[0] not in ("dataset", "version")]
    filters = Filters.from_params([*others, *named])
    database.check_viewer(filters, viewer_of(request.cookies))
    database.tables_of(filters)
    return filters
