/**
 * The map's controls: zoom, fit, play, scale, which layers are shown, what the symbols mean, and
 * what could not be loaded.
 */
import { el } from './dom.js';

/** @import { Controller, Layer } from './controller.js' */

/** Below these widths of the map a panel starts closed. */
const LAYERS_FROM_PX = 960;
const LEGEND_FROM_PX = 560;

/** @type {Record<string, {heading: string, none?: string}>} */
const GROUPS = {
  base: { heading: 'Base map' },
  regions: { heading: 'Regions shaded', none: 'Not shaded' },
};

/**
 * Add all controls. Of what is returned, `update` follows the layers and `room` keeps popups
 * clear of the panels.
 *
 * @param {Controller} app
 */
export function addControls(app) {
  const { map } = app;
  L.control
    .zoom({ position: 'topleft', zoomInTitle: 'Zoom in', zoomOutTitle: 'Zoom out' })
    .addTo(map);
  addButton(map, 'Fit', 'Fit the map to the events shown', () => app.fit());
  addButton(map, 'Play', 'Play the events step by step', () => app.player.open(), 'em-play');
  L.control.scale({ position: 'bottomleft', imperial: false, maxWidth: 120 }).addTo(map);
  const layers = addPanel(map, 'topright', 'Layers', LAYERS_FROM_PX);
  const legend = addPanel(map, 'bottomleft', 'Legend', LEGEND_FROM_PX);
  const updateLegend = () => drawLegend(legend, app.layers);
  app.on('legend', updateLegend);
  map.on('moveend', updateLegend);
  map.on('zoomend', () => markNear(map));
  markNear(map);
  controlsFirst(map);
  return {
    room: new Room(map, legend.panel, layers.panel),
    update() {
      drawLayers(layers.body, app);
      updateLegend();
    },
  };
}

/**
 * Close to the ground, hatching fills the view: it becomes fainter.
 *
 * @param {L.Map} map
 */
function markNear(map) {
  map.getContainer().classList.toggle('em-near', map.getZoom() >= 9);
}

/**
 * The tab key reaches the controls before the symbols.
 *
 * @param {L.Map} map
 */
function controlsFirst(map) {
  const container = map.getContainer();
  const controls = container.querySelector('.leaflet-control-container');
  if (controls) container.prepend(controls);
}

/**
 * @param {L.Map} map
 * @param {string} text
 * @param {string} title
 * @param {() => void} run
 * @param {string} className
 */
function addButton(map, text, title, run, className = '') {
  const button = el('button', 'em-fit', text);
  Object.assign(button, { type: 'button', title, ariaLabel: title });
  button.addEventListener('click', run);
  addControl(map, 'topleft', el('div', `leaflet-bar ${className}`, button));
}

/** @param {HTMLElement} body @param {Controller} app */
function drawLayers(body, app) {
  const active = document.activeElement;
  const focused = active instanceof HTMLInputElement && body.contains(active) ? active.value : null;
  const named = app.layers.filter((layer) => layer.label && layer.offered !== false);
  const free = named.filter((layer) => !layer.group).map((layer) => choice(app, 'checkbox', layer));
  body.replaceChildren(
    el('div', 'em-choices-free', ...free),
    ...Object.keys(GROUPS).map((name) => group(app, name, named)),
  );
  if (focused !== null)
    /** @type {?HTMLInputElement} */ (body.querySelector(`input[value="${focused}"]`))?.focus();
}

/** @param {Controller} app @param {string} name @param {Layer[]} layers */
function group(app, name, layers) {
  const { heading, none } = GROUPS[name];
  const members = layers.filter((layer) => layer.group === name);
  const choices = members.map((layer) => choice(app, 'radio', layer));
  if (none) choices.unshift(noneChoice(app, name, none, members));
  return el('fieldset', '', el('legend', '', heading), ...choices);
}

/** @param {Controller} app @param {'checkbox' | 'radio'} type @param {Layer} layer */
function choice(app, type, layer) {
  const input = el('input');
  Object.assign(input, {
    type,
    name: layer.group ?? layer.id,
    value: layer.id,
    checked: Boolean(layer.on),
  });
  input.addEventListener('change', () => app.switch(layer, input.checked));
  return el('label', '', input, layer.label);
}

/** @param {Controller} app @param {string} name @param {string} label @param {Layer[]} members */
function noneChoice(app, name, label, members) {
  const shown = members.find((layer) => layer.on);
  const input = el('input');
  Object.assign(input, { type: 'radio', name, value: `${name}-none`, checked: !shown });
  input.addEventListener('change', () => shown && app.switch(shown, false));
  return el('label', '', input, label);
}

/** @param {{panel: HTMLElement, body: HTMLElement}} legend @param {Layer[]} layers */
function drawLegend({ panel, body }, layers) {
  // Shades mean nothing without their classes: these come first.
  const shown = layers.filter((layer) => layer.on && layer.legend);
  const shaded = shown.filter(({ group }) => group === 'regions');
  const rows = [...new Set([...shaded, ...shown])].flatMap((layer) => layer.legend?.() ?? []);
  panel.hidden = rows.length === 0;
  body.replaceChildren(
    ...rows.map(({ heading, symbol, label }) =>
      heading
        ? el('h3', '', heading)
        : symbol
          ? el('div', 'em-legend-row', el('span', 'em-legend-symbol', symbol), label)
          : el('p', 'em-legend-note', label),
    ),
  );
}

/** From this width of the map on, a popup has room beside the panels. */
const ROOMY_PX = 960;
/** Below this width the style sheet hides the controls while a popup is open. */
const NARROW_PX = 480;
const MARGIN_PX = 24;
const BUTTONS_PX = 56;

/**
 * Put `element` into a corner; what is done in it does not reach the map.
 *
 * @param {L.Map} map
 * @param {L.ControlPosition} position
 * @param {HTMLElement} element
 */
export function addControl(map, position, element) {
  L.DomEvent.disableClickPropagation(element).disableScrollPropagation(element);
  const control = new L.Control({ position });
  control.onAdd = () => element;
  control.addTo(map);
}

/**
 * A panel that is open from a width of the map on.
 *
 * @param {L.Map} map
 * @param {L.ControlPosition} position
 * @param {string} heading
 * @param {number} fromWidth in pixels
 */
export function addPanel(map, position, heading, fromWidth) {
  const body = el('div', 'em-panel-body');
  const panel = el('details', 'em-panel', el('summary', '', heading), body);
  panel.open = map.getSize().x >= fromWidth;
  addControl(map, position, panel);
  return { panel, body };
}

/** Keeps popups clear of the panel on the left and the one on the right. */
export class Room {
  /** @param {L.Map} map @param {HTMLDetailsElement} left @param {HTMLDetailsElement} right */
  constructor(map, left, right) {
    this.map = map;
    this.left = left;
    this.right = right;
    /** @type {HTMLDetailsElement[]} */
    this.folded = [];
  }

  /** Make room for a popup; returns the padding in pixels that it keeps to either side. */
  make() {
    const { x: total } = this.map.getSize();
    if (total < NARROW_PX) return { left: 8, right: 8 };
    if (total < ROOMY_PX) this.fold();
    /** @param {HTMLElement} panel */
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

/** Quiet words at the foot of the map: what could not be loaded, and a way to try again. */
export class Status {
  /** @param {L.Map} map */
  constructor(map) {
    /** @type {Map<string, {text: Text, button: HTMLButtonElement}>} */
    this.messages = new Map();
    this.element = L.DomUtil.create('div', 'em-status', map.getContainer());
    this.element.setAttribute('role', 'status');
    L.DomEvent.disableClickPropagation(this.element);
  }

  /**
   * @param {string} subject what the message is about; a new one replaces the old
   * @param {string} text
   * @param {() => void} retry
   */
  fail(subject, text, retry) {
    this.tell(subject, text, 'Try again', retry);
  }

  /**
   * Say `text` beside a button. What is said of the subject already changes in place, so that the
   * button keeps the focus.
   *
   * @param {string} subject
   * @param {string} text
   * @param {string} label of the button
   * @param {() => void} act what it does, besides taking the message away
   */
  tell(subject, text, label, act) {
    const message = this.messages.get(subject) ?? this.add(subject);
    if (message.text.nodeValue !== text) message.text.nodeValue = text;
    message.button.textContent = label;
    message.button.onclick = () => {
      this.clear(subject);
      act();
    };
  }

  /** @param {string} subject */
  add(subject) {
    const row = document.createElement('div');
    const message = {
      text: document.createTextNode(''),
      button: document.createElement('button'),
    };
    message.button.type = 'button';
    row.append(message.text, ' ', message.button);
    this.element.append(row);
    this.messages.set(subject, message);
    return message;
  }

  /** @param {string} subject */
  clear(subject) {
    this.messages.get(subject)?.button.parentElement?.remove();
    this.messages.delete(subject);
  }
}
