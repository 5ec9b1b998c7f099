/**
 * Events that are known only to the region or the country: the area itself, hatched, with their
 * number in a frame; never a pin.
 */
import { project, projectRings } from './boundaries.js';
import { mergeOverlapping } from './clusters.js';
import { Marks } from './marks.js';
import { RegionLayer } from './regions.js';
import { drawSwatch, drawTag } from './symbols.js';
import { countOf, nearness, shortCount } from './words.js';

/** @import { Controller } from './controller.js' */
/** @import { Outline, Ring } from './boundaries.js' */
/** @import { Group } from './clusters.js' */
/** @import { Mark } from './marks.js' */
/** @import { Drawn } from './regions.js' */

/**
 * @typedef {{code: string, name: string, count: number}} AreaRow an area with its events
 * @typedef {Drawn & AreaRow} DrawnArea
 * @typedef {{x: number, y: number}} Place in pixels of the world
 * @typedef {Place & {radius: number}} Circle
 * @typedef {Group<DrawnArea> & {at: Place}} Tag one number for one area or several
 */

const TAG_HEIGHT_PX = 24;
/** Areas whose middles are nearer than twice this share a number. */
const TAG_ROOM_PX = 20;
const STEP_PX = 12;
/** Steps around the middle of an area in which its number looks for room inside. */
const STEPS = 12;

/**
 * What an event may be known to and no closer. `after` names the event of the controller that
 * tells which circles of the map are taken, `announces` the one that tells it of these numbers
 * as well; `outside` how many steps outside its area a number may stand where there is no room
 * inside; `lastZoom` from where on the hatching would fill the view and tell nothing.
 */
const KINDS = {
  region: {
    pane: 'regiononly',
    zIndex: 420,
    boundaries: 'admin1',
    interactive: true,
    after: 'symbols',
    announces: 'tags',
    swatch: 'em-hatched',
    legendLabel: 'Known to the region only',
    outside: 4,
    lastZoom: Infinity,
    tags: {
      pane: 'regiontags',
      zIndex: 590,
      label: 'Regions with events known only to the region. Arrow keys go from one to the next.',
    },
    rowsOf: regionsOf,
    tagText: (/** @type {DrawnArea[]} */ _, /** @type {string} */ count) => count,
  },
  country: {
    pane: 'countryonly',
    zIndex: 415,
    boundaries: 'countries',
    interactive: false,
    after: 'tags',
    announces: null,
    swatch: 'em-hatched-wide',
    legendLabel: 'Known to the country only',
    outside: 12,
    lastZoom: 6,
    tags: {
      pane: 'countrytags',
      zIndex: 585,
      label: 'Countries with events known only to the country. Arrow keys go on to the next.',
    },
    rowsOf: countriesOf,
    tagText: (/** @type {DrawnArea[]} */ rows, /** @type {string} */ count) =>
      rows.length === 1 ? `${rows[0].code} ${count}` : count,
  },
};

export class Areas extends RegionLayer {
  /** Switched together with the layer of events: what is not exact is not left out. */
  follows = 'events';

  /** @param {Controller} app @param {{unit: 'region' | 'country'}} options a key of `KINDS` */
  constructor(app, { unit }) {
    const kind = KINDS[unit];
    super(app, kind);
    this.id = kind.pane;
    this.unit = unit;
    this.kind = kind;
    this.marks = new Marks(app.map, kind.tags.pane, kind.tags);
    /** @type {Circle[]} taken by others */
    this.circles = [];
    /** @type {Circle[]} and by the numbers, too */
    this.taken = [];
    /** @type {DrawnArea[]} */
    this.rows = [];
    /** @type {DrawnArea[]} */
    this.drawn = [];
    this.chosen = L.featureGroup().addTo(app.map);
    app.on('popupclosed', () => this.look(null, this.chosen));
    app.on(kind.after, ({ circles }) => {
      this.circles = circles;
      this.drawTags();
    });
    if (kind.lastZoom < Infinity) app.map.on('zoomend', () => this.draw(this.rows));
  }

  /** @override @param {api.Summary} summary */
  rowsOf(summary) {
    return this.kind.rowsOf(summary);
  }

  /** @override */
  classOf() {
    return this.kind.swatch;
  }

  /** @override @param {DrawnArea[]} rows */
  draw(rows) {
    this.rows = rows;
    super.draw(this.map.getZoom() <= this.kind.lastZoom ? rows : []);
    this.drawTags();
  }

  /** Draw the number of each area; where they leave no room, one number for several. */
  drawTags() {
    const world = 256 * 2 ** this.map.getZoom();
    const points = this.drawn.map((row) => {
      const { label_lon: lon, label_lat: lat } = row.outline.properties;
      const [x, y] = project(lon, lat).map((share) => share * world);
      return { x, y, count: row.count, members: [row] };
    });
    this.taken = [...this.circles];
    /** @type {Tag[]} */
    const placed = [];
    for (const group of mergeOverlapping(points, () => TAG_ROOM_PX)) {
      const radius = this.width(group) / 2;
      const outlines = group.members.map((row) => row.outline);
      const size = { room: radius + 2, outside: this.kind.outside };
      const at = placeTag(group, outlines, world, this.taken, size);
      if (at) this.taken.push({ ...at, radius });
      if (at || !placed.length) placed.push({ ...group, at: at ?? group });
      else join(nearest(placed, group), group);
    }
    this.marks.draw(placed.map((group) => this.mark(group)));
    if (this.kind.announces) this.app.fire(this.kind.announces, { circles: this.taken });
  }

  /** @param {Group<DrawnArea>} group */
  text({ members, count }) {
    return this.kind.tagText(members, shortCount(count));
  }

  /** @param {Group<DrawnArea>} group */
  width(group) {
    return Math.max(TAG_HEIGHT_PX, 12 + 8 * this.text(group).length);
  }

  /** @param {Tag} group @returns {Mark} */
  mark(group) {
    const { count, members: rows, at } = group;
    const { lat, lng: lon } = this.map.unproject([at.x, at.y]);
    const width = this.width(group);
    return {
      key: `${rows.map((row) => row.code).join(' ')} ${count}`,
      lat,
      lon,
      size: width,
      draw: () => drawTag(width, TAG_HEIGHT_PX, this.text(group)),
      words: this.wordsOf(rows, count),
      look: (on) => this.look(on && rows.length === 1 ? rows[0].outline : null),
      open: (focus) =>
        rows.length > 1 ? this.zoomTo(rows) : this.list(rows[0], [lat, lon], focus),
    };
  }

  /** @override @param {DrawnArea} row */
  words(row) {
    return this.wordsOf([row], row.count);
  }

  /** @param {DrawnArea[]} rows @param {number} count */
  wordsOf(rows, count) {
    const names = rows.map((row) => row.name).join(', ');
    return [names, `${countOf(count, 'event')} ${nearness(this.unit)}`];
  }

  /** @param {DrawnArea[]} rows */
  zoomTo(rows) {
    const bounds = L.featureGroup(rows.map((row) => L.geoJSON(row.outline))).getBounds();
    this.map.fitBounds(bounds, { padding: [32, 32] });
  }

  /** @override @param {DrawnArea} row @param {[number, number]} at @param {boolean} focus */
  list(row, at, focus) {
    const title = this.words(row).join(': ');
    const filter = { [this.unit]: row.code, precision: this.unit };
    this.app.lists.open(title, [filter], { at, focus, count: row.count });
  }

  /**
   * Where the popup of an event in an area opens, `null` if the area cannot be drawn.
   *
   * @returns {Promise<?[number, number]>}
   * @param {?string} code
   */
  async middleOf(code) {
    const outline = (await this.outlines()).get(code ?? '');
    return outline ? [outline.properties.label_lat, outline.properties.label_lon] : null;
  }

  /**
   * Outline an area until the popup is closed.
   *
   * @param {?string} code
   */
  async highlight(code) {
    this.look((await this.outlines()).get(code ?? ''), this.chosen);
  }

  /** Bounds of the regions; a country says too little of where its events were. */
  extent() {
    const bounds = this.shapes.getBounds();
    return this.unit === 'region' && bounds.isValid() ? bounds : null;
  }

  legend() {
    const view = this.map.getBounds();
    if (
      !(
        /** @type {L.FeatureGroup[]} */ (this.shapes.getLayers()).some((layer) =>
          view.intersects(layer.getBounds()),
        )
      )
    )
      return [];
    // Where regions are shaded, the hatching would hide the shades: the frames alone are left.
    const symbol = this.app.shaded ? drawTag(22, 16, '') : drawSwatch(this.kind.swatch);
    return [{ symbol, label: this.kind.legendLabel }];
  }
}

/**
 * The regions with events that are known no closer, each with their number.
 *
 * @param {api.Summary} summary
 */
function regionsOf({ by_region: rows }) {
  return rows.flatMap(({ region, name, region_only: count }) =>
    region && count > 0 ? { code: region, name: name ?? region, count } : [],
  );
}

/**
 * The countries with events that are known to no region, each with their number.
 *
 * @param {api.Summary} summary
 */
function countriesOf({ by_region: rows }) {
  /** @type {Map<string, AreaRow>} */
  const counts = new Map();
  for (const { country, country_name: name, country_only: count } of rows) {
    if (!country || !count) continue;
    const before = counts.get(country)?.count ?? 0;
    counts.set(country, { code: country, name: name ?? country, count: before + count });
  }
  return [...counts.values()];
}

/** @param {Tag[]} groups @param {Place} place */
function nearest(groups, { x, y }) {
  /** @param {Tag} group */
  const distance = ({ at }) => Math.hypot(at.x - x, at.y - y);
  return groups.reduce((best, group) => (distance(group) < distance(best) ? group : best));
}

/** @param {Tag} group @param {Group<DrawnArea>} other */
function join(group, other) {
  group.count += other.count;
  group.members.push(...other.members);
}

/** @type {Map<string, Ring[]>} by code */
const rings = new Map();

/**
 * The free place nearest to `middle`, if possible inside the areas; `null` if there is none.
 *
 * @param {Place} middle
 * @param {Outline[]} areas of the areas that the number is about
 * @param {number} world size of the world in pixels
 * @param {Circle[]} taken
 * @param {{room: number, outside: number}} size radius in pixels of what is placed, and how many
 *   steps outside its area it may stand where there is no room inside
 */
function placeTag(middle, areas, world, taken, { room, outside }) {
  const outlines = areas.flatMap(ringsOf);
  /** @param {Place} place */
  const isFree = ({ x, y }) =>
    taken.every((circle) => Math.hypot(circle.x - x, circle.y - y) > circle.radius + room);
  /** @param {Place} place */
  const isInside = ({ x, y }) => contains(outlines, x / world, y / world);
  const places = around(middle.x, middle.y, STEPS);
  const near = around(middle.x, middle.y, outside);
  return places.find((place) => isFree(place) && isInside(place)) ?? near.find(isFree) ?? null;
}

/** @param {Outline} outline */
function ringsOf({ properties: { code }, geometry }) {
  const known = rings.get(code) ?? projectRings(geometry);
  rings.set(code, known);
  return known;
}

/**
 * Places around a point, the nearest first.
 *
 * @param {number} x
 * @param {number} y
 * @param {number} steps
 */
function around(x, y, steps) {
  const places = [{ x, y }];
  for (let step = 1; step <= steps; step += 1) {
    for (let turn = 0; turn < 12; turn += 1) {
      const angle = (turn * Math.PI) / 6;
      const reach = step * STEP_PX;
      places.push({ x: x + Math.cos(angle) * reach, y: y + Math.sin(angle) * reach });
    }
  }
  return places;
}

/**
 * Whether a point lies in an odd number of rings.
 *
 * @param {Ring[]} outlines
 * @param {number} x
 * @param {number} y
 */
function contains(outlines, x, y) {
  const within = outlines.filter(
    ({ points, box }) => box.contains([x, y]) && crossesOdd(points, x, y),
  );
  return within.length % 2 === 1;
}

/**
 * Whether a line from a point to the right crosses a ring an odd number of times.
 *
 * @param {L.Point[]} points
 * @param {number} x
 * @param {number} y
 */
function crossesOdd(points, x, y) {
  let odd = false;
  let last = points[points.length - 1];
  for (const point of points) {
    const share = (y - point.y) / (last.y - point.y);
    if (point.y > y !== last.y > y && x < (last.x - point.x) * share + point.x) odd = !odd;
    last = point;
  }
  return odd;
}
