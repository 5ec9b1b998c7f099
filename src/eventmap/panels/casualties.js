import { draw, h, panelOf } from './dom.js';

/** Letters of the figures of a row that have room beside the bars where the column is narrow. */
const ROOM = 22;

/**
 * Share of the events that give a figure, solid; of those that give none, hatched.
 *
 * @param {number} known
 * @param {number} unknown
 * @param {number} width share of the room that the bar takes
 */
function shareBar(known, unknown, width = 1) {
  const events = known + unknown;
  /** @param {number} count */
  const part = (count) => `width:${events ? (100 * count) / events : 0}%`;
  return h(
    'span',
    { class: 'track', 'aria-hidden': 'true' },
    h(
      'span',
      { class: 'share', style: `width:${100 * width}%` },
      h('span', { class: 'known', style: part(known) }),
      h('span', { class: 'unknown', style: part(unknown) }),
    ),
  );
}

/** @param {string} kind */
const swatch = (kind) => h('span', { class: `swatch ${kind}`, 'aria-hidden': 'true' });

/**
 * A best figure with the range below it, or whatever else is known.
 *
 * @param {api.FigureWords} figure
 */
function figure({ number, range, given }) {
  return h(
    'td',
    { class: given ? 'figure' : 'figure faint' },
    number,
    range && h('small', {}, range),
  );
}

/** @param {api.TotalWords} measure */
function total(measure) {
  return h(
    'div',
    { class: 'total' },
    h('dt', {}, measure.label),
    h(
      'dd',
      {},
      h('strong', {}, measure.number),
      measure.range && h('span', { class: 'range' }, measure.range),
      shareBar(measure.known, measure.unknown),
      h('small', {}, measure.basis),
    ),
  );
}

/** @param {Panel<api.CasualtiesPanel>} panel */
export default function ({ data, parentElement, setTriggerValue }) {
  const panel = panelOf(parentElement);

  /**
   * The control that opens the rest of a table, and folds it again; kept from run to run.
   *
   * @param {api.CostTable} table
   * @param {HTMLElement[]} rest
   */
  function moreButton({ facet, more, fewer }, rest) {
    const button = h('button', {
      type: 'button',
      class: 'plain',
      'data-key': `more ${facet}`,
      onclick: () => turn(!isOpen()),
    });
    const isOpen = () => panel.dataset[`open_${facet}`] === 'true';
    /** @param {boolean} open */
    function turn(open) {
      panel.dataset[`open_${facet}`] = String(open);
      for (const row of rest) row.hidden = !open;
      button.textContent = open ? fewer : more;
      button.setAttribute('aria-expanded', String(open));
    }
    turn(isOpen());
    return h('p', {}, button);
  }

  /** @param {api.CostTable} group */
  function table(group) {
    const { title, facet, rows } = group;
    const most = Math.max(...rows.map((row) => row.events), 1);
    const lengths = data.measures.map((_, at) =>
      Math.max(...rows.map(({ costs }) => costs[at].number.length)),
    );
    const isLong = lengths.reduce((sum, length) => sum + length, 0) > ROOM;
    const body = rows.map((row) =>
      h(
        'tr',
        {},
        h(
          'th',
          { scope: 'row' },
          row.value
            ? h(
                'button',
                {
                  type: 'button',
                  class: 'plain',
                  'data-key': `${facet} ${row.value}`,
                  'aria-label': `Show only ${row.label}`,
                  onclick: () => setTriggerValue('choose', { facet, value: row.value }),
                },
                row.label,
              )
            : row.label,
        ),
        h('td', { class: 'wide' }, shareBar(row.known, row.unknown, row.events / most)),
        h('td', {}, row.number),
        row.costs.map(figure),
      ),
    );
    return [
      h(
        'table',
        isLong ? { class: 'long' } : {},
        h('caption', {}, title),
        h(
          'thead',
          {},
          h(
            'tr',
            {},
            h('th', { scope: 'col' }, h('span', { class: 'visually-hidden' }, title)),
            h(
              'th',
              { scope: 'col', class: 'wide' },
              h('span', { class: 'visually-hidden' }, 'share'),
            ),
            h('th', { scope: 'col' }, 'events'),
            data.measures.map((measure) => h('th', { scope: 'col' }, measure)),
          ),
        ),
        h('tbody', {}, body),
      ),
      group.more && moreButton(group, body.slice(data.shown)),
    ];
  }

  const heading = h('h2', {}, 'Reported casualties');
  if (data.empty) {
    draw(parentElement, heading, h('p', { class: 'faint' }, data.empty));
    return;
  }
  draw(
    parentElement,
    heading,
    h('dl', { class: 'totals' }, data.totals.map(total)),
    data.notes.length > 0 &&
      h(
        'ul',
        { class: 'notes' },
        data.notes.map((note) => h('li', {}, note)),
      ),
    h(
      'ul',
      { class: 'key' },
      h('li', {}, swatch('known'), 'gives a figure of killed'),
      h('li', {}, swatch('unknown'), 'gives none'),
    ),
    data.tables.filter(({ rows }) => rows.length > 0).flatMap(table),
  );
}
