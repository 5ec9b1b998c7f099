/** By what regions are shaded. A value that is not known is `null`, never zero. */

const PER = 100_000;

const noFigure = ({ label }) => `No figure, or one without a ${label}`;

const rate = ({ events, population }) => (population ? (events / population) * PER : null);

/**
 * `value` is of a row, by the figure that `estimate` names (`{by, label}`, as the server answers);
 * events without a figure add nothing to it. `name` is what the
 * regions are shaded by, `heading` is of the legend, `unknown` are its words
 * for regions without a value. `offered` tells from the rows whether the measure can be had at all.
 */
export const MEASURES = {
  events: {
    label: 'By number of events',
    name: 'Events',
    heading: () => 'Events',
    value: (row) => row.events,
  },
  killed: {
    label: 'By killed',
    name: 'Killed',
    heading: ({ label }) => `Killed (${label})`,
    value: ({ killed }, { by }) => killed[by],
    unknown: noFigure,
  },
  injured: {
    label: 'By injured',
    name: 'Injured',
    heading: ({ label }) => `Injured (${label})`,
    value: ({ injured }, { by }) => injured[by],
    unknown: noFigure,
  },
  rate: {
    label: 'By events per 100,000 inhabitants',
    name: 'Events per 100,000 inhabitants',
    heading: () => 'Events per 100,000 inhabitants',
    value: rate,
    unknown: () => 'Population not given',
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
