/** Plays the events of the filter: drives the map and the bar by the state of `playback.js`. */
import { el } from './dom.js';
import { apiAddress, fetchJson, loadEvent, loadList, loadSummary, loadTimeline } from './net.js';
import {
  CLOSED,
  MOST_APART,
  narrow,
  nextPeriods,
  periodAt,
  reduce,
  SPEEDS,
  stepsOf,
  UNITS,
} from './playback.js';
import { HALO } from './popups.js';
import { countOf, formatNumber, interval } from './words.js';

/** @import { Controller } from './controller.js' */
/** @import { Action, Playback, Step } from './playback.js' */
/** @import { State } from './net.js' */

export class Player {
  /** @param {Controller} app */
  constructor(app) {
    this.app = app;
    this.state = CLOSED;
    /** How many events have no date. */
    this.undated = 0;
    /** @type {number | undefined} */
    this.timer = undefined;
    this.bar = new PlayBar(app.map, (action) => this.act(action));
    this.halo = L.circleMarker([0, 0], HALO);
    app.map.on('popupopen', () => this.act({ type: 'pause' }));
  }

  /** Open the bar; it starts by itself unless the viewer wants no motion. */
  open() {
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    this.bar.open();
    this.state = reduce(this.state, { type: 'open', playing: !still });
    return this.load();
  }

  /** Another filter: play what is left by it, or show it as it is. */
  refilter() {
    if (this.state.open) this.load();
    else this.app.draw(this.app.given);
  }

  /** Ask in which days, weeks or months something happens; steps stay until it is known. */
  async load() {
    const { status } = this.app;
    const address = this.address();
    this.app.cells.store.dropAhead();
    /** @type {?api.Histogram} */
    const answer = await fetchJson(address).catch(() => null);
    if (!this.state.open || address !== this.address()) return;
    if (!answer) {
      status.fail('playback', 'The days could not be loaded.', () => this.load());
      return;
    }
    status.clear('playback');
    this.undated = answer.undated;
    const bounds = { from: this.param('from'), to: this.param('to') };
    this.act({ type: 'steps', steps: stepsOf(this.state.unit, answer.bins, bounds) });
  }

  address() {
    return apiAddress(this.app.given, 'histogram', { unit: UNITS[this.state.unit].bins });
  }

  /**
   * A parameter of the filter, `null` where it is not set.
   *
   * @param {string} name
   */
  param(name) {
    return new URLSearchParams(this.app.given.query).get(name);
  }

  /** @param {Action} action */
  act(action) {
    const before = this.state;
    this.state = reduce(before, action);
    if (this.state === before) return;
    if (action.type === 'unit') this.load();
    else if (action.type === 'stop') this.stop();
    else if (this.state.open) this.show(before);
  }

  stop() {
    clearTimeout(this.timer);
    this.app.cells.store.dropAhead();
    this.app.status.clear('playback');
    this.halo.remove();
    this.bar.close();
    this.app.draw(this.app.given);
  }

  /**
   * Bring the map to the step of the state; when it is painted, the next is fetched ahead.
   *
   * @param {Playback} before
   */
  async show(before) {
    clearTimeout(this.timer);
    const { step } = this;
    if (step !== stepOf(before)) this.halo.remove();
    this.bar.update(this.state, this.undated, this.param('strict') === 'true');
    const shown = this.stateOf(periodAt(this.state));
    const moved = shown.query !== this.app.state.query || before.steps !== this.state.steps;
    const started = performance.now();
    const [painted] = await Promise.all([moved ? this.paint(shown) : true, this.point(step)]);
    if (!this.state.open || step !== this.step || shown.query !== this.app.state.query) return;
    if (!painted) this.act({ type: 'pause' });
    this.fetchAhead();
    this.goOn(started);
  }

  /** The present step, none where nothing has a date. */
  get step() {
    return stepOf(this.state);
  }

  /**
   * Name the event that a step is about, and draw a ring around it where it is on the map.
   *
   * @param {Step | undefined} step
   */
  async point(step) {
    if (step?.nth === undefined) return;
    const list = await loadList(this.stateOf(step), MOST_APART).catch(() => null);
    const event = list?.events[step.nth];
    if (!event || step !== this.step) return;
    this.bar.name(step, event);
    const record = await loadEvent(this.app.given, event.event_id).catch(() => null);
    const place = record && (await this.app.popups.placeOf(record.event));
    if (place && step === this.step) this.halo.setLatLng(place).addTo(this.app.map);
  }

  /** @param {State} shown */
  async paint(shown) {
    const painted = this.app.draw(shown);
    const summary = await loadSummary(shown).catch(() => null);
    if (shown === this.app.state) this.bar.count(summary);
    return painted;
  }

  /**
   * The next tick, when the present step has stayed long enough.
   *
   * @param {number} started
   */
  goOn(started) {
    clearTimeout(this.timer);
    if (!this.state.playing) return;
    const left = SPEEDS[this.state.speed].stay - (performance.now() - started);
    this.timer = setTimeout(() => this.act({ type: 'tick' }), Math.max(0, left));
  }

  fetchAhead() {
    const periods = nextPeriods(this.state, this.app.mostPlayed);
    if (!periods.length) return;
    const states = periods.map((period) => this.stateOf(period));
    this.app.cells.fetchAhead(states, periods);
    const [next] = states;
    loadSummary(next).catch(() => {});
    loadTimeline(next).catch(() => {});
  }

  /**
   * What the map shows in a period; the whole filter where there is none.
   *
   * @param {?{from: string, to: string}} period
   * @returns {State}
   */
  stateOf(period) {
    const { given } = this.app;
    if (!period) return given;
    return { ...given, query: narrow(given.query, period) };
  }
}

/** @param {Playback} state @returns {Step | undefined} */
function stepOf({ steps, at }) {
  return steps[at];
}

/** @type {Record<string, {label: string, accumulate: boolean}>} */
const SHOWN = {
  step: { label: 'This step only', accumulate: false },
  all: { label: 'All up to this step', accumulate: true },
};

/** The bar at the foot of the map with which events are played; what it shows is told to it. */
export class PlayBar {
  /** @param {L.Map} map @param {(action: Action) => void} act what a choice asks for */
  constructor(map, act) {
    this.map = map;
    this.act = act;
    this.playing = false;
    this.previous = button('Back', () => act({ type: 'previous' }));
    this.play = button('Play', () => act({ type: this.playing ? 'pause' : 'play' }));
    this.next = button('Next', () => act({ type: 'next' }));
    this.slider = el('input');
    Object.assign(this.slider, { type: 'range', min: 0, ariaLabel: 'Step' });
    this.slider.addEventListener('input', () =>
      act({ type: 'seek', at: Number(this.slider.value) }),
    );
    this.when = el('strong');
    this.event = el('span', 'em-playbar-event');
    this.counts = el('span', 'em-quiet');
    this.absent = el('span', 'em-quiet');
    this.words = el('p', 'em-playbar-words', this.when, this.event, this.counts, this.absent);
    this.words.setAttribute('role', 'status');
    this.unit = choice('Steps', UNITS, (unit) => act({ type: 'unit', unit }));
    this.shown = choice('Shown', SHOWN, (name) => act({ type: 'accumulate', ...SHOWN[name] }));
    this.speed = choice('Speed', SPEEDS, (speed) => act({ type: 'speed', speed }));
    const stop = button('Stop', () => act({ type: 'stop' }));
    stop.title = 'Stop and show all events of the filter';
    this.element = el(
      'div',
      'em-playbar',
      el('div', 'em-playbar-row', this.previous, this.play, this.next, this.slider, stop),
      el('div', 'em-playbar-row', this.words, this.unit, this.shown, this.speed),
    );
    this.element.setAttribute('role', 'region');
    this.element.setAttribute('aria-label', 'Playback');
    this.element.addEventListener('keydown', (event) => this.press(event));
    new ResizeObserver(() => this.makeRoom()).observe(this.element);
  }

  open() {
    this.map.getContainer().after(this.element);
    this.map.getContainer().classList.add('em-playing');
    this.play.focus();
  }

  /** The map gives the bar its height, and keeps looking at the same place. */
  makeRoom() {
    document.documentElement.style.setProperty('--bar', `${this.element.offsetHeight}px`);
    this.map.invalidateSize({ animate: false });
  }

  close() {
    this.element.remove();
    this.map.getContainer().classList.remove('em-playing');
    this.counts.textContent = this.event.textContent = this.when.textContent = '';
  }

  /**
   * @param {Playback} state
   * @param {number} undated events without a date
   * @param {boolean} strict whether a step shows only what lies wholly in it
   */
  update(state, undated, strict) {
    const { steps, at } = state;
    const period = periodAt(state);
    const last = Math.max(0, steps.length - 1);
    this.playing = state.playing;
    this.when.textContent = period ? interval(period.from, period.to) : 'No event has a date.';
    this.name(steps[at]);
    this.absent.textContent = absentWords(undated, strict);
    this.play.textContent = state.playing ? 'Pause' : 'Play';
    // Not `disabled`, which would take the focus from who has just pressed them.
    this.previous.ariaDisabled = String(at === 0);
    this.next.ariaDisabled = String(at === last);
    this.play.ariaDisabled = String(last === 0);
    Object.assign(this.slider, { max: last, value: at, disabled: last === 0 });
    this.slider.ariaValueText = `${this.when.textContent}, step ${at + 1} of ${steps.length}`;
    // What goes on by itself would be read out without end.
    this.words.ariaLive = state.playing ? 'off' : 'polite';
    this.unit.value = state.unit;
    this.shown.value = state.accumulate ? 'all' : 'step';
    this.speed.value = state.speed;
  }

  /**
   * @param {Step | undefined} step
   * @param {api.ListedEvent} [event] that it is about, once it is known
   */
  name(step, event) {
    this.event.textContent = eventWords(step, event);
  }

  /** @param {?api.Summary} summary of the step, `null` if it is not known */
  count(summary) {
    this.counts.textContent = summary ? countWords(summary) : '';
  }

  /**
   * Space plays and pauses, the arrows go from step to step, Escape stops.
   *
   * @param {KeyboardEvent} event
   */
  press(event) {
    const { key, target } = event;
    /** @type {Record<string, string>} */
    const types = { ArrowLeft: 'previous', ArrowRight: 'next', Escape: 'stop' };
    if (key === ' ' && target === this.slider) this.play.click();
    else if (types[key] && !(target instanceof HTMLSelectElement)) this.act({ type: types[key] });
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}

/** @param {string} text @param {() => void} run */
function button(text, run) {
  const element = el('button', '', text);
  element.type = 'button';
  element.addEventListener('click', run);
  return element;
}

/**
 * @param {string} label
 * @param {Record<string, {label: string}>} options
 * @param {(value: string) => void} choose
 */
function choice(label, options, choose) {
  const element = el('select');
  element.ariaLabel = label;
  for (const [value, option] of Object.entries(options))
    element.append(Object.assign(el('option', '', option.label), { value }));
  element.addEventListener('change', () => choose(element.value));
  return element;
}

/**
 * Events of one day are told one after the other, which says nothing of their order.
 *
 * @param {Step | undefined} step
 * @param {api.ListedEvent} [event]
 */
function eventWords(step, event) {
  if (!step?.begin) return '';
  const { from, to, begin, nth } = step;
  if (nth === undefined) return `${countOf(begin, 'event')} dated from this day, shown together`;
  const words = event ? [event.title] : [];
  if (event && event.when !== interval(from, to)) words.push(event.when);
  const which = `${nth + 1} of ${begin} dated from this day, in no known order`;
  return [...(begin > 1 ? [which] : []), words.join('; ')].filter(Boolean).join(': ');
}

/** @param {api.Summary} summary */
function countWords({ events, period, drawn: { listed }, cost }) {
  if (!events) return 'no event';
  const words = `${period?.possible.events ? 'up to ' : ''}${countOf(events, 'event')}`;
  return `${listed ? `${words}, ${formatNumber(events - listed)} on the map` : words}; ${cost}`;
}

/**
 * What has no date may have happened in any step, and lies wholly in none.
 *
 * @param {number} undated
 * @param {boolean} strict
 */
function absentWords(undated, strict) {
  if (!undated) return '';
  const words = `${countOf(undated, 'event')} without a date`;
  return strict ? `${words}: in no step` : `${words}: possibly in every step`;
}
