/** Made from `src/eventmap/api.py` by `tools/scripts/api_types.py`. */
declare namespace api {
  interface Words {
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
  }

  interface TypeRow {
    type: string;
    events: number;
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
    killed: TotalAnswer;
    injured: TotalAnswer;
  }

  interface PeriodParts {
    inside: PartAnswer;
    possible: PartAnswer;
  }

  interface Summary {
    events: number;
    located: number;
    unlocated: number;
    drawn: Drawn;
    killed: TotalAnswer;
    injured: TotalAnswer;
    contradictory: number;
    only_in_text: number;
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
  }

  interface Histogram {
    unit: string;
    bins: Bin[];
    undated: number;
  }

  interface ComparedCount {
    change: string | null;
    percent: number | null;
  }

  interface ComparedSide {
    label: string;
    days: number | null;
    events: number;
    killed: TotalAnswer;
    injured: TotalAnswer;
    per_day: number | null;
    unit: string;
    bins: Bin[];
    query: string[][];
  }

  interface ComparedRegion {
    region: string | null;
    name: string | null;
    country: string | null;
    country_name: string | null;
    events: number[];
    killed: (TotalAnswer | null)[];
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
    reasons: string[];
    sentence: string;
  }

  interface Tile {
    columns: string[];
    types: string[];
    cells: any[][];
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
}
