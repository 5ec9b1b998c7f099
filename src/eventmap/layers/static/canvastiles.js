/** A Leaflet grid of canvas tiles, sharp on every screen, drawn by a function. */
import { TILE_PX } from './tiles.js';

/**
 * @param {string} pane
 * @param {(context: CanvasRenderingContext2D, tile: Object) => void} paint draws in CSS pixels;
 *   `tile` has the corner `x`, `y` in pixels of the world, `size`, `world` and `zoom`
 */
export function canvasTiles(pane, paint) {
  const Grid = L.GridLayer.extend({
    createTile({ x, y, z }) {
      const canvas = document.createElement('canvas');
      const ratio = window.devicePixelRatio || 1;
      canvas.width = canvas.height = Math.round(TILE_PX * ratio);
      const context = canvas.getContext('2d');
      context.scale(canvas.width / TILE_PX, canvas.width / TILE_PX);
      paint(context, {
        x: x * TILE_PX,
        y: y * TILE_PX,
        size: TILE_PX,
        world: 256 * 2 ** z,
        zoom: z,
      });
      return canvas;
    },
  });
  return new Grid({
    pane,
    tileSize: TILE_PX,
    noWrap: true,
    updateWhenZooming: false,
    keepBuffer: 1,
  });
}
