/** Events that are known only to the country: a light hatching of it, as long as it fits. */
import { countOf } from './numbers.js';
import { TaggedRegions } from './taggedregions.js';

/** Closer up, the hatching of a country fills the view and tells nothing. */
const LAST_ZOOM = 6;

export default class CountryOnly extends TaggedRegions {
  id = 'countryonly';

  /** Switched together with the layer of events: what is not exact is not left out. */
  follows = 'events';

  constructor(app) {
    super(app, {
      pane: 'countryonly',
      zIndex: 415,
      boundaries: 'countries',
      interactive: false,
      after: 'tags',
      swatch: 'em-hatched-wide',
      legendLabel: 'Known to the country only',
      outside: 12,
      tags: {
        pane: 'countrytags',
        zIndex: 585,
        label: 'Countries with events known only to the country. Arrow keys go on to the next.',
      },
    });
    this.rows = [];
    app.map.on('zoomend', () => this.draw(this.rows));
  }

  draw(rows) {
    this.rows = rows;
    super.draw(this.map.getZoom() <= LAST_ZOOM ? rows : []);
  }

  rowsOf({ by_region: rows }) {
    const counts = new Map();
    for (const { country, country_name: name, country_only: count } of rows) {
      if (!country || !count) continue;
      const before = counts.get(country)?.count ?? 0;
      counts.set(country, { code: country, name: name ?? country, count: before + count });
    }
    return [...counts.values()];
  }

  classOf() {
    return 'em-hatched-wide';
  }

  wordsOf(rows, count) {
    const names = rows.map((row) => row.name).join(', ');
    return [names, `${countOf(count, 'event')} known only to the country`];
  }

  tagText(rows, count) {
    return rows.length === 1 ? `${rows[0].code} ${count}` : count;
  }

  filterOf({ code }) {
    return { country: code, precision: 'country' };
  }
}
