/** Regions shaded in classes. Unknown is hatched; a region without events is left blank. */
import { svg } from './dom.js';
import { Marks } from './marks.js';
import { loadSummary } from './net.js';
import { RegionLayer } from './regions.js';
import { drawSwatch } from './symbols.js';

/** @import { Controller, LegendRow } from './controller.js' */
/** @import { State } from './net.js' */
/** @import { Drawn } from './regions.js' */

/** @typedef {Drawn & api.RegionRow} ShadedRegion */

const TARGET_PX = 24;

export class Choropleth extends RegionLayer {
  group = 'regions';

  /**
   * @param {Controller} app
   * @param {{measure: string, label: string, name: string, note: string, optional: boolean}} options
   */
  constructor(app, { measure, label, name, note, optional }) {
    super(app, { pane: 'choropleth', zIndex: 410 });
    this.id = `regions-${measure}`;
    this.measure = measure;
    this.label = label;
    this.note = note;
    this.optional = optional;
    this.offered = !optional;
    /** @type {ShadedRegion[]} */
    this.drawn = [];
    /** @type {?api.Shade} */
    this.shade = null;
    this.marks = new Marks(app.map, this.id, {
      zIndex: 580,
      label: `${name}, by region. Arrow keys go from region to region.`,
    });
    app.map.on('moveend', () => {
      if (this.on) this.drawTargets();
    });
  }

  /** @override @param {boolean} on */
  switch(on) {
    super.switch(on);
    this.map.getContainer().classList.toggle('em-shaded', this.app.shaded);
    if (!on) this.offer(this.app.state);
  }

  /** @override @param {State} state */
  async show(state) {
    this.offer(state);
    return super.show(state);
  }

  /**
   * Tell the layer switch whether this measure can be had.
   *
   * @param {State} state
   */
  async offer(state) {
    if (!this.optional) return;
    const summary = await loadSummary(state).catch(() => null);
    if (!summary) return;
    const { offered } = summary.shades[this.measure];
    if (offered === this.offered) return;
    this.offered = offered;
    this.app.controls.update();
  }

  /** @override @param {api.Summary} summary */
  rowsOf({ by_region: rows, shades }) {
    this.shade = shades[this.measure];
    return rows.flatMap((row) => (row.region ? { ...row, code: row.region } : []));
  }

  /** @override @param {ShadedRegion[]} rows */
  draw(rows) {
    super.draw(rows);
    this.drawTargets();
  }

  /**
   * The number of the class of a region; 0 for zero, `null` where it is not known.
   *
   * @param {ShadedRegion} row
   */
  numberOf(row) {
    return row.classes[this.measure] ?? null;
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
        look: (/** @type {boolean} */ on) => this.look(on ? row.outline : null),
        open: (/** @type {boolean} */ focus) => this.list(row, [lat, lon], focus),
      };
    });
    this.marks.draw(targets);
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

  legend() {
    if (!this.drawn.length || !this.shade) return [];
    const numbers = this.drawn.map((row) => this.numberOf(row));
    const { heading, classes, unknown } = this.shade;
    /** @type {LegendRow[]} */
    const rows = classes.map((label, at) => ({ symbol: drawSwatch(`em-class-${at + 1}`), label }));
    if (numbers.includes(0)) rows.unshift({ symbol: drawSwatch('em-class-0'), label: '0' });
    if (numbers.includes(null)) rows.push({ symbol: drawSwatch('em-unknown'), label: unknown });
    if (this.note) rows.push({ label: this.note });
    return [{ heading }, ...rows];
  }
}
