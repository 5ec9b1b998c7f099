/** The layer of events: one symbol an event by type, circles with a count for several. */
import { clusterRadius, mergeOverlapping } from './clusters.js';
import { Marks } from './marks.js';
import { drawCluster, drawEvent, drawVague, symbolOf, symbolTypes } from './symbols.js';
import { CELL_PX } from './tiles.js';
import { clusterWords, countOf, eventWords, shortCount } from './words.js';

const SYMBOL_PX = 28;
const ZOOM_STEP = 3;
/** More rings than this hide the map; then a ring shows only while its symbol is looked at. */
const MOST_RINGS = 12;

export default class Events {
  id = 'events';

  label = 'Events';

  first = true;

  /** @param {Controller} app @param {{district_m: number}} options radius of a district's ring */
  constructor(app, { district_m: districtMetres }) {
    this.app = app;
    this.map = app.map;
    this.districtMetres = districtMetres;
    this.marks = new Marks(app.map, 'events', {
      zIndex: 600,
      label: 'Events on the map. Arrow keys go from symbol to symbol, Enter opens.',
    });
    app.map.createPane('rings').style.zIndex = 430;
    this.rings = L.layerGroup();
    this.shown = [];
    app.cells.on('cells', (event) => this.on && this.draw(event));
  }

  switch(on) {
    this.on = on;
    this.app.cells.use(this, on);
    if (on) this.rings.addTo(this.map);
    else {
      this.clear();
      this.rings.remove();
    }
  }

  clear() {
    this.shown = [];
    this.marks.clear();
    this.rings.clearLayers();
    this.look(null, false);
    this.announce();
  }

  /** @param {{cells: Cell[], zoom: number}} event */
  draw({ cells, zoom }) {
    const points = cells.map((cell) => {
      const { x, y } = this.map.project([cell.lat, cell.lon], zoom);
      return { x, y, count: cell.count, members: [cell] };
    });
    this.shown = mergeOverlapping(points);
    this.drawRings();
    this.marks.draw(this.shown.map((group) => this.mark(group, zoom)));
    this.announce();
  }

  /** Tell the other layers which circles of the map, in pixels of the world, are taken. */
  announce() {
    const circles = this.shown.map(({ x, y, count }) => ({ x, y, radius: clusterRadius(count) }));
    this.app.fire('symbols', { circles });
    this.app.fire('legend');
  }

  mark(group, zoom) {
    const { lat, lng: lon } = this.map.unproject([group.x, group.y], zoom);
    const [cell] = group.members;
    return group.count === 1
      ? this.eventMark(cell)
      : this.clusterMark({ ...group, lat, lon, zoom });
  }

  eventMark(cell) {
    const vague = isVague(cell) && !this.rings.getLayers().length;
    return {
      key: `event ${cell.event_id} ${vague}`,
      lat: cell.lat,
      lon: cell.lon,
      size: SYMBOL_PX,
      draw: () => drawEvent(cell.event_type, { size: SYMBOL_PX, vague }),
      words: [...eventWords(cell), symbolOf(cell.event_type).label],
      look: (on) => this.look(cell, on),
      open: (focus) => this.app.openEvent(cell.event_id, { at: [cell.lat, cell.lon], focus }),
    };
  }

  clusterMark(group) {
    const radius = clusterRadius(group.count);
    const words = clusterWords(group.members);
    return {
      key: `cluster ${group.lat.toFixed(5)} ${group.lon.toFixed(5)} ${words.join(' ')}`,
      lat: group.lat,
      lon: group.lon,
      size: Math.round(radius * 2),
      draw: () => drawCluster(radius, shortCount(group.count)),
      words,
      open: (focus) => this.openCluster(group, focus),
    };
  }

  /** Zoom in until the cluster splits; events that no zoom tells apart open as a list. */
  async openCluster(group, focus) {
    const { lat, lon, count, zoom } = group;
    const boxes = group.members.map((cell) => this.cellBox(cell, zoom));
    if (zoom < this.map.getMaxZoom() && (await this.splits(group))) {
      const bounds = boxes.reduce((all, box) => all.extend(box), L.latLngBounds([]));
      const target = Math.max(this.map.getBoundsZoom(bounds), zoom + 1);
      this.map.setView([lat, lon], Math.min(target, zoom + ZOOM_STEP, this.map.getMaxZoom()));
    } else {
      this.app.popups.openBoxes(countOf(count, 'event'), boxes, { at: [lat, lon], count, focus });
    }
  }

  /** Whether the cluster is more than one cell at the deepest zoom, as far as that can be told. */
  async splits(group) {
    if (group.members.length > 1) return true;
    const at = L.latLng(group.lat, group.lon);
    const asked = this.app.cells.cellsWithin(L.latLngBounds([at, at]), this.map.getMaxZoom());
    const cells = await asked.catch(() => []);
    return !cells.some((cell) => cell.count === group.count);
  }

  /** Bounds of the square of the grid in which the events of a cell lie. */
  cellBox({ lat, lon }, zoom) {
    const corner = this.map.project([lat, lon], zoom).divideBy(CELL_PX).floor().multiplyBy(CELL_PX);
    const opposite = corner.add([CELL_PX, CELL_PX]);
    return L.latLngBounds(this.map.unproject(corner, zoom), this.map.unproject(opposite, zoom));
  }

  /** Rings in metres around places known to the district only. */
  drawRings() {
    this.rings.clearLayers();
    const vague = singlesOf(this.shown).filter(isVague);
    if (vague.length <= MOST_RINGS) for (const cell of vague) this.ring(cell).addTo(this.rings);
  }

  ring({ lat, lon }) {
    const options = { pane: 'rings', className: 'em-ring', interactive: false };
    return L.circle([lat, lon], { radius: this.districtMetres, ...options });
  }

  /** Show the ring of a symbol while it is looked at. */
  look(cell, on) {
    this.looked?.remove();
    this.looked = on && isVague(cell) ? this.ring(cell).addTo(this.map) : null;
  }

  extent() {
    return this.app.cells.extent();
  }

  legend() {
    const view = this.map.getPixelBounds();
    const shown = this.shown.filter(({ x, y }) => view.contains([x, y]));
    const singles = singlesOf(shown);
    const types = new Set(singles.map((cell) => cell.event_type));
    const rows = symbolTypes()
      .filter((type) => types.has(type))
      .map((type) => ({ symbol: drawEvent(type), label: symbolOf(type).label }));
    if (singles.length < shown.length) {
      rows.push({ symbol: drawCluster(11, '3'), label: 'Several events' });
    }
    if (singles.some(isVague)) {
      const label = `Known to the district only, within about ${this.districtMetres / 1000} km`;
      rows.push({ symbol: drawVague(), label });
    }
    return rows;
  }
}

function singlesOf(groups) {
  return groups.filter((group) => group.count === 1).map(({ members: [cell] }) => cell);
}

function isVague(cell) {
  return cell.geo_precision === 'district';
}
