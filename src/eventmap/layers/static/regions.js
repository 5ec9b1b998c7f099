/** Shapes of regions on the map, and what the two layers that draw them have in common. */
import { loadBoundaries } from './boundaries.js';
import { loadRegions } from './summary.js';
import { drawing, svg } from './symbols.js';
import { hideTip, showTip } from './tip.js';

/** A layer of regions, drawn anew whenever other events are shown. */
export class RegionLayer {
  /**
   * @param {Controller} app
   * @param {{pane: string, zIndex: number}} options
   */
  constructor(app, { pane, zIndex }) {
    this.app = app;
    this.map = app.map;
    if (!app.map.getPane(pane)) app.map.createPane(pane).style.zIndex = zIndex;
    this.renderer = L.svg({ pane, padding: 0.5 });
    this.shapes = L.featureGroup();
    this.drawn = [];
    addHatch(app.map.getContainer());
  }

  switch(on) {
    this.on = on;
    if (on) {
      this.shapes.addTo(this.map);
      this.show(this.app.state);
    } else {
      this.clear();
      this.shapes.remove();
    }
  }

  /** Draw the regions of `state`; those on the map stay until the new ones are known. */
  async show(state) {
    if (!this.on) return;
    const loaded = await Promise.all([loadRegions(state), regionOutlines()]).catch(() => null);
    if (!this.on || state !== this.app.state) return;
    if (loaded) this.read(...loaded);
    else this.fail();
  }

  clear() {
    this.draw([]);
  }

  fail() {
    const again = () => this.show(this.app.state);
    this.app.status.fail('regions', 'The regions could not be loaded.', again);
  }

  read(rows, outlines) {
    this.app.status.clear('regions');
    const drawable = rows.filter((row) => outlines.has(row.region));
    this.draw(drawable.map((row) => ({ ...row, outline: outlines.get(row.region) })));
  }

  draw(rows) {
    this.drawn = rows;
    this.shapes.clearLayers();
    for (const row of rows) this.shape(row.outline, this.classOf(row), row).addTo(this.shapes);
    this.app.fire('legend');
  }

  shape(outline, className, row) {
    const layer = L.geoJSON(outline, {
      renderer: this.renderer,
      className: `em-region ${className}`,
      bubblingMouseEvents: false,
    });
    layer.on('mousemove', ({ originalEvent: { clientX, clientY } }) => {
      const at = { left: clientX, right: clientX, top: clientY - 8, bottom: clientY + 8 };
      showTip(this.map, { getBoundingClientRect: () => at }, this.words(row));
    });
    layer.on('mouseout', () => hideTip(this.map));
    return layer;
  }
}

/** Outlines of regions by their code. */
export async function regionOutlines() {
  const features = await loadBoundaries('admin1');
  return new Map(features.map((feature) => [feature.properties.code, feature]));
}

/** The hatching that stands for "not known exactly"; shapes refer to it by its id. */
function addHatch(container) {
  if (document.getElementById('em-hatch')) return;
  const line = svg('path', { d: 'M-2,2L2,-2M0,8L8,0M6,10L10,6', class: 'em-hatch-line' });
  const size = { width: 8, height: 8, patternUnits: 'userSpaceOnUse' };
  const pattern = svg('pattern', { id: 'em-hatch', ...size }, line);
  const holder = svg('svg', { class: 'em-defs', 'aria-hidden': true }, svg('defs', {}, pattern));
  container.append(holder);
}

/** A swatch for the legend. */
export function drawSwatch(className) {
  return drawing(
    24,
    svg('rect', { class: `em-region ${className}`, x: -11, y: -7, width: 22, height: 14 }),
  );
}
