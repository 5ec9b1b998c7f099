import { draw, h, panelOf } from './dom.js';

/** @param {number} share */
const percent = (share) => `${(100 * share).toFixed(2)}%`;

/**
 * A bar on the scale of both sides; where a range is known, a line over it from end to end.
 *
 * @param {api.ScaledFigure} figure
 */
function bar({ bar: share, low, high }) {
  return h(
    'span',
    { class: 'scale', 'aria-hidden': 'true' },
    h('span', { class: 'known', style: `width:${percent(share)}` }),
    low !== null &&
      h('span', {
        class: high === null ? 'whisker open' : 'whisker',
        style: `left:${percent(low)};right:${high === null ? 0 : percent(1 - high)}`,
      }),
  );
}

/** @param {api.ScaledFigure} entry */
function value(entry) {
  return h('td', {}, h('strong', {}, entry.number), bar(entry), h('small', {}, entry.note));
}

/** @param {(string | string[])[]} texts of both sides */
function pair(texts) {
  return texts.map((text) =>
    Array.isArray(text)
      ? h('td', {}, text[0], text[1] && h('small', {}, ` ${text[1]}`))
      : h('td', {}, text),
  );
}

/** @param {Panel<api.ComparisonPanel>} panel */
export default function ({ data, parentElement, setTriggerValue }) {
  const panel = panelOf(parentElement);
  const labels = data.sides.map((side) => side.label);
  /** @param {string} text @param {number} span */
  const head = (text, span) => h('th', { scope: 'colgroup', colspan: span }, text);

  /** @param {api.ComparisonTable} table */
  const table = ({ title, rows, more }) => {
    const changes = rows[0]?.changes.length > 0;
    return [
      h(
        'table',
        {},
        h('caption', {}, title),
        h(
          'thead',
          {},
          h(
            'tr',
            {},
            h('td', {}),
            head('events', 2),
            head('killed', 2),
            changes && head('first against second', 2),
          ),
          h(
            'tr',
            {},
            h('td', {}),
            [...labels, ...labels, ...(changes ? ['events', 'killed'] : [])].map((label) =>
              h('th', { scope: 'col' }, label),
            ),
          ),
        ),
        h(
          'tbody',
          {},
          rows.map((row) =>
            h(
              'tr',
              {},
              h('th', { scope: 'row' }, row.label),
              pair(row.events),
              pair(row.killed),
              pair(row.changes),
            ),
          ),
        ),
      ),
      more && h('p', { class: 'faint' }, more),
    ];
  };

  draw(
    parentElement,
    h(
      'section',
      { class: 'comparison', 'aria-label': 'Comparison' },
      h(
        'div',
        { class: 'bar' },
        h('h2', {}, data.sentence),
        h(
          'button',
          {
            type: 'button',
            class: 'quiet',
            'data-key': 'close comparison',
            onclick: () => setTriggerValue('close', true),
          },
          'Close the comparison',
        ),
      ),
      h(
        'table',
        { class: 'sides' },
        h(
          'thead',
          {},
          h(
            'tr',
            {},
            h('td', {}, data.scale),
            data.heads.map((text) => h('th', { scope: 'col' }, text)),
          ),
        ),
        h(
          'tbody',
          {},
          data.sides.map((side) =>
            h('tr', {}, h('th', { scope: 'row' }, side.label), side.values.map(value)),
          ),
        ),
      ),
      data.moved.map((sentence) => h('p', {}, sentence)),
      data.reasons.length > 0 && h('h3', {}, 'What stands against comparing them'),
      data.reasons.length > 0 &&
        h(
          'ul',
          { class: 'prose' },
          data.reasons.map((reason) => h('li', {}, reason)),
        ),
      h(
        'details',
        {
          open: panel.dataset.tables === 'open',
          ontoggle: (/** @type {any} */ event) => {
            panel.dataset.tables = event.target.open ? 'open' : '';
          },
        },
        h('summary', {}, 'By region and by type'),
        h('div', { class: 'scroll', tabindex: 0 }, data.tables.map(table)),
      ),
    ),
  );
}
