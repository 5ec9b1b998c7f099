/** Events that are known only to the region: the region itself, hatched, never a pin. */
import { countOf } from './numbers.js';
import { TaggedRegions } from './taggedregions.js';

/** Fires `tags` on the controller when its numbers have taken their places. */
export default class RegionOnly extends TaggedRegions {
  id = 'regiononly';

  /** Switched together with the layer of events: what is not exact is not left out. */
  follows = 'events';

  constructor(app) {
    super(app, {
      pane: 'regiononly',
      zIndex: 420,
      after: 'symbols',
      swatch: 'em-hatched',
      legendLabel: 'Known to the region only',
      outside: 4,
      tags: {
        pane: 'regiontags',
        zIndex: 590,
        label: 'Regions with events known only to the region. Arrow keys go from one to the next.',
      },
    });
    this.chosen = L.featureGroup().addTo(app.map);
    app.on('popupclosed', () => this.look(null, this.chosen));
  }

  drawTags() {
    super.drawTags();
    this.app.fire('tags', { circles: this.taken });
  }

  rowsOf({ by_region: rows }) {
    return rows
      .filter((row) => row.region && row.region_only > 0)
      .map((row) => ({ code: row.region, name: row.name ?? row.region, count: row.region_only }));
  }

  classOf() {
    return 'em-hatched';
  }

  wordsOf(rows, count) {
    const names = rows.map((row) => row.name).join(', ');
    return [names, `${countOf(count, 'event')} known only to the region`];
  }

  tagText(_, count) {
    return count;
  }

  filterOf({ code }) {
    return { region: code, precision: 'region' };
  }

  /** Where the popup of an event in a region opens, `null` if the region cannot be drawn. */
  async middleOf(code) {
    const outline = (await this.outlines()).get(code);
    return outline ? [outline.properties.label_lat, outline.properties.label_lon] : null;
  }

  /** Outline a region until the popup is closed. */
  async highlight(code) {
    this.look((await this.outlines()).get(code), this.chosen);
  }

  extent() {
    const bounds = this.shapes.getBounds();
    return bounds.isValid() ? bounds : null;
  }
}
