"""What the server answers to its scripts, as types: the one contract that both sides keep.

First what the routes answer to the map, then what the page hands to its panels. A script reads no
key that does not stand here, and an answer has every key that does; tests hold the routes, the
panels and the scripts to it. Numbers are persons or events, days ISO texts, ``None`` unknown.
"""

from datetime import date
from typing import Any, NotRequired, TypedDict


class MapWords(TypedDict):
    """What the page sends to the scripts of the map for the few words that they put together.

    ``figures`` are `casualties.PHRASES`, ``nearness``, ``months`` and ``spans`` those of
    `wording`; ``plurals`` gives the plural of each noun that is counted.
    """

    figures: dict[str, str]
    nearness: dict[str, str]
    months: list[str]
    spans: dict[str, str]
    plurals: dict[str, str]


class TotalAnswer(TypedDict):
    """Casualties of several events, see `casualties.Total`."""

    low: int | None
    best: int | None
    high: int | None
    known: int
    unknown: int


class RegionRow(TypedDict):
    """The events of one region, or of what of a country is in none.

    ``words`` are the lines of a hover text: name, number of events, both totals and, where the
    population is given, the events per inhabitants. ``classes`` gives by each measure of
    `Summary` the number of the region's class, counted from 1: 0 for a value of zero, ``None``
    for one that is not known. It is empty where there is no outline to shade.
    """

    region: str | None
    name: str | None
    country: str | None
    country_name: str | None
    events: int
    records: int
    uncounted: int
    located: int
    region_only: int
    country_only: int
    population: int | None
    killed: TotalAnswer
    injured: TotalAnswer
    classes: dict[str, int | None]
    words: list[str]


class Shade(TypedDict):
    """How regions are shaded by one measure.

    ``offered`` is whether the measure can be had at all, ``classes`` what each class holds, in
    words, ascending, ``unknown`` what is said of regions without a value, and ``nowhere`` what of
    the measure is in no region that is drawn, empty where nothing is.
    """

    offered: bool
    heading: str
    classes: list[str]
    unknown: str
    nowhere: str


class TypeRow(TypedDict):
    """The events of one type."""

    type: str
    events: int
    records: int
    uncounted: int
    killed: TotalAnswer
    injured: TotalAnswer


class Drawn(TypedDict):
    """How many events are drawn in each way; those listed are not drawn at all."""

    symbol: int
    ring: int
    region: int
    listed: int


class EstimateAnswer(TypedDict):
    """Which figure counts where one must: ``low``, ``best`` or ``high``, and its name."""

    by: str
    label: str


class PartAnswer(TypedDict):
    """A part of the events, with what it cost."""

    events: int
    records: int
    uncounted: int
    killed: TotalAnswer
    injured: TotalAnswer


class PeriodParts(TypedDict):
    """Which events lie wholly in the chosen period, and which only possibly.

    An interval that only overlaps the period, or a day that is not known, is possibly in it. The
    two parts add up to all events of the summary.
    """

    inside: PartAnswer
    possible: PartAnswer


class Summary(TypedDict):
    """``/api/summary``: counts and casualties, in all, by region and by type.

    ``events`` are told by ``records``: one by each, but where a source counts the events of a week
    or a region there are more; ``uncounted`` records tell of several without their number, and
    count as one each, so that there are at least so many. All that is not called events counts
    records.

    ``contradictory`` counts the events with a record that contradicts itself, ``only_in_text``
    those whose text states a number of killed or injured while no figure is given,
    ``types_in_text`` those whose type is read out of the words of a text, ``several_sources``
    those that may be one event reported by several sources. ``period`` is
    ``None`` where no period was chosen, or only what lies wholly in it. ``count`` and ``cost``
    are what the sentence says of the number of events and of the casualties, ``gaps`` what it
    says of days and types that the dataset does not cover. ``shades`` says by each measure how
    regions are shaded, see `shades.MEASURES`.
    """

    events: int
    records: int
    uncounted: int
    located: int
    unlocated: int
    drawn: Drawn
    killed: TotalAnswer
    injured: TotalAnswer
    contradictory: int
    only_in_text: int
    types_in_text: int
    several_sources: int
    period: PeriodParts | None
    date_start: str | None
    date_end: str | None
    estimate: EstimateAnswer
    by_region: list[RegionRow]
    by_type: list[TypeRow]
    shades: dict[str, Shade]
    count: str
    cost: str
    gaps: list[str]
    sentence: str


class Bin(TypedDict):
    """A day, week, month, quarter or year.

    ``events`` are possibly in it, ``starts`` begin in it, ``inside`` lie wholly in it; where bins
    are cumulated, these end in it or before. Of those inside, ``types`` counts each type and
    ``cost`` is the total of killed or injured, ``None`` where not asked for.
    """

    date_start: date
    date_end: date
    events: int
    starts: int
    inside: int
    types: dict[str, int] | None
    cost: TotalAnswer | None


class BinlessPart(TypedDict):
    """Events that no bin holds wholly, with what they cost, where asked for."""

    events: int
    cost: TotalAnswer | None


class Histogram(TypedDict):
    """``/api/histogram``: `undated` events have no full interval, and so are in no bin.

    ``measure`` is what was asked for: ``events`` (their types), ``killed`` or ``injured``. What
    lies wholly in a bin, ``across`` several of them and ``without_date`` adds up to all events of
    the selection. Where ``cumulated``, each bin has what is in it or before it, and none is across.
    """

    unit: str
    measure: str | None
    cumulated: bool
    bins: list[Bin]
    undated: int
    across: BinlessPart
    without_date: BinlessPart


class Progress(TypedDict):
    """``/api/progress``: which share of the rows is read of what the map waits for.

    ``None`` where it waits for nothing, or nothing is known of it.
    """

    read: float | None


class ComparedCount(TypedDict):
    """Whether the first side is more than the second: ``more``, ``fewer``, ``None`` if unknown.

    ``percent`` is by how much, where both numbers are known exactly and not small.
    """

    change: str | None
    percent: int | None


class CoursePoint(TypedDict):
    """A day, week, … of one side, the one ``at`` so many of them after its first.

    ``events`` are possibly in it, of which ``inside`` lie wholly in it; ``None`` where the dataset
    does not cover it, and of a part where it covers that alone (``partly``).
    """

    at: int
    date_start: date
    date_end: date
    events: int | None
    inside: int | None
    partly: bool


class ComparedSide(TypedDict):
    """One of two selections that are compared; ``days`` and ``per_day`` where a period is chosen.

    ``course`` has every ``unit`` of the period, the same unit on both sides; without a period, of
    the days that the events of either side touch. ``query`` are the parameters of its own link.
    """

    label: str
    days: int | None
    events: int
    records: int
    uncounted: int
    killed: TotalAnswer
    injured: TotalAnswer
    per_day: float | None
    unit: str
    course: list[CoursePoint]
    query: list[tuple[str, str]]


class RegionChange(ComparedCount):
    """By how much a region differs, ``None`` where that cannot be told.

    ``by`` is the first side less the second, a day where periods are compared; ``least`` is
    whether it is more than that by an amount that is not known. ``shade`` is one of those of
    `ChangeShade`, ``words`` are the lines of a hover text.
    """

    by: float | None
    least: bool
    shade: str
    words: list[str]


class ComparedRegion(TypedDict):
    """The events of one region on both sides; a side without any has no total of killed.

    ``changes`` has the change of events and of killed, nothing where regions are the sides.
    """

    region: str | None
    name: str | None
    country: str | None
    country_name: str | None
    events: list[int]
    killed: list[TotalAnswer | None]
    changes: dict[str, RegionChange]


class ShadeRow(TypedDict):
    """A shade of a legend, ``more-1`` to ``more-3`` and so on, and what it stands for."""

    shade: str
    label: str


class ChangeShade(TypedDict):
    """How regions are shaded by what differs: a scale to both sides, and what it leaves out."""

    heading: str
    rows: list[ShadeRow]
    notes: list[str]


class ComparedType(TypedDict):
    """The events of one type on both sides; a side without any has no total of killed."""

    type: str
    events: list[int]
    killed: list[TotalAnswer | None]


class Comparison(TypedDict):
    """``/api/compare``: two selections that differ in one ``part`` of the filter alone.

    ``by_day`` is whether more and fewer are meant by the day, ``reasons`` are sentences on what
    stands against the comparison. ``moved`` are sentences on the regions that have more and those
    that have fewer, ``shades`` has the difference map of events and that of killed;
    none where regions or countries are the sides.
    """

    part: str
    by_day: bool
    sides: list[ComparedSide]
    events: ComparedCount
    killed: ComparedCount
    injured: ComparedCount
    by_region: list[ComparedRegion]
    by_type: list[ComparedType]
    moved: list[str]
    shades: dict[str, ChangeShade]
    reasons: list[str]
    sentence: str


class UnusualMonth(TypedDict):
    """A month with more killed within 30 days than in the ``years`` before it.

    The 30 days are those from ``first`` to ``last``; ``killed`` of their ``events`` by best
    estimates, of which ``unknown`` give none; ``before`` is the most until then.
    """

    date_start: date
    date_end: date
    years: int
    first: date
    last: date
    killed: int
    before: int
    events: int
    unknown: int
    words: str


class Unusual(TypedDict):
    """``/api/unusual``: months in which unusually many were killed, and the rule for it.

    ``reasons`` are sentences on what cannot be said.
    """

    heading: str
    rule: str
    months: list[UnusualMonth]
    reasons: list[str]


class Tile(TypedDict):
    """``/tiles/…``: each cell has the values of the columns, see `tiles.CELL_COLUMNS`.

    ``types`` names what the numbers in a cell's own ``types`` count.
    """

    columns: list[str]
    types: list[str]
    cells: list[tuple[Any, ...]]


class Steps(TypedDict):
    """``/tiles/…`` of several periods: of each in ``steps`` the cells of each tile, as in `Tile`.

    The tiles stand by rows from the north, in a row from the west.
    """

    columns: list[str]
    types: list[str]
    steps: list[list[list[tuple[Any, ...]]]]


class ListedEvent(TypedDict):
    """An event to choose from a list; `casualties` in words, ``None`` where none are given.

    ``parties`` are who is involved, joined by semicolons; not who did it.
    """

    event_id: str
    title: str
    event_type: str
    when: str
    parties: str | None
    casualties: str | None


class EventList(TypedDict):
    """``/api/list``: a part of the filtered events.

    ``total`` counts them all, ``listed`` those that can be listed; ``reason`` says why these are
    not all, if so.
    """

    total: int
    listed: int
    events: list[ListedEvent]
    reason: str | None


class EventRecord(TypedDict):
    """An event with all its columns, its figures rolled up, and its words, see `describe`.

    ``located`` is whether a symbol may stand for it, ``type_in_text`` whether its type is read out
    of the words of a text, ``extra`` the publisher's whole row, which is there only where the event
    may be handed on.
    """

    event_id: str
    title: str
    summary: str | None
    event_type: str
    target: str | None
    parties: str | None
    actor: str | None
    date_start: date | None
    date_end: date | None
    date_precision: str
    when_words: str | None
    place: str | None
    admin1: str | None
    country: str | None
    lat: float | None
    lon: float | None
    geo_precision: str
    where_words: str | None
    status: str
    licence: str | None
    redistributable: bool
    extra: NotRequired[str | None]
    killed_words: str | None
    injured_words: str | None
    killed_low: int | None
    killed_best: int | None
    killed_high: int | None
    injured_low: int | None
    injured_best: int | None
    injured_high: int | None
    located: bool
    type_in_text: bool
    source_count: int
    region_name: str | None
    country_name: str | None
    when: str
    where: str
    casualties: str


class ClaimRecord(TypedDict):
    """A claim with all its columns; ``figures`` in words, ``None`` where it gives none."""

    claim_id: str
    event_id: str
    claimant: str
    side: str
    source: str | None
    url: str | None
    archive_url: str | None
    published_on: date | None
    killed_low: int | None
    killed_best: int | None
    killed_high: int | None
    injured_low: int | None
    injured_best: int | None
    injured_high: int | None
    killed_words: str | None
    injured_words: str | None
    quantity: int | None
    quantity_unit: str | None
    statement: str | None
    figures: str | None


class SourceRecord(TypedDict):
    """Where a claim was read."""

    source: str | None
    url: str | None
    archive_url: str | None
    published_on: date | None


class Voice(TypedDict):
    """A claimant, once, with all that he says and all sources that have it from him."""

    claimant: str
    side: str
    statements: list[str]
    figures: list[str]
    sources: list[SourceRecord]


class TimelineItem(TypedDict):
    """``/api/timeline`` is a list of these: what was said or decided, and when, in words."""

    item_id: str
    date_start: date | None
    date_end: date | None
    kind: str
    title: str
    detail: str | None
    actor: str | None
    place: str | None
    lat: float | None
    lon: float | None
    source: str | None
    url: str | None
    event_ids: str | None
    when: str


class EventAnswer(TypedDict):
    """``/api/events/…``: an event, who says what of it, and the timeline items that name it.

    ``graphic`` is whether a source marks it as graphic, ``handed_on`` whether dataset and event may
    be handed on; ``withheld`` says what is not here because they may not.
    """

    event: EventRecord
    claims: list[ClaimRecord]
    timeline: list[TimelineItem]
    voices: list[Voice]
    graphic: bool
    handed_on: bool
    withheld: str | None


class StoryStep(TypedDict):
    """A view of a story; `link` is the query string that shows it on the page."""

    title: str
    text: str
    link: str


class StoryAnswer(TypedDict):
    """``/api/stories`` is a list of these: views of a dataset in an order."""

    dataset: str
    name: str
    title: str
    steps: list[StoryStep]


class Pinned(TypedDict):
    """The dataset and version that a copied link names."""

    dataset: str
    version: int


class Chip(TypedDict):
    """A value of a part of the filter, which its chip takes away."""

    part: str
    value: str
    label: str


class ExportLink(TypedDict):
    """A format of an export; `path` is relative to the page."""

    label: str
    path: str


class BriefLink(ExportLink):
    """A format of a brief; `paged` is whether it can have an annex."""

    paged: bool


class AnnexChoice(TypedDict):
    """The box that asks for a brief with all events, and why it cannot be had, if so."""

    label: str
    hint: str
    offered: bool


class StoryLink(TypedDict):
    """A story that can be opened, with how many steps it has in words."""

    name: str
    title: str
    steps: str


class StoryPanel(TypedDict):
    """A step of a story: the number `at` of `last`; `astray` where the view is another by now.

    `briefs` are of all steps.
    """

    story: str
    place: str
    title: str
    text: str
    at: int
    last: int
    astray: bool
    bare: bool
    briefs: list[ExportLink]


class CollectPanel(TypedDict):
    """What a view has to say before it is added to a story of so many `steps`; none if `full`.

    `misread` is why the last view or file was not taken.
    """

    steps: int
    full: bool
    longest_title: int
    longest_text: int
    misread: list[str]


class HeadlinePanel(TypedDict):
    """What is shown, whose data they are, chips, briefs and exports; `bare` in an embed.

    `annex` is nothing where rows may not be handed on, or none are left.
    `stories` are those of the dataset, while none is told; `presenting` is whether the page is
    shown to a room, ``None`` where it cannot be.
    """

    sentence: str
    shown: str
    credit: str
    bare: bool
    presenting: bool | None
    pinned: Pinned
    stories: list[StoryLink]
    chips: list[Chip]
    briefs: list[BriefLink]
    annex: AnnexChoice | None
    exports: list[ExportLink]
    refused: str | None


class FigureWords(TypedDict):
    """The number that is read first and the range beside it; `given` is whether there is any."""

    number: str
    range: str | None
    given: bool


class TotalWords(FigureWords):
    """A total with the events that give it, and those that give none."""

    label: str
    known: int
    unknown: int
    basis: str


class CostRow(TypedDict):
    """The events of a place or type; `value` is that of its facet, by which it can be chosen.

    `number` is what is said of `events`: "16", "at least 17".
    """

    label: str
    value: str | None
    events: int
    number: str
    known: int
    unknown: int
    costs: list[FigureWords]


class CostTable(TypedDict):
    """A table by region or type, `more` and `fewer` the words that unfold and fold it."""

    facet: str
    title: str
    rows: list[CostRow]
    more: str | None
    fewer: str


class CasualtiesPanel(TypedDict):
    """What the events cost; `shown` rows of a table stand there at first."""

    totals: list[TotalWords]
    notes: list[str]
    tables: list[CostTable]
    measures: list[str]
    shown: int
    empty: str | None


class TiedEvent(TypedDict):
    """An event that an item of the timeline names."""

    event_id: str
    title: str


class SaidItem(TypedDict):
    """What was said or decided."""

    item_id: str
    when: str
    kind: str
    title: str
    detail: str | None
    actor: str | None
    place: str | None
    source: str | None
    url: str | None
    events: list[TiedEvent]


class SaidPanel(TypedDict):
    """The list beside the time axis, of which `chosen` is unfolded.

    `earlier` is what ended before the first event.
    """

    items: list[SaidItem]
    earlier: list[SaidItem]
    chosen: str | None
    empty: str
    more: str | None


class SourceWords(TypedDict):
    """A source in words, with its address and that of an archived copy."""

    source: str
    url: str | None
    archive_url: str | None


class VoiceWords(TypedDict):
    """Who says what, in words."""

    claimant: str
    side: str
    statements: list[str]
    figures: str | None
    sources: list[SourceWords]


class NamedItem(TypedDict):
    """An item of the timeline that names the event."""

    title: str
    when: str


class ListStep(TypedDict):
    """An event beside the opened one in the list, and the page of the list that it is on."""

    event_id: str
    page: int


class DetailPanel(TypedDict):
    """The opened event, and where it stands in the list, with the ways to its neighbours there.

    ``lead`` are when and where, ``facts`` a label, its words and a note each, ``columns`` those of
    the publisher's own that say anything, each by its name, under ``columns_title``.
    """

    event_id: str
    place: str
    previous: ListStep | None
    next: ListStep | None
    title: str
    lead: list[str]
    graphic: bool
    summary: str | None
    figures: str
    facts: list[list[str | None]]
    claims_title: str
    claims: list[VoiceWords]
    timeline: list[NamedItem]
    columns_title: str
    columns: list[list[str]]


class ListColumn(TypedDict):
    """A column of a list: its key in the rows, and the order that its heading asks for."""

    key: str
    label: str
    order: str | None
    sorted: str | None
    number: bool


class ListView(TypedDict):
    """Whether a list follows the map's view, which view that is, and what is left by it.

    ``box`` is as `parameters.parse_bbox` reads it, ``None`` before the map has told where it looks.
    """

    on: bool
    box: str | None
    words: str


class ListPanel(TypedDict):
    """A page of a list of events, the one of the id `opened` among them.

    ``below`` are what can be sorted by of the line below the titles. A row has a second line for
    its date (``until``) and for its title (``place`` with its ``nearness``, ``type``, ``sources``
    and ``parties``).
    """

    label: str
    columns: list[ListColumn]
    below: list[ListColumn]
    rows: list[dict[str, str | None]]
    opened: str | None
    empty: str
    page: int
    pages: int
    range: str
    view: ListView | None


class Section(TypedDict):
    """A heading and the sentences below it."""

    title: str
    lines: list[str]


class ProsePanel(TypedDict):
    """Sentences under headings."""

    sections: list[Section]


class ChangeEntry(TypedDict):
    """What changed of an event or item; it opens by its `id`, ``None`` where it cannot."""

    id: str | None
    title: str
    fields: list[str]


class ChangeList(TypedDict):
    """What was added, changed or withdrawn; `more` are not listed."""

    title: str
    entries: list[ChangeEntry]
    more: int


class ChangesPanel(TypedDict):
    """What changed since a version."""

    sentence: str
    lists: list[ChangeList]


class ScaledFigure(TypedDict):
    """A number and its bar, a share of the longest; `low` and `high` are where its range ends."""

    number: str
    bar: float
    low: float | None
    high: float | None
    note: str


class ComparisonSide(TypedDict):
    """A selection that is compared: its events, and each measure of which a figure is known."""

    label: str
    values: list[ScaledFigure]


class ComparisonRow(TypedDict):
    """A region or type: of both sides the events, and the killed with the range beside them.

    ``changes`` says how the events differ, then the killed; nothing where that is not asked.
    """

    label: str
    events: list[str]
    killed: list[list[str]]
    changes: list[str]


class ComparisonTable(TypedDict):
    """Both sides by region or by type; `more` says how many rows are left out."""

    title: str
    rows: list[ComparisonRow]
    more: str


class AxisColour(TypedDict):
    """A colour of the time axis, as CSS writes it, with the types that have it."""

    colour: str
    label: str


class AxisMark(TypedDict):
    """What a mark of the time axis means.

    ``kind`` is ``best``, ``least``, ``range``, ``open``, ``none``, ``possible`` or ``uncovered``.
    """

    kind: str
    label: str


class AxisPanel(TypedDict):
    """What the bars of the time axis are, and their legend.

    The plot was drawn `width` pixels wide, `left` pixels from the edge.
    """

    heading: str
    width: int
    left: int
    colours: list[AxisColour]
    marks: list[AxisMark]


class ComparisonPanel(TypedDict):
    """Two selections side by side; `reasons` are what stands against comparing them."""

    sentence: str
    moved: list[str]
    reasons: list[str]
    heads: list[str]
    scale: str
    sides: list[ComparisonSide]
    tables: list[ComparisonTable]


class CreditPanel(TypedDict):
    """The dataset's title, and whose it is, under which licence, in which version, until when."""

    title: str
    credit: str
    until: str | None


class NewerPanel(TypedDict):
    """That there is a newer version, and the words of the button that shows it."""

    text: str
    version: int
    action: str


class NoticePanel(TypedDict):
    """A message: `kind` is "error" or "warning"."""

    kind: str
    title: str
    lines: list[str]
    more: str


class FieldName(TypedDict):
    """What a column can be read as, and its name on the page."""

    value: str
    label: str


class ColumnRow(TypedDict):
    """A column of a file: `field` that it is read as, blank if not; `warns` where it should be."""

    column: str
    field: str
    why: str
    warns: bool
    cells: str
    samples: list[str]


class PlacingPoint(TypedDict):
    """Where a point is drawn on such a map as `PlacingMap`."""

    x: float
    y: float


class PlacingName(TypedDict):
    """The name of a country, and where its middle is written."""

    x: float
    y: float
    text: str


class PlacingMap(TypedDict):
    """A small map of where the points of a file lie when they are read in one way.

    Parameters
    ----------
    way
        What choosing it sends back.
    title, button, words, drawn
        What it is called, what its button says, how many points lie where, and how many are drawn.
    width, height
        Of the drawing, in whose units all else is.
    land, hit
        Outlines of countries as SVG paths, of those without a point and of those with some.
    """

    way: str
    title: str
    button: str
    words: str
    drawn: str
    width: int
    height: int
    land: str
    hit: str
    names: list[PlacingName]
    points: list[PlacingPoint]


class PlacingsPanel(TypedDict):
    """Where the points of a file lie as they are written, and turned round."""

    maps: list[PlacingMap]


class ColumnsPanel(TypedDict):
    """What each column of a file was taken for."""

    rows: list[ColumnRow]
    fields: list[FieldName]
