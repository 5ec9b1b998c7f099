import { draw, h } from './dom.js';

const SVG = 'http://www.w3.org/2000/svg';
const RADIUS = 3.5;

/** @param {Panel<api.PlacingsPanel>} panel */
export default function ({ data, parentElement, setTriggerValue }) {
  draw(
    parentElement,
    h(
      'div',
      { class: 'placings' },
      data.maps.map((map) =>
        h(
          'figure',
          {},
          h('h3', {}, map.title),
          drawing(map),
          h('figcaption', {}, h('p', {}, `${map.words}.`), map.drawn && h('small', {}, map.drawn)),
          h(
            'button',
            {
              type: 'button',
              'data-key': map.way,
              onclick: () => setTriggerValue('choose', map.way),
            },
            map.button,
          ),
        ),
      ),
    ),
  );
}

/** @param {api.PlacingMap} map */
function drawing(map) {
  const { width, height, land, hit, names, points } = map;
  return element(
    'svg',
    {
      viewBox: `0 0 ${width} ${height}`,
      role: 'img',
      'aria-label': `Map, ${map.title.toLowerCase()}: ${map.words}. ${map.drawn}`.trim(),
    },
    element('path', { class: 'land', d: land }),
    element('path', { class: 'land hit', d: hit }),
    ...points.map(({ x, y }) => element('circle', { cx: x, cy: y, r: RADIUS })),
    ...names.map(({ x, y, text }) => element('text', { x, y, dy: '0.35em' }, text)),
  );
}

/**
 * @param {string} name
 * @param {Record<string, string | number>} attributes
 * @param {...(Node | string)} children texts become text nodes
 */
function element(name, attributes, ...children) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  made.append(...children);
  return made;
}
