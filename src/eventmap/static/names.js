/**
 * Names of countries, regions and cities, none over another.
 *
 * Places are chosen once for the whole world at each zoom, the most important first, so that
 * names neither jump nor blink when the map is panned.
 */
import { overlaps, project } from './boundaries.js';
import { canvasTiles } from './canvas.js';
import { colour } from './theme.js';

/** @import { Area, City, Outline } from './boundaries.js' */
/** @import { Square } from './canvas.js' */

const FAMILY = '"Source Sans", "Source Sans Pro", system-ui, sans-serif';
const SEARCH_PX = 256;

/**
 * @typedef {'country' | 'region' | 'city'} Kind of name, a key of `KINDS`
 *
 * @typedef {Object} Name
 * @property {Kind} kind @property {string} text
 * @property {number} x @property {number} y its place in the square from 0 to 1
 * @property {number} zoom from which on it is written @property {number} weight
 *
 * @typedef {Object} Room where a name may stand, in pixels of the world
 * @property {number} left @property {number} middle @property {?number[]} dot
 * @property {number[]} box
 */

/** The zooms at which a kind of name is written, how, and the room that it keeps around itself. */
const KINDS = {
  country: {
    zooms: [2, 7],
    font: `600 12px ${FAMILY}`,
    colour: 'name-country',
    spacing: '1.5px',
    room: [8, 10],
  },
  region: {
    zooms: [6, 10],
    font: `italic 400 12px ${FAMILY}`,
    colour: 'name-region',
    spacing: '0px',
    room: [8, 12],
  },
  city: {
    zooms: [4, 16],
    font: `400 12px ${FAMILY}`,
    colour: 'name-city',
    spacing: '0px',
    room: [10, 12],
  },
};

export class Names {
  /** @param {L.Map} map */
  constructor(map) {
    this.map = map;
    /** @type {Name[]} */
    this.candidates = [];
    /** @type {Map<number, (Name & Room)[]>} by zoom */
    this.placed = new Map();
    const pane = map.createPane('names');
    pane.style.zIndex = '440';
    pane.style.pointerEvents = 'none';
    this.grid = canvasTiles('names', (context, tile) => this.paint(context, tile));
  }

  /**
   * Take the names from the three files; `min_zoom` is the zoom from which on one is written.
   *
   * @param {Outline[]} countries
   * @param {Outline[]} regions
   * @param {City[]} cities
   */
  read(countries, regions, cities) {
    this.candidates = [
      // Land of open status has no name.
      ...countries
        .filter(({ properties }) => properties.name)
        .map(({ properties }) => areaName('country', properties)),
      ...cities.map(cityName),
      ...regions.map(({ properties }) => areaName('region', properties)),
    ].sort((a, b) => b.weight - a.weight);
  }

  redraw() {
    this.placed.clear();
    this.grid.redraw();
  }

  /** @param {CanvasRenderingContext2D} context @param {Square} tile */
  paint(context, tile) {
    const placed = this.placed.get(tile.zoom) ?? place(this.candidates, tile.zoom);
    this.placed.set(tile.zoom, placed);
    const frame = [tile.x, tile.y, tile.x + tile.size, tile.y + tile.size];
    for (const name of placed) {
      if (overlaps(name.box, frame)) write(context, name, tile);
    }
  }
}

/** @param {Kind} kind @param {Area} area @returns {Name} */
function areaName(kind, { name, label_lon: lon, label_lat: lat, min_zoom: zoom }) {
  const [x, y] = project(lon, lat);
  const text = kind === 'country' ? name.toUpperCase() : name;
  return { kind, text, x, y, zoom, weight: (kind === 'country' ? 1e9 : 1e5) - zoom };
}

/** @param {City} city @returns {Name} */
function cityName({ name, lon, lat, population, min_zoom: zoom }) {
  const [x, y] = project(lon, lat);
  return { kind: 'city', text: name, x, y, zoom, weight: 1e7 + population };
}

/**
 * The names of one zoom that do not overlap, each with its box in pixels of the world.
 *
 * @param {Name[]} candidates
 * @param {number} zoom
 */
function place(candidates, zoom) {
  const canvas = document.createElement('canvas');
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  /** @type {Map<number, number[][]>} */
  const squares = new Map();
  /** @type {(Name & Room)[]} */
  const placed = [];
  for (const name of candidates) {
    if (!fitsZoom(name, zoom)) continue;
    const free = options(context, name, zoom).find(({ box }) => isFree(squares, box));
    if (!free) continue;
    occupy(squares, free.box);
    placed.push({ ...name, ...free });
  }
  return placed;
}

/** @param {Name} name @param {number} zoom */
function fitsZoom({ kind, zoom: least }, zoom) {
  const [from, to] = KINDS[kind].zooms;
  return zoom >= Math.max(from, least) && zoom <= to;
}

/**
 * Where a name may stand: in the middle of an area, or on one side of a city.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {Name} name
 * @param {number} zoom
 */
function options(context, { kind, text, x, y }, zoom) {
  const world = 256 * 2 ** zoom;
  const [middleX, middleY] = [x * world, y * world];
  prepare(context, kind);
  const long = context.measureText(text).width;
  const { room } = KINDS[kind];
  if (kind !== 'city') return [at(middleX - long / 2, middleY, long, room)];
  const dot = [middleX, middleY];
  const starts = [
    [8, 0],
    [-8 - long, 0],
    [-long / 2, -14],
    [-long / 2, 14],
  ];
  return starts.map(([right, down]) => at(middleX + right, middleY + down, long, room, dot));
}

/**
 * A text that starts at `left` around the line `middle`; `dot` is the city's own point.
 *
 * @param {number} left
 * @param {number} middle
 * @param {number} long
 * @param {number[]} room
 * @param {?number[]} dot
 * @returns {Room}
 */
function at(left, middle, long, [across, along], dot = null) {
  const ends = [left, left + long, dot?.[0] ?? left];
  const box = [
    Math.min(...ends) - across,
    middle - along,
    Math.max(...ends) + across,
    middle + along,
  ];
  return { left, middle, dot, box };
}

/** @param {number[]} box */
function squaresOf(box) {
  const [left, top, right, bottom] = box.map((pixel) => Math.floor(pixel / SEARCH_PX));
  /** @type {number[]} */
  const keys = [];
  for (let x = left; x <= right; x += 1) {
    for (let y = top; y <= bottom; y += 1) keys.push(x * 1e6 + y);
  }
  return keys;
}

/** @param {Map<number, number[][]>} squares @param {number[]} box */
function isFree(squares, box) {
  return squaresOf(box).every(
    (key) => !(squares.get(key) ?? []).some((other) => overlaps(other, box)),
  );
}

/** @param {Map<number, number[][]>} squares @param {number[]} box */
function occupy(squares, box) {
  for (const key of squaresOf(box)) squares.set(key, [...(squares.get(key) ?? []), box]);
}

/** @param {CanvasRenderingContext2D} context @param {Kind} kind */
function prepare(context, kind) {
  context.font = KINDS[kind].font;
  if ('letterSpacing' in context) context.letterSpacing = KINDS[kind].spacing;
}

/** @param {CanvasRenderingContext2D} context @param {Name & Room} name @param {Square} tile */
function write(context, { kind, text, left, middle, dot }, tile) {
  prepare(context, kind);
  context.textBaseline = 'middle';
  context.lineJoin = 'round';
  context.lineWidth = 2.5;
  context.strokeStyle = colour('name-halo');
  context.fillStyle = colour(KINDS[kind].colour);
  context.strokeText(text, left - tile.x, middle - tile.y);
  context.fillText(text, left - tile.x, middle - tile.y);
  if (dot) mark(context, dot[0] - tile.x, dot[1] - tile.y);
}

/** @param {CanvasRenderingContext2D} context @param {number} x @param {number} y */
function mark(context, x, y) {
  context.beginPath();
  context.arc(x, y, 2, 0, 2 * Math.PI);
  context.lineWidth = 1.5;
  context.stroke();
  context.fill();
}
