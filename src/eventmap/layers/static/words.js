/** The sentences of hover texts, from the numbers of a tile. Longer ones come from the server. */
import { interval } from './dates.js';
import { totalLine, totalOf } from './figures.js';
import { countOf } from './numbers.js';
import { countTypes, kindWords } from './types.js';

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
    costWords([cell]),
  ].filter(Boolean);
}

/** Hover text of a cluster: "412 events, mostly shelling", "at least 31 killed, 96 give no figure". */
export function clusterWords(cells) {
  const count = cells.reduce((sum, cell) => sum + cell.count, 0);
  const kind = kindWords(countTypes(cells));
  return [`${countOf(count, 'event')}, ${kind}`, costWords(cells)];
}

function costWords(cells) {
  return totalLine(totalOf(cells), 'killed');
}
