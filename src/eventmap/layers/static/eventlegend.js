/** What the legend says of the symbols in view. */
import { drawCluster } from './donut.js';
import { drawEvent, drawVague, symbolOf, symbolTypes } from './symbols.js';
import { countTypes } from './types.js';

/** Types that only the rings of clusters show are listed up to so many, the most frequent first. */
const LISTED_TYPES = 5;

/**
 * @param {{members: Cell[], count: number}[]} groups in view
 * @param {number} districtMetres radius of the ring around a vague place
 */
export function eventLegend(groups, districtMetres) {
  const singles = groups.filter((group) => group.count === 1).map(({ members: [cell] }) => cell);
  const rows = typeRows(groups, singles);
  if (singles.length < groups.length) {
    const [first] = [...groups].sort((a, b) => b.count - a.count);
    const symbol = drawCluster(11, '', countTypes(first.members));
    rows.push({ symbol, label: 'Several events by type' });
  }
  if (singles.some(isVague)) {
    const label = `Known to the district only, within about ${districtMetres / 1000} km`;
    rows.push({ symbol: drawVague(), label });
  }
  return rows;
}

function typeRows(groups, singles) {
  const counts = countTypes(groups.flatMap((group) => group.members));
  const listed = new Set(singles.map((cell) => cell.event_type));
  for (const [type] of counts) if (listed.size < LISTED_TYPES) listed.add(type);
  const rows = symbolTypes()
    .filter((type) => listed.has(type))
    .map((type) => ({ symbol: drawEvent(type), label: symbolOf(type).label }));
  const others = counts.length - rows.length;
  const words = others === 1 ? 'and one other type' : `and ${others} other types`;
  return others > 0 ? [...rows, { label: words }] : rows;
}

export function isVague(cell) {
  return cell.geo_precision === 'district';
}
