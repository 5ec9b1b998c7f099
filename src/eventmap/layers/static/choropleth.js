/** Regions shaded in classes. Unknown is hatched; a region without events is left blank. */
import { loadSummary } from './answers.js';
import { classAt, classLimits, classWords } from './classes.js';
import { Marks } from './marks.js';
import { MEASURES, rateWords } from './measures.js';
import { countOf } from './numbers.js';
import { RegionLayer, drawSwatch } from './regions.js';
import { svg } from './symbols.js';

const TARGET_PX = 24;

export default class Choropleth extends RegionLayer {
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

  rowsOf({ by_region: rows, estimate }) {
    this.estimate = estimate;
    return rows.filter(({ region }) => region).map((row) => ({ ...row, code: row.region }));
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
