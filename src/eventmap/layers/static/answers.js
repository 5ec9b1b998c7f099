/** Answers that several layers need, or that are asked for ahead: each is fetched once. */
import { apiAddress, fetchJson } from './address.js';

const KEPT = 16;

const kept = new Map();

/** What the server answers at `address`; the most recently used answers are kept. */
function ask(address) {
  const answer = kept.get(address) ?? fetchJson(address);
  kept.delete(address);
  kept.set(address, answer);
  answer.catch(() => kept.delete(address));
  if (kept.size > KEPT) kept.delete(kept.keys().next().value);
  return answer;
}

/** @param {State} state @returns {Promise<Object>} counts and casualties, in all and by region */
export function loadSummary(state) {
  return ask(apiAddress(state, 'summary'));
}

/** @param {State} state @returns {Promise<Object[]>} what was said and decided */
export function loadTimeline(state) {
  return ask(apiAddress(state, 'timeline'));
}
