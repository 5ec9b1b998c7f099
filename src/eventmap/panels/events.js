import { draw, h, panelOf } from './dom.js';

/** @type {Record<string, string>} by how a column is sorted */
const ARROWS = { ascending: '\u2191', descending: '\u2193' };

/** @type {WeakMap<HTMLElement, number>} the page that a list showed last */
const pages = new WeakMap();

/** @type {WeakMap<HTMLElement, AbortController>} by list, what listens to the map */
const following = new WeakMap();

/** @type {WeakMap<HTMLElement, ?string>} by list, the part of the map that was sent last */
const sent = new WeakMap();

/** @param {Panel<api.ListPanel>} panel */
export default function ({ data, parentElement, setTriggerValue }) {
  /** @param {api.ListColumn} column */
  const sorter = (column) =>
    h(
      'button',
      {
        type: 'button',
        class: 'plain',
        'data-key': `sort ${column.order}`,
        onclick: () => setTriggerValue('sort', column.order),
      },
      column.label,
      h('span', { 'aria-hidden': 'true', class: 'arrow' }, ARROWS[column.sorted ?? 'none'] ?? ''),
    );

  /** @param {api.ListColumn} column */
  const heading = (column) => {
    const below = column.key === 'title' ? data.below : [];
    const sorted = [column, ...below].find((each) => each.sorted !== 'none') ?? column;
    return h(
      'th',
      { scope: 'col', class: column.key, 'aria-sort': sorted.sorted },
      column.order ? sorter(column) : column.label,
      below.length > 0 && h('span', { class: 'line' }, below.map(sorter)),
    );
  };

  /** @param {Record<string, string | null>} row what is below its title */
  const below = (row) => {
    const parts = [
      [row.place, row.nearness && h('span', { class: 'near' }, row.nearness)],
      row.type,
      row.sources,
      row.parties,
    ];
    return parts.filter(Boolean).map((part) => h('span', { class: 'part' }, part));
  };

  /** @param {api.ListColumn} column @param {Record<string, string | null>} row */
  const cell = ({ key, number }, row) => {
    const text = row[key];
    if (key === 'title')
      return h(
        'td',
        { class: key },
        h(
          'button',
          {
            type: 'button',
            class: 'plain',
            title: text,
            'data-key': `open ${row.event_id}`,
            'aria-pressed': String(row.event_id === data.opened),
          },
          text,
        ),
        h('small', { class: 'line' }, below(row)),
      );
    const known = number && /\d/.test(text ?? '');
    const shown = known || !number ? text : h('small', {}, text);
    return h('td', { class: key }, shown, key === 'when' && h('small', {}, row.until));
  };

  /** @param {Record<string, string | null>} row */
  const line = (row) =>
    h(
      'tr',
      {
        class: row.event_id === data.opened ? 'opened' : '',
        onclick: () => setTriggerValue('open', row.event_id),
      },
      data.columns.map((column) => cell(column, row)),
    );

  /** @param {string} label @param {number} page */
  const turn = (label, page) =>
    h(
      'button',
      {
        type: 'button',
        class: 'quiet',
        'data-key': label,
        disabled: page < 0 || page >= data.pages,
        onclick: () => setTriggerValue('page', page),
      },
      label,
    );

  /** @param {boolean} on */
  const follow = (on) => {
    const box = seen();
    sent.set(panel, box);
    setTriggerValue('follow', { on, box });
  };

  const moved = h(
    'span',
    { class: 'faint', hidden: true },
    'To show what was opened, the map has moved; the list has kept its part. ',
    h(
      'button',
      { type: 'button', class: 'quiet', 'data-key': 'again', onclick: () => follow(true) },
      'List what the map shows now',
    ),
  );

  /** @param {api.ListView} view */
  const follower = ({ on, words }) =>
    h(
      'div',
      { class: 'bar follow' },
      h(
        'label',
        {},
        h('input', {
          type: 'checkbox',
          'data-key': 'follow',
          checked: on,
          onchange: (/** @type {any} */ event) => follow(event.target.checked),
        }),
        "Only events in the map's view",
      ),
      h('span', { class: 'faint', role: 'status' }, words),
      moved,
    );

  const panel = panelOf(parentElement);
  const before = pages.get(panel);
  const turned = /^(Previous|Next)$/.test(focusedKey(panel));
  pages.set(panel, data.page);
  draw(
    parentElement,
    data.view && follower(data.view),
    data.rows.length === 0
      ? !data.view?.on && h('p', { class: 'faint' }, data.empty)
      : h(
          'table',
          { class: 'list', onkeydown: step },
          h('caption', { class: 'visually-hidden' }, data.label),
          h('thead', {}, h('tr', {}, data.columns.map(heading))),
          h('tbody', {}, data.rows.map(line)),
        ),
    data.pages > 1 &&
      h(
        'div',
        { class: 'bar' },
        h('span', { class: 'shown' }, data.range),
        turn('Previous', data.page - 1),
        turn('Next', data.page + 1),
      ),
  );
  following.get(panel)?.abort();
  if (data.view?.on) {
    const { box } = data.view;
    /** @param {boolean} own whether the viewer has moved the map */
    const look = (own) => {
      const now = seen();
      const known = now === null || now === box || now === sent.get(panel);
      if (!known && (own || box === null)) follow(true);
      moved.hidden = known || own || box === null;
    };
    following.set(panel, listen(panel, look));
    look(false);
  }
  // Another page is read from its beginning.
  if (turned && before !== undefined && before !== data.page) {
    openers(panel)[0]?.focus({ preventScroll: true });
    panel.scrollIntoView({ block: 'start' });
  }
}

/** @returns {?string} the part of the world that the map shows, once it is there */
function seen() {
  const frame = /** @type {?HTMLElement} */ (document.querySelector('iframe[data-box]'));
  return frame?.dataset.box ?? null;
}

/**
 * Acts whenever the map looks elsewhere, until that is aborted or the list is gone.
 *
 * @param {HTMLElement} panel
 * @param {(own: boolean) => void} act is told whether the viewer has moved the map
 */
function listen(panel, act) {
  const listener = new AbortController();
  document.addEventListener(
    'eventmap:look',
    (event) => {
      if (panel.isConnected) act(/** @type {CustomEvent<boolean>} */ (event).detail);
      else listener.abort();
    },
    { signal: listener.signal },
  );
  return listener;
}

/** @param {HTMLElement} panel @returns {string} what has the focus in it */
function focusedKey(panel) {
  const root = /** @type {ShadowRoot} */ (panel.getRootNode());
  return root.activeElement?.getAttribute('data-key') ?? '';
}

/** @param {Element} list @returns {HTMLElement[]} the titles of its events */
function openers(list) {
  return [...list.querySelectorAll('tbody button')].map((each) => /** @type {any} */ (each));
}

/** Goes from event to event by the keys. @param {KeyboardEvent} event */
function step(event) {
  const target = /** @type {HTMLElement} */ (event.target);
  const all = openers(/** @type {Element} */ (event.currentTarget));
  const at = all.indexOf(target);
  /** @type {Record<string, number>} */
  const goes = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 };
  const to = all[goes[event.key] ?? -1];
  if (at < 0 || !to) return;
  event.preventDefault();
  to.focus();
}
