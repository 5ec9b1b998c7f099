/** The summary of the filtered events, asked for once for all layers that draw regions. */
import { apiAddress, fetchJson } from './address.js';

let address = null;
let answer = null;

/** @returns {Promise<Object[]>} counts and casualties by region, of the regions that have a code */
export function loadRegions(state) {
  const wanted = apiAddress(state, 'summary');
  if (wanted !== address) {
    address = wanted;
    answer = fetchJson(wanted).then((summary) => summary.by_region.filter(({ region }) => region));
    answer.catch(() => (address = null));
  }
  return answer;
}
