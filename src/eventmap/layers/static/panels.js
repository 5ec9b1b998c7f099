/** Panels in the corners of the map that fold away under their heading. */
import { el } from './cards.js';

/** From this width of the map on, a popup has room beside the panels. */
const ROOMY_PX = 960;
/** Below this width the style sheet hides the controls while a popup is open. */
const NARROW_PX = 480;
const MARGIN_PX = 24;
const BUTTONS_PX = 56;

/** Put `element` into a corner; what is done in it does not reach the map. */
export function addControl(map, position, element) {
  L.DomEvent.disableClickPropagation(element).disableScrollPropagation(element);
  const control = L.control({ position });
  control.onAdd = () => element;
  control.addTo(map);
}

/** A panel that is open from a width of the map on. */
export function addPanel(map, position, heading, fromWidth) {
  const body = el('div', 'em-panel-body');
  const panel = el('details', 'em-panel', el('summary', '', heading), body);
  panel.open = map.getSize().x >= fromWidth;
  addControl(map, position, panel);
  return { panel, body };
}

/** Keeps popups clear of the panel on the left and the one on the right. */
export class Room {
  constructor(map, left, right) {
    this.map = map;
    this.left = left;
    this.right = right;
    this.folded = [];
  }

  /** Make room for a popup; returns the padding in pixels that it keeps to either side. */
  make() {
    const { x: total } = this.map.getSize();
    if (total < NARROW_PX) return { left: 8, right: 8 };
    if (total < ROOMY_PX) this.fold();
    const width = (panel) => (panel.hidden ? 0 : panel.offsetWidth + MARGIN_PX);
    return {
      // Folded, the panel on the left lies in the lower corner, below the buttons.
      left: Math.max(this.left.open ? width(this.left) : 0, BUTTONS_PX),
      // That on the right lies where a popup has its button to close, folded or not.
      right: Math.max(width(this.right), MARGIN_PX),
    };
  }

  fold() {
    const open = [this.left, this.right].filter((panel) => panel.open);
    for (const panel of open) panel.open = false;
    this.folded.push(...open);
  }

  /** Open again what `make` has folded. */
  restore() {
    for (const panel of this.folded) panel.open = true;
    this.folded = [];
  }
}
