/** A cluster: the number of events in a circle, and around it the shares of their types. */
import { drawing, svg, svgText, symbolOf, symbolTypes } from './symbols.js';

const RING_PX = 3;
const GAP_PX = 1;

/**
 * @param {number} radius of the whole in pixels
 * @param {string} text
 * @param {[string, number][]} counts events of each type
 */
export function drawCluster(radius, text, counts) {
  const middle = radius - 1 - RING_PX / 2;
  return drawing(
    radius * 2,
    svg('circle', { class: 'em-cluster-rim', r: radius }),
    ...arcsOf(counts).map((arc) => drawArc(middle, arc)),
    svg('circle', { class: 'em-cluster', r: middle - RING_PX / 2 - GAP_PX }),
    svgText('em-cluster-count', text),
  );
}

/**
 * Where the arc of each type begins and ends, in turns from the top, in the order of the legend,
 * in which types of one colour follow each other.
 *
 * @param {[string, number][]} counts
 * @returns {{type: string, from: number, to: number}[]}
 */
export function arcsOf(counts) {
  const order = symbolTypes();
  const total = counts.reduce((sum, [, count]) => sum + count, 0);
  let from = 0;
  return [...counts]
    .sort(([a], [b]) => order.indexOf(a) - order.indexOf(b))
    .map(([type, count]) => {
      const arc = { type, from, to: from + count / total };
      from = arc.to;
      return arc;
    });
}

function drawArc(radius, { type, from, to }) {
  const attributes = {
    class: 'em-arc',
    'stroke-width': RING_PX,
    style: `stroke: var(--type-${symbolOf(type).type})`,
  };
  // An arc that ends where it begins would not be drawn.
  if (to - from > 0.999) return svg('circle', { ...attributes, r: radius });
  const [start, end] = [from, to].map((turn) => pointAt(radius, turn));
  const long = to - from > 0.5 ? 1 : 0;
  return svg('path', {
    ...attributes,
    d: `M${start}A${radius},${radius},0,${long},1,${end}`,
  });
}

function pointAt(radius, turn) {
  const angle = turn * 2 * Math.PI;
  return `${(Math.sin(angle) * radius).toFixed(2)},${(-Math.cos(angle) * radius).toFixed(2)}`;
}
