import { draw, h } from './dom.js';

/** @param {Panel<api.ChangesPanel>} panel */
export default function ({ data, parentElement, setTriggerValue }) {
  /** @param {api.ChangeEntry} entry */
  const entry = ({ id, title, fields }) =>
    h(
      'li',
      {},
      id === null
        ? h('span', {}, title)
        : h(
            'button',
            {
              type: 'button',
              class: 'plain',
              'data-key': `changed ${id}`,
              onclick: () => setTriggerValue('open', id),
            },
            title,
          ),
      fields.length > 0 &&
        h(
          'ul',
          {},
          fields.map((text) => h('li', { class: 'faint' }, text)),
        ),
    );

  draw(
    parentElement,
    h('p', {}, data.sentence),
    data.lists.flatMap(({ title, entries, more }) => [
      h('h3', {}, title),
      h('ul', { class: 'prose' }, entries.map(entry)),
      more > 0 && h('p', { class: 'faint' }, `and ${more.toLocaleString('en')} more`),
    ]),
  );
}
