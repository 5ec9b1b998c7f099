/**
 * Names of countries, regions and cities, none over another.
 *
 * Places are chosen once for the whole world at each zoom, the most important first, so that
 * names neither jump nor blink when the map is panned.
 */
import { overlaps, project } from './boundaries.js';
import { canvasTiles } from './canvas.js';
import { colour } from './theme.js';

const FAMILY = '"Source Sans", "Source Sans Pro", system-ui, sans-serif';
const SEARCH_PX = 256;

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
  constructor(map) {
    this.map = map;
    this.candidates = [];
    this.placed = new Map();
    const pane = map.createPane('names');
    pane.style.zIndex = '440';
    pane.style.pointerEvents = 'none';
    this.grid = canvasTiles('names', (context, tile) => this.paint(context, tile));
  }

  /** Take the names from the three files; `min_zoom` is the zoom from which on one is written. */
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

  paint(context, tile) {
    if (!this.placed.has(tile.zoom)) this.placed.set(tile.zoom, place(this.candidates, tile.zoom));
    const frame = [tile.x, tile.y, tile.x + tile.size, tile.y + tile.size];
    for (const name of this.placed.get(tile.zoom)) {
      if (overlaps(name.box, frame)) write(context, name, tile);
    }
  }
}

function areaName(kind, { name, label_lon: lon, label_lat: lat, min_zoom: zoom }) {
  const [x, y] = project(lon, lat);
  const text = kind === 'country' ? name.toUpperCase() : name;
  return { kind, text, x, y, zoom, weight: (kind === 'country' ? 1e9 : 1e5) - zoom };
}

function cityName({ name, lon, lat, population, min_zoom: zoom }) {
  const [x, y] = project(lon, lat);
  return { kind: 'city', text: name, x, y, zoom, weight: 1e7 + population };
}

/** The names of one zoom that do not overlap, each with its box in pixels of the world. */
function place(candidates, zoom) {
  const context = document.createElement('canvas').getContext('2d');
  const squares = new Map();
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

function fitsZoom({ kind, zoom: least }, zoom) {
  const [from, to] = KINDS[kind].zooms;
  return zoom >= Math.max(from, least) && zoom <= to;
}

/** Where a name may stand: in the middle of an area, or on one side of a city. */
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

function squaresOf(box) {
  const [left, top, right, bottom] = box.map((pixel) => Math.floor(pixel / SEARCH_PX));
  const keys = [];
  for (let x = left; x <= right; x += 1) {
    for (let y = top; y <= bottom; y += 1) keys.push(x * 1e6 + y);
  }
  return keys;
}

function isFree(squares, box) {
  return squaresOf(box).every(
    (key) => !(squares.get(key) ?? []).some((other) => overlaps(other, box)),
  );
}

function occupy(squares, box) {
  for (const key of squaresOf(box)) squares.set(key, [...(squares.get(key) ?? []), box]);
}

function prepare(context, kind) {
  context.font = KINDS[kind].font;
  if ('letterSpacing' in context) context.letterSpacing = KINDS[kind].spacing;
}

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

function mark(context, x, y) {
  context.beginPath();
  context.arc(x, y, 2, 0, 2 * Math.PI);
  context.lineWidth = 1.5;
  context.stroke();
  context.fill();
}
