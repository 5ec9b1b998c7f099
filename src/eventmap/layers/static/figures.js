/**
 * Casualties in words, by the rules of `casualties.py`: unknown is never zero, and a total with
 * unknowns in it reads "at least".
 *
 * @typedef {Object} Total persons killed or injured
 * @property {?number} low @property {?number} high null where unknown or open
 * @property {number} unknown how many events give no figure
 */
import { formatNumber } from './numbers.js';

/**
 * What killed and injured of `count` events are, in lines.
 *
 * @param {Total} killed
 * @param {?Total} injured `null` where only killed are told, as in tiles
 * @param {number} count
 */
export function casualtyLines(killed, injured, count) {
  if (!injured) return [totalWords(killed, count, 'killed')];
  if (injured.unknown < count)
    return [totalWords(killed, count, 'killed'), totalWords(injured, count, 'injured')];
  if (killed.unknown < count) return [totalWords(killed, count, 'killed')];
  return [noneGiven(count, 'killed or injured', 'killed and injured')];
}

/**
 * @param {Total} total
 * @param {number} count of events that it is about
 * @param {'killed'|'injured'} noun
 */
export function totalWords({ low, high, unknown }, count, noun) {
  if (unknown === count) return noneGiven(count, noun, noun);
  const figure = figureWords(low, high, unknown, noun);
  if (!unknown) return figure;
  return `${figure}, ${formatNumber(unknown)} ${unknown === 1 ? 'gives' : 'give'} no figure`;
}

function noneGiven(count, ofSeveral, ofOne) {
  return count === 1 ? `${ofOne}: not given` : `none gives a figure of ${ofSeveral}`;
}

function figureWords(low, high, unknown, noun) {
  if (low === null)
    return high === null ? `${noun}: not given` : `at most ${formatNumber(high)} ${noun}`;
  if (unknown || high === null) return `at least ${formatNumber(low)} ${noun}`;
  if (low === high) return `${formatNumber(low)} ${noun}`;
  return `between ${formatNumber(low)} and ${formatNumber(high)} ${noun}`;
}

/**
 * Sum of the figures of cells; the high end is open as soon as one of them leaves it open.
 *
 * @param {Cell[]} cells
 * @param {'killed'|'injured'} measure
 * @returns {Total}
 */
export function totalOf(cells, measure) {
  const total = { low: null, high: 0, unknown: 0 };
  for (const cell of cells) {
    const [low, high, unknown] = ['low', 'high', 'unknown'].map((end) => cell[`${measure}_${end}`]);
    if (low !== null) total.low = (total.low ?? 0) + low;
    if (cell.count > unknown && high === null) total.high = null;
    else if (total.high !== null) total.high += high ?? 0;
    total.unknown += unknown;
  }
  return total;
}
