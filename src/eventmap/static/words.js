/** The words of hover texts and of counts, from the numbers of a tile. Longer ones come from the server. */
import { symbolOf, symbolTypes } from './symbols.js';

/** @import { Cell } from './tiles.js' */

const PRECISIONS = {
  exact: 'at the exact place',
  settlement: 'located to the settlement',
  district: 'known only to the district',
};

/** Hover text of one event, in lines. */
export function eventWords(cell) {
  return [
    cell.title,
    interval(cell.date_start, cell.date_end),
    PRECISIONS[cell.geo_precision],
    ...costWords([cell]),
  ].filter(Boolean);
}

/**
 * Hover text of a cluster: "412 events, mostly shelling", "at least 31 killed, 96 give no figure",
 * "at least 12 injured, 400 give no figure".
 */
export function clusterWords(cells) {
  const count = cells.reduce((sum, cell) => sum + cell.count, 0);
  const kind = kindWords(countTypes(cells));
  return [`${countOf(count, 'event')}, ${kind}`, ...costWords(cells)];
}

function costWords(cells) {
  return totalLines(totalOf(cells, 'killed'), totalOf(cells, 'injured'));
}

/** Both totals of the same events, line by line, as `describe_lines` of `casualties.py` has them. */
export function totalLines(killed, injured) {
  if (!killed.known && !injured.known) {
    return [
      killed.unknown === 1
        ? 'killed and injured: not given'
        : 'none gives a figure of killed or injured',
    ];
  }
  const line = totalLine(killed, 'killed');
  return injured.known ? [line, totalLine(injured, 'injured')] : [line];
}

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

/** A total with how many events give none: "at least 2 killed, 1 gives no figure". */
export function totalLine(total, noun) {
  const { known, unknown } = total;
  if (!known) return unknown > 1 ? `none gives a figure of ${noun}` : `${noun}: not given`;
  const words = totalWords(total, noun);
  return unknown
    ? `${words}, ${formatNumber(unknown)} ${verbOf(unknown, 'give')} no figure`
    : words;
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
 * @param {'killed' | 'injured'} measure
 * @returns {{low: ?number, best: ?number, high: ?number, known: number, unknown: number}}
 */
export function totalOf(cells, measure) {
  /** @type {{low: ?number, best: ?number, high: ?number, known: number, unknown: number}} */
  const total = { low: null, best: 0, high: 0, known: 0, unknown: 0 };
  for (const cell of cells) {
    const [low, unknown] = [cell[`${measure}_low`], cell[`${measure}_unknown`]];
    const known = cell.count - unknown;
    if (low !== null) total.low = (total.low ?? 0) + low;
    if (known) {
      for (const end of ['best', 'high']) total[end] = plus(total[end], cell[`${measure}_${end}`]);
    }
    total.known += known;
    total.unknown += unknown;
  }
  return total.known ? total : { ...total, best: null, high: null };
}

function plus(sum, figure) {
  return sum === null || figure === null ? null : sum + figure;
}

const months = new Intl.DateTimeFormat('en-GB', { month: 'long', timeZone: 'UTC' });

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
