/** Drawing of symbols as SVG. Shapes, colours and labels come from Python (`symbols.py`). */
import { drawing, svg, svgText } from './dom.js';

/**
 * @typedef {Object} TypeSymbol how events of a type are drawn
 * @property {string} type @property {string} shape a key of the outlines
 * @property {string} colour_light @property {string} colour_dark
 * @property {string} label @property {string} plural as counts have it
 */

/** @type {Map<string, TypeSymbol>} */
let symbols = new Map();
/** @type {Record<string, string>} */
let shapes = {};

/**
 * @param {TypeSymbol[]} list in the legend's order
 * @param {Record<string, string>} outlines SVG paths in the square from -1 to 1
 */
export function defineSymbols(list, outlines) {
  symbols = new Map(list.map((symbol) => [symbol.type, symbol]));
  shapes = outlines;
}

/**
 * Make every type's colour a custom property, so that a change of theme redraws nothing.
 *
 * @param {HTMLElement} root
 * @param {'light' | 'dark'} theme
 */
export function colourSymbols(root, theme) {
  for (const symbol of symbols.values()) {
    root.style.setProperty(`--type-${symbol.type}`, symbol[`colour_${theme}`]);
  }
}

/** @param {string} type */
export function symbolOf(type) {
  return symbols.get(type) ?? /** @type {TypeSymbol} */ (symbols.get('other'));
}

/** The types in the order in which legends list them. */
export function symbolTypes() {
  return [...symbols.keys()];
}

/**
 * The symbol of one event; `vague` puts the dashed ring of an uncertain place around it.
 *
 * @param {string} type
 * @param {{size?: number, vague?: boolean}} options
 */
export function drawEvent(type, { size = 24, vague = false } = {}) {
  const symbol = symbolOf(type);
  const children = [
    svg('path', {
      class: 'em-event',
      d: shapes[symbol.shape],
      transform: 'scale(8)',
      style: `fill: var(--type-${symbol.type})`,
    }),
  ];
  if (vague) children.push(svg('circle', { class: 'em-vague', r: size / 2 - 0.75 }));
  return drawing(size, ...children);
}

/** The ring of an uncertain place, for the legend. */
export function drawVague() {
  return drawing(
    24,
    svg('circle', { class: 'em-vague', r: 10 }),
    svg('circle', { class: 'em-vague-middle', r: 3 }),
  );
}

/**
 * A hollow diamond, for a place of the diplomatic timeline; `text` may be empty.
 *
 * @param {number} size
 * @param {string} text
 */
export function drawDiamond(size, text = '') {
  const reach = size / 2 - 1.5;
  return drawing(
    size,
    svg('path', { class: 'em-diamond', d: `M0,${-reach}L${reach},0L0,${reach}L${-reach},0Z` }),
    svgText('em-diamond-count', text),
  );
}

/**
 * A framed number, for events that are known only to the region.
 *
 * @param {number} width
 * @param {number} height
 * @param {string} text
 */
export function drawTag(width, height, text) {
  const box = { x: -width / 2 + 1, y: -height / 2 + 1, width: width - 2, height: height - 2 };
  return drawing(width, svg('rect', { class: 'em-tag', ...box }), svgText('em-tag-count', text));
}

/**
 * A shaded or hatched area, for the legend.
 *
 * @param {string} className
 */
export function drawSwatch(className) {
  return drawing(
    24,
    svg('rect', { class: `em-region ${className}`, x: -11, y: -7, width: 22, height: 14 }),
  );
}
