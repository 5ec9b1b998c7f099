/** Shapes of regions on the map, and what the layers that draw them have in common. */
import { loadBoundaries } from './boundaries.js';
import { svg } from './dom.js';
import { loadSummary } from './net.js';
import { hideTip, showTip } from './tip.js';
/** @import { Controller } from './controller.js' */
/** @import { Outline } from './boundaries.js' */
/** @import { State } from './net.js' */

/**
 * A layer of regions, drawn anew whenever other events are shown.
 *
 * A subclass says what it draws: `rowsOf(summary)`, each with the `code` of an outline, and for
 * each row its class in the style sheet, its hover text and what a click lists.
 *
 * @typedef {{code: string} & Record<string, any>} Row a region that may be drawn
 * @typedef {Row & {outline: Outline}} Drawn a region that has an outline, and is
 */
export class RegionLayer {
  /**
   * @param {Controller} app
   * @param {{pane: string, zIndex: number, boundaries?: string, interactive?: boolean}} options
   */
  constructor(app, { pane, zIndex, boundaries = 'admin1', interactive = true }) {
    this.app = app;
    this.map = app.map;
    this.boundaries = boundaries;
    this.interactive = interactive;
    if (!app.map.getPane(pane)) app.map.createPane(pane).style.zIndex = String(zIndex);
    this.renderer = L.svg({ pane, padding: 0.5 });
    this.shapes = L.featureGroup();
    this.looked = L.featureGroup().addTo(app.map);
    this.on = false;
    /** @type {Drawn[]} */
    this.drawn = [];
    addHatches(app.map.getContainer());
  }

  /** @abstract @param {any} _answer what `load` gives @returns {Row[]} */
  rowsOf(_answer) {
    throw new Error('A layer of regions says which it draws.');
  }

  /** @abstract @param {Row} _row @returns {string} */
  classOf(_row) {
    throw new Error('A layer of regions says how it draws them.');
  }

  /** @abstract @param {Row} _row @returns {string[]} lines of a hover text */
  words(_row) {
    throw new Error('A layer of regions says what they stand for.');
  }

  /** @abstract @param {Row} _row @param {[number, number]} _at @param {boolean} _focus */
  list(_row, _at, _focus) {
    throw new Error('A layer of regions says what a click lists.');
  }

  /** @param {boolean} on */
  switch(on) {
    this.on = on;
    if (on) {
      this.shapes.addTo(this.map);
      this.show(this.app.state);
    } else {
      this.clear();
      this.shapes.remove();
    }
  }

  /**
   * Draw the regions of `state`; those on the map stay until the new ones are known.
   *
   * @param {State} state
   */
  async show(state) {
    if (!this.on) return;
    const loaded = await Promise.all([this.load(state), this.outlines()]).catch(() => null);
    if (!this.on || state !== this.app.state) return;
    if (loaded) this.read(...loaded);
    else this.fail();
  }

  /** @param {State} state @returns {Promise<any>} what `rowsOf` reads */
  load(state) {
    return loadSummary(state);
  }

  clear() {
    this.draw([]);
  }

  fail() {
    const again = () => this.show(this.app.state);
    this.app.status.fail('regions', 'The regions could not be loaded.', again);
  }

  /** @returns {Promise<Map<string, Outline>>} outlines by their code */
  async outlines() {
    const features = await loadBoundaries(this.boundaries);
    return new Map(features.map((feature) => [feature.properties.code, feature]));
  }

  /** @param {any} answer what `load` gives @param {Map<string, Outline>} outlines */
  read(answer, outlines) {
    this.app.status.clear('regions');
    this.draw(
      this.rowsOf(answer).flatMap((row) => {
        const outline = outlines.get(row.code);
        return outline ? [{ ...row, outline }] : [];
      }),
    );
  }

  /** @param {Drawn[]} rows */
  draw(rows) {
    this.drawn = rows;
    this.shapes.clearLayers();
    for (const row of rows) this.shape(row).addTo(this.shapes);
    this.app.fire('legend');
  }

  /** @param {Drawn} row */
  shape(row) {
    /** @type {L.PathOptions} */
    const options = {
      renderer: this.renderer,
      className: `em-region ${this.classOf(row)}`,
      bubblingMouseEvents: false,
      interactive: this.interactive,
    };
    const layer = L.geoJSON(row.outline, options);
    layer.on('mousemove', ({ originalEvent: { clientX, clientY } }) => {
      const at = new DOMRect(clientX, clientY - 8, 0, 16);
      showTip(this.map, { getBoundingClientRect: () => at }, this.words(row));
    });
    layer.on('mouseout', () => hideTip(this.map));
    layer.on('click', ({ latlng: { lat, lng } }) => this.list(row, [lat, lng], false));
    return layer;
  }

  /**
   * Outline the region that is looked at, or none.
   *
   * @param {?Outline | undefined} feature
   * @param {L.FeatureGroup} group
   */
  look(feature, group = this.looked) {
    const style = { renderer: this.renderer, className: 'em-chosen', interactive: false };
    group.clearLayers();
    if (feature) group.addLayer(L.geoJSON(feature, style));
  }
}

/**
 * The hatchings that stand for "not known exactly"; shapes refer to them by their ids.
 *
 * @param {HTMLElement} container
 */
function addHatches(container) {
  if (document.getElementById('em-hatch')) return;
  const hatches = [addHatch('em-hatch', 8), addHatch('em-hatch-wide', 16)];
  const holder = svg('svg', { class: 'em-defs', 'aria-hidden': true }, svg('defs', {}, ...hatches));
  container.append(holder);
}

/** @param {string} id @param {number} size */
function addHatch(id, size) {
  const [half, end] = [size / 4, size * 1.25];
  const d = `M${-half},${half}L${half},${-half}M0,${size}L${size},0M${size - half},${end}L${end},${size - half}`;
  const line = svg('path', { d, class: `${id}-line` });
  return svg('pattern', { id, width: size, height: size, patternUnits: 'userSpaceOnUse' }, line);
}
