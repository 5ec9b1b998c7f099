/** Lists of events to choose from, page by page, in a popup. */
import { apiAddress, fetchJson } from './address.js';
import { action, el, heading } from './cards.js';
import { formatNumber } from './numbers.js';
import { Pager } from './pager.js';
import { symbolOf } from './symbols.js';

const PAGE = 50;

export class Lists {
  /** @param {Controller} app */
  constructor(app) {
    this.app = app;
  }

  /** List the events in `boxes`, squares of the grid that a cluster is made of. */
  openBoxes(title, boxes, options) {
    const filter = new URLSearchParams(this.app.state.query).get('bbox');
    const filters = boxes.map((box) => ({ bbox: intersect(box, filter) }));
    return this.open(title, filters, options);
  }

  /**
   * List the events of one or several narrower filters.
   *
   * @param {string} title
   * @param {Object<string, string>[]} filters parameters that replace those of the filter
   * @param {{at: number[], count: number, focus?: boolean}} options how many there are in all
   */
  async open(title, filters, { at, count, focus = false }) {
    const { state } = this.app;
    const ask = (filter, offset, limit) =>
      fetchJson(apiAddress(state, 'list', { ...filter, limit, offset }));
    const list = { pager: new Pager(filters, ask, PAGE), at, count, shown: 0 };
    list.items = el('ul', 'em-choices');
    list.more = action('Show more', () => this.more(list, true));
    list.content = el('article', 'em-card', heading(title), list.items, list.more);
    list.show = (withFocus) => this.app.popups.open(at, list.content, withFocus);
    const again = () => this.open(title, filters, { at, count, focus });
    if (await this.more(list, false, again)) list.show(focus);
  }

  /** Add the next page; returns whether it could be had. */
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
    if (focus) items[0]?.querySelector('button').focus();
    return true;
  }

  item(list, event) {
    const choice = action(event.title, () => this.choose(list, event, choice));
    const words = [symbolOf(event.event_type).label, event.when, event.casualties];
    return el('li', '', choice, el('p', 'em-quiet', words.filter(Boolean).join(', ')));
  }

  choose(list, event, choice) {
    const back = () => {
      list.show(true);
      choice.focus();
    };
    this.app.openEvent(event.event_id, { at: list.at, focus: true, back });
  }
}

/** The part of `box` inside the bbox of the filter, if there is one, as a parameter. */
function intersect(box, filter) {
  const own = [box.getWest(), box.getSouth(), box.getEast(), box.getNorth()];
  if (!filter) return own.join(',');
  const other = filter.split(',').map(Number);
  return own.map((edge, at) => (at < 2 ? Math.max : Math.min)(edge, other[at])).join(',');
}
