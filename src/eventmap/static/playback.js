/**
 * Playback as a state machine over the periods that hold events: what is shown and what happens
 * next, without clock, map or server.
 *
 * @typedef {Object} Playback
 * @property {boolean} open whether the map shows steps instead of the whole filter
 * @property {boolean} playing whether it goes on by itself
 * @property {string} unit a key of `UNITS` @property {string} speed a key of `SPEEDS`
 * @property {boolean} accumulate whether a step also shows what came before
 * @property {Step[]} steps @property {number} at the step shown
 * @property {?string} day the day to stay at when there are other steps
 *
 * @typedef {{type: string} & Record<string, any>} Action what a viewer or the clock asks for
 */

/**
 * How long a step stays, in milliseconds; it never leaves before it is painted.
 *
 * @type {Record<string, {label: string, stay: number}>}
 */
export const SPEEDS = {
  slow: { label: 'Slow', stay: 2400 },
  normal: { label: 'Normal', stay: 1200 },
  fast: { label: 'Fast', stay: 500 },
};

/** @type {Playback} */
export const CLOSED = {
  open: false,
  playing: false,
  unit: 'event',
  speed: 'normal',
  accumulate: false,
  steps: [],
  at: 0,
  day: null,
};

/** @type {Record<string, (state: Playback, action: Action) => Playback>} */
const ACTIONS = {
  /** With `playing` it starts as soon as there are steps. */
  open: (state, { playing }) => ({ ...state, open: true, playing }),

  /** Other steps, of another unit or another filter: stay at the same day. */
  steps: (state, { steps }) => ({
    ...state,
    steps,
    at: state.day ? stepAt(steps, state.day) : 0,
    playing: state.playing && steps.length > 1,
  }),

  play: (state) => {
    if (state.steps.length < 2) return state;
    const ended = state.at === state.steps.length - 1;
    return goTo({ ...state, playing: true }, ended ? 0 : state.at);
  },

  pause: (state) => ({ ...state, playing: false }),

  /** The time of a step is over. */
  tick: (state) => {
    if (!state.playing) return state;
    const ended = state.at >= state.steps.length - 1;
    return ended ? { ...state, playing: false } : goTo(state, state.at + 1);
  },

  /** The viewer goes to a step, from where it does not go on by itself. */
  seek: (state, { at }) => goTo({ ...state, playing: false }, at),
  next: (state) => goTo({ ...state, playing: false }, state.at + 1),
  previous: (state) => goTo({ ...state, playing: false }, state.at - 1),

  unit: (state, { unit }) => ({ ...state, unit }),
  speed: (state, { speed }) => ({ ...state, speed }),
  accumulate: (state, { accumulate }) => ({ ...state, accumulate }),

  /** Back to the filter; how to play is remembered. */
  stop: ({ unit, speed, accumulate }) => ({ ...CLOSED, unit, speed, accumulate }),
};

/** @param {Playback} state @param {Action} action @returns {Playback} */
export function reduce(state, action) {
  return ACTIONS[action.type](state, action);
}

/** @param {Playback} state @param {number} at */
function goTo(state, at) {
  const inside = Math.max(0, Math.min(at, state.steps.length - 1));
  return { ...state, at: inside, day: state.steps[inside]?.from ?? state.day };
}

/**
 * The period shown at a step, by default the present one; `null` if there is none.
 *
 * @param {Playback} state
 * @param {number} at
 */
export function periodAt(state, at = state.at) {
  const step = state.steps[at];
  if (!state.open || !step) return null;
  return { from: state.accumulate ? state.steps[0].from : step.from, to: step.to };
}

/**
 * The periods that come next if it goes on, to be fetched ahead; none at the end. Steps of one
 * period follow each other, and it comes once.
 *
 * @param {Playback} state
 * @param {number} most
 */
export function nextPeriods(state, most) {
  /** @type {{from: string, to: string}[]} */
  const next = [];
  let last = periodAt(state);
  for (let at = state.at + 1; last && next.length < most; at += 1) {
    const period = periodAt(state, at);
    if (!period) break;
    if (period.from !== last.from || period.to !== last.to) next.push(period);
    last = period;
  }
  return next;
}

/**
 * The query string of a filter narrowed to a period.
 *
 * @param {string} query
 * @param {{from: string, to: string}} period
 */
export function narrow(query, { from, to }) {
  const params = new URLSearchParams(query);
  params.set('from', from);
  params.set('to', to);
  return params.toString();
}

/**
 * What a step may be, and which bins of the histogram its steps are made of.
 *
 * @type {Record<string, {label: string, bins: string}>}
 */
export const UNITS = {
  event: { label: 'By event', bins: 'day' },
  day: { label: 'By day', bins: 'day' },
  week: { label: 'By week', bins: 'week' },
  month: { label: 'By month', bins: 'month' },
};

/**
 * @typedef {Object} Step
 * @property {string} from @property {string} to ISO days, both included
 * @property {number} [begin] from event to event: how many events begin on the day
 * @property {number} [nth] which of them it is about, counted from 0; without it, all
 */

/** More events that begin on one day are shown together, in one step. */
export const MOST_APART = 30;

/**
 * The bins in which something happens, cut to the period of the filter; by day also those on which
 * an event may last. From event to event each that begins on a day has a step of its own, and so
 * has the first day of the period where one began before it.
 *
 * @param {string} unit a key of `UNITS`
 * @param {api.Bin[]} bins
 * @param {{from: ?string, to: ?string}} bounds of the filter
 * @returns {Step[]}
 */
export function stepsOf(unit, bins, { from, to }) {
  const byEvent = unit === 'event';
  const cut = bins.map((bin) => ({
    from: later(bin.date_start, from),
    to: earlier(bin.date_end, to),
    count: byEvent ? bin.starts : bin.events,
  }));
  const held = cut.filter(({ count }) => count);
  const inside = held.filter((step) => step.from <= step.to);
  if (!byEvent) return inside.map((step) => ({ from: step.from, to: step.to }));
  const began = from && inside.length < held.length && inside[0]?.from !== from;
  return [...(began ? [{ from, to: from }] : []), ...inside.flatMap(apart)];
}

/**
 * The steps of a day on which `count` events begin.
 *
 * @param {{from: string, to: string, count: number}} day
 * @returns {Step[]}
 */
function apart({ from, to, count: begin }) {
  if (begin > MOST_APART) return [{ from, to, begin }];
  return Array.from({ length: begin }, (_, nth) => ({ from, to, begin, nth }));
}

/**
 * ISO days compare as text.
 *
 * @param {string} day
 * @param {?string} bound
 */
function later(day, bound) {
  return bound && bound > day ? bound : day;
}

/** @param {string} day @param {?string} bound */
function earlier(day, bound) {
  return bound && bound < day ? bound : day;
}

/**
 * The step that holds `day`, or the first one after it, or the last.
 *
 * @param {Step[]} steps
 * @param {string} day
 */
export function stepAt(steps, day) {
  const at = steps.findIndex((step) => step.to >= day);
  return at === -1 ? Math.max(0, steps.length - 1) : at;
}
