/** Numbers as the page writes them. A number is never without what it counts. */

const format = new Intl.NumberFormat('en-GB');

export function formatNumber(number) {
  return format.format(number);
}

export function countOf(count, noun) {
  return `${format.format(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** The verb as its number asks: 1 "gives", several "give". */
export function verbOf(count, verb) {
  return count === 1 ? `${verb}s` : verb;
}

/** A number that fits into a cluster: 412, 1,204, 12k, 1.2M. */
export function shortCount(count) {
  if (count < 10_000) return format.format(count);
  if (count < 1_000_000) return `${Math.floor(count / 1000)}k`;
  return `${(Math.floor(count / 100_000) / 10).toString()}M`;
}
