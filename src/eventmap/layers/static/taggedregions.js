/** Regions that stand for events of unknown place: hatched, with their number in a frame. */
import { project } from './boundaries.js';
import { mergeOverlapping } from './clusters.js';
import { Marks } from './marks.js';
import { shortCount } from './numbers.js';
import { RegionLayer, drawSwatch } from './regions.js';
import { drawTag } from './symbols.js';
import { placeTag } from './tagplaces.js';

const TAG_HEIGHT_PX = 24;
/** Regions whose middles are nearer than twice this share a number. */
const TAG_ROOM_PX = 20;

/**
 * A subclass says in `named` which event of the controller tells the circles that are taken, and
 * for rows `wordsOf(rows, count)`, `tagText(rows, count)`, `filterOf(row)`.
 */
export class TaggedRegions extends RegionLayer {
  /** @param {Controller} app @param {Object} options of the pane, the group of marks, the legend */
  constructor(app, { tags, after, legendLabel, swatch, outside, ...options }) {
    super(app, options);
    this.marks = new Marks(app.map, tags.pane, tags);
    this.swatch = swatch;
    this.outside = outside;
    this.legendLabel = legendLabel;
    this.circles = [];
    app.on(after, ({ circles }) => {
      this.circles = circles;
      this.drawTags();
    });
  }

  draw(rows) {
    super.draw(rows);
    this.drawTags();
  }

  /** Draw the number of each region; where they leave no room, one number for several. */
  drawTags() {
    const world = 256 * 2 ** this.map.getZoom();
    const points = this.drawn.map((row) => {
      const { label_lon: lon, label_lat: lat } = row.outline.properties;
      const [x, y] = project(lon, lat).map((share) => share * world);
      return { x, y, count: row.count, members: [row] };
    });
    const groups = mergeOverlapping(points, () => TAG_ROOM_PX);
    this.taken = [...this.circles];
    const placed = [];
    for (const group of groups) {
      const radius = this.width(group) / 2;
      const outlines = group.members.map((row) => row.outline);
      const size = { room: radius + 2, outside: this.outside };
      const at = placeTag(group, outlines, world, this.taken, size);
      if (at) this.taken.push({ ...at, radius });
      if (at || !placed.length) placed.push({ ...group, at: at ?? group });
      else join(nearest(placed, group), group);
    }
    this.marks.draw(placed.map((group) => this.mark(group)));
  }

  text({ members, count }) {
    return this.tagText(members, shortCount(count));
  }

  width(group) {
    return Math.max(TAG_HEIGHT_PX, 12 + 8 * this.text(group).length);
  }

  mark(group) {
    const { count, members: rows, at } = group;
    const { lat, lng: lon } = this.map.unproject([at.x, at.y]);
    const width = this.width(group);
    return {
      key: `${rows.map((row) => row.code).join(' ')} ${count}`,
      lat,
      lon,
      size: width,
      draw: () => drawTag(width, TAG_HEIGHT_PX, this.text(group)),
      words: this.wordsOf(rows, count),
      look: (on) => this.look(on && rows.length === 1 ? rows[0].outline : null),
      open: (focus) =>
        rows.length > 1 ? this.zoomTo(rows) : this.list(rows[0], [lat, lon], focus),
    };
  }

  words(row) {
    return this.wordsOf([row], row.count);
  }

  zoomTo(rows) {
    const bounds = L.featureGroup(rows.map((row) => L.geoJSON(row.outline))).getBounds();
    this.map.fitBounds(bounds, { padding: [32, 32] });
  }

  list(row, at, focus) {
    const title = this.words(row).join(': ');
    this.app.lists.open(title, [this.filterOf(row)], { at, focus, count: row.count });
  }

  legend() {
    const view = this.map.getBounds();
    if (!this.shapes.getLayers().some((layer) => view.intersects(layer.getBounds()))) return [];
    // Where regions are shaded, the hatching would hide the shades: the frames alone are left.
    const symbol = this.app.shaded ? drawTag(22, 16, '') : drawSwatch(this.swatch);
    return [{ symbol, label: this.legendLabel }];
  }
}

function nearest(groups, { x, y }) {
  const distance = ({ at }) => Math.hypot(at.x - x, at.y - y);
  return groups.reduce((best, group) => (distance(group) < distance(best) ? group : best));
}

function join(group, other) {
  group.count += other.count;
  group.members.push(...other.members);
}
