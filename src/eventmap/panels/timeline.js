import { draw, h, link, panelOf } from './dom.js';

/** @param {Panel<api.SaidPanel>} panel */
export default function ({ data, parentElement, setTriggerValue }) {
  /** @param {api.SaidItem} entry */
  const item = (entry) =>
    h(
      'li',
      {},
      h(
        'details',
        { open: entry.item_id === data.chosen },
        h(
          'summary',
          { 'data-key': entry.item_id },
          h('span', { class: 'when' }, entry.when),
          h('span', { class: 'what' }, entry.title, h('span', { class: 'kind' }, entry.kind)),
        ),
        h(
          'div',
          { class: 'more' },
          entry.detail && h('p', {}, entry.detail),
          h(
            'p',
            { class: 'faint' },
            [
              entry.actor,
              entry.place,
              entry.source ? `Source: ${entry.source}` : 'Source: not given',
            ]
              .filter(Boolean)
              .join(' \u00b7 '),
            entry.url && ' ',
            link(entry.url, 'Open the source'),
          ),
          entry.events.map((event) =>
            h(
              'button',
              {
                type: 'button',
                class: 'quiet',
                'data-key': `${entry.item_id} ${event.event_id}`,
                onclick: () => setTriggerValue('open', event.event_id),
              },
              event.title,
            ),
          ),
        ),
      ),
    );

  draw(
    parentElement,
    h('h2', {}, 'What was said and decided'),
    data.items.length + data.earlier.length === 0 && h('p', { class: 'faint' }, data.empty),
    data.items.length > 0 && h('ul', { class: 'items' }, data.items.map(item)),
    data.earlier.length > 0 && [
      h('h3', {}, 'Before the first event'),
      h('ul', { class: 'items' }, data.earlier.map(item)),
    ],
    data.more && h('p', { class: 'faint' }, data.more),
  );

  // An item chosen on the time axis may lie outside the part of the list that is in view.
  const panel = panelOf(parentElement);
  if (data.chosen && data.chosen !== panel.dataset.chosen) {
    panel.querySelector('details[open]')?.scrollIntoView({ block: 'nearest' });
  }
  panel.dataset.chosen = data.chosen ?? '';
}
