import { draw, h } from './dom.js';

/** @type {Record<string, string>} by how a column is sorted */
const ARROWS = { ascending: '\u2191', descending: '\u2193' };

/** @param {Panel<api.ListPanel>} panel */
export default function ({ data, parentElement, setTriggerValue }) {
  /** @param {api.ListColumn} column */
  const heading = (column) =>
    h(
      'th',
      { scope: 'col', class: column.number ? 'number' : '', 'aria-sort': column.sorted },
      column.order
        ? h(
            'button',
            {
              type: 'button',
              class: 'plain',
              'data-key': `sort ${column.order}`,
              onclick: () => setTriggerValue('sort', column.order),
            },
            column.label,
            h(
              'span',
              { 'aria-hidden': 'true', class: 'arrow' },
              ARROWS[column.sorted ?? 'none'] ?? '',
            ),
          )
        : column.label,
    );

  /** @param {api.ListColumn} column @param {Record<string, string | null>} row */
  const cell = (column, row) => {
    const text = row[column.key];
    if (column.key !== 'title') return h('td', { class: column.number ? 'number' : '' }, text);
    return h(
      'td',
      {},
      h(
        'button',
        {
          type: 'button',
          class: 'plain',
          'data-key': `open ${row.event_id}`,
          'aria-pressed': String(row.event_id === data.opened),
          onclick: () => setTriggerValue('open', row.event_id),
        },
        text,
      ),
      row.parties && h('small', {}, row.parties),
    );
  };

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

  draw(
    parentElement,
    data.rows.length === 0
      ? h('p', { class: 'faint' }, data.empty)
      : h(
          'div',
          { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': data.label },
          h(
            'table',
            { class: 'list' },
            h('caption', { class: 'visually-hidden' }, data.label),
            h('thead', {}, h('tr', {}, data.columns.map(heading))),
            h(
              'tbody',
              {},
              data.rows.map((row) =>
                h(
                  'tr',
                  { class: row.event_id === data.opened ? 'opened' : '' },
                  data.columns.map((column) => cell(column, row)),
                ),
              ),
            ),
          ),
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
}
