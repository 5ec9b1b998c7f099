/** The layer of events: one symbol an event by type, circles with a count for several. */
import {
  clusterFinder,
  clusterRadius,
  drawCluster,
  mergeOverlapping,
  openCluster,
} from './clusters.js';
import { Marks } from './marks.js';
import { drawEvent, drawVague, symbolOf, symbolTypes } from './symbols.js';
import { clusterWords, countTypes, eventWords, shortCount } from './words.js';

/** @import { Controller } from './controller.js' */
/** @import { Cell } from './tiles.js' */
/** @import { Cluster } from './clusters.js' */
/** @import { LegendRow } from './controller.js' */
/** @import { Mark } from './marks.js' */

/** @typedef {Cluster & {origin: ?Cluster}} Shown an event or several, with what they were part of */

const SYMBOL_PX = 28;

/** Fires `symbols` on the controller when other circles of the map are taken. */
export class Events {
  id = 'events';

  label = 'Events';

  first = true;

  /** @param {Controller} app @param {{district_m: number}} options radius of a district's ring */
  constructor(app, { district_m: districtMetres }) {
    this.app = app;
    this.map = app.map;
    this.marks = new Marks(app.map, 'events', {
      zIndex: 600,
      label: 'Events on the map. Arrow keys go from symbol to symbol, Enter opens.',
    });
    this.rings = new Rings(app.map, districtMetres);
    this.on = false;
    /** @type {Shown[]} */
    this.shown = [];
    this.zoom = 0;
    app.cells.follow((view) => this.on && this.draw(view));
  }

  /** @param {boolean} on */
  switch(on) {
    this.on = on;
    this.app.cells.use(this, on);
    if (!on) this.clear();
  }

  clear() {
    this.shown = [];
    this.marks.clear();
    this.rings.clear();
    this.announce();
  }

  /** @param {{cells: Cell[], zoom: number}} view */
  draw({ cells, zoom }) {
    const points = cells.map((cell) => {
      const { x, y } = this.map.project([cell.lat, cell.lon], zoom);
      return { x, y, count: cell.count, members: [cell] };
    });
    const originOf = this.originsBefore(zoom);
    this.shown = mergeOverlapping(points).map((group) => {
      const { lat, lng: lon } = this.map.unproject([group.x, group.y], zoom);
      return { ...group, lat, lon, origin: originOf(group.members[0]) };
    });
    this.zoom = zoom;
    const singles = this.shown.filter(({ count }) => count === 1);
    this.rings.draw(singles.map(({ members: [cell] }) => cell).filter(isVague));
    this.marks.draw(this.shown.map((group) => this.mark(group)));
    this.announce();
  }

  /**
   * From where new symbols move in: out of their clusters when the map was zoomed in.
   *
   * @param {number} zoom
   * @returns {(cell: Cell) => ?Cluster}
   */
  originsBefore(zoom) {
    const zoomedIn = this.shown.length && zoom > this.zoom;
    return zoomedIn ? clusterFinder(this.map, this.shown, this.zoom) : () => null;
  }

  /** Tell the other layers which circles of the map, in pixels of the world, are taken. */
  announce() {
    const circles = this.shown.map(({ x, y, count }) => ({ x, y, radius: clusterRadius(count) }));
    this.app.fire('symbols', { circles });
    this.app.fire('legend');
  }

  /** @param {Shown} group */
  mark(group) {
    return group.count === 1 ? this.eventMark(group) : this.clusterMark(group);
  }

  /** @param {Shown} group @returns {Mark} */
  eventMark({ members: [cell], origin }) {
    return {
      key: `event ${cell.event_id}`,
      lat: cell.lat,
      lon: cell.lon,
      origin,
      size: SYMBOL_PX,
      draw: () => drawEvent(cell.event_type, { size: SYMBOL_PX, vague: isVague(cell) }),
      words: [...eventWords(cell), symbolOf(cell.event_type).label],
      look: (on) => {
        if (isVague(cell)) this.rings.look(cell, on);
      },
      open: (focus) =>
        this.app.openEvent(String(cell.event_id), { at: [cell.lat, cell.lon], focus }),
    };
  }

  /** @param {Shown} group @returns {Mark} */
  clusterMark(group) {
    const radius = clusterRadius(group.count);
    const words = clusterWords(group.members);
    const counts = countTypes(group.members);
    return {
      key: `cluster ${group.lat.toFixed(5)} ${group.lon.toFixed(5)} ${words.join(' ')} ${counts}`,
      lat: group.lat,
      lon: group.lon,
      origin: group.origin,
      size: Math.round(radius * 2),
      draw: () => drawCluster(radius, shortCount(group.count), counts),
      words,
      open: (focus) => openCluster(this.app, group, this.zoom, focus),
    };
  }

  extent() {
    return this.app.cells.extent();
  }

  legend() {
    const view = this.map.getPixelBounds();
    const inView = this.shown.filter(({ x, y }) => view.contains([x, y]));
    return eventLegend(inView, this.rings.metres);
  }
}

/** Types that only the rings of clusters show are listed up to so many, the most frequent first. */
const LISTED_TYPES = 5;

/**
 * What the legend says of the symbols in view.
 *
 * @param {Shown[]} groups in view
 * @param {number} districtMetres radius of the ring around a vague place
 */
function eventLegend(groups, districtMetres) {
  const singles = groups.filter((group) => group.count === 1).map(({ members: [cell] }) => cell);
  /** @type {LegendRow[]} */
  const rows = typeRows(groups, singles);
  if (singles.length < groups.length) {
    const [first] = [...groups].sort((a, b) => b.count - a.count);
    const symbol = drawCluster(11, '', countTypes(first.members));
    rows.push({ symbol, label: 'Several events by type' });
  }
  if (singles.some(isVague)) {
    const label = `Known to the district only, within about ${districtMetres / 1000} km`;
    rows.push({ symbol: drawVague(), label });
  }
  return rows;
}

/** @param {Shown[]} groups @param {Cell[]} singles @returns {LegendRow[]} */
function typeRows(groups, singles) {
  const counts = countTypes(groups.flatMap((group) => group.members));
  const listed = new Set(singles.map((cell) => cell.event_type));
  for (const [type] of counts) if (listed.size < LISTED_TYPES) listed.add(type);
  const rows = symbolTypes()
    .filter((type) => listed.has(type))
    .map((type) => ({ symbol: drawEvent(type), label: symbolOf(type).label }));
  const others = counts.length - rows.length;
  const words = others === 1 ? 'and one other type' : `and ${others} other types`;
  return others > 0 ? [...rows, { label: words }] : rows;
}

/** @param {Cell} cell */
function isVague(cell) {
  return cell.geo_precision === 'district';
}

/** Rings in metres around places that are known to the district only. */
/** More rings than this hide the map; then a ring shows only while its symbol is looked at. */
const MOST_RINGS = 12;
/** A smaller ring would lie under the symbol. */
const LEAST_RADIUS_PX = 18;

class Rings {
  /** @param {L.Map} map @param {number} metres radius of a ring */
  constructor(map, metres) {
    this.map = map;
    this.metres = metres;
    map.createPane('rings').style.zIndex = '430';
    /** @type {?L.Circle} */
    this.looked = null;
    this.shown = L.layerGroup().addTo(map);
  }

  /**
   * Draw the rings of `cells`, unless there are too many or they are too small.
   *
   * @param {Cell[]} cells
   */
  draw(cells) {
    this.shown.clearLayers();
    if (cells.length > MOST_RINGS) return;
    for (const cell of cells) if (this.isVisible(cell)) this.ring(cell).addTo(this.shown);
  }

  /**
   * Show the ring of a symbol while it is looked at.
   *
   * @param {?Cell} cell
   * @param {boolean} on
   */
  look(cell, on) {
    this.looked?.remove();
    this.looked = on && cell && this.isVisible(cell) ? this.ring(cell).addTo(this.map) : null;
  }

  clear() {
    this.shown.clearLayers();
    this.look(null, false);
  }

  /** @param {Cell} cell */
  isVisible({ lat }) {
    const metresAPixel = (40_075_017 * Math.cos((lat * Math.PI) / 180)) / 256;
    return (this.metres / metresAPixel) * 2 ** this.map.getZoom() >= LEAST_RADIUS_PX;
  }

  /** @param {Cell} cell */
  ring({ lat, lon }) {
    const options = { pane: 'rings', className: 'em-ring', interactive: false };
    return L.circle([lat, lon], { radius: this.metres, ...options });
  }
}
