/** Where the number of a region stands: inside the region, beside the symbols. */
import { projectRings } from './boundaries.js';

const STEP_PX = 12;
const RINGS = 12;

const outlines = new Map();

/**
 * The free place nearest to `middle`, if possible inside the regions; `null` if there is none.
 *
 * @param {{x: number, y: number}} middle in pixels of the world
 * @param regions features of the regions that the number is about
 * @param {number} world size of the world in pixels
 * @param {{x: number, y: number, radius: number}[]} taken circles in pixels of the world
 * @param {{room: number, outside: number}} size radius in pixels of what is placed, and how many
 *   steps outside its region it may stand where there is no room inside
 */
export function placeTag(middle, regions, world, taken, { room, outside }) {
  const rings = regions.flatMap(ringsOf);
  const isFree = ({ x, y }) =>
    taken.every((circle) => Math.hypot(circle.x - x, circle.y - y) > circle.radius + room);
  const isInside = ({ x, y }) => contains(rings, x / world, y / world);
  const places = around(middle.x, middle.y, RINGS);
  const near = around(middle.x, middle.y, outside);
  return places.find((place) => isFree(place) && isInside(place)) ?? near.find(isFree) ?? null;
}

function ringsOf({ properties: { code }, geometry }) {
  if (!outlines.has(code)) outlines.set(code, projectRings(geometry));
  return outlines.get(code);
}

/** Places around a point, the nearest first. */
function around(x, y, rings) {
  const places = [{ x, y }];
  for (let ring = 1; ring <= rings; ring += 1) {
    for (let turn = 0; turn < 12; turn += 1) {
      const angle = (turn * Math.PI) / 6;
      const reach = ring * STEP_PX;
      places.push({ x: x + Math.cos(angle) * reach, y: y + Math.sin(angle) * reach });
    }
  }
  return places;
}

/** Whether a point lies in an odd number of rings. */
function contains(rings, x, y) {
  let inside = false;
  for (const { points, box } of rings) {
    if (x >= box[0] && x <= box[2] && y >= box[1] && y <= box[3] && crossesOdd(points, x, y))
      inside = !inside;
  }
  return inside;
}

function crossesOdd(points, x, y) {
  let odd = false;
  for (let at = 0, last = points.length - 2; at < points.length; last = at, at += 2) {
    const [ax, ay, bx, by] = [points[at], points[at + 1], points[last], points[last + 1]];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) odd = !odd;
  }
  return odd;
}
