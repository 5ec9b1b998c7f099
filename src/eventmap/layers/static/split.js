/** Clusters split when the map is zoomed in: what was in one comes out of its place. */
import { CELL_PX } from './tiles.js';

const SPLIT_MS = 200;

/**
 * Tells for a cell in which cluster of an earlier, lower zoom its events were.
 *
 * A cell lies in the square of the grid in which all its events are, and that square of a
 * higher zoom inside one of a lower: so the square of a cell leads to its cluster.
 *
 * @param map Leaflet's
 * @param {{members: Cell[], count: number, lat: number, lon: number}[]} groups
 * @param {number} zoom of `groups`
 * @returns {(cell: Cell) => ?Object} the group, if it was a cluster
 */
export function clusterFinder(map, groups, zoom) {
  const squareOf = ({ lat, lon }) => {
    const { x, y } = map.project([lat, lon], zoom);
    return `${Math.floor(x / CELL_PX)},${Math.floor(y / CELL_PX)}`;
  };
  const clusters = new Map();
  for (const group of groups) {
    if (group.count > 1) for (const cell of group.members) clusters.set(squareOf(cell), group);
  }
  return (cell) => clusters.get(squareOf(cell)) ?? null;
}

/** Let a drawing move in from `shift` pixels away, unless the viewer wants no motion. */
export function moveIn(element, { x, y }) {
  if (matchMedia('(prefers-reduced-motion: reduce)').matches) return;
  element.animate([{ transform: `translate(${x}px, ${y}px)` }, { transform: 'none' }], {
    duration: SPLIT_MS,
    easing: 'ease-out',
  });
}
