import { draw, h, panelOf } from './dom.js';

/** A width counts once it has stayed for so long. */
const SETTLED_MS = 300;

/** @param {Panel<api.AxisPanel>} panel */
export default function ({ data, parentElement, setTriggerValue }) {
  const panel = panelOf(parentElement);
  let waiting = 0;
  const tell = () => {
    // The sidebar is drawn last, and takes its room then.
    if (document.querySelector('[data-test-script-state=running]')) return wait();
    // In doublings alone: for a little more or less nothing is drawn anew.
    const doublings = Math.floor(Math.log2((panel.clientWidth - data.left) / data.width));
    const width = Math.round(data.width * 2 ** doublings);
    if (!Number.isFinite(doublings) || width === data.width) return;
    setTriggerValue('width', width);
  };
  const wait = () => {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(tell, SETTLED_MS);
  };
  const measured = new ResizeObserver(wait);
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
  return () => {
    window.clearTimeout(waiting);
    measured.disconnect();
  };
}
