/**
 * The cells of the tiles in view: loaded once, drawn by the layers of events and of density.
 *
 * Fires `cells` with `{cells, zoom}` when all tiles of a view are there. Until then the layers
 * keep what they show, so that nothing blinks.
 */
import { tileAddress } from './address.js';
import { TileStore, coveringTiles } from './tiles.js';

export class Cells extends L.Evented {
  /** @param map Leaflet's @param {Status} status where a failure is told */
  constructor(map, status) {
    super();
    this.map = map;
    this.status = status;
    this.store = new TileStore();
    this.state = null;
    this.users = new Set();
    map.on('moveend', () => this.refresh());
    // The tiles are fetched while the map still zooms.
    map.on('zoomanim', ({ center, zoom }) => this.fetchView(center, zoom).catch(() => {}));
  }

  /** Load cells only while `user`, a layer, is switched on. */
  use(user, on) {
    if (on) this.users.add(user);
    else this.users.delete(user);
    this.refresh();
  }

  /** Show the cells of `state`; resolves to whether they could be had. */
  show(state) {
    this.state = state;
    return this.refresh();
  }

  /** Load the tiles of the present view for a state that is likely to be shown next. */
  fetchAhead(state) {
    const tiles = this.tiles(this.map.getCenter(), this.map.getZoom());
    if (this.users.size) this.store.fetchAhead(tiles.map((tile) => tileAddress(state, ...tile)));
  }

  /** Load the cells of the present view; what another view has overtaken ends with that one. */
  refresh() {
    this.newest = this.load();
    return this.newest;
  }

  async load() {
    if (!this.state || !this.users.size) return true;
    const turn = (this.turn = Symbol('turn'));
    const zoom = this.map.getZoom();
    try {
      const cells = await this.fetchView(this.map.getCenter(), zoom);
      if (turn !== this.turn) return this.newest;
      this.status.clear('events');
      this.map.getContainer().classList.remove('em-stale');
      this.fire('cells', { cells, zoom });
      return true;
    } catch (error) {
      if (turn !== this.turn) return this.newest;
      // Dropped because the map is about to show another view, which then is loaded.
      if (error.name === 'AbortError') return true;
      this.fail();
      return false;
    }
  }

  /** What is on the map answers an earlier question: it fades until there is an answer. */
  fail() {
    this.map.getContainer().classList.add('em-stale');
    this.status.fail('events', 'The events of this view could not be loaded.', () =>
      this.refresh(),
    );
  }

  fetchView(center, zoom) {
    if (!this.state || !this.users.size) return Promise.resolve([]);
    return this.store.load(
      this.tiles(center, zoom).map((tile) => tileAddress(this.state, ...tile)),
    );
  }

  tiles(center, zoom) {
    return coveringTiles(this.map.getPixelBounds(center, zoom), zoom);
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
    for (let zoom = this.map.getMinZoom(); ;) {
      const cells = await this.cellsWithin(bounds, zoom);
      if (!cells.length) return null;
      bounds = L.latLngBounds(cells.map((cell) => [cell.lat, cell.lon]));
      const next = Math.min(this.map.getBoundsZoom(bounds), this.map.getMaxZoom());
      if (next <= zoom + 1 || cells.every((cell) => cell.count === 1)) return bounds;
      zoom = next;
    }
  }

  /** Cells of the tiles around `bounds`, with a margin of a cell of the zoom before. */
  async cellsWithin(bounds, zoom) {
    const corners = [bounds.getNorthWest(), bounds.getSouthEast()];
    const [min, max] = corners.map((corner) => this.map.project(corner, zoom));
    const tiles = coveringTiles({ min, max }, zoom);
    const store = new TileStore();
    return store.load(tiles.map((tile) => tileAddress(this.state, ...tile)));
  }
}
