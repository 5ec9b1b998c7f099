/** Regions shaded in classes. Unknown is hatched; a region without events is left blank. */
import { svg } from './dom.js';
import { Marks } from './marks.js';
import { loadSummary } from './net.js';
import { RegionLayer } from './regions.js';
import { drawSwatch } from './symbols.js';
import { countOf } from './words.js';

/** @import { Controller, LegendRow } from './controller.js' */

const TARGET_PX = 24;

export class Choropleth extends RegionLayer {
  group = 'regions';

  /** @param {Controller} app @param {{measure: string, note?: string}} options */
  constructor(app, { measure, note }) {
    super(app, { pane: 'choropleth', zIndex: 410 });
    this.id = `regions-${measure}`;
    this.measure = MEASURES[measure];
    this.label = this.measure.label;
    this.note = note;
    this.offered = !this.measure.offered;
    this.limits = [];
    this.estimate = null;
    this.marks = new Marks(app.map, this.id, {
      zIndex: 580,
      label: `${this.measure.name}, by region. Arrow keys go from region to region.`,
    });
    app.map.on('moveend', () => this.on && this.drawTargets());
  }

  switch(on) {
    super.switch(on);
    this.map.getContainer().classList.toggle('em-shaded', this.app.shaded);
    if (!on) this.offer(this.app.state);
  }

  async show(state) {
    this.offer(state);
    return super.show(state);
  }

  /** Tell the layer switch whether this measure can be had. */
  async offer(state) {
    if (!this.measure.offered) return;
    const summary = await loadSummary(state).catch(() => null);
    if (!summary) return;
    const offered = this.measure.offered(summary.by_region);
    if (offered === this.offered) return;
    this.offered = offered;
    this.app.controls.update();
  }

  /** @override @param {api.Summary} summary */
  rowsOf({ by_region: rows, estimate }) {
    this.estimate = estimate;
    return rows.flatMap((row) => (row.region ? { ...row, code: row.region } : []));
  }

  valueOf(row) {
    return this.measure.value(row, this.estimate);
  }

  draw(rows) {
    this.limits = classLimits(rows.map((row) => this.valueOf(row)));
    super.draw(rows);
    this.drawTargets();
  }

  /** Invisible marks, through which the keyboard reaches the regions. */
  drawTargets() {
    const targets = this.drawn.map((row) => {
      const { label_lat: lat, label_lon: lon } = row.outline.properties;
      return {
        key: `region ${row.code} ${this.words(row).join(' ')}`,
        lat,
        lon,
        size: TARGET_PX,
        draw: () => svg('svg', { 'aria-hidden': true }),
        words: this.words(row),
        look: (on) => this.look(on ? row.outline : null),
        open: (focus) => this.list(row, [lat, lon], focus),
      };
    });
    this.marks.draw(targets);
  }

  classOf(row) {
    const value = this.valueOf(row);
    if (value === null) return 'em-unknown';
    return `em-class-${value === 0 ? 0 : classAt(this.limits, value) + 1}`;
  }

  words(row) {
    return [
      row.name ?? row.region,
      countOf(row.events, 'event'),
      ...row.words,
      rateWords(row),
    ].filter(Boolean);
  }

  list(row, at, focus) {
    const title = `${row.name ?? row.region}: ${countOf(row.events, 'event')}`;
    this.app.lists.open(title, [{ region: row.region }], { at, focus, count: row.events });
  }

  legend() {
    if (!this.drawn.length) return [];
    const values = this.drawn.map((row) => this.valueOf(row));
    /** @type {LegendRow[]} */
    const rows = this.limits.map((_, at) => ({
      symbol: drawSwatch(`em-class-${at + 1}`),
      label: classWords(this.limits, at, !this.measure.fraction),
    }));
    if (values.includes(0)) rows.unshift({ symbol: drawSwatch('em-class-0'), label: '0' });
    if (values.includes(null))
      rows.push({ symbol: drawSwatch('em-unknown'), label: this.measure.unknown(this.estimate) });
    if (this.note) rows.push({ label: this.note });
    return [{ heading: `${this.measure.heading(this.estimate)}, by region` }, ...rows];
  }
}

const PER = 100_000;

const noFigure = ({ label }) => `No figure, or one without a ${label}`;

/** @param {{events: number, population: ?number}} row */
const rate = ({ events, population }) => (population ? (events / population) * PER : null);

/**
 * `value` is of a row, by the figure that `estimate` names (`{by, label}`, as the server answers);
 * events without a figure add nothing to it. `name` is what the
 * regions are shaded by, `heading` is of the legend, `unknown` are its words
 * for regions without a value. `offered` tells from the rows whether the measure can be had at all.
 */
export const MEASURES = {
  events: {
    label: 'By number of events',
    name: 'Events',
    heading: () => 'Events',
    value: (row) => row.events,
  },
  killed: {
    label: 'By killed',
    name: 'Killed',
    heading: ({ label }) => `Killed (${label})`,
    value: ({ killed }, { by }) => killed[by],
    unknown: noFigure,
  },
  injured: {
    label: 'By injured',
    name: 'Injured',
    heading: ({ label }) => `Injured (${label})`,
    value: ({ injured }, { by }) => injured[by],
    unknown: noFigure,
  },
  rate: {
    label: 'By events per 100,000 inhabitants',
    name: 'Events per 100,000 inhabitants',
    heading: () => 'Events per 100,000 inhabitants',
    value: rate,
    unknown: () => 'Population not given',
    fraction: true,
    offered: (rows) => rows.some(({ population }) => population),
  },
};

/** The rate in words, or `null` where the population is not given. */
export function rateWords(row) {
  const value = rate(row);
  if (value === null) return null;
  const digits = { maximumSignificantDigits: value < 1 ? 1 : 2 };
  const words = value.toLocaleString('en-GB', value < 100 ? digits : { maximumFractionDigits: 0 });
  return `${words} events per 100,000 of ${row.population.toLocaleString('en-GB')} inhabitants`;
}

const CLASSES = 5;
const ROUND = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 7, 8, 9];

/**
 * Lower limits of at most five classes, ascending; none is empty. The quantiles of the values
 * above zero, rounded down; the first one holds the smallest value.
 *
 * @param {(?number)[]} values `null` and zero are in no class
 * @returns {number[]}
 */
export function classLimits(values) {
  const known = values.flatMap((value) => value || []).sort((a, b) => a - b);
  const limits = new Set();
  for (let at = 0; at < CLASSES; at += 1) {
    const quantile = known[Math.floor((at * known.length) / CLASSES)];
    if (quantile !== undefined) limits.add(roundDown(quantile, known.every(Number.isInteger)));
  }
  const sorted = [...limits];
  return sorted.filter((from, at) => {
    const to = sorted[at + 1] ?? Infinity;
    return known.some((value) => value >= from && value < to);
  });
}

/** The largest round number that is not above `value`; a whole one for `whole` values. */
function roundDown(value, whole) {
  const power = 10 ** Math.floor(Math.log10(value) + 1e-9);
  const numbers = ROUND.map((round) => Number((round * power).toPrecision(2)));
  const allowed = numbers.filter((number) => !whole || Number.isInteger(number));
  return allowed.findLast((number) => number <= value * (1 + 1e-9)) ?? value;
}

/** The class of a value above zero, counted from 0. */
export function classAt(limits, value) {
  return limits.findLastIndex((limit) => limit <= value);
}

/**
 * The limits of a class in words.
 *
 * @param {number[]} limits
 * @param {number} at the class
 * @param {boolean} whole whether values are whole numbers
 */
export function classWords(limits, at, whole) {
  const [from, next] = [limits[at], limits[at + 1]];
  const words = (number) => number.toLocaleString('en-GB');
  if (next === undefined) return `${words(from)} and more`;
  if (!whole) return `${words(from)} to under ${words(next)}`;
  return from === next - 1 ? words(from) : `${words(from)}–${words(next - 1)}`;
}
