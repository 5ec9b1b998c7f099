/**
 * The words of hover texts and of counts, from the numbers of a tile: only the map knows which
 * cells stand together. The phrases themselves come from the server, as do all longer texts.
 */
import { symbolOf, symbolTypes } from './symbols.js';

/** @import { Cell } from './tiles.js' */

/** @typedef {{low: ?number, best: ?number, high: ?number, known: number, unknown: number}} Total */

/** @type {api.MapWords} */
let words;

/** @param {api.MapWords} sent by the page, from `maps.py` */
export function defineWords(sent) {
  words = sent;
}

/**
 * A phrase with its values: numbers as the page writes them, texts as they are.
 *
 * @param {string} phrase
 * @param {Record<string, any>} values
 */
function fill(phrase, values) {
  return phrase.replace(/\{(\w+)\}/g, (_, name) => {
    const value = values[name];
    return typeof value === 'number' ? formatNumber(value) : value;
  });
}

/** @param {?string} precision @returns {string | undefined} how exactly a place is known */
export function nearness(precision) {
  return words.nearness[precision ?? ''];
}

/**
 * Hover text of one event, in lines.
 *
 * @param {Cell} cell
 */
export function eventWords(cell) {
  const lines = [
    cell.title,
    interval(cell.date_start, cell.date_end),
    nearness(cell.geo_precision),
    ...eventCostWords(cell),
  ];
  return /** @type {string[]} */ (lines.filter(Boolean));
}

/**
 * Hover text of a cluster: "412 events, mostly shelling", "at least 31 killed, 96 give no figure",
 * "at least 12 injured, 400 give no figure".
 *
 * @param {Cell[]} cells
 */
export function clusterWords(cells) {
  const count = cells.reduce((sum, cell) => sum + cell.count, 0);
  const kind = kindWords(countTypes(cells));
  return [`${countOf(count, 'event')}, ${kind}`, ...costWords(cells)];
}

/**
 * Both figures of one event, with what its sources say of them in words: "killed: “dozens”, in the
 * source's words".
 *
 * @param {Cell} cell
 */
function eventCostWords(cell) {
  if (!cell.killed_words && !cell.injured_words) return costWords([cell]);
  const { figures } = words;
  const lines = [];
  for (const noun of /** @type {const} */ (['killed', 'injured'])) {
    const total = totalOf([cell], noun);
    const said = cell[`${noun}_words`];
    const line = totalLine(total, noun);
    if (said)
      lines.push(fill(figures[total.known ? 'said too' : 'said'], { noun, said, words: line }));
    else if (total.known || noun === 'killed') lines.push(line);
  }
  return lines;
}

/** @param {Cell[]} cells */
function costWords(cells) {
  return totalLines(totalOf(cells, 'killed'), totalOf(cells, 'injured'));
}

/**
 * Both totals of the same events, line by line.
 *
 * @param {Total} killed
 * @param {Total} injured
 */
export function totalLines(killed, injured) {
  const { figures } = words;
  if (!killed.known && !injured.known) {
    const one = killed.unknown === 1;
    return [one ? figures['neither one'] : fill(figures.nobody, { noun: figures.both })];
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

/**
 * The type that prevails: all, more than half of them, or more than of any other.
 *
 * @param {[string, number][]} counts
 */
export function kindWords(counts) {
  const [[type, most], [, second] = ['', 0]] = counts;
  const total = counts.reduce((sum, [, count]) => sum + count, 0);
  const { plural } = symbolOf(type);
  if (most === total) return `all ${plural}`;
  if (most * 2 > total) return `mostly ${plural}`;
  return most === second ? 'of several types' : `most often ${plural}`;
}

/**
 * A total with how many events give none: "at least 2 killed, 1 gives no figure".
 *
 * @param {Total} total
 * @param {string} noun
 */
export function totalLine(total, noun) {
  const { figures } = words;
  const { known, unknown } = total;
  if (!known && unknown > 1) return fill(figures.nobody, { noun });
  // What gives no figure leaves the high end open.
  const figure = { ...total, high: unknown ? null : total.high };
  const estimate = figures[known > 1 ? 'estimates' : 'estimate'];
  const line = fill(figures[shapeOf(figure)], { ...figure, noun, estimate });
  if (!known || !unknown) return line;
  return fill(figures[unknown === 1 ? 'silent one' : 'silent'], { words: line, unknown });
}

/**
 * Which phrase says a figure: by the ends that it has, and whether its best tells more than they.
 *
 * @param {{low: ?number, best: ?number, high: ?number}} figure
 */
function shapeOf({ low, best, high }) {
  const ends = [low, high].filter((end) => end !== null);
  const tellsMore = best !== null && !(ends.length && ends.every((end) => end === best));
  return `${tellsMore ? 'best ' : ''}${rangeOf(low, high)}`;
}

/** @param {?number} low @param {?number} high */
function rangeOf(low, high) {
  if (low === null) return high === null ? 'none' : 'most';
  if (high === null) return low ? 'least' : 'any';
  return low === high ? 'one' : 'between';
}

/**
 * Sum of the figures of cells; best and high end are open as soon as one of them leaves them open.
 *
 * @param {Cell[]} cells
 * @param {'killed' | 'injured'} measure
 * @returns {Total}
 */
export function totalOf(cells, measure) {
  /** @type {Total} */
  const total = { low: null, best: 0, high: 0, known: 0, unknown: 0 };
  for (const cell of cells) {
    const [low, unknown] = [cell[`${measure}_low`], cell[`${measure}_unknown`]];
    const known = cell.count - unknown;
    if (low !== null) total.low = (total.low ?? 0) + low;
    if (known) {
      for (const end of /** @type {const} */ (['best', 'high']))
        total[end] = plus(total[end], cell[`${measure}_${end}`]);
    }
    total.known += known;
    total.unknown += unknown;
  }
  return total.known ? total : { ...total, best: null, high: null };
}

/** @param {?number} sum @param {?number} figure */
function plus(sum, figure) {
  return sum === null || figure === null ? null : sum + figure;
}

/**
 * As "24 October 2025" or "18–24 October 2025"; both days included.
 *
 * @param {?string} start an ISO day
 * @param {?string} end
 */
export function interval(start, end) {
  const { spans } = words;
  if (!start || !end) return spans.unknown;
  const [first_year, first_month, first_day] = splitDay(start);
  const [year, month, day] = splitDay(end);
  const values = { first_year, first_month, first_day, year, month, day };
  if (start === end) return fill(spans.day, values);
  if (year !== first_year) return fill(spans.none, values);
  return fill(month === first_month ? spans.month : spans.year, values);
}

/** @param {string} text an ISO day @returns {string[]} year, month in words and day */
function splitDay(text) {
  const [year, month, day] = text.slice(0, 10).split('-').map(Number);
  return [String(year), words.months[month - 1], String(day)];
}

const format = new Intl.NumberFormat('en-GB');

/** @param {number} number */
export function formatNumber(number) {
  return format.format(number);
}

/** @param {number} count @param {string} noun one of which the page has sent the plural */
export function countOf(count, noun) {
  return `${formatNumber(count)} ${count === 1 ? noun : words.plurals[noun]}`;
}

/**
 * A number that fits into a cluster: 412, 1,204, 12k, 1.2M.
 *
 * @param {number} count
 */
export function shortCount(count) {
  if (count < 10_000) return format.format(count);
  if (count < 1_000_000) return `${Math.floor(count / 1000)}k`;
  return `${(Math.floor(count / 100_000) / 10).toString()}M`;
}
