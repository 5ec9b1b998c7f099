/** Events that are known only to the region: the region itself, hatched, never a pin. */
import { project } from './boundaries.js';
import { mergeOverlapping } from './clusters.js';
import { Marks } from './marks.js';
import { RegionLayer, drawSwatch, regionOutlines } from './regions.js';
import { drawTag } from './symbols.js';
import { placeTag } from './tagplaces.js';
import { countOf, shortCount } from './words.js';

const TAG_HEIGHT_PX = 24;

export default class RegionOnly extends RegionLayer {
  id = 'regiononly';

  /** Switched together with the layer of events: what is not exact is not left out. */
  follows = 'events';

  constructor(app) {
    super(app, { pane: 'regiononly', zIndex: 420 });
    this.chosen = L.featureGroup().addTo(app.map);
    this.marks = new Marks(app.map, 'regiontags', {
      zIndex: 590,
      label: 'Regions with events known only to the region. Arrow keys go from one to the next.',
    });
    this.circles = [];
    app.on('popupclosed', () => this.chosen.clearLayers());
    app.on('symbols', ({ circles }) => {
      this.circles = circles;
      this.drawTags();
    });
  }

  draw(rows) {
    super.draw(rows.filter((row) => row.region_only > 0));
    this.drawTags();
  }

  /** Draw the number of each region; where regions are too small, one number for several. */
  drawTags() {
    const world = 256 * 2 ** this.map.getZoom();
    const points = this.drawn.map((row) => {
      const { label_lon: lon, label_lat: lat } = row.outline.properties;
      const [x, y] = project(lon, lat).map((share) => share * world);
      return { x, y, count: row.region_only, members: [row] };
    });
    const taken = [...this.circles];
    const groups = mergeOverlapping(points, () => TAG_HEIGHT_PX / 2);
    const marks = groups.map((group) => {
      const outlines = group.members.map((row) => row.outline);
      const at = placeTag(group, outlines, world, taken);
      taken.push({ ...at, radius: TAG_HEIGHT_PX / 2 });
      return this.mark(group, this.map.unproject([at.x, at.y]));
    });
    this.marks.draw(marks);
  }

  classOf() {
    return 'em-hatched';
  }

  shape(outline, className, row) {
    const layer = super.shape(outline, className, row);
    return layer.on('click', ({ latlng: { lat, lng } }) => this.list(row, [lat, lng], false));
  }

  words({ name, region, region_only: count }) {
    return [name ?? region, `${countOf(count, 'event')} known only to the region`];
  }

  mark({ count, members: rows }, { lat, lng: lon }) {
    const text = shortCount(count);
    const width = Math.max(TAG_HEIGHT_PX, 12 + 8 * text.length);
    const names = rows.map((row) => row.name ?? row.region).join(', ');
    return {
      key: `region ${rows.map((row) => row.region).join(' ')} ${count}`,
      lat,
      lon,
      size: width,
      draw: () => drawTag(width, TAG_HEIGHT_PX, text),
      words: this.words({ name: names, region_only: count }),
      open: (focus) =>
        rows.length > 1 ? this.zoomTo(rows) : this.list(rows[0], [lat, lon], focus),
    };
  }

  zoomTo(rows) {
    const bounds = L.featureGroup(rows.map((row) => L.geoJSON(row.outline))).getBounds();
    this.map.fitBounds(bounds, { padding: [32, 32] });
  }

  list(row, at, focus) {
    const chosen = { region: row.region, precision: 'region' };
    const title = this.words(row).join(': ');
    this.app.popups.openList(title, [chosen], { at, focus, count: row.region_only });
  }

  /** Where the popup of an event in a region opens, `null` if the region cannot be drawn. */
  async middleOf(code) {
    const outline = (await regionOutlines()).get(code);
    return outline ? [outline.properties.label_lat, outline.properties.label_lon] : null;
  }

  /** Outline a region until the popup is closed. */
  async highlight(code) {
    const outline = (await regionOutlines()).get(code);
    const style = { renderer: this.renderer, className: 'em-chosen', interactive: false };
    this.chosen.clearLayers().addLayer(L.geoJSON(outline, style));
  }

  extent() {
    const bounds = this.shapes.getBounds();
    return bounds.isValid() ? bounds : null;
  }

  legend() {
    const view = this.map.getBounds();
    if (!this.shapes.getLayers().some((layer) => view.intersects(layer.getBounds()))) return [];
    return [{ symbol: drawSwatch('em-hatched'), label: 'Known to the region only' }];
  }
}
