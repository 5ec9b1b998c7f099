/** Boundaries and names on a Leaflet grid of canvas tiles, sharp on every screen. */
import { overlaps } from './boundaries.js';
import { TILE_PX } from './tiles.js';

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
 * Add rings to the current path of `context`.
 *
 * @param {CanvasRenderingContext2D} context in pixels of the tile
 * @param rings from `projectRings`
 * @param {{x: number, y: number, size: number, world: number}} tile corner of the tile in pixels
 *   of the world, its size, and the size of the world
 */
export function traceRings(context, rings, tile) {
  const frame = [
    (tile.x - MARGIN_PX) / tile.world,
    (tile.y - MARGIN_PX) / tile.world,
    (tile.x + tile.size + MARGIN_PX) / tile.world,
    (tile.y + tile.size + MARGIN_PX) / tile.world,
  ];
  for (const { points, box } of rings) {
    if (!overlaps(box, frame)) continue;
    trace(context, within(box, frame) ? points : clip(points, frame), tile);
  }
}

function within(box, frame) {
  return box[0] >= frame[0] && box[1] >= frame[1] && box[2] <= frame[2] && box[3] <= frame[3];
}

function trace(context, points, tile) {
  let [lastX, lastY] = [Infinity, Infinity];
  for (let at = 0; at < points.length; at += 2) {
    const x = points[at] * tile.world - tile.x;
    const y = points[at + 1] * tile.world - tile.y;
    if (at === 0) context.moveTo(x, y);
    else if (Math.abs(x - lastX) + Math.abs(y - lastY) < LEAST_STEP_PX) continue;
    else context.lineTo(x, y);
    [lastX, lastY] = [x, y];
  }
  context.closePath();
}

/** The part of a ring inside `frame`, edge by edge (Sutherland and Hodgman). */
function clip(points, frame) {
  let ring = points;
  for (const [axis, limit, sign] of [
    [0, frame[0], 1],
    [1, frame[1], 1],
    [0, frame[2], -1],
    [1, frame[3], -1],
  ]) {
    ring = clipEdge(ring, axis, limit, sign);
  }
  return ring;
}

function clipEdge(ring, axis, limit, sign) {
  const kept = [];
  const last = ring.length - 2;
  for (let at = 0; at <= last; at += 2) {
    const before = at === 0 ? last : at - 2;
    const here = (ring[at + axis] - limit) * sign;
    const there = (ring[before + axis] - limit) * sign;
    if (here >= 0 !== there >= 0) {
      const share = there / (there - here);
      kept.push(
        ring[before] + (ring[at] - ring[before]) * share,
        ring[before + 1] + (ring[at + 1] - ring[before + 1]) * share,
      );
    }
    if (here >= 0) kept.push(ring[at], ring[at + 1]);
  }
  return kept;
}
