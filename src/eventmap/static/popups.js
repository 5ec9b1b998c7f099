/** Popups: an event, a list to choose from, a place of the timeline. Their words come from the server. */
import { action, el, heading, link } from './dom.js';
import { apiAddress, eventAddress, fetchJson } from './net.js';
import { symbolOf } from './symbols.js';
import { formatNumber, interval } from './words.js';

/** @import { Areas } from './areas.js' */
/** @import { Controller } from './controller.js' */
/** @import { State } from './net.js' */

const PAGE = 50;

/** Around the event that is told of. */
export const HALO = { radius: 17, className: 'em-opened', interactive: false };

export class Popups {
  /** @param {Controller} app */
  constructor(app) {
    this.app = app;
    this.map = app.map;
    /** @type {?string} */
    this.openedEvent = null;
    /** @type {?L.Popup} */
    this.popup = null;
    /** @type {?HTMLElement} what had the focus before */
    this.returnTo = null;
    this.halo = L.circleMarker([0, 0], HALO);
    app.map.on('popupclose', ({ popup }) => {
      if (popup === this.popup) this.closed();
    });
  }

  /**
   * Open the popup of an event.
   *
   * @param {string} eventId
   * @param {{at?: [number, number], focus?: boolean, back?: () => void}} options where it stands on the
   *   map, if that is known; whether the keyboard goes there; the list it was chosen from
   */
  async openEvent(eventId, { at, focus = false, back }) {
    this.openedEvent = eventId;
    /** @type {?api.EventAnswer} */
    const record = await this.answer(fetchJson(eventAddress(this.app.state, eventId)), () =>
      this.openEvent(eventId, { at, focus, back }),
    );
    if (!record || this.openedEvent !== eventId) return;
    const place = at ?? (await this.placeOf(record.event));
    if (!place) return;
    this.open(place, eventContent(record, back), focus);
    this.openedEvent = eventId;
    if (isLocated(record.event)) this.halo.setLatLng(place).addTo(this.map);
    else this.regions().highlight(record.event.admin1);
  }

  /**
   * Where an event is drawn: its point, or the middle of its region; `null` if it is not.
   *
   * @param {api.EventRecord} event
   * @returns {Promise<?[number, number]>}
   */
  async placeOf(event) {
    if (isLocated(event)) return [Number(event.lat), Number(event.lon)];
    return event.geo_precision === 'region' ? this.regions().middleOf(event.admin1) : null;
  }

  /** @returns {Areas} */
  regions() {
    return /** @type {any} */ (this.app.layers.find(({ id }) => id === 'regiononly'));
  }

  /**
   * Open a popup with `content`, in which nothing is markup.
   *
   * @param {[number, number]} at
   * @param {HTMLElement} content
   * @param {boolean} focus
   */
  open(at, content, focus) {
    // From a list to an event and back, the focus still returns to what opened the list.
    const inside = this.popup?.getElement()?.contains(document.activeElement);
    if (!inside) this.returnTo = /** @type {HTMLElement} */ (document.activeElement);
    this.close();
    if (!this.map.getBounds().contains(at)) {
      this.app.view.stepAside();
      this.map.setView(at, this.map.getZoom(), { animate: false });
    }
    this.map.getContainer().classList.add('em-reading');
    this.popup = L.popup(this.shape()).setLatLng(at).setContent(content).openOn(this.map);
    const element = /** @type {HTMLElement} */ (this.popup.getElement());
    const heading = /** @type {HTMLElement} */ (content.querySelector('h2'));
    element.addEventListener('keydown', ({ key }) => {
      if (key === 'Escape') this.close();
    });
    element.setAttribute('role', 'dialog');
    element.setAttribute('aria-label', heading.textContent);
    // What is taller than the map scrolls, also with the keyboard.
    element.querySelector('.leaflet-popup-scrolled')?.setAttribute('tabindex', '0');
    if (focus) heading.focus({ preventScroll: true });
  }

  /** @returns {L.PopupOptions} of a popup that fits beside the controls */
  shape() {
    const { x: width, y: height } = this.map.getSize();
    const { left, right } = this.app.controls.room.make();
    return {
      className: 'em-popup',
      minWidth: Math.min(240, width - 64),
      maxWidth: Math.min(336, width - 64),
      maxHeight: Math.max(160, Math.round(height * 0.68)),
      autoPanPaddingTopLeft: [left, 16],
      autoPanPaddingBottomRight: [right, 16],
      offset: [0, -4],
    };
  }

  close() {
    this.map.closePopup();
  }

  closed() {
    this.openedEvent = null;
    this.halo.remove();
    this.map.getContainer().classList.remove('em-reading');
    this.app.controls.room.restore();
    this.app.fire('popupclosed');
    // The focus goes back only if it went with the popup.
    if (document.activeElement !== document.body) return;
    const target = this.returnTo?.isConnected ? this.returnTo : this.map.getContainer();
    target.focus({ preventScroll: true });
  }

  /**
   * What was `asked` for, or `null` after telling that it cannot be had.
   *
   * @template T
   * @param {Promise<T>} asked
   * @param {() => void} again
   * @returns {Promise<?T>}
   */
  async answer(asked, again) {
    try {
      const answer = await asked;
      this.app.status.clear('popup');
      return answer;
    } catch (/** @type {any} */ error) {
      // An event that is not in the dataset is the page's to name: its link is wrong.
      if (error.status !== 404)
        this.app.status.fail('popup', 'The events could not be loaded.', again);
      return null;
    }
  }
}

/** @param {api.EventRecord} event */
function isLocated({ geo_precision: precision, lat, lon }) {
  return ['exact', 'settlement', 'district'].includes(precision) && lat !== null && lon !== null;
}

/**
 * @typedef {{at: [number, number], count: number, focus?: boolean}} ListOptions where a list opens,
 *   and how many events it has
 *
 * @typedef {Object} List a list that is open
 * @property {Pager<Record<string, string>>} pager
 * @property {[number, number]} at @property {number} count @property {number} shown
 * @property {HTMLElement} items @property {HTMLElement} more @property {HTMLElement} content
 * @property {(withFocus: boolean) => void} show
 */

/** Lists of events to choose from, page by page, in a popup. */
export class Lists {
  /** @param {Controller} app */
  constructor(app) {
    this.app = app;
  }

  /**
   * List the events in `boxes`, squares of the grid that a cluster is made of.
   *
   * @param {string} title
   * @param {L.LatLngBounds[]} boxes
   * @param {ListOptions} options
   */
  openBoxes(title, boxes, options) {
    const filter = new URLSearchParams(this.app.state.query).get('bbox');
    const filters = boxes.map((box) => ({ bbox: intersect(box, filter) }));
    return this.open(title, filters, options);
  }

  /**
   * List the events of one or several narrower filters.
   *
   * @param {string} title
   * @param {Record<string, string>[]} filters parameters that replace those of the filter
   * @param {ListOptions} options how many there are in all
   */
  async open(title, filters, { at, count, focus = false }) {
    const { state } = this.app;
    /** @param {Record<string, string>} filter @param {number} offset @param {number} limit */
    const ask = (filter, offset, limit) =>
      fetchJson(apiAddress(state, 'list', { ...filter, limit, offset }));
    const items = el('ul', 'em-choices');
    const more = action('Show more', () => this.more(list, true));
    const content = el('article', 'em-card', heading(title), items, more);
    /** @type {List} */
    const list = {
      pager: new Pager(filters, ask, PAGE),
      at,
      count,
      shown: 0,
      items,
      more,
      content,
      show: (withFocus) => this.app.popups.open(at, content, withFocus),
    };
    const again = () => this.open(title, filters, { at, count, focus });
    if (await this.more(list, false, again)) list.show(focus);
  }

  /**
   * Add the next page; returns whether it could be had.
   *
   * @param {List} list
   * @param {boolean} focus
   * @param {() => void} again
   * @returns {Promise<boolean>}
   */
  async more(list, focus, again = () => this.more(list, focus)) {
    const events = await this.app.popups.answer(list.pager.next(), again);
    if (!events) return false;
    const items = events.map((event) => this.item(list, event));
    list.items.append(...items);
    list.shown += items.length;
    const { done, reason } = list.pager;
    list.more.hidden = done;
    if (done && reason) list.content.append(el('p', 'em-quiet', reason));
    list.more.textContent = `Show more (${formatNumber(list.shown)} of ${formatNumber(list.count)})`;
    if (focus) items[0]?.querySelector('button')?.focus();
    return true;
  }

  /** @param {List} list @param {api.ListedEvent} event */
  item(list, event) {
    const choice = action(event.title, () => this.choose(list, event, choice));
    const words = [symbolOf(event.event_type).label, event.when, event.casualties];
    return el(
      'li',
      '',
      choice,
      el('p', 'em-quiet', words.filter(Boolean).join(', ')),
      event.parties ? el('p', 'em-quiet', `Parties: ${event.parties}`) : null,
    );
  }

  /** @param {List} list @param {api.ListedEvent} event @param {HTMLElement} choice */
  choose(list, event, choice) {
    const back = () => {
      list.show(true);
      choice.focus();
    };
    this.app.openEvent(event.event_id, { at: list.at, focus: true, back });
  }
}

/**
 * The part of `box` inside the bbox of the filter, if there is one, as a parameter.
 *
 * @param {L.LatLngBounds} box
 * @param {?string} filter
 */
function intersect(box, filter) {
  const own = [box.getWest(), box.getSouth(), box.getEast(), box.getNorth()];
  if (!filter) return own.join(',');
  const other = filter.split(',').map(Number);
  return own.map((edge, at) => (at < 2 ? Math.max : Math.min)(edge, other[at])).join(',');
}

/**
 * Pages of a list that one or several questions answer, one question after the other.
 *
 * @template Q
 */
export class Pager {
  /**
   * @param {Q[]} questions
   * @param {(question: Q, offset: number, limit: number) => Promise<api.EventList>} ask
   * @param {number} size of a page
   */
  constructor(questions, ask, size) {
    this.questions = questions;
    this.ask = ask;
    this.size = size;
    this.at = 0;
    this.offset = 0;
    /** @type {?string} why not all can be listed */
    this.reason = null;
  }

  get done() {
    return this.at >= this.questions.length;
  }

  /** The next events, at most a page. Where they cannot be had it rejects, to be asked again. */
  async next() {
    const { at, offset } = this;
    try {
      return await this.read();
    } catch (error) {
      Object.assign(this, { at, offset });
      throw error;
    }
  }

  async read() {
    /** @type {api.ListedEvent[]} */
    const page = [];
    while (!this.done && page.length < this.size) {
      const question = this.questions[this.at];
      const limit = this.size - page.length;
      const { listed, events, reason } = await this.ask(question, this.offset, limit);
      page.push(...events);
      this.offset += events.length;
      this.reason ??= reason;
      if (!events.length || this.offset >= listed) [this.at, this.offset] = [this.at + 1, 0];
    }
    return page;
  }
}

/**
 * One event: when, where, how sure, what it cost, and who says what about it.
 *
 * @param {api.EventAnswer} answer
 * @param {() => void} [back] to the list that it was chosen from
 */
export function eventContent({ event, voices, withheld, graphic }, back) {
  const claims = el('ul', 'em-claims', ...voices.map(voiceItem));
  return el(
    'article',
    'em-card',
    back ? action('Back to the list', back) : null,
    heading(event.title),
    facts([
      ['When', event.when],
      ['Where', event.where],
      ['Status', event.status],
      ['Casualties', event.casualties],
      ...factGiven('Parties', event.parties),
      ...factGiven('Attributed to', event.actor),
    ]),
    voices.length ? el('h3', '', 'Who reports it') : null,
    voices.length ? (graphic ? behindWord(claims) : claims) : null,
    withheld ? el('p', 'em-quiet', withheld) : null,
  );
}

/**
 * What opens only by a word, for a source marks it as graphic.
 *
 * @param {HTMLElement} content
 */
function behindWord(content) {
  return el('details', '', el('summary', '', 'Marked as graphic: show texts and sources'), content);
}

/**
 * A fact that is told only where it is given.
 *
 * @param {string} name
 * @param {?string} words
 * @returns {[string, ?string][]}
 */
function factGiven(name, words) {
  return words ? [[name, words]] : [];
}

/** @param {[string, ?string][]} pairs */
function facts(pairs) {
  const rows = pairs.flatMap(([name, words]) => [
    el('dt', '', name),
    el('dd', '', words ?? 'not given'),
  ]);
  return el('dl', '', ...rows);
}

/** @param {api.Voice} voice */
function voiceItem({ claimant, statements, figures, sources }) {
  const said = statements.length ? `: ${statements.join(' ')}` : '';
  const lines = sources.length ? sources : [NO_SOURCE];
  return el(
    'li',
    '',
    el('p', '', el('strong', '', claimant), said),
    figures.length ? el('p', 'em-quiet', figures.join(', ')) : null,
    ...lines.map(sourceLine),
  );
}

/** @type {api.SourceRecord} */
const NO_SOURCE = { source: null, url: null, archive_url: null, published_on: null };

/**
 * "Source: outlet, date; archived copy", linked where there are addresses.
 *
 * @param {api.SourceRecord} found
 */
function sourceLine({ source, url, archive_url, published_on }) {
  const date = published_on ? `, ${interval(published_on, published_on)}` : '';
  const told = source || url ? ['Source: ', link(url, source || 'link')] : ['Source not given'];
  const copy = archive_url ? ['; ', link(archive_url, 'archived copy')] : [];
  return el('p', 'em-quiet', ...told, date, ...copy);
}

/**
 * What was said and decided at one place.
 *
 * @param {string} place
 * @param {api.TimelineItem[]} items
 */
export function timelineContent(place, items) {
  const entries = items.map((item) =>
    el(
      'li',
      '',
      el('p', '', el('strong', '', item.title)),
      el('p', 'em-quiet', [item.when, item.actor].filter(Boolean).join(', ')),
      item.detail ? el('p', '', item.detail) : null,
      sourceLine({ ...NO_SOURCE, source: item.source, url: item.url }),
    ),
  );
  return el('article', 'em-card', heading(place), el('ul', 'em-claims', ...entries));
}
