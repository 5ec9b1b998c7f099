import { draw, h } from './dom.js';

/** @param {Panel<api.NewerPanel>} panel */
export default function ({ data, parentElement, setTriggerValue }) {
  draw(
    parentElement,
    h(
      'div',
      { class: 'notice bar', role: 'status' },
      h('span', {}, data.text),
      h(
        'button',
        {
          type: 'button',
          'data-key': 'newest',
          onclick: () => setTriggerValue('show', data.version),
        },
        data.action,
      ),
    ),
  );
}
