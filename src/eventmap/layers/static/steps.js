/** The steps of a playback: periods that hold events, inside the period of the filter. */

/** What a step may be, and which bins of the histogram its steps are made of. */
export const UNITS = {
  event: { label: 'By event', bins: 'day' },
  day: { label: 'By day', bins: 'day' },
  week: { label: 'By week', bins: 'week' },
  month: { label: 'By month', bins: 'month' },
};

/**
 * @typedef {Object} Step
 * @property {string} from @property {string} to ISO days, both included
 */

/**
 * The bins in which something happens, cut to the period of the filter. From event to event only
 * the days on which one begins are steps, and the first day of the period where one began before
 * it; by day also those on which one may last.
 *
 * @param {string} unit a key of `UNITS`
 * @param {{date_start: string, date_end: string, events: number, starts: number}[]} bins
 * @param {{from: ?string, to: ?string}} bounds of the filter
 * @returns {Step[]}
 */
export function stepsOf(unit, bins, { from, to }) {
  const byEvent = unit === 'event';
  const steps = bins
    .filter((bin) => (byEvent ? bin.starts : bin.events))
    .map((bin) => ({ from: later(bin.date_start, from), to: earlier(bin.date_end, to) }));
  const inside = steps.filter((step) => step.from <= step.to);
  const began = byEvent && inside.length < steps.length && inside[0]?.from !== from;
  return began ? [{ from, to: from }, ...inside] : inside;
}

/** ISO days compare as text. */
function later(day, bound) {
  return bound && bound > day ? bound : day;
}

function earlier(day, bound) {
  return bound && bound < day ? bound : day;
}

/** The step that holds `day`, or the first one after it, or the last. */
export function stepAt(steps, day) {
  const at = steps.findIndex((step) => step.to >= day);
  return at === -1 ? Math.max(0, steps.length - 1) : at;
}
