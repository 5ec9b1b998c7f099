/**
 * What the server is asked, and its answers.
 *
 * @typedef {Object} State what the page wants shown
 * @property {string} dataset
 * @property {number} version
 * @property {string} data digest of the dataset's content
 * @property {string} query the filter as a query string, without dataset and version
 * @property {Box|null} bbox of the dataset @property {Box|null} [places] of its timeline
 * @property {string|null} event the opened event
 * @property {number} choice counts the choices of an event on the page
 * @property {?string} [compare] what it is compared with
 * @property {boolean} [bare] whether the map stands without its controls
 * @property {Look|null} [look] where a step of a story asks the map to look
 *
 * @typedef {{nth: number, lat: ?string, lng: ?string, zoom: ?string, layers: string[]}} Look
 *
 * @typedef {[number, number, number, number]} Box west, south, east, north
 */

/** Addresses of the server are relative to the frame, so that they hold under any base path. */
const ROOT = '../../';

/**
 * @param {State} state
 * @param {[number, number, number]} tile zoom, column and row
 */
export function tileAddress(state, [z, x, y]) {
  const dataset = encodeURIComponent(state.dataset);
  const query = new URLSearchParams(state.query);
  query.set('data', state.data);
  return `${ROOT}tiles/${dataset}/${state.version}/${z}/${x}/${y}.json?${query}`;
}

/**
 * The tiles of a screen in each of several periods that follow each other, in one answer.
 *
 * @param {State} state the period of its filter does not count
 * @param {[number, number, number][]} tiles a rectangle of them, by rows from the north-west
 * @param {{from: string, to: string}[]} periods
 */
export function stepsAddress(state, tiles, periods) {
  const [[z, left, top]] = tiles;
  const [, right, bottom] = tiles[tiles.length - 1];
  const query = new URLSearchParams(state.query);
  for (const name of ['from', 'to']) query.delete(name);
  query.set('data', state.data);
  for (const { from, to } of periods) query.append('days', `${from}/${to}`);
  const version = `${encodeURIComponent(state.dataset)}/${state.version}`;
  return `${ROOT}tiles/${version}/${z}/${left}-${right}/${top}-${bottom}.json?${query}`;
}

/**
 * @param {State} state
 * @param {string} path
 * @param {Record<string, string | number>} changes parameters that replace those of the filter
 */
export function apiAddress(state, path, changes = {}) {
  const query = new URLSearchParams(state.query);
  for (const [name, value] of Object.entries(changes)) query.set(name, String(value));
  return `${ROOT}api/${path}?${identify(query, state)}`;
}

/**
 * The event alone: an opened event does not depend on the filter.
 *
 * @param {State} state
 * @param {string} eventId
 */
export function eventAddress(state, eventId) {
  const query = identify(new URLSearchParams(), state);
  return `${ROOT}api/events/${encodeURIComponent(eventId)}?${query}`;
}

/** @param {string} name */
export function boundaryAddress(name) {
  return `${ROOT}assets/boundaries/${name}.json`;
}

/** @param {URLSearchParams} query @param {State} state */
function identify(query, state) {
  query.set('dataset', state.dataset);
  query.set('version', String(state.version));
  return query;
}

/**
 * The JSON at `address`; rejects, with the `status`, on any answer that is no success.
 *
 * @param {string} address
 * @param {RequestInit} options
 * @returns {Promise<any>}
 */
export async function fetchJson(address, options = {}) {
  const response = await fetch(address, options);
  if (response.ok) return response.json();
  throw Object.assign(new Error(`${response.status} for ${address}`), { status: response.status });
}

/** Answers that several layers need, or that are asked for ahead, are fetched once. */
const KEPT = 16;

/** @type {Map<string, Promise<any>>} */
const kept = new Map();

/**
 * What the server answers at `address`; the most recently used answers are kept.
 *
 * @param {string} address
 * @returns {Promise<any>}
 */
function ask(address) {
  const answer = kept.get(address) ?? fetchJson(address);
  kept.delete(address);
  kept.set(address, answer);
  answer.catch(() => kept.delete(address));
  if (kept.size > KEPT) kept.delete(String(kept.keys().next().value));
  return answer;
}

/** @param {State} state @returns {Promise<api.Summary>} counts and casualties, in all and by region */
export function loadSummary(state) {
  return ask(apiAddress(state, 'summary'));
}

/** @param {State} state @returns {Promise<api.Progress>} how far the tiles are, asked anew */
export function loadProgress(state) {
  return fetchJson(apiAddress(state, 'progress'));
}

/**
 * @param {State} state
 * @param {number} limit
 * @returns {Promise<api.EventList>} the events that begin last
 */
export function loadList(state, limit) {
  return ask(apiAddress(state, 'list', { limit }));
}

/**
 * @param {State} state
 * @param {string} eventId
 * @returns {Promise<api.EventAnswer>}
 */
export function loadEvent(state, eventId) {
  return ask(eventAddress(state, eventId));
}

/** @param {State} state @returns {Promise<api.TimelineItem[]>} what was said and decided */
export function loadTimeline(state) {
  return ask(apiAddress(state, 'timeline'));
}

/**
 * @param {State} state
 * @param {string} compare
 * @returns {Promise<api.Comparison>} the selection beside another one
 */
export function loadComparison(state, compare) {
  return ask(apiAddress(state, 'compare', { compare }));
}
