/**
 * Symbols over the map that mouse, finger and keyboard can open.
 *
 * A mark is a button at a place. One of a pane's marks is in the tab order; the arrow keys go
 * from mark to mark, so that hundreds of them do not bar the way to the controls.
 *
 * @typedef {Object} Mark
 * @property {string} key the same for the same thing, so that it keeps its element and focus
 * @property {number} lat @property {number} lon
 * @property {number} size width and height in pixels of what can be hit
 * @property {number} [lift] how many pixels it stands above its place
 * @property {?{lat: number, lon: number}} [origin] from where it moves in when it is new
 * @property {() => Element} draw
 * @property {string[]} words lines of the hover text; together the accessible name
 * @property {(on: boolean) => void} [look] called when it is pointed at and left again
 * @property {(focus: boolean) => void} open `focus`: chosen with the keyboard
 *
 * @typedef {Object} Entry a mark on the map
 * @property {HTMLButtonElement} element @property {Mark} mark
 * @property {L.Point} at its place in pixels
 */
import { hideTip, showTip } from './tip.js';

const SPLIT_MS = 200;

/** What is farther outside than this share of the view is not there, for the keyboard's sake. */
const OUTSIDE = 0.02;

export class Marks {
  /**
   * @param {L.Map} map
   * @param {string} pane name of the pane, which is created
   * @param {{label: string, zIndex: number}} options what a screen reader calls the group
   */
  constructor(map, pane, { label, zIndex }) {
    this.map = map;
    /** @type {Map<string, Entry>} */
    this.shown = new Map();
    /** @type {?Entry} the mark that is pointed at */
    this.looked = null;
    /** @type {?Entry} the mark in the tab order */
    this.tabStop = null;
    this.pane = map.createPane(pane);
    this.pane.style.zIndex = String(zIndex);
    this.pane.classList.add('em-marks');
    this.pane.hidden = true;
    this.pane.setAttribute('role', 'group');
    this.pane.setAttribute('aria-label', label);
    map.on('zoomanim', (event) => this.placeAll(event.zoom, event.center));
    map.on('viewreset zoom', () => this.placeAll());
    this.listen();
  }

  /**
   * Show those of `marks` that are in view. What stays keeps its element, focus included.
   *
   * @param {Mark[]} marks
   */
  draw(marks) {
    /** @type {Entry[]} */
    const added = [];
    /** @type {Map<string, Entry>} */
    const next = new Map();
    const view = this.map.getBounds().pad(OUTSIDE);
    for (const mark of marks.filter(({ lat, lon }) => view.contains([lat, lon]))) {
      const entry = this.shown.get(mark.key) ?? this.create(mark);
      if (!this.shown.has(mark.key)) added.push(entry);
      entry.mark = mark;
      this.place(entry);
      next.set(mark.key, entry);
    }
    this.pane.append(...added.map((entry) => entry.element));
    this.removeAllBut(next);
    this.shown = next;
    this.pane.hidden = !next.size;
    this.keepTabStop();
    for (const entry of added) this.moveIn(entry);
  }

  /** @param {Entry} entry */
  moveIn({ element, mark, at }) {
    if (!mark.origin) return;
    const origin = this.map.latLngToLayerPoint([mark.origin.lat, mark.origin.lon]);
    moveIn(/** @type {Element} */ (element.firstElementChild), origin.subtract(at));
  }

  clear() {
    this.draw([]);
  }

  /** @param {Mark} mark @returns {Entry} */
  create(mark) {
    const element = document.createElement('button');
    element.type = 'button';
    element.className = 'em-mark leaflet-zoom-animated';
    element.dataset.key = mark.key;
    element.tabIndex = -1;
    element.style.width = element.style.height = `${mark.size}px`;
    element.setAttribute('aria-label', mark.words.join('; '));
    element.append(mark.draw());
    return { element, mark, at: L.point(0, 0) };
  }

  /** @param {Map<string, Entry>} next */
  removeAllBut(next) {
    for (const [key, { element }] of this.shown) {
      if (next.has(key)) continue;
      if (element === document.activeElement) this.map.getContainer().focus();
      if (element === this.looked?.element) this.leave();
      element.remove();
    }
  }

  /** @param {Entry} entry @param {number} [zoom] @param {L.LatLng} [center] */
  place(entry, zoom, center) {
    const { size, lift = 0 } = entry.mark;
    entry.element.style.margin = `${-size / 2 - lift}px 0 0 ${-size / 2}px`;
    const latlng = L.latLng(entry.mark.lat, entry.mark.lon);
    const point =
      center && zoom !== undefined
        ? this.map._latLngToNewLayerPoint(latlng, zoom, center)
        : this.map.latLngToLayerPoint(latlng);
    entry.at = point.round();
    L.DomUtil.setPosition(entry.element, entry.at);
  }

  /** @param {number} [zoom] @param {L.LatLng} [center] */
  placeAll(zoom, center) {
    this.leave();
    for (const entry of this.shown.values()) this.place(entry, zoom, center);
  }

  listen() {
    /**
     * @template {keyof HTMLElementEventMap} Type
     * @param {Type} type
     * @param {(entry: Entry, event: HTMLElementEventMap[Type]) => void} handler
     */
    const on = (type, handler) =>
      this.pane.addEventListener(type, (event) => {
        const target = /** @type {Element} */ (event.target);
        const element = /** @type {?HTMLElement} */ (target.closest('.em-mark'));
        const entry = this.shown.get(element?.dataset.key ?? '');
        if (entry) handler(entry, event);
      });
    on('click', (entry, event) => this.click(entry, event));
    on('dblclick', (_, event) => event.stopPropagation());
    on('keydown', (entry, event) => this.step(entry, event));
    on('pointerover', (entry, event) => event.pointerType === 'mouse' && this.enter(entry));
    on('pointerout', () => this.leave());
    on('focusin', (entry) => entry.element.matches(':focus-visible') && this.enter(entry));
    on('focusout', () => this.leave());
  }

  /** @param {Entry} entry @param {MouseEvent} event */
  click(entry, event) {
    event.stopPropagation();
    if (this.map.dragging?.moved()) return;
    this.leave();
    // A click made with the keyboard has no position.
    entry.mark.open(event.detail === 0);
  }

  /** @param {Entry} entry */
  enter(entry) {
    this.leave();
    this.looked = entry;
    showTip(this.map, entry.element, entry.mark.words);
    entry.mark.look?.(true);
  }

  leave() {
    if (!this.looked) return;
    this.looked.mark.look?.(false);
    this.looked = null;
    hideTip(this.map);
  }

  /** @param {Entry} entry @param {KeyboardEvent} event */
  step(entry, event) {
    const direction = ARROWS[event.key];
    if (!direction) return;
    event.preventDefault();
    event.stopPropagation();
    const target = nearestTowards(this.shown.values(), entry, direction);
    if (!target) return;
    this.setTabStop(target);
    target.element.focus();
    this.map.panInside([target.mark.lat, target.mark.lon], { padding: [48, 48] });
  }

  /** @param {Entry} entry */
  setTabStop(entry) {
    if (this.tabStop) this.tabStop.element.tabIndex = -1;
    entry.element.tabIndex = 0;
    this.tabStop = entry;
  }

  keepTabStop() {
    if (this.tabStop && this.shown.has(this.tabStop.mark.key)) return;
    const [first] = this.shown.values();
    if (first) this.setTabStop(first);
    else this.tabStop = null;
  }
}

/**
 * Let a drawing move in from `shift` pixels away, unless the viewer wants no motion.
 *
 * @param {Element} element
 * @param {{x: number, y: number}} shift
 */
export function moveIn(element, { x, y }) {
  if (matchMedia('(prefers-reduced-motion: reduce)').matches) return;
  element.animate([{ transform: `translate(${x}px, ${y}px)` }, { transform: 'none' }], {
    duration: SPLIT_MS,
    easing: 'ease-out',
  });
}

/** @type {Record<string, [number, number]>} right and down */
const ARROWS = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/**
 * The entry nearest to `from` in a direction; what lies aside counts as farther away.
 *
 * @template {{at: {x: number, y: number}}} Entry
 * @param {Iterable<Entry>} entries
 * @param {Entry} from
 * @param {number[]} direction right and down
 * @returns {?Entry}
 */
export function nearestTowards(entries, from, [right, down]) {
  /** @type {?Entry} */
  let nearest = null;
  let least = Infinity;
  for (const entry of entries) {
    const x = entry.at.x - from.at.x;
    const y = entry.at.y - from.at.y;
    const ahead = x * right + y * down;
    const cost = ahead + 2 * Math.abs(x * down + y * right);
    if (ahead > 0 && cost < least) [nearest, least] = [entry, cost];
  }
  return nearest;
}
