/** By what regions are shaded. A value that is not known is `null`, never zero. */

const PER = 100_000;

const rate = ({ events, population }) => (population ? (events / population) * PER : null);

/** At least so many: events without a figure add nothing to it. */
const atLeast = (total) => (total.known ? total.low : null);

/**
 * `unknown` are the words for regions without a value, `note` what else the legend has to say.
 * `offered` tells from the rows whether the measure can be had at all.
 */
export const MEASURES = {
  events: { label: 'By number of events', heading: 'Events', value: (row) => row.events },
  killed: {
    label: 'By killed',
    heading: 'Killed, at least',
    value: ({ killed }) => atLeast(killed),
    unknown: 'No figure given',
  },
  injured: {
    label: 'By injured',
    heading: 'Injured, at least',
    value: ({ injured }) => atLeast(injured),
    unknown: 'No figure given',
  },
  rate: {
    label: 'By events per 100,000 inhabitants',
    heading: 'Events per 100,000 inhabitants',
    value: rate,
    unknown: 'Population not given',
    fraction: true,
    offered: (rows) => rows.some(({ population }) => population),
  },
};

/** The rate in words, or `null` where the population is not given. */
export function rateWords(row) {
  const value = rate(row);
  if (value === null) return null;
  const digits = { maximumSignificantDigits: value < 1 ? 1 : 2 };
  const words = value.toLocaleString('en-GB', value < 100 ? digits : { maximumFractionDigits: 0 });
  return `${words} events per 100,000 of ${row.population.toLocaleString('en-GB')} inhabitants`;
}
