/** The layer of events: one symbol an event by type, circles with a count for several. */
import { clusterRadius, mergeOverlapping } from './clusters.js';
import { drawCluster } from './donut.js';
import { eventLegend, isVague } from './eventlegend.js';
import { Marks } from './marks.js';
import { shortCount } from './numbers.js';
import { openCluster } from './opening.js';
import { Rings } from './rings.js';
import { clusterFinder } from './split.js';
import { drawEvent, symbolOf } from './symbols.js';
import { countTypes } from './types.js';
import { clusterWords, eventWords } from './words.js';

const SYMBOL_PX = 28;

/** Fires `symbols` on the controller when other circles of the map are taken. */
export default class Events {
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
    this.shown = [];
    this.zoom = null;
    app.cells.on('cells', (event) => this.on && this.draw(event));
  }

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

  /** @param {{cells: Cell[], zoom: number}} event */
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

  /** From where new symbols move in: out of their clusters when the map was zoomed in. */
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

  mark(group) {
    return group.count === 1 ? this.eventMark(group) : this.clusterMark(group);
  }

  eventMark({ members: [cell], origin }) {
    return {
      key: `event ${cell.event_id}`,
      lat: cell.lat,
      lon: cell.lon,
      origin,
      size: SYMBOL_PX,
      draw: () => drawEvent(cell.event_type, { size: SYMBOL_PX, vague: isVague(cell) }),
      words: [...eventWords(cell), symbolOf(cell.event_type).label],
      look: (on) => isVague(cell) && this.rings.look(cell, on),
      open: (focus) => this.app.openEvent(cell.event_id, { at: [cell.lat, cell.lon], focus }),
    };
  }

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
