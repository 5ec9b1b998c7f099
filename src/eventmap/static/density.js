/** Density of the events in view, from the same cells as the symbols. */
import { colour } from './theme.js';

/** @import { Controller } from './controller.js' */
/** @import { Cell } from './tiles.js' */

/** The surface is blurred, so half the pixels are enough. */
const SCALE = 0.5;
const RADIUS_PX = 40;

class Surface extends L.Layer {
  /** @param {(canvas: HTMLCanvasElement, place: (at: L.LatLngExpression) => L.Point) => void} paint */
  constructor(paint) {
    super();
    this.paint = paint;
    this.canvas = L.DomUtil.create('canvas', 'leaflet-zoom-animated');
    /** @type {?L.LatLngBounds} */
    this.bounds = null;
    this.zoom = 0;
  }

  /** @override @param {L.Map} map */
  onAdd(map) {
    map.getPane('density')?.append(this.canvas);
    return this;
  }

  /** @override */
  onRemove() {
    this.canvas.remove();
    return this;
  }

  /** @override */
  getEvents() {
    return { zoomanim: /** @type {any} */ (this.animate) };
  }

  /** Draw for the present view. */
  draw() {
    const { x: width, y: height } = this._map.getSize();
    this.bounds = this._map.getBounds();
    this.zoom = this._map.getZoom();
    Object.assign(this.canvas, {
      width: Math.ceil(width * SCALE),
      height: Math.ceil(height * SCALE),
    });
    Object.assign(this.canvas.style, { width: `${width}px`, height: `${height}px` });
    L.DomUtil.setPosition(this.canvas, this._map.containerPointToLayerPoint([0, 0]));
    this.paint(this.canvas, (latlng) => this._map.latLngToContainerPoint(latlng).multiplyBy(SCALE));
  }

  /** @param {L.ZoomAnimEvent} event */
  animate({ zoom, center }) {
    if (!this.bounds) return;
    const scale = this._map.getZoomScale(zoom, this.zoom);
    const { min: corner } = this._map._latLngBoundsToNewLayerBounds(this.bounds, zoom, center);
    if (corner) L.DomUtil.setTransform(this.canvas, corner, scale);
  }
}

export class Density {
  id = 'density';

  label = 'Density of events';

  /** @param {Controller} app */
  constructor(app) {
    this.app = app;
    const pane = app.map.createPane('density');
    pane.style.zIndex = '405';
    pane.style.pointerEvents = 'none';
    this.surface = new Surface((canvas, place) => this.paint(canvas, place));
    this.on = false;
    /** @type {Cell[]} */
    this.cells = [];
    app.cells.follow(({ cells }) => this.on && this.draw(cells));
    app.on('theme', () => this.on && this.draw(this.cells));
  }

  /** @param {boolean} on */
  switch(on) {
    this.on = on;
    if (on) this.surface.addTo(this.app.map);
    else this.surface.remove();
    this.app.cells.use(this, on);
    this.app.fire('legend');
  }

  clear() {
    if (this.on) this.draw([]);
  }

  /** @param {Cell[]} cells */
  draw(cells) {
    this.cells = cells;
    this.surface.draw();
  }

  /** @param {HTMLCanvasElement} canvas @param {(at: L.LatLngExpression) => L.Point} place */
  paint(canvas, place) {
    const context = /** @type {CanvasRenderingContext2D} */ (
      canvas.getContext('2d', { willReadFrequently: true })
    );
    const most = Math.max(1, ...this.cells.map((cell) => cell.count));
    const stamp = drawStamp(RADIUS_PX * SCALE);
    for (const { lat, lon, count } of this.cells) {
      const { x, y } = place([lat, lon]);
      // Counts differ by orders of magnitude; their logarithm keeps small ones visible.
      context.globalAlpha = 0.15 + (0.85 * Math.log1p(count)) / Math.log1p(most);
      context.drawImage(stamp, x - stamp.width / 2, y - stamp.height / 2);
    }
    tint(context, canvas);
  }

  legend() {
    const ramp = document.createElement('span');
    ramp.className = 'em-ramp';
    return [{ symbol: ramp, label: 'Fewer to more events in this view' }];
  }
}

/**
 * A round spot that fades to its rim.
 *
 * @param {number} radius
 */
function drawStamp(radius) {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = radius * 2;
  const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
  const gradient = context.createRadialGradient(radius, radius, 0, radius, radius, radius);
  gradient.addColorStop(0, 'rgba(0, 0, 0, 0.6)');
  gradient.addColorStop(1, 'rgba(0, 0, 0, 0)');
  context.fillStyle = gradient;
  context.fillRect(0, 0, radius * 2, radius * 2);
  return canvas;
}

/**
 * Turn how much ink lies on each pixel into a colour between the two ends of the ramp.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {HTMLCanvasElement} canvas
 */
function tint(context, { width, height }) {
  const [low, high] = ['density-low', 'density-high'].map((name) => parse(colour(name)));
  const image = context.getImageData(0, 0, width, height);
  for (let at = 0; at < image.data.length; at += 4) {
    const ink = image.data[at + 3] / 255;
    for (let channel = 0; channel < 3; channel += 1) {
      image.data[at + channel] = low[channel] + (high[channel] - low[channel]) * ink;
    }
    image.data[at + 3] = 255 * Math.min(0.85, ink * 1.4);
  }
  context.putImageData(image, 0, 0);
}

/** @param {string} hex */
function parse(hex) {
  return [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
}
