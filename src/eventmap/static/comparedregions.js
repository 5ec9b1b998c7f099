/**
 * Regions shaded by what differs between the selection and the one that it is compared with: one
 * colour for more, one for fewer. Where the ranges meet they are hatched, and grey where a figure
 * is not known.
 */
import { loadComparison } from './net.js';
import { Shading } from './shading.js';
import { drawSwatch } from './symbols.js';

/** @import { Controller, LegendRow } from './controller.js' */
/** @import { Drawn } from './regions.js' */

/** @typedef {Drawn & api.ComparedRegion} ChangedRegion */

export class ComparedRegions extends Shading {
  /** @param {Controller} app @param {{measure: string, label: string, name: string}} options */
  constructor(app, options) {
    super(app, `regions-${options.measure}-change`, { ...options, optional: true });
    /** @type {ChangedRegion[]} */
    this.drawn = [];
    /** @type {?api.ChangeShade} */
    this.scale = null;
  }

  /** Seen at once by whoever compares, unless the address says what is seen. */
  get first() {
    return this.measure === 'events' && Boolean(this.app.given?.compare);
  }

  /** @override */
  async isOffered() {
    return Boolean((await this.load())?.shades[this.measure]);
  }

  /**
   * @override
   * @returns {Promise<?api.Comparison>} of all that is chosen: a playback shows a part of one side
   */
  async load() {
    const { given } = this.app;
    return given.compare ? loadComparison(given, given.compare) : null;
  }

  /** @override @param {?api.Comparison} found */
  rowsOf(found) {
    this.scale = found?.shades[this.measure] ?? null;
    const rows = this.scale && found ? found.by_region : [];
    return rows.flatMap((row) => (row.region ? { ...row, code: row.region } : []));
  }

  /** @param {ChangedRegion} row */
  changeOf(row) {
    return row.changes[this.measure];
  }

  /** @override @param {ChangedRegion} row */
  classOf(row) {
    return `em-change-${this.changeOf(row).shade}`;
  }

  /** @override @param {ChangedRegion} row */
  words(row) {
    return this.changeOf(row).words;
  }

  /** @override @param {ChangedRegion} row @param {[number, number]} at @param {boolean} focus */
  list(row, at, focus) {
    const title = this.words(row).slice(0, 2).join(': ');
    this.app.lists.open(title, [{ region: row.code }], { at, focus, count: row.events[0] });
  }

  /** @override */
  legend() {
    if (!this.scale) return [];
    const { heading, rows, notes } = this.scale;
    const shades = rows.map(({ shade, label }) => ({
      symbol: drawSwatch(`em-change-${shade}`),
      label,
    }));
    return [{ heading }, ...shades, ...notes.map((label) => ({ label }))];
  }
}
