/**
 * Tiles of events: which ones a view needs, and a store that loads them.
 *
 * A tile has 512 CSS pixels; tile zoom z is Leaflet's zoom minus one.
 */
import { fetchJson } from './address.js';

export const TILE_PX = 512;
/** Cells are 1/16 of a tile wide: 256 in a tile. */
export const CELL_PX = TILE_PX / 16;

/** Some views; older tiles are in the cache of the browser, which may keep them for good. */
const KEPT_TILES = 40;

/**
 * @typedef {Object} Cell one event, or several that are close to each other
 * @property {number} count
 * @property {number} lon @property {number} lat mean position
 * @property {string} event_type the most frequent one
 * @property {?Object<string, number>} types how many of each type, null for one event
 * @property {?string} event_id @property {?string} title @property {?string} date_start
 * @property {?string} date_end @property {?string} geo_precision null where count > 1
 * @property {?number} killed_low @property {?number} killed_best @property {?number} killed_high
 * @property {number} killed_unknown how many of them give no figure
 */

/** The tiles that cover `bounds` (pixels of the whole world at `zoom`), as [z, x, y]. */
export function coveringTiles(bounds, zoom, margin = 64) {
  const last = 2 ** (zoom - 1) - 1;
  const index = (pixel) => Math.min(last, Math.max(0, Math.floor(pixel / TILE_PX)));
  const tiles = [];
  for (let y = index(bounds.min.y - margin); y <= index(bounds.max.y + margin); y += 1) {
    for (let x = index(bounds.min.x - margin); x <= index(bounds.max.x + margin); x += 1) {
      tiles.push([zoom - 1, x, y]);
    }
  }
  return tiles;
}

/** @returns {Cell[]} */
function readCells({ columns, types, cells }) {
  return cells.map((row) => {
    const cell = Object.fromEntries(columns.map((name, at) => [name, row[at]]));
    const shares = cell.types?.map((count, at) => [types[at], count]).filter(([, n]) => n);
    return { ...cell, types: shares ? Object.fromEntries(shares) : null };
  });
}

/** Loads tiles once and keeps the most recently used ones. */
export class TileStore {
  constructor() {
    this.kept = new Map();
    this.loading = new Map();
  }

  /**
   * The cells of all `addresses`. Requests for other tiles are dropped: they have left the view.
   *
   * @param {string[]} addresses
   * @returns {Promise<Cell[]>} rejects if one of them cannot be had
   */
  async load(addresses) {
    this.dropOthers(new Set(addresses));
    const tiles = await Promise.all(addresses.map((address) => this.tile(address)));
    return tiles.flat();
  }

  /** Load tiles that are likely to be wanted next, next to those that are wanted now. */
  fetchAhead(addresses) {
    for (const address of addresses) Promise.resolve(this.tile(address)).catch(() => {});
  }

  dropOthers(wanted) {
    for (const [address, { abort }] of this.loading) {
      if (!wanted.has(address)) abort.abort();
    }
  }

  tile(address) {
    const kept = this.kept.get(address);
    if (kept) {
      this.keep(address, kept);
      return kept;
    }
    const loading = this.loading.get(address);
    return loading && !loading.abort.signal.aborted ? loading.cells : this.request(address);
  }

  request(address) {
    const abort = new AbortController();
    const entry = { abort, cells: this.fetchTile(address, abort.signal) };
    this.loading.set(address, entry);
    const done = () => {
      if (this.loading.get(address) === entry) this.loading.delete(address);
    };
    entry.cells.then(done, done);
    return entry.cells;
  }

  async fetchTile(address, signal) {
    const cells = readCells(await fetchJson(address, { signal }));
    this.keep(address, cells);
    return cells;
  }

  /** Put a tile at the end of the map, whose first entries are the longest unused. */
  keep(address, cells) {
    this.kept.delete(address);
    this.kept.set(address, cells);
    if (this.kept.size > KEPT_TILES) this.kept.delete(this.kept.keys().next().value);
  }
}
