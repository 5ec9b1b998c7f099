import { draw, h, panelOf } from './dom.js';

/** The plot is told in steps: by a little more or less nothing is drawn anew. */
const STEP_PX = 40;

/** @param {Panel<api.AxisPanel>} panel */
export default function ({ data, parentElement, setTriggerValue }) {
  const panel = panelOf(parentElement);
  const measured = new ResizeObserver(([{ contentRect }]) => {
    const plot = Math.floor((contentRect.width - data.left) / STEP_PX) * STEP_PX;
    const fits = plot >= data.width && plot < 2 * data.width;
    if (plot <= 0 || fits || panel.dataset.told === String(plot)) return;
    panel.dataset.told = String(plot); // it is drawn once more before the answer is here
    setTriggerValue('width', plot);
  });
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
  measured.observe(panel);
  return () => measured.disconnect();
}
