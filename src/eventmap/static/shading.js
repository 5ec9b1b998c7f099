/** Layers that shade regions: one of them at a time, each region to be reached by the keyboard. */
import { svg } from './dom.js';
import { Marks } from './marks.js';
import { RegionLayer } from './regions.js';

/** @import { Controller, LegendRow } from './controller.js' */
/** @import { State } from './net.js' */
/** @import { Drawn } from './regions.js' */

const TARGET_PX = 24;

export class Shading extends RegionLayer {
  group = 'regions';

  /**
   * @param {Controller} app
   * @param {string} id as the address of the page names the layer
   * @param {{measure: string, label: string, name: string, optional: boolean}} options
   */
  constructor(app, id, { measure, label, name, optional }) {
    super(app, { pane: 'choropleth', zIndex: 410 });
    this.id = id;
    this.measure = measure;
    this.label = label;
    this.optional = optional;
    this.offered = !optional;
    this.marks = new Marks(app.map, id, {
      zIndex: 580,
      label: `${name}, by region. Arrow keys go from region to region.`,
    });
    app.map.on('moveend', () => {
      if (this.on) this.drawTargets();
    });
  }

  /** @abstract @param {State} _state @returns {Promise<boolean>} whether the viewer can have it */
  isOffered(_state) {
    throw new Error('An optional layer says when it is offered.');
  }

  /** @abstract @returns {LegendRow[]} */
  legend() {
    throw new Error('A layer that shades says what its shades mean.');
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
   * Tell the layer switch whether it can be had; what cannot is not left on.
   *
   * @param {State} state
   */
  async offer(state) {
    if (!this.optional) return;
    const offered = await this.isOffered(state).catch(() => null);
    if (offered === null || state !== this.app.state) return;
    if (!offered && this.on) this.switch(false);
    if (offered === this.offered) return;
    this.offered = offered;
    this.app.controls.update();
  }

  /** @override @param {Drawn[]} rows */
  draw(rows) {
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
        look: (/** @type {boolean} */ on) => this.look(on ? row.outline : null),
        open: (/** @type {boolean} */ focus) => this.list(row, [lat, lon], focus),
      };
    });
    this.marks.draw(targets);
  }
}
