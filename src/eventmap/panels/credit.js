import { draw, h } from './dom.js';

/** @param {Panel<api.CreditPanel>} panel */
export default function ({ data, parentElement }) {
  draw(
    parentElement,
    h(
      'p',
      { class: 'credit-line', role: 'note', 'aria-label': 'The data shown' },
      h('strong', {}, data.title),
      h('span', {}, data.credit),
      data.until && h('span', {}, data.until),
    ),
  );
}
