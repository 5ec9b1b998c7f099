/** Regions shaded in classes. Unknown is hatched; a region without events is left blank. */
import { loadSummary } from './net.js';
import { Shading } from './shading.js';
import { drawSwatch } from './symbols.js';

/** @import { Controller, LegendRow } from './controller.js' */
/** @import { State } from './net.js' */
/** @import { Drawn } from './regions.js' */

/** @typedef {Drawn & api.RegionRow} ShadedRegion */

export class Choropleth extends Shading {
  /**
   * @param {Controller} app
   * @param {{measure: string, label: string, name: string, note: string, optional: boolean}} options
   */
  constructor(app, options) {
    super(app, `regions-${options.measure}`, options);
    this.note = options.note;
    /** @type {ShadedRegion[]} */
    this.drawn = [];
    /** @type {?api.Shade} */
    this.shade = null;
  }

  /** @override @param {State} state */
  async isOffered(state) {
    return (await loadSummary(state)).shades[this.measure].offered;
  }

  /** @override @param {api.Summary} summary */
  rowsOf({ by_region: rows, shades }) {
    this.shade = shades[this.measure];
    return rows.flatMap((row) => (row.region ? { ...row, code: row.region } : []));
  }

  /**
   * The number of the class of a region; 0 for zero, `null` where it is not known.
   *
   * @param {ShadedRegion} row
   */
  numberOf(row) {
    return row.classes[this.measure] ?? null;
  }

  /** @override @param {ShadedRegion} row */
  classOf(row) {
    const number = this.numberOf(row);
    return number === null ? 'em-unknown' : `em-class-${number}`;
  }

  /** @override @param {ShadedRegion} row */
  words(row) {
    return row.words;
  }

  /** @override @param {ShadedRegion} row @param {[number, number]} at @param {boolean} focus */
  list(row, at, focus) {
    const title = row.words.slice(0, 2).join(': ');
    this.app.lists.open(title, [{ region: row.code }], { at, focus, count: row.events });
  }

  /** @override */
  legend() {
    if (!this.drawn.length || !this.shade) return [];
    const numbers = this.drawn.map((row) => this.numberOf(row));
    const { heading, classes, unknown } = this.shade;
    /** @type {LegendRow[]} */
    const rows = classes.map((label, at) => ({ symbol: drawSwatch(`em-class-${at + 1}`), label }));
    if (numbers.includes(0)) rows.unshift({ symbol: drawSwatch('em-class-0'), label: '0' });
    if (numbers.includes(null)) rows.push({ symbol: drawSwatch('em-unknown'), label: unknown });
    if (this.shade.nowhere) rows.push({ label: this.shade.nowhere });
    if (this.note) rows.push({ label: this.note });
    return [{ heading }, ...rows];
  }
}
