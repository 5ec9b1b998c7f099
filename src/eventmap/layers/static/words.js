/**
 * The sentences of hover texts, from the numbers of a tile. All longer wording comes from the
 * server. Unknown is never zero: what gives no figure is said.
 */
import { symbolOf } from './symbols.js';

const numbers = new Intl.NumberFormat('en-GB');
const months = new Intl.DateTimeFormat('en-GB', { month: 'long', timeZone: 'UTC' });

const PRECISIONS = {
  exact: 'at the exact place',
  settlement: 'located to the settlement',
  district: 'known only to the district',
};

export function countOf(count, noun) {
  return `${numbers.format(count)} ${noun}${count === 1 ? '' : 's'}`;
}

/** A number that fits into a cluster: 412, 1,204, 12k, 1.2M. */
export function shortCount(count) {
  if (count < 10_000) return numbers.format(count);
  if (count < 1_000_000) return `${Math.floor(count / 1000)}k`;
  return `${(Math.floor(count / 100_000) / 10).toString()}M`;
}

/** As "24 October 2025" or "18–24 October 2025"; both days included. */
export function interval(start, end) {
  if (!start || !end) return 'date not given';
  const [first, last] = [start, end].map(splitDay);
  if (start === end) return last.join(' ');
  if (first[2] !== last[2]) return `${first.join(' ')} – ${last.join(' ')}`;
  if (first[1] !== last[1]) return `${first[0]} ${first[1]} – ${last.join(' ')}`;
  return `${first[0]}–${last.join(' ')}`;
}

/** Day, month in words and year of an ISO day. */
function splitDay(text) {
  const day = new Date(text);
  return [day.getUTCDate(), months.format(day), day.getUTCFullYear()];
}

/** Hover text of one event, in lines. */
export function eventWords(cell) {
  return [
    cell.title,
    interval(cell.date_start, cell.date_end),
    PRECISIONS[cell.geo_precision],
    killedWords(cell, 1),
  ].filter(Boolean);
}

/** Hover text of a cluster: "412 events, mostly shelling", "at least 31 killed, 96 give no figure". */
export function clusterWords(cells) {
  const count = cells.reduce((sum, cell) => sum + cell.count, 0);
  return [`${countOf(count, 'event')}, ${kindWords(cells)}`, killedWords(total(cells), count)];
}

/**
 * The kind of event that prevails. A cell of several events names its most frequent type only,
 * so where cells differ, nothing is said but that they do.
 */
function kindWords(cells) {
  const [type, ...others] = new Set(cells.map((cell) => cell.event_type));
  if (others.length) return 'of several types';
  const singles = cells.every((cell) => cell.count === 1);
  return `${singles ? 'all' : 'mostly'} ${symbolOf(type).plural}`;
}

/** Sum of the figures of cells; the high end is open as soon as one of them leaves it open. */
function total(cells) {
  const sum = { killed_low: null, killed_high: 0, killed_unknown: 0 };
  for (const cell of cells) {
    const known = cell.count - cell.killed_unknown;
    if (cell.killed_low !== null) sum.killed_low = (sum.killed_low ?? 0) + cell.killed_low;
    if (known > 0 && cell.killed_high === null) sum.killed_high = null;
    else if (sum.killed_high !== null) sum.killed_high += cell.killed_high ?? 0;
    sum.killed_unknown += cell.killed_unknown;
  }
  return sum;
}

/** Killed in words, of `count` events. */
export function killedWords(
  { killed_low: low, killed_high: high, killed_unknown: unknown },
  count,
) {
  if (unknown === count) return count === 1 ? 'killed: not given' : 'none gives a figure of killed';
  const figure = figureWords(low, high, unknown);
  if (!unknown) return figure;
  return `${figure}, ${numbers.format(unknown)} ${unknown === 1 ? 'gives' : 'give'} no figure`;
}

function figureWords(low, high, unknown) {
  if (low === null)
    return high === null ? 'killed: not given' : `at most ${numbers.format(high)} killed`;
  if (unknown || high === null) return `at least ${numbers.format(low)} killed`;
  if (low === high) return `${numbers.format(low)} killed`;
  return `between ${numbers.format(low)} and ${numbers.format(high)} killed`;
}
