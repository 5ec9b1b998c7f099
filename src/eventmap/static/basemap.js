/** The base map that needs no internet: land, borders, regions and names. */
import { loadBoundaries, projectRings } from './boundaries.js';
import { canvasTiles, traceRings } from './canvas.js';
import { Names } from './names.js';
import { colour } from './theme.js';

/** @import { Controller } from './controller.js' */
/** @import { City, Outline, Ring } from './boundaries.js' */
/** @import { Square } from './canvas.js' */

/** From this zoom on the outlines are visibly coarser than the map. */
const COARSE_ZOOM = 11;
const COARSE = 'shores and borders are simplified, not exact at this scale';

/** Regions are drawn where those of a country are at least so wide, on average. */
const REGION_PX = 36;

export class OfflineMap {
  id = 'basemap';

  label = 'Offline map';

  group = 'base';

  /** @param {Controller} app @param {{attribution: string}} options */
  constructor(app, { attribution }) {
    this.app = app;
    this.attribution = attribution;
    this.on = false;
    /** @type {Ring[][]} */
    this.countries = [];
    /** @type {{shapes: Ring[][], width: number}[]} */
    this.regions = [];
    app.map.createPane('land').style.zIndex = '200';
    this.land = canvasTiles('land', (context, tile) => this.paint(context, tile));
    this.names = new Names(app.map);
    app.on('theme', () => this.redraw());
    app.map.on('zoomend', () => this.warn());
  }

  /** @param {boolean} on */
  switch(on) {
    this.on = on;
    if (!on) this.remove();
    else if (this.countries.length) this.add();
    else this.load();
  }

  async load() {
    const files = Promise.all(['countries', 'admin1', 'cities'].map(loadBoundaries));
    const loaded = await files.catch(() => null);
    if (loaded) this.read(loaded[0], loaded[1], loaded[2]);
    else this.app.status.fail('basemap', 'The base map could not be loaded.', () => this.load());
  }

  /** @param {Outline[]} countries @param {Outline[]} regions @param {City[]} cities */
  read(countries, regions, cities) {
    this.countries = countries.map(({ geometry }) => projectRings(geometry));
    this.regions = byCountry(regions);
    this.names.read(countries, regions, cities);
    if (this.on) this.add();
  }

  add() {
    this.app.map.attributionControl.addAttribution(this.attribution);
    this.land.addTo(this.app.map);
    this.names.grid.addTo(this.app.map);
    this.warn();
  }

  /** Say where the outlines are too coarse, and let the sea fade there. */
  warn() {
    const { attributionControl: credits } = this.app.map;
    const coarse = this.on && this.app.map.getZoom() >= COARSE_ZOOM;
    credits.removeAttribution(COARSE);
    if (coarse) credits.addAttribution(COARSE);
    this.app.map.getContainer().classList.toggle('em-coarse', coarse);
  }

  remove() {
    this.app.map.attributionControl.removeAttribution(this.attribution);
    this.land.remove();
    this.names.grid.remove();
    this.warn();
  }

  redraw() {
    if (!this.on || !this.countries.length) return;
    this.land.redraw();
    this.names.redraw();
  }

  /** @param {CanvasRenderingContext2D} context @param {Square} tile */
  paint(context, tile) {
    context.fillStyle = colour('land');
    for (const rings of this.countries) {
      context.beginPath();
      traceRings(context, rings, tile);
      context.fill('evenodd');
    }
    // Lines on land only: where the sources differ, none strays into the sea.
    context.globalCompositeOperation = 'source-atop';
    const wide = this.regions.filter(({ width }) => width * tile.world >= REGION_PX);
    stroke(
      context,
      tile,
      wide.flatMap(({ shapes }) => shapes),
      colour('region-line'),
      1,
    );
    stroke(context, tile, this.countries, colour('border'), tile.zoom > 5 ? 2 : 1.5);
  }
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Square} tile
 * @param {Ring[][]} shapes
 * @param {string} style
 * @param {number} width
 */
function stroke(context, tile, shapes, style, width) {
  context.strokeStyle = style;
  context.lineWidth = width;
  context.lineJoin = 'round';
  context.beginPath();
  for (const rings of shapes) traceRings(context, rings, tile);
  context.stroke();
}

/**
 * Regions grouped by country, each group with the mean width of its regions.
 *
 * @param {Outline[]} features
 */
function byCountry(features) {
  /** @type {Map<string, {shapes: Ring[][], width: number}>} */
  const groups = new Map();
  for (const { properties, geometry } of features) {
    const group = groups.get(properties.country) ?? { shapes: [], width: 0 };
    const rings = projectRings(geometry);
    const width = Math.max(...rings.map(({ box }) => box.getSize().x));
    group.shapes.push(rings);
    group.width += (width - group.width) / group.shapes.length;
    groups.set(properties.country, group);
  }
  return [...groups.values()];
}

/** OpenStreetMap's own tiles: the one layer that leaves the host, and only on demand. */
export class OpenStreetMap {
  id = 'osm';

  label = 'OpenStreetMap (loaded from the internet)';

  group = 'base';

  /** @param {Controller} app @param {{address: string, attribution: string}} options */
  constructor(app, { address, attribution }) {
    this.on = false;
    this.map = app.map;
    app.map.createPane('osm').style.zIndex = '210';
    this.tiles = L.tileLayer(address, { attribution, pane: 'osm', maxZoom: 19, noWrap: true });
    this.tiles.on('tileerror', () =>
      app.status.fail('osm', 'OpenStreetMap could not be reached.', () => this.tiles.redraw()),
    );
    this.tiles.on('tileload remove', () => app.status.clear('osm'));
  }

  /** @param {boolean} on */
  switch(on) {
    this.on = on;
    if (on) this.tiles.addTo(this.map);
    else this.tiles.remove();
  }
}
