/** Made from `src/eventmap/api.py` by `tools/scripts/api_types.py`. */
declare namespace api {
  interface MapWords {
    figures: Record<string, string>;
    nearness: Record<string, string>;
    months: string[];
    spans: Record<string, string>;
    plurals: Record<string, string>;
  }

  interface TotalAnswer {
    low: number | null;
    best: number | null;
    high: number | null;
    known: number;
    unknown: number;
  }

  interface RegionRow {
    region: string | null;
    name: string | null;
    country: string | null;
    country_name: string | null;
    events: number;
    records: number;
    uncounted: number;
    located: number;
    region_only: number;
    country_only: number;
    population: number | null;
    killed: TotalAnswer;
    injured: TotalAnswer;
    classes: Record<string, number | null>;
    words: string[];
  }

  interface Shade {
    offered: boolean;
    heading: string;
    classes: string[];
    unknown: string;
    nowhere: string;
  }

  interface TypeRow {
    type: string;
    events: number;
    records: number;
    uncounted: number;
    killed: TotalAnswer;
    injured: TotalAnswer;
  }

  interface Drawn {
    symbol: number;
    ring: number;
    region: number;
    listed: number;
  }

  interface EstimateAnswer {
    by: string;
    label: string;
  }

  interface PartAnswer {
    events: number;
    records: number;
    uncounted: number;
    killed: TotalAnswer;
    injured: TotalAnswer;
  }

  interface PeriodParts {
    inside: PartAnswer;
    possible: PartAnswer;
  }

  interface Summary {
    events: number;
    records: number;
    uncounted: number;
    located: number;
    unlocated: number;
    drawn: Drawn;
    killed: TotalAnswer;
    injured: TotalAnswer;
    contradictory: number;
    only_in_text: number;
    types_in_text: number;
    several_sources: number;
    period: PeriodParts | null;
    date_start: string | null;
    date_end: string | null;
    estimate: EstimateAnswer;
    by_region: RegionRow[];
    by_type: TypeRow[];
    shades: Record<string, Shade>;
    count: string;
    cost: string;
    gaps: string[];
    sentence: string;
  }

  interface Bin {
    date_start: string;
    date_end: string;
    events: number;
    starts: number;
    inside: number;
    types: Record<string, number> | null;
    cost: TotalAnswer | null;
  }

  interface BinlessPart {
    events: number;
    cost: TotalAnswer | null;
  }

  interface Histogram {
    unit: string;
    measure: string | null;
    cumulated: boolean;
    bins: Bin[];
    undated: number;
    across: BinlessPart;
    without_date: BinlessPart;
  }

  interface Progress {
    read: number | null;
  }

  interface ComparedCount {
    change: string | null;
    percent: number | null;
  }

  interface CoursePoint {
    at: number;
    date_start: string;
    date_end: string;
    events: number | null;
    inside: number | null;
    partly: boolean;
  }

  interface ComparedSide {
    label: string;
    days: number | null;
    events: number;
    records: number;
    uncounted: number;
    killed: TotalAnswer;
    injured: TotalAnswer;
    per_day: number | null;
    unit: string;
    course: CoursePoint[];
    query: string[][];
  }

  interface RegionChange {
    change: string | null;
    percent: number | null;
    by: number | null;
    least: boolean;
    shade: string;
    words: string[];
  }

  interface ComparedRegion {
    region: string | null;
    name: string | null;
    country: string | null;
    country_name: string | null;
    events: number[];
    killed: (TotalAnswer | null)[];
    changes: Record<string, RegionChange>;
  }

  interface ShadeRow {
    shade: string;
    label: string;
  }

  interface ChangeShade {
    heading: string;
    rows: ShadeRow[];
    notes: string[];
  }

  interface ComparedType {
    type: string;
    events: number[];
    killed: (TotalAnswer | null)[];
  }

  interface Comparison {
    part: string;
    by_day: boolean;
    sides: ComparedSide[];
    events: ComparedCount;
    killed: ComparedCount;
    injured: ComparedCount;
    by_region: ComparedRegion[];
    by_type: ComparedType[];
    moved: string[];
    shades: Record<string, ChangeShade>;
    reasons: string[];
    sentence: string;
  }

  interface UnusualMonth {
    date_start: string;
    date_end: string;
    years: number;
    first: string;
    last: string;
    killed: number;
    before: number;
    events: number;
    unknown: number;
    words: string;
  }

  interface Unusual {
    heading: string;
    rule: string;
    months: UnusualMonth[];
    reasons: string[];
  }

  interface Tile {
    columns: string[];
    types: string[];
    cells: any[][];
  }

  interface Steps {
    columns: string[];
    types: string[];
    steps: any[][][][];
  }

  interface ListedEvent {
    event_id: string;
    title: string;
    event_type: string;
    when: string;
    parties: string | null;
    casualties: string | null;
  }

  interface EventList {
    total: number;
    listed: number;
    events: ListedEvent[];
    reason: string | null;
  }

  interface EventRecord {
    event_id: string;
    title: string;
    summary: string | null;
    event_type: string;
    target: string | null;
    parties: string | null;
    actor: string | null;
    date_start: string | null;
    date_end: string | null;
    date_precision: string;
    when_words: string | null;
    place: string | null;
    admin1: string | null;
    country: string | null;
    lat: number | null;
    lon: number | null;
    geo_precision: string;
    where_words: string | null;
    status: string;
    licence: string | null;
    redistributable: boolean;
    extra?: string | null;
    killed_words: string | null;
    injured_words: string | null;
    killed_low: number | null;
    killed_best: number | null;
    killed_high: number | null;
    injured_low: number | null;
    injured_best: number | null;
    injured_high: number | null;
    located: boolean;
    type_in_text: boolean;
    source_count: number;
    region_name: string | null;
    country_name: string | null;
    when: string;
    where: string;
    casualties: string;
  }

  interface ClaimRecord {
    claim_id: string;
    event_id: string;
    claimant: string;
    side: string;
    source: string | null;
    url: string | null;
    archive_url: string | null;
    published_on: string | null;
    killed_low: number | null;
    killed_best: number | null;
    killed_high: number | null;
    injured_low: number | null;
    injured_best: number | null;
    injured_high: number | null;
    killed_words: string | null;
    injured_words: string | null;
    quantity: number | null;
    quantity_unit: string | null;
    statement: string | null;
    figures: string | null;
  }

  interface SourceRecord {
    source: string | null;
    url: string | null;
    archive_url: string | null;
    published_on: string | null;
  }

  interface Voice {
    claimant: string;
    side: string;
    statements: string[];
    figures: string[];
    sources: SourceRecord[];
  }

  interface TimelineItem {
    item_id: string;
    date_start: string | null;
    date_end: string | null;
    kind: string;
    title: string;
    detail: string | null;
    actor: string | null;
    place: string | null;
    lat: number | null;
    lon: number | null;
    source: string | null;
    url: string | null;
    event_ids: string | null;
    when: string;
  }

  interface EventAnswer {
    event: EventRecord;
    claims: ClaimRecord[];
    timeline: TimelineItem[];
    voices: Voice[];
    graphic: boolean;
    handed_on: boolean;
    withheld: string | null;
  }

  interface StoryStep {
    title: string;
    text: string;
    link: string;
  }

  interface StoryAnswer {
    dataset: string;
    name: string;
    title: string;
    steps: StoryStep[];
  }

  interface Pinned {
    dataset: string;
    version: number;
  }

  interface Chip {
    part: string;
    value: string;
    label: string;
  }

  interface ExportLink {
    label: string;
    path: string;
  }

  interface BriefLink {
    label: string;
    path: string;
    paged: boolean;
  }

  interface AnnexChoice {
    label: string;
    hint: string;
    offered: boolean;
  }

  interface StoryLink {
    name: string;
    title: string;
    steps: string;
  }

  interface StoryPanel {
    story: string;
    place: string;
    title: string;
    text: string;
    at: number;
    last: number;
    astray: boolean;
    bare: boolean;
    briefs: ExportLink[];
  }

  interface CollectPanel {
    steps: number;
    full: boolean;
    longest_title: number;
    longest_text: number;
    misread: string[];
  }

  interface HeadlinePanel {
    sentence: string;
    shown: string;
    credit: string;
    bare: boolean;
    presenting: boolean | null;
    pinned: Pinned;
    stories: StoryLink[];
    chips: Chip[];
    briefs: BriefLink[];
    annex: AnnexChoice | null;
    exports: ExportLink[];
    refused: string | null;
  }

  interface FigureWords {
    number: string;
    range: string | null;
    given: boolean;
  }

  interface TotalWords {
    number: string;
    range: string | null;
    given: boolean;
    label: string;
    known: number;
    unknown: number;
    basis: string;
  }

  interface CostRow {
    label: string;
    value: string | null;
    events: number;
    number: string;
    known: number;
    unknown: number;
    costs: FigureWords[];
  }

  interface CostTable {
    facet: string;
    title: string;
    rows: CostRow[];
    more: string | null;
    fewer: string;
  }

  interface CasualtiesPanel {
    totals: TotalWords[];
    notes: string[];
    tables: CostTable[];
    measures: string[];
    shown: number;
    empty: string | null;
  }

  interface TiedEvent {
    event_id: string;
    title: string;
  }

  interface SaidItem {
    item_id: string;
    when: string;
    kind: string;
    title: string;
    detail: string | null;
    actor: string | null;
    place: string | null;
    source: string | null;
    url: string | null;
    events: TiedEvent[];
  }

  interface SaidPanel {
    items: SaidItem[];
    earlier: SaidItem[];
    chosen: string | null;
    empty: string;
    more: string | null;
  }

  interface SourceWords {
    source: string;
    url: string | null;
    archive_url: string | null;
  }

  interface VoiceWords {
    claimant: string;
    side: string;
    statements: string[];
    figures: string | null;
    sources: SourceWords[];
  }

  interface NamedItem {
    title: string;
    when: string;
  }

  interface ListStep {
    event_id: string;
    page: number;
  }

  interface DetailPanel {
    event_id: string;
    place: string;
    previous: ListStep | null;
    next: ListStep | null;
    title: string;
    lead: string[];
    graphic: boolean;
    summary: string | null;
    figures: string;
    facts: (string | null)[][];
    claims_title: string;
    claims: VoiceWords[];
    timeline: NamedItem[];
    columns_title: string;
    columns: string[][];
  }

  interface ListColumn {
    key: string;
    label: string;
    order: string | null;
    sorted: string | null;
    number: boolean;
  }

  interface ListView {
    on: boolean;
    box: string | null;
    words: string;
  }

  interface ListPanel {
    label: string;
    columns: ListColumn[];
    below: ListColumn[];
    rows: Record<string, string | null>[];
    opened: string | null;
    empty: string;
    page: number;
    pages: number;
    range: string;
    view: ListView | null;
  }

  interface Section {
    title: string;
    lines: string[];
  }

  interface ProsePanel {
    sections: Section[];
  }

  interface ChangeEntry {
    id: string | null;
    title: string;
    fields: string[];
  }

  interface ChangeList {
    title: string;
    entries: ChangeEntry[];
    more: number;
  }

  interface ChangesPanel {
    sentence: string;
    lists: ChangeList[];
  }

  interface ScaledFigure {
    number: string;
    bar: number;
    low: number | null;
    high: number | null;
    note: string;
  }

  interface ComparisonSide {
    label: string;
    values: ScaledFigure[];
  }

  interface ComparisonRow {
    label: string;
    events: string[];
    killed: string[][];
    changes: string[];
  }

  interface ComparisonTable {
    title: string;
    rows: ComparisonRow[];
    more: string;
  }

  interface AxisColour {
    colour: string;
    label: string;
  }

  interface AxisMark {
    kind: string;
    label: string;
  }

  interface AxisPanel {
    heading: string;
    width: number;
    left: number;
    colours: AxisColour[];
    marks: AxisMark[];
  }

  interface ComparisonPanel {
    sentence: string;
    moved: string[];
    reasons: string[];
    heads: string[];
    scale: string;
    sides: ComparisonSide[];
    tables: ComparisonTable[];
  }

  interface CreditPanel {
    title: string;
    credit: string;
    until: string | null;
  }

  interface NewerPanel {
    text: string;
    version: number;
    action: string;
  }

  interface NoticePanel {
    kind: string;
    title: string;
    lines: string[];
    more: string;
  }

  interface FieldName {
    value: string;
    label: string;
  }

  interface ColumnRow {
    column: string;
    field: string;
    why: string;
    warns: boolean;
    cells: string;
    samples: string[];
  }

  interface PlacingPoint {
    x: number;
    y: number;
  }

  interface PlacingName {
    x: number;
    y: number;
    text: string;
  }

  interface PlacingMap {
    way: string;
    title: string;
    button: string;
    words: string;
    drawn: string;
    width: number;
    height: number;
    land: string;
    hit: string;
    names: PlacingName[];
    points: PlacingPoint[];
  }

  interface PlacingsPanel {
    maps: PlacingMap[];
  }

  interface ColumnsPanel {
    rows: ColumnRow[];
    fields: FieldName[];
  }
}
