import { draw, h, link } from './dom.js';

/** @param {Panel<api.DetailPanel>} panel */
export default function ({ data, parentElement, setTriggerValue }) {
  /** @param {(string | null)[]} fact its label, its words and a note */
  const fact = ([label, text, note]) => [
    h('dt', {}, label),
    h('dd', {}, text, note && h('small', {}, note)),
  ];

  /** @param {api.VoiceWords} entry */
  const claim = (entry) =>
    h(
      'li',
      {},
      h('p', { class: 'claimant' }, entry.claimant, h('span', { class: 'kind' }, entry.side)),
      entry.statements.map((statement) => h('p', {}, statement)),
      entry.figures && h('p', { class: 'figures' }, entry.figures),
      entry.sources.map(({ source, url }) =>
        h('p', { class: 'faint' }, source, url && ' ', link(url, 'Open the source')),
      ),
    );

  const named = data.timeline.length > 0;
  draw(
    parentElement,
    h(
      'section',
      { 'aria-label': 'The opened event' },
      h(
        'div',
        { class: 'bar' },
        h('h2', { tabindex: -1 }, data.title),
        h(
          'button',
          {
            type: 'button',
            class: 'quiet',
            'data-key': 'close',
            onclick: () => setTriggerValue('close', true),
          },
          'Close',
        ),
      ),
      data.summary && h('p', {}, data.summary),
      h('dl', { class: 'facts' }, data.facts.flatMap(fact)),
      h('h3', {}, data.claims_title),
      h('ul', { class: 'claims' }, data.claims.map(claim)),
      named && h('h3', {}, 'Named in what was said and decided'),
      named &&
        h(
          'ul',
          { class: 'claims' },
          data.timeline.map((item) =>
            h('li', {}, h('p', {}, item.title), h('p', { class: 'faint' }, item.when)),
          ),
        ),
    ),
  );
}
