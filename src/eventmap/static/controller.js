/** What holds the map together: the view, the layers, the popups, and what the page wants shown. */
import { addControls, Status } from './controls.js';
import { Player } from './player.js';
import { Lists, Popups } from './popups.js';
import { defineSymbols } from './symbols.js';
import { followTheme, styled } from './theme.js';
import { Cells } from './tiles.js';
import { View } from './view.js';
import { defineWords } from './words.js';

/**
 * @typedef {Object} Layer what the viewer sees on the map, or what is below it
 * @property {string} id as the address of the page names it
 * @property {string} [label] in the switch of layers, where it is offered
 * @property {string} [group] layers of a group exclude each other
 * @property {string} [follows] the id of the layer with which it is switched
 * @property {boolean} [first] whether it is on unless the address says otherwise
 * @property {boolean} [on]
 * @property {boolean} [offered] whether the viewer can have it now
 * @property {(on: boolean) => void} switch
 * @property {(state: State) => void} [show]
 * @property {() => void} [clear] take everything off the map
 * @property {() => LegendRow[]} [legend]
 * @property {() => ?L.LatLngBounds | Promise<?L.LatLngBounds>} [extent] of all that it shows
 *
 * @typedef {{heading?: string, symbol?: Element, label?: string}} LegendRow
 */
/** @import { Look, State } from './net.js' */
/** @import { TypeSymbol } from './symbols.js' */

/** Fires `legend` when what the legend explains has changed, `theme` when the colours have. */
export class Controller extends L.Evented {
  /**
   * @param {L.Map} map
   * @param {{symbols: TypeSymbol[], shapes: Record<string, string>, words: api.MapWords, most_played: number}} config
   *   from `maps.py`
   */
  constructor(map, { symbols, shapes, words, most_played: mostPlayed }) {
    super();
    /** How many steps of a playback the server gives in one answer. */
    this.mostPlayed = mostPlayed;
    defineSymbols(symbols, shapes);
    defineWords(words);
    this.map = map;
    /** @type {Layer[]} */
    this.layers = [];
    /** @type {ReturnType<typeof addControls>} added when the map opens */
    this.controls = /** @type {any} */ (null);
    /** @type {State} what the page wants shown */
    this.given = /** @type {any} */ (null);
    /** @type {State} what is shown: while events are played, a part of it */
    this.state = /** @type {any} */ (null);
    /** @type {?string} */
    this.handedEvent = null;
    this.handedChoice = 0;
    /** @type {string[]} events chosen here that the page has not handed back yet */
    this.told = [];
    this.view = new View(map);
    this.status = new Status(map);
    this.cells = new Cells(map, this.status);
    this.popups = new Popups(this);
    this.lists = new Lists(this);
    this.player = new Player(this);
  }

  /**
   * Create the layers once the styles are there; the map is empty until the first `show`.
   *
   * @param {{Layer: new (app: Controller, options: any) => Layer, options: any}[]} loaded
   */
  async start(loaded) {
    await styled(this.map);
    const container = this.map.getContainer();
    container.setAttribute('role', 'region');
    container.setAttribute('aria-label', 'Map of events. Arrow keys move it, plus and minus zoom.');
    followTheme(this);
    this.layers = loaded.map(({ Layer, options }) => new Layer(this, options));
  }

  /** @param {State} state what the page wants shown; of which a playback shows a part */
  show(state) {
    const before = this.given;
    this.given = state;
    if (before && before.dataset !== state.dataset) this.leave();
    if (before && before.bare !== state.bare) this.keepInView();
    this.map.getContainer().classList.toggle('bare', Boolean(state.bare));
    this.view.show(state, before);
    if (!before) this.open();
    else if (!sameEvents(before, state)) this.player.refilter();
    if (before && before.compare !== state.compare) this.shadeChanges();
    if (state.look && before?.look?.nth !== state.look.nth) this.look(state.look, !before);
    this.follow(state.event, state.choice);
  }

  /**
   * Show the events of `state` on all layers; resolves to whether they could be had.
   *
   * @param {State} state
   */
  draw(state) {
    this.state = state;
    for (const layer of this.layers) layer.show?.(state);
    return this.cells.show(state);
  }

  /** Take everything of another dataset off the map. */
  leave() {
    this.popups.close();
    for (const layer of this.layers) layer.clear?.();
  }

  /** Switch on the layers that the address or the defaults name, and add the controls. */
  open() {
    this.state = this.given;
    this.cells.show(this.state);
    const known = ['none', ...this.layers.map(({ id }) => id)];
    const named = this.view.layers().filter((id) => known.includes(id));
    /** @param {Layer} layer */
    const on = (layer) => (named.length ? named.includes(layer.id) : Boolean(layer.first));
    const base = this.layers.filter((layer) => layer.group === 'base');
    const chosen = this.layers.filter((layer) => on(this.leader(layer)));
    if (!base.some((layer) => chosen.includes(layer))) chosen.push(base[0]);
    this.controls = addControls(this);
    for (const layer of this.layers) layer.switch(chosen.includes(layer));
    this.controls.update();
  }

  /**
   * Switch a layer on or off for the viewer, who finds it so again in the address.
   *
   * @param {Layer} layer
   * @param {boolean} on
   */
  switch(layer, on) {
    const others = this.layers.filter((other) => on && excludes(layer, other) && other.on);
    for (const other of others) other.switch(false);
    for (const one of this.layers) if (this.leader(one) === layer) one.switch(on);
    this.view.writeLayers(this.layers);
    this.controls.update();
  }

  /** Once the viewer compares, regions are shaded by what differs, where nothing else is. */
  shadeChanges() {
    const wanted = this.layers.find((layer) => layer.group === 'regions' && layer.first);
    if (wanted && !this.shaded) this.switch(wanted, true);
  }

  /** Whether regions are shaded, so that their hatching would hide the shades. */
  get shaded() {
    return this.layers.some(({ group, on }) => group === 'regions' && on);
  }

  /**
   * The layer together with which `layer` is switched: another one, or itself.
   *
   * @param {Layer} layer
   */
  leader(layer) {
    return this.layers.find(({ id }) => id === layer.follows) ?? layer;
  }

  /** Look at the same land when the frame has got another size, as before a room. */
  keepInView() {
    const bounds = this.map.getBounds();
    this.map.once('resize', () => this.map.fitBounds(bounds, { animate: false }));
  }

  /**
   * Look where a step of a story asks for, at all events shown if it says nothing.
   *
   * @param {Look} look
   * @param {boolean} first whether the address has said so already, where it does
   */
  look(look, first) {
    if (look.layers.length && !(first && this.view.layers().length)) {
      /** @param {Layer} layer */
      const on = (layer) => look.layers.includes(this.leader(layer).id);
      for (const layer of this.layers) if (layer.group !== 'base') layer.switch(on(layer));
      this.controls.update();
    }
    if (!first && !this.view.moveTo(look)) this.fit();
  }

  /** Move to all events shown, drawn as points or as regions. */
  async fit() {
    const layers = this.layers.filter((layer) => layer.on && layer.extent);
    this.status.clear('fit');
    const asked = Promise.all(layers.map((layer) => layer.extent?.()));
    const extents = await asked.catch(() => null);
    if (extents) this.fitExtents(extents);
    else this.status.fail('fit', 'Where the events are could not be loaded.', () => this.fit());
  }

  /** @param {(L.LatLngBounds | null | undefined)[]} extents */
  fitExtents(extents) {
    const bounds = extents
      .flatMap((one) => one ?? [])
      .reduce((all, one) => all.extend(one), L.latLngBounds([]));
    if (bounds.isValid()) this.view.fitBounds(bounds, { maxZoom: 12 });
  }

  /**
   * Open the event that the page hands over, unless the page only repeats itself, or what was
   * chosen here: that is open, or has been closed since.
   *
   * @param {?string} eventId
   * @param {number} choice
   */
  follow(eventId, choice) {
    const chosen = eventId !== this.handedEvent || choice !== this.handedChoice;
    const told = choice === this.handedChoice && eventId ? this.told.indexOf(eventId) : -1;
    this.handedEvent = eventId;
    this.handedChoice = choice;
    this.told.splice(0, told + 1);
    if (!chosen || told >= 0 || eventId === this.popups.openedEvent) return;
    if (eventId) this.popups.openEvent(eventId, {});
    else this.popups.close();
  }

  /**
   * Open an event that the viewer chose on the map, and tell the page.
   *
   * @param {string} eventId
   * @param {Parameters<Popups['openEvent']>[1]} options
   */
  openEvent(eventId, options) {
    this.popups.openEvent(eventId, options);
    this.told.push(eventId);
    // The time makes every choice a new value, even of the same event after a remount.
    window.Streamlit.setComponentValue({ event: eventId, n: Date.now() });
  }

  /** Close the event on the page, which may not show yet what it was told to open. */
  takeBack() {
    if (!this.told.length && !this.given?.event) return;
    window.Streamlit.setComponentValue({ event: null, n: Date.now() });
  }
}

/**
 * Whether two states differ in the opened event at most.
 *
 * @param {State} one
 * @param {State} other
 */
function sameEvents(one, other) {
  const names = /** @type {const} */ (['dataset', 'version', 'data', 'query', 'compare']);
  return names.every((name) => one[name] === other[name]);
}

/**
 * Layers of one group exclude each other.
 *
 * @param {Layer} layer
 * @param {Layer} other
 */
function excludes(layer, other) {
  return other !== layer && Boolean(layer.group) && layer.group === other.group;
}
