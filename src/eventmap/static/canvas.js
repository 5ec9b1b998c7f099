/** Boundaries and names on a Leaflet grid of canvas tiles, sharp on every screen. */
import { TILE_PX } from './tiles.js';
import { snap } from './view.js';

/** @import { Ring } from './boundaries.js' */

/**
 * @typedef {Object} Square what a tile shows of the world
 * @property {number} x @property {number} y its corner in pixels of the world
 * @property {number} size of the tile @property {number} world of the whole world, in pixels
 * @property {number} zoom
 *
 * @param {string} pane
 * @param {(context: CanvasRenderingContext2D, tile: Square) => void} paint draws in CSS pixels
 */
export function canvasTiles(pane, paint) {
  class Grid extends L.GridLayer {
    /** @override @param {L.Coords} at */
    createTile({ x, y, z }) {
      const canvas = document.createElement('canvas');
      const ratio = window.devicePixelRatio || 1;
      canvas.width = canvas.height = Math.round(TILE_PX * ratio);
      const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
      context.scale(canvas.width / TILE_PX, canvas.width / TILE_PX);
      paint(context, {
        x: x * TILE_PX,
        y: y * TILE_PX,
        size: TILE_PX,
        world: 256 * 2 ** z,
        zoom: z,
      });
      return canvas;
    }

    /**
     * Leaflet draws tiles at whole zooms and stretches them between, which blurs lines and makes
     * names small or large: here each zoom at which the map stands has tiles of its own.
     *
     * @override
     * @param {L.LatLng} center
     * @param {number} zoom
     * @param {boolean} noPrune
     * @param {boolean} noUpdate whether the zoom is one of many that pass by
     */
    _setView(center, zoom, noPrune, noUpdate) {
      if (!noUpdate) {
        this._tileZoom = snap(zoom, this._map);
        this._updateLevels();
        this._resetGrid();
        this._update(center);
        if (!noPrune) this._pruneTiles();
        this._noPrune = noPrune;
      }
      this._setZoomTransforms(center, zoom);
    }
  }
  return new Grid({
    pane,
    tileSize: TILE_PX,
    noWrap: true,
    updateWhenZooming: false,
    keepBuffer: 1,
  });
}

/** What lies farther than this outside a tile is cut off: canvas is inexact far away. */
const MARGIN_PX = 16;
const LEAST_STEP_PX = 0.6;

/**
 * Add rings to the current path of `context`, which draws in pixels of the tile.
 *
 * @param {CanvasRenderingContext2D} context
 * @param {Ring[]} rings
 * @param {Square} tile
 */
export function traceRings(context, rings, tile) {
  const corner = L.point(tile.x, tile.y);
  const [margin, size] = [MARGIN_PX, tile.size + MARGIN_PX].map((side) => L.point(side, side));
  const frame = L.bounds(
    corner.subtract(margin).divideBy(tile.world),
    corner.add(size).divideBy(tile.world),
  );
  for (const { points, box } of rings) {
    if (!frame.intersects(box)) continue;
    trace(context, frame.contains(box) ? points : L.PolyUtil.clipPolygon(points, frame), tile);
  }
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {L.Point[]} points
 * @param {Square} tile
 */
function trace(context, points, tile) {
  let first = true;
  let lastX = 0;
  let lastY = 0;
  for (const point of points) {
    const x = point.x * tile.world - tile.x;
    const y = point.y * tile.world - tile.y;
    if (first) context.moveTo(x, y);
    else if (Math.abs(x - lastX) + Math.abs(y - lastY) < LEAST_STEP_PX) continue;
    else context.lineTo(x, y);
    first = false;
    lastX = x;
    lastY = y;
  }
  context.closePath();
}
