/** Regions shaded by events or by killed. Unknown is hatched, not zero. */
import { RegionLayer, drawSwatch } from './regions.js';
import { countOf, killedWords } from './words.js';

const CLASSES = 5;
const STEPS = [1, 2, 5];

const MEASURES = {
  events: { label: 'By number of events', heading: 'Events', value: (row) => row.events },
  killed: {
    label: 'By killed',
    heading: 'Killed, at least',
    value: ({ killed }) => (killed.known ? killed.low : null),
  },
};

export default class Choropleth extends RegionLayer {
  group = 'regions';

  /** @param {Controller} app @param {{measure: 'events'|'killed'}} options */
  constructor(app, { measure }) {
    super(app, { pane: 'choropleth', zIndex: 410 });
    this.id = `regions-${measure}`;
    this.measure = MEASURES[measure];
    this.label = this.measure.label;
    this.limits = [];
  }

  draw(rows) {
    this.limits = classLimits(rows.map(this.measure.value));
    super.draw(rows);
  }

  classOf(row) {
    const value = this.measure.value(row);
    return value === null ? 'em-unknown' : `em-class-${classAt(this.limits, value)}`;
  }

  words(row) {
    const { low: killed_low, high: killed_high, unknown: killed_unknown } = row.killed;
    const figures = { killed_low, killed_high, killed_unknown };
    return [row.name ?? row.region, countOf(row.events, 'event'), killedWords(figures, row.events)];
  }

  legend() {
    if (!this.drawn.length) return [];
    const values = this.drawn.map(this.measure.value);
    const rows = this.limits
      .map((from, at) => ({ at, from, to: (this.limits[at + 1] ?? Infinity) - 1 }))
      .filter(({ at }) =>
        values.some((value) => value !== null && classAt(this.limits, value) === at),
      )
      .map(({ at, from, to }) => ({
        symbol: drawSwatch(`em-class-${at}`),
        label: rangeWords(from, to),
      }));
    if (values.includes(null))
      rows.push({ symbol: drawSwatch('em-unknown'), label: 'no figure given' });
    return [{ heading: `${this.measure.heading}, by region` }, ...rows];
  }
}

/** Lower limits of the classes: 0 for none, then round numbers around the values. */
export function classLimits(values) {
  const known = values.filter((value) => value > 0);
  const limits = roundNumbers(Math.max(1, ...known));
  const first = limits.findLastIndex((limit) => limit <= Math.min(...known, Infinity));
  const used = limits.slice(Math.max(0, first));
  const every = Math.ceil(used.length / CLASSES);
  return [0, ...used.filter((_, at) => at % every === 0)];
}

/** 1, 2, 5, 10, 20, 50 … up to `largest`. */
function roundNumbers(largest) {
  const powers = Array.from({ length: Math.floor(Math.log10(largest)) + 1 }, (_, at) => 10 ** at);
  return powers
    .flatMap((power) => STEPS.map((step) => step * power))
    .filter((limit) => limit <= largest);
}

function classAt(limits, value) {
  return limits.findLastIndex((limit) => limit <= value);
}

function rangeWords(from, to) {
  if (from === 0) return 'none';
  const [first, last] = [from, to].map((limit) => limit.toLocaleString('en-GB'));
  if (from === to) return first;
  return Number.isFinite(to) ? `${first}–${last}` : `${first} and more`;
}
