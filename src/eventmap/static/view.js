/** @import { Layer } from './controller.js' */
/** @import { Box, State } from './net.js' */
/**
 * Where the map looks: read from the page's address, written back after every move.
 *
 * The address is changed in place, so panning neither reruns the page nor fills the history.
 * Streamlit does not see such a change: an address that the page writes, or that the browser goes
 * back to, holds an older view, into which the present one is put again.
 */
const KEYS = ['lat', 'lng', 'zoom', 'layer'];
const WRITE_AFTER_MS = 250;
/** Room for the controls, below them only for the line of sources; on a wide map for the legend. */
const CONTROLS_PX = 48;
const [ABOVE_PX, BELOW_PX] = [44, 28];
const LEGEND_PX = 200;
const WIDE_PX = 560;
/** Where the map ends, in degrees from the equator. */
const EDGE = 85.05;
/** @type {L.LatLngTuple[]} */
const WORLD = [
  [-55, -170],
  [72, 180],
];

export class View {
  /** @param {L.Map} map */
  constructor(map) {
    this.map = map;
    this.page = window.parent;
    /** The values of the address that are the map's to write, by their names. */
    /** @type {Record<string, string[]>} */
    this.written = {};
    this.moving = false;
    /** @type {?State} what the first view was fitted to, until the map is moved */
    this.fitted = null;
    this.fitting = false;
    /** @type {number | undefined} */
    this.timer = undefined;
    /** @type {number | undefined} */
    this.told = undefined;
    /** Whether the map makes room for a card, and whether the viewer has moved it since `tell`. */
    this.aside = false;
    this.own = true;
  }

  /**
   * Set the first view, and a new one for a new dataset; a filter never moves the map.
   *
   * @param {State} state
   * @param {?State} before
   */
  show(state, before) {
    if (!before) {
      this.setFirst(state);
      this.map.on({ movestart: () => this.begin(), moveend: () => this.end() });
      this.map.on('autopanstart', () => this.stepAside());
      this.map.on('resize', () => this.fitAgain());
      this.tell();
      return;
    }
    // Later: the events come first, and the browser takes its time to change an address.
    setTimeout(() => this.write(this.written));
    if (before.dataset !== state.dataset) this.fit(state);
  }

  /** @param {State} state */
  setFirst(state) {
    const query = this.query();
    for (const name of KEYS) if (query.has(name)) this.written[name] = query.getAll(name);
    const [lat, lng, zoom] = ['lat', 'lng', 'zoom'].map((name) => query.get(name));
    if (!this.moveTo({ lat, lng, zoom }) && !(state.look && this.moveTo(state.look))) {
      this.fit(state);
      this.fitted = state;
    }
  }

  /** The frame gets its size while the page is drawn around it: what fitted before may not. */
  fitAgain() {
    if (!this.fitted) return;
    this.fitting = true;
    this.fit(this.fitted);
    this.fitting = false;
  }

  /**
   * Look where a link says; returns whether it says so.
   *
   * @param {{lat: ?string, lng: ?string, zoom: ?string}} link
   */
  moveTo(link) {
    const lat = read(link.lat, -90, 90);
    const lng = read(link.lng, -180, 180);
    // Any zoom that a link may have: the map stops at its own least and most.
    const zoom = read(link.zoom, 0, 22);
    if (lat === null || lng === null || zoom === null) return false;
    this.map.setView([lat, lng], snap(zoom, this.map), { animate: false });
    return true;
  }

  /** @param {State} state */
  fit({ bbox, places }) {
    const layers = this.layers();
    const diplomacy = !layers.length || layers.includes('diplomacy');
    const boxes = [bbox, diplomacy ? places : null].filter((box) => Boolean(box));
    /** @type {L.LatLngTuple[]} */
    const corners = /** @type {Box[]} */ (boxes).flatMap(([west, south, east, north]) => [
      [south, west],
      [north, east],
    ]);
    this.fitBounds(corners.length ? corners : WORLD, { maxZoom: 9, animate: false });
  }

  /** @param {L.LatLngBoundsExpression} bounds @param {L.FitBoundsOptions} options */
  fitBounds(bounds, options) {
    const left = this.map.getSize().x < WIDE_PX ? CONTROLS_PX : LEGEND_PX;
    this.map.fitBounds(bounds, {
      paddingTopLeft: [left, ABOVE_PX],
      paddingBottomRight: [CONTROLS_PX, BELOW_PX],
      ...options,
    });
  }

  /** Ids of the layers that the address names. */
  layers() {
    return this.query().getAll('layer');
  }

  /** @param {Layer[]} layers */
  writeLayers(layers) {
    const named = layers.filter((layer) => layer.on && layer.label && layer.id !== 'basemap');
    const on = named.map(({ id }) => id);
    this.write({ layer: on.length ? on : ['none'] });
  }

  begin() {
    if (this.fitting) return;
    this.moving = true;
    this.fitted = null;
  }

  /** The next move only shows what was opened. */
  stepAside() {
    this.aside = true;
  }

  /** A frame that gets another size ends a move as well, but never begins one. */
  end() {
    this.own ||= !this.aside;
    this.aside = false;
    clearTimeout(this.told);
    this.told = setTimeout(() => this.tell(), WRITE_AFTER_MS);
    if (!this.moving) return;
    this.moving = false;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.writeView(), WRITE_AFTER_MS);
  }

  /**
   * Tells the page which part of the world is seen: west, south, east, north in degrees.
   *
   * The event says whether the viewer has moved the map, or only something that was opened has.
   */
  tell() {
    const frame = /** @type {?HTMLElement} */ (window.frameElement);
    if (!frame) return;
    const seen = this.map.getBounds();
    const box = [
      Math.max(seen.getWest(), -180),
      // What lies beyond the map's edge stands at it.
      seen.getSouth() < -EDGE ? -90 : seen.getSouth(),
      Math.min(seen.getEast(), 180),
      seen.getNorth() > EDGE ? 90 : seen.getNorth(),
    ];
    frame.dataset.box = box.map((degrees) => degrees.toFixed(5)).join(',');
    frame.dispatchEvent(new CustomEvent('eventmap:look', { bubbles: true, detail: this.own }));
    this.own = false;
  }

  writeView() {
    const { lat, lng } = this.map.getCenter();
    const digits = Math.ceil(this.map.getZoom() / 3);
    this.write({
      lat: [lat.toFixed(digits)],
      lng: [lng.toFixed(digits)],
      zoom: [String(this.map.getZoom())],
    });
  }

  query() {
    return new URLSearchParams(this.page.location.search);
  }

  /** @param {Record<string, string[]>} changes */
  write(changes) {
    Object.assign(this.written, changes);
    const query = this.query();
    for (const [name, values] of Object.entries(changes)) {
      query.delete(name);
      for (const value of values) query.append(name, value);
    }
    if (`${query}` === `${this.query()}`) return;
    const { pathname, hash } = this.page.location;
    this.page.history.replaceState(this.page.history.state, '', `${pathname}?${query}${hash}`);
  }
}

/**
 * The nearest zoom at which a map stands.
 *
 * @param {number} zoom
 * @param {L.Map} map
 */
export function snap(zoom, map) {
  const step = map.options.zoomSnap || 1;
  return Math.round(zoom / step) * step;
}

/**
 * The number in `text` if it lies within the limits, otherwise `null`.
 *
 * @param {?string} text
 * @param {number} least
 * @param {number} most
 */
function read(text, least, most) {
  const number = text === null || text.trim() === '' ? NaN : Number(text);
  return number >= least && number <= most ? number : null;
}
