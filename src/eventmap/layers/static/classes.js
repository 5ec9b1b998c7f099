/** Classes of a shaded map: about as many regions in each, with round limits. */

const CLASSES = 5;
const ROUND = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 7, 8, 9];

/**
 * Lower limits of at most five classes, ascending; none is empty. The quantiles of the values
 * above zero, rounded down; the first one holds the smallest value.
 *
 * @param {(?number)[]} values `null` and zero are in no class
 * @returns {number[]}
 */
export function classLimits(values) {
  const known = values.filter((value) => value > 0).sort((a, b) => a - b);
  const limits = new Set();
  for (let at = 0; at < CLASSES; at += 1) {
    const quantile = known[Math.floor((at * known.length) / CLASSES)];
    if (quantile !== undefined) limits.add(roundDown(quantile, known.every(Number.isInteger)));
  }
  const sorted = [...limits];
  return sorted.filter((from, at) => {
    const to = sorted[at + 1] ?? Infinity;
    return known.some((value) => value >= from && value < to);
  });
}

/** The largest round number that is not above `value`; a whole one for `whole` values. */
function roundDown(value, whole) {
  const power = 10 ** Math.floor(Math.log10(value) + 1e-9);
  const numbers = ROUND.map((round) => Number((round * power).toPrecision(2)));
  const allowed = numbers.filter((number) => !whole || Number.isInteger(number));
  return allowed.findLast((number) => number <= value * (1 + 1e-9)) ?? value;
}

/** The class of a value above zero, counted from 0. */
export function classAt(limits, value) {
  return limits.findLastIndex((limit) => limit <= value);
}

/**
 * The limits of a class in words.
 *
 * @param {number[]} limits
 * @param {number} at the class
 * @param {boolean} whole whether values are whole numbers
 */
export function classWords(limits, at, whole) {
  const [from, next] = [limits[at], limits[at + 1]];
  const words = (number) => number.toLocaleString('en-GB');
  if (next === undefined) return `${words(from)} and more`;
  if (!whole) return `${words(from)} to under ${words(next)}`;
  return from === next - 1 ? words(from) : `${words(from)}–${words(next - 1)}`;
}
