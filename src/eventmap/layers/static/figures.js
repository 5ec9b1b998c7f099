/**
 * Totals of killed for what is in view, in the words of `casualties.py`: the only ones that a
 * script writes itself, because only it knows which cells stand together. Both are tested against
 * the same cases.
 *
 * @typedef {Object} Total persons killed
 * @property {?number} low @property {?number} best @property {?number} high null where unknown
 *   or open
 * @property {number} known @property {number} unknown how many events give a figure, and give none
 */
import { formatNumber, verbOf } from './numbers.js';

/** A total with how many events give none: "at least 2 killed, 1 gives no figure". */
export function totalLine(total, noun) {
  const { known, unknown } = total;
  if (!known) return unknown > 1 ? `none gives a figure of ${noun}` : `${noun}: not given`;
  const words = totalWords(total, noun);
  return unknown ? `${words}, ${formatNumber(unknown)} ${verbOf(unknown, 'give')} no figure` : words;
}

/** The best figure first, the range beside it; what gives no figure leaves the high end open. */
function totalWords({ low, best, high: given, known, unknown }, noun) {
  const high = unknown ? null : given;
  const ends = [low, high].filter((end) => end !== null);
  const range = rangeWords(low, high);
  if (best !== null && !(ends.length && ends.every((end) => end === best))) {
    const estimate = known > 1 ? 'best estimates' : 'best estimate';
    return `${formatNumber(best)} ${noun} by ${estimate}${range ? ` (${range})` : ''}`;
  }
  if (low === 0 && high === null) return `${noun}: no figure above 0`;
  if (low === null || high === null || low === high) return `${range} ${noun}`;
  return `between ${formatNumber(low)} and ${formatNumber(high)} ${noun}`;
}

function rangeWords(low, high) {
  if (low === null) return high === null ? '' : `at most ${formatNumber(high)}`;
  if (high === null) return low ? `at least ${formatNumber(low)}` : '0 or more';
  return low === high ? formatNumber(low) : `${formatNumber(low)}–${formatNumber(high)}`;
}

/**
 * Sum of the figures of cells; best and high end are open as soon as one of them leaves them open.
 *
 * @param {Cell[]} cells
 * @returns {Total}
 */
export function totalOf(cells) {
  const total = { low: null, best: 0, high: 0, known: 0, unknown: 0 };
  for (const cell of cells) {
    const known = cell.count - cell.killed_unknown;
    if (cell.killed_low !== null) total.low = (total.low ?? 0) + cell.killed_low;
    if (known) {
      for (const end of ['best', 'high']) total[end] = plus(total[end], cell[`killed_${end}`]);
    }
    total.known += known;
    total.unknown += cell.killed_unknown;
  }
  return total.known ? total : { ...total, best: null, high: null };
}

function plus(sum, figure) {
  return sum === null || figure === null ? null : sum + figure;
}
