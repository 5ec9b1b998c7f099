/** Which types of events the cells of a cluster hold. */
import { symbolOf, symbolTypes } from './symbols.js';

/**
 * Events of each type, the most frequent first, equal numbers in the order of the legend.
 *
 * @param {Cell[]} cells
 * @returns {[string, number][]}
 */
export function countTypes(cells) {
  const counts = new Map(symbolTypes().map((type) => [type, 0]));
  for (const cell of cells) {
    // Without shares, all events of the cell are of one type.
    const shares = cell.types ?? { [cell.event_type]: cell.count };
    for (const [type, count] of Object.entries(shares))
      counts.set(type, (counts.get(type) ?? 0) + count);
  }
  return [...counts].filter(([, count]) => count).sort(([, a], [, b]) => b - a);
}

/** The type that prevails: all, more than half of them, or more than of any other. */
export function kindWords(counts) {
  const [[type, most], [, second] = [null, 0]] = counts;
  const total = counts.reduce((sum, [, count]) => sum + count, 0);
  const { plural } = symbolOf(type);
  if (most === total) return `all ${plural}`;
  if (most * 2 > total) return `mostly ${plural}`;
  return most === second ? 'of several types' : `most often ${plural}`;
}
