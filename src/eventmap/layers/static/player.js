/** Plays the events of the filter: drives the map and the bar by the state of `playback.js`. */
import { apiAddress, fetchJson } from './address.js';
import { loadSummary, loadTimeline } from './answers.js';
import { CLOSED, SPEEDS, narrow, nextPeriod, periodAt, reduce } from './playback.js';
import { PlayBar } from './playbar.js';
import { UNITS, stepsOf } from './steps.js';

export class Player {
  /** @param {Controller} app */
  constructor(app) {
    this.app = app;
    this.state = CLOSED;
    /** How many events have no date. */
    this.undated = 0;
    this.bar = new PlayBar(app.map, (action) => this.act(action));
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

  /** A parameter of the filter, `null` where it is not set. */
  param(name) {
    return new URLSearchParams(this.app.given.query).get(name);
  }

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
    this.app.status.clear('playback');
    this.bar.close();
    this.app.draw(this.app.given);
  }

  /** Bring the map to the step of the state; when it is painted, the next is fetched ahead. */
  async show(before) {
    clearTimeout(this.timer);
    this.bar.update(this.state, this.undated, this.param('strict') === 'true');
    const shown = this.stateOf(periodAt(this.state));
    const moved = shown.query !== this.app.state.query || before.steps !== this.state.steps;
    const started = performance.now();
    const painted = moved ? await this.paint(shown) : true;
    if (!this.state.open || shown.query !== this.app.state.query) return;
    if (!painted) this.act({ type: 'pause' });
    this.fetchAhead();
    this.goOn(started);
  }

  async paint(shown) {
    const painted = this.app.draw(shown);
    const summary = await loadSummary(shown).catch(() => null);
    if (shown === this.app.state) this.bar.count(summary);
    return painted;
  }

  /** The next tick, when the present step has stayed long enough. */
  goOn(started) {
    clearTimeout(this.timer);
    if (!this.state.playing) return;
    const left = SPEEDS[this.state.speed].stay - (performance.now() - started);
    this.timer = setTimeout(() => this.act({ type: 'tick' }), Math.max(0, left));
  }

  fetchAhead() {
    const period = nextPeriod(this.state);
    if (!period) return;
    const next = this.stateOf(period);
    this.app.cells.fetchAhead(next);
    loadSummary(next).catch(() => {});
    loadTimeline(next).catch(() => {});
  }

  /** What the map shows in a period; the whole filter where there is none. */
  stateOf(period) {
    const { given } = this.app;
    if (!period) return given;
    return { ...given, query: narrow(given.query, period) };
  }
}
