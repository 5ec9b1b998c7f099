/**
 * Tiles of events: which ones a view needs, and a store that loads them.
 *
 * A tile has 512 CSS pixels; tile zoom z is Leaflet's zoom minus one. Between two whole zooms of the
 * map it has those of the lower one, larger on the screen.
 */
import { fetchJson, loadProgress, stepsAddress, tileAddress } from './net.js';

/** @import { Status } from './controls.js' */
/** @import { State } from './net.js' */

export const TILE_PX = 512;
/** Cells are 1/16 of a tile wide: 256 in a tile. */
export const CELL_PX = TILE_PX / 16;

/** Some views; older tiles are in the cache of the browser, which may keep them for good. */
const KEPT_TILES = 40;

/** A browser asks one host six things at a time: some are left for the rest, and how far this is. */
const AT_ONCE = 4;

/** How long an answer takes, in milliseconds, before it is said how far it is, and how often then. */
const SLOW_MS = 2000;
const LOOK_MS = 1000;

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
 * @property {?string} killed_words what sources say in words, as of one event alone
 * @property {?number} injured_low @property {?number} injured_best @property {?number} injured_high
 * @property {number} injured_unknown @property {?string} injured_words
 */

/**
 * The whole zoom of which the cells are drawn at any zoom of the map.
 *
 * @param {number} zoom
 */
export function cellZoom(zoom) {
  return Math.floor(zoom);
}

/**
 * The tiles that cover `bounds` (pixels of the whole world at `zoom`), as [z, x, y].
 *
 * @param {{min: {x: number, y: number}, max: {x: number, y: number}}} bounds
 * @param {number} zoom
 * @param {number} margin in pixels
 * @returns {[number, number, number][]}
 */
export function coveringTiles(bounds, zoom, margin = 64) {
  const whole = cellZoom(zoom);
  const last = 2 ** (whole - 1) - 1;
  const side = TILE_PX * 2 ** (zoom - whole);
  /** @param {number} pixel */
  const index = (pixel) => Math.min(last, Math.max(0, Math.floor(pixel / side)));
  /** @type {[number, number, number][]} */
  const tiles = [];
  for (let y = index(bounds.min.y - margin); y <= index(bounds.max.y + margin); y += 1) {
    for (let x = index(bounds.min.x - margin); x <= index(bounds.max.x + margin); x += 1) {
      tiles.push([whole - 1, x, y]);
    }
  }
  return tiles;
}

/** @param {TileStore} store @param {State} state @param {[number, number, number][]} tiles */
function loadTiles(store, state, tiles) {
  const addresses = tiles.map((tile) => tileAddress(state, tile));
  return store.load(addresses, tiles);
}

/**
 * What the server is told with each of some tiles: that they are asked for together. It counts them
 * by one question, and the answers do not depend on it.
 *
 * @param {[number, number, number][]} tiles
 * @returns {Record<string, string>} headers
 */
export function screenOf(tiles) {
  if (!tiles.length) return {};
  const [columns, rows] = [tiles.map(([, x]) => x), tiles.map(([, , y]) => y)];
  const [across, down] = [columns, rows].map((all) => `${Math.min(...all)}-${Math.max(...all)}`);
  return { 'X-Eventmap-Screen': `${across}/${down}` };
}

/** @param {api.Tile} tile @returns {Cell[]} */
function readCells({ columns, types, cells }) {
  return cells.map((row) => {
    /** @type {any} */
    const cell = Object.fromEntries(columns.map((name, at) => [name, row[at]]));
    /** @type {[string, number][] | undefined} */
    const shares = cell.types
      ?.map((/** @type {number} */ count, /** @type {number} */ at) => [types[at], count])
      .filter((/** @type {[string, number]} */ [, count]) => count);
    return { ...cell, types: shares ? Object.fromEntries(shares) : null };
  });
}

/**
 * @param {Promise<api.Steps>} answer
 * @param {number} step
 * @param {number} at which of its tiles
 * @returns {Promise<api.Tile>}
 */
async function pickTile(answer, step, at) {
  const { columns, types, steps } = await answer;
  return { columns, types, cells: steps[step][at] };
}

/** Loads tiles once and keeps the most recently used ones. */
export class TileStore {
  constructor() {
    /** @type {Map<string, Cell[]>} */
    this.kept = new Map();
    /** @type {Map<string, {abort: AbortController, cells: Promise<Cell[]>}>} */
    this.loading = new Map();
    this.asked = 0;
    /** @type {(() => void)[]} those that wait until fewer are asked */
    this.queue = [];
    /** @type {Map<string, Promise<api.Tile>>} what comes with others, until it is wanted */
    this.ahead = new Map();
    this.abortAhead = new AbortController();
  }

  /**
   * The cells of all `addresses`. Requests for other tiles are dropped: they have left the view.
   *
   * @param {string[]} addresses
   * @param {[number, number, number][]} tiles which ones they are, in the same order
   * @returns {Promise<Cell[]>} rejects if one of them cannot be had
   */
  async load(addresses, tiles = []) {
    this.dropOthers(new Set(addresses));
    const screen = screenOf(tiles.filter((_, at) => !this.has(addresses[at])));
    const found = await Promise.all(addresses.map((address) => this.tile(address, screen)));
    return found.flat();
  }

  /**
   * Load the tiles of views that are likely to be wanted next, those that are missing in one answer:
   * once half of the views are. What came so for other views is dropped.
   *
   * @param {string[][]} views the addresses of the tiles of each
   * @param {(missing: number[]) => string} addressOf where some of the views are answered together
   */
  fetchAhead(views, addressOf) {
    const missing = [...views.keys()].filter((at) => !views[at].every((tile) => this.has(tile)));
    if (!missing.length || missing.length * 2 < views.length) return;
    const wanted = new Set(views.flat());
    for (const address of this.ahead.keys()) {
      if (!wanted.has(address)) this.ahead.delete(address);
    }
    if (!this.ahead.size) this.dropAhead();
    /** @type {Promise<api.Steps>} */
    const answer = fetchJson(addressOf(missing), { signal: this.abortAhead.signal });
    for (const [step, view] of missing.entries()) {
      for (const [at, address] of views[view].entries()) {
        this.expect(address, pickTile(answer, step, at));
      }
    }
  }

  /** @param {string} address */
  has(address) {
    return this.kept.has(address) || this.ahead.has(address);
  }

  /** @param {string} address @param {Promise<api.Tile>} tile */
  expect(address, tile) {
    this.ahead.set(address, tile);
    tile.catch(() => {
      if (this.ahead.get(address) === tile) this.ahead.delete(address);
    });
  }

  /**
   * A tile that comes with others; where they cannot be had, it is asked for by itself.
   *
   * @param {string} address
   * @param {Promise<api.Tile>} coming
   * @param {Record<string, string>} screen
   */
  async take(address, coming, screen) {
    const tile = await coming.catch((error) => {
      if (error.name === 'AbortError') throw error; // nobody wants it any more
      return null;
    });
    if (!tile) return this.request(address, screen);
    const cells = readCells(tile);
    this.ahead.delete(address);
    this.keep(address, cells);
    return cells;
  }

  /** Drop what was asked for ahead: nothing more is played, or another filter. */
  dropAhead() {
    this.abortAhead.abort();
    this.abortAhead = new AbortController();
    this.ahead.clear();
  }

  /** Drop all requests. */
  stop() {
    this.dropAhead();
    this.dropOthers(new Set());
  }

  /** @param {Set<string>} wanted */
  dropOthers(wanted) {
    for (const [address, { abort }] of this.loading) {
      if (!wanted.has(address)) abort.abort();
    }
  }

  /**
   * @param {string} address
   * @param {Record<string, string>} screen
   * @returns {Cell[] | Promise<Cell[]>}
   */
  tile(address, screen) {
    const kept = this.kept.get(address);
    if (kept) {
      this.keep(address, kept);
      return kept;
    }
    const coming = this.ahead.get(address);
    if (coming) return this.take(address, coming, screen);
    const loading = this.loading.get(address);
    return loading && !loading.abort.signal.aborted ? loading.cells : this.request(address, screen);
  }

  /** @param {string} address @param {Record<string, string>} screen */
  request(address, screen) {
    const abort = new AbortController();
    const entry = { abort, cells: this.fetchTile(address, screen, abort.signal) };
    this.loading.set(address, entry);
    const done = () => {
      if (this.loading.get(address) === entry) this.loading.delete(address);
    };
    entry.cells.then(done, done);
    return entry.cells;
  }

  /**
   * @param {string} address
   * @param {Record<string, string>} headers
   * @param {AbortSignal} signal
   */
  async fetchTile(address, headers, signal) {
    if (this.asked < AT_ONCE) this.asked += 1;
    else await new Promise((/** @type {(_: void) => void} */ go) => this.queue.push(go));
    try {
      signal.throwIfAborted();
      const cells = readCells(await fetchJson(address, { headers, signal }));
      this.keep(address, cells);
      return cells;
    } finally {
      const next = this.queue.shift();
      if (next) next();
      else this.asked -= 1;
    }
  }

  /**
   * Put a tile at the end of the map, whose first entries are the longest unused.
   *
   * @param {string} address
   * @param {Cell[]} cells
   */
  keep(address, cells) {
    this.kept.delete(address);
    this.kept.set(address, cells);
    if (this.kept.size > KEPT_TILES) this.kept.delete(String(this.kept.keys().next().value));
  }
}

/** The cells of the tiles in view: loaded once, drawn by the layers of events and of density. */
export class Cells {
  /** @param {L.Map} map @param {Status} status where a failure is told */
  constructor(map, status) {
    this.map = map;
    this.status = status;
    this.store = new TileStore();
    /** @type {?State} */
    this.state = null;
    /** @type {Set<unknown>} */
    this.users = new Set();
    /** @type {((view: {cells: Cell[], zoom: number}) => void)[]} */
    this.followers = [];
    /** @type {Promise<boolean>} the load that was begun last */
    this.newest = Promise.resolve(true);
    /** @type {symbol | undefined} */
    this.turn = undefined;
    /** @type {symbol | undefined} the turn of which the answer is waited for */
    this.waiting = undefined;
    /** @type {symbol | undefined} the turn that the viewer has stopped */
    this.stopped = undefined;
    map.on('moveend', () => this.refresh());
    // The tiles are fetched while the map still zooms.
    map.on('zoomanim', ({ center, zoom }) => this.fetchView(center, zoom).catch(() => {}));
  }

  /**
   * Call `draw` whenever all tiles of a view are there. Until then the layers keep what they
   * show, so that nothing blinks.
   *
   * @param {(view: {cells: Cell[], zoom: number}) => void} draw
   */
  follow(draw) {
    this.followers.push(draw);
  }

  /**
   * Load cells only while `user`, a layer, is switched on.
   *
   * @param {unknown} user
   * @param {boolean} on
   */
  use(user, on) {
    if (on) this.users.add(user);
    else this.users.delete(user);
    this.refresh();
  }

  /**
   * Show the cells of `state`; resolves to whether they could be had.
   *
   * @param {State} state
   */
  show(state) {
    this.state = state;
    return this.refresh();
  }

  /**
   * Load the tiles of the present view for states that are likely to be shown next.
   *
   * @param {State[]} states one filter in several periods
   * @param {{from: string, to: string}[]} periods
   */
  fetchAhead(states, periods) {
    if (!this.users.size) return;
    const tiles = this.tiles(this.map.getCenter(), this.map.getZoom());
    const views = states.map((state) => tiles.map((tile) => tileAddress(state, tile)));
    this.store.fetchAhead(views, (missing) =>
      stepsAddress(
        states[0],
        tiles,
        missing.map((at) => periods[at]),
      ),
    );
  }

  /** Load the cells of the present view; what another view has overtaken ends with that one. */
  refresh() {
    this.newest = this.load();
    return this.newest;
  }

  /** @returns {Promise<boolean>} */
  async load() {
    if (!this.state || !this.users.size) return true;
    const turn = Symbol('turn');
    this.turn = turn;
    this.waiting = turn;
    this.status.clear('progress');
    const { state } = this;
    const slow = setTimeout(() => this.tellProgress(state, turn), SLOW_MS);
    const zoom = this.map.getZoom();
    try {
      const cells = await this.fetchView(this.map.getCenter(), zoom);
      if (turn !== this.turn) return this.newest;
      this.status.clear('events');
      this.map.getContainer().classList.remove('em-stale');
      for (const draw of this.followers) draw({ cells, zoom });
      return true;
    } catch (/** @type {any} */ error) {
      if (turn !== this.turn) return this.newest;
      // Dropped because the map is about to show another view, which then is loaded.
      if (error.name === 'AbortError' && turn !== this.stopped) return true;
      this.fail();
      return false;
    } finally {
      clearTimeout(slow);
      if (turn === this.waiting) {
        this.waiting = undefined;
        this.status.clear('progress');
      }
    }
  }

  /**
   * Say how far a slow answer is for as long as it is waited for, and let it be stopped.
   *
   * @param {State} state
   * @param {symbol} turn
   */
  async tellProgress(state, turn) {
    /** @param {number} share of the rows; some need no reading, so it is what is certain */
    const tell = (share) => {
      const read = Math.floor(share * 20) * 5;
      const words = read ? `: at least ${read} % read` : '';
      this.status.tell('progress', `Counting the events of this view${words}.`, 'Stop', () =>
        this.stop(turn),
      );
    };
    tell(0);
    while (turn === this.waiting) {
      const answer = await loadProgress(state).catch(() => null);
      if (turn !== this.waiting) return;
      tell(answer?.read ?? 0);
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
  }

  /**
   * Wait no longer; the server stops, too, when nobody waits for it.
   *
   * @param {symbol} turn
   */
  stop(turn) {
    this.stopped = turn;
    this.store.stop();
  }

  /** What is on the map answers an earlier question: it fades until there is an answer. */
  fail() {
    this.map.getContainer().classList.add('em-stale');
    const text =
      this.turn === this.stopped
        ? 'Stopped: the map does not show the events of this view.'
        : 'The events of this view could not be loaded.';
    this.status.fail('events', text, () => this.refresh());
  }

  /** @param {L.LatLng} center @param {number} zoom */
  fetchView(center, zoom) {
    if (!this.state || !this.users.size) return Promise.resolve(/** @type {Cell[]} */ ([]));
    return loadTiles(this.store, this.state, this.tiles(center, zoom));
  }

  /** @param {L.LatLng} center @param {number} zoom */
  tiles(center, zoom) {
    return coveringTiles(/** @type {any} */ (this.map.getPixelBounds(center, zoom)), zoom);
  }

  /**
   * Bounds of all located events, whatever the view: from the tiles of the world, then from
   * those of the zoom at which these fill the map, because a cell only tells its mean place.
   */
  async extent() {
    let bounds = L.latLngBounds([
      [-85, -180],
      [85, 180],
    ]);
    for (let zoom = this.map.getMinZoom(); ; ) {
      const cells = await this.cellsWithin(bounds, zoom);
      if (!cells.length) return null;
      bounds = L.latLngBounds(cells.map((cell) => [cell.lat, cell.lon]));
      const next = cellZoom(Math.min(this.map.getBoundsZoom(bounds), this.map.getMaxZoom()));
      if (next <= zoom + 1 || cells.every((cell) => cell.count === 1)) return bounds;
      zoom = next;
    }
  }

  /**
   * Cells of the tiles around `bounds`, with a margin of a cell of the zoom before.
   *
   * @param {L.LatLngBounds} bounds
   * @param {number} zoom
   */
  async cellsWithin(bounds, zoom) {
    const corners = [bounds.getNorthWest(), bounds.getSouthEast()];
    const [min, max] = corners.map((corner) => this.map.project(corner, zoom));
    const tiles = coveringTiles({ min, max }, zoom);
    return loadTiles(new TileStore(), /** @type {State} */ (this.state), tiles);
  }
}
