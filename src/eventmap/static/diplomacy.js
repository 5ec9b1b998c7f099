/** Places of the diplomatic timeline: hollow diamonds, which stand on the place. */
import { mergeOverlapping } from './clusters.js';
import { Marks } from './marks.js';
import { loadTimeline } from './net.js';
import { timelineContent } from './popups.js';
import { drawDiamond } from './symbols.js';
import { countOf, shortCount } from './words.js';

/** @import { Controller } from './controller.js' */
/** @import { Group } from './clusters.js' */
/** @import { Mark } from './marks.js' */
/** @import { State } from './net.js' */

/** @typedef {api.TimelineItem & {lat: number, lon: number}} Placed an item with a point */

const SIZE_PX = 28;
const MOST_LIFT_PX = 48;

export class Diplomacy {
  id = 'diplomacy';

  label = 'Places of the diplomatic timeline';

  first = true;

  /** @param {Controller} app */
  constructor(app) {
    this.app = app;
    this.map = app.map;
    this.on = false;
    /** @type {Placed[]} */
    this.items = [];
    this.marks = new Marks(app.map, 'diplomacy', {
      zIndex: 595,
      label: 'Places of the diplomatic timeline. Arrow keys go from place to place, Enter opens.',
    });
    /** @type {{x: number, y: number, radius: number}[]} */
    this.circles = [];
    app.map.on('moveend', () => this.draw());
    app.on('symbols', ({ circles }) => {
      this.circles = circles;
      this.draw();
    });
  }

  /** @param {boolean} on */
  switch(on) {
    this.on = on;
    if (on) this.show(this.app.state);
    else this.clear();
  }

  /**
   * Load the items of `state`; those on the map stay until the new ones are known.
   *
   * @param {State} state
   */
  async show(state) {
    if (!this.on) return;
    const items = await loadTimeline(state).catch(() => null);
    if (!this.on || state !== this.app.state) return;
    if (items) this.read(items);
    else this.fail();
  }

  clear() {
    this.setItems([]);
  }

  fail() {
    const again = () => this.show(this.app.state);
    this.app.status.fail('diplomacy', 'The places of the timeline could not be loaded.', again);
  }

  /** @param {api.TimelineItem[]} items */
  read(items) {
    this.app.status.clear('diplomacy');
    const placed = items.filter(({ lat, lon }) => lat !== null && lon !== null);
    this.setItems(/** @type {Placed[]} */ (placed));
  }

  /** @param {Placed[]} items */
  setItems(items) {
    this.items = items;
    this.draw();
    this.app.fire('legend');
  }

  draw() {
    const zoom = this.map.getZoom();
    const points = this.items.map((item) => {
      const { x, y } = this.map.project([item.lat, item.lon], zoom);
      return { x, y, count: 1, members: [item] };
    });
    this.marks.draw(mergeOverlapping(points, () => SIZE_PX / 2).map((group) => this.mark(group)));
  }

  /** @param {Group<Placed>} group @returns {Mark} */
  mark({ members: items }) {
    const places = [...new Set(items.map((item) => item.place ?? 'place not named'))];
    const place = places.slice(0, 3).join(', ') + (places.length > 3 ? ' and others' : '');
    const [{ lat, lon }] = items;
    const words = [
      place,
      items.length === 1 ? items[0].title : countOf(items.length, 'diplomatic item'),
    ];
    return {
      key: `diplomacy ${lat} ${lon} ${items.map((item) => item.item_id).join(' ')}`,
      lat,
      lon,
      size: SIZE_PX,
      lift: this.lift([lat, lon]),
      draw: () => drawDiamond(SIZE_PX, items.length > 1 ? shortCount(items.length) : ''),
      words,
      open: (focus) => this.app.popups.open([lat, lon], timelineContent(place, items), focus),
    };
  }

  /**
   * How far above its place a diamond stands: on its tip, or on the symbol that is there.
   *
   * @param {L.LatLngTuple} latlng
   */
  lift(latlng) {
    const { x, y } = this.map.project(latlng);
    /** @param {number} lift */
    const blocked = (lift) =>
      this.circles.some((c) => Math.hypot(c.x - x, c.y - (y - lift)) < c.radius + SIZE_PX / 3);
    let lift = SIZE_PX / 2;
    while (lift < MOST_LIFT_PX && blocked(lift)) lift += 2;
    return lift;
  }

  legend() {
    const view = this.map.getBounds();
    if (!this.items.some(({ lat, lon }) => view.contains([lat, lon]))) return [];
    return [{ symbol: drawDiamond(20), label: 'What was said and decided' }];
  }
}
