import { draw, h } from './dom.js';

/** @param {Panel<api.ColumnsPanel>} panel */
export default function ({ data, parentElement, setTriggerValue }) {
  /** @param {api.ColumnRow} row */
  function choice(row) {
    const select = h(
      'select',
      {
        'aria-label': `Column ${row.column} is read as`,
        'data-key': row.column,
        onchange: () => setTriggerValue('take', { column: row.column, field: select.value }),
      },
      h('option', { value: '' }, 'not read'),
      data.fields.map(({ value, label }) =>
        h('option', { value, selected: value === row.field }, label),
      ),
    );
    return select;
  }

  draw(
    parentElement,
    h(
      'div',
      { class: 'scroll', tabindex: 0 },
      h(
        'table',
        { class: 'list columns' },
        h(
          'thead',
          {},
          h(
            'tr',
            {},
            ['Column', 'Read as', 'Why', 'Such as'].map((text) => h('th', { scope: 'col' }, text)),
          ),
        ),
        h(
          'tbody',
          {},
          data.rows.map((row) =>
            h(
              'tr',
              { class: row.warns ? 'warns' : null },
              h('th', { scope: 'row' }, row.column, h('small', {}, row.cells)),
              h('td', {}, choice(row)),
              h('td', {}, row.why),
              h('td', { class: 'faint' }, row.samples.join(' \u00b7 ')),
            ),
          ),
        ),
      ),
    ),
  );
}
