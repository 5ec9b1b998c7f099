import { draw, h } from './dom.js';

/** @param {Panel<api.AxisPanel>} panel */
export default function ({ data, parentElement }) {
  draw(
    parentElement,
    h(
      'div',
      { class: 'axis' },
      h('h2', {}, data.heading),
      (data.colours.length > 0 || data.marks.length > 0) &&
        h(
          'ul',
          { class: 'key', 'aria-label': 'Legend of the time axis' },
          data.colours.map(({ colour, label }) =>
            h('li', {}, h('span', { class: 'swatch', style: `background:${colour}` }), label),
          ),
          data.marks.map(({ kind, label }) =>
            h('li', {}, h('span', { class: `swatch mark ${kind}` }), label),
          ),
        ),
    ),
  );
}
