/** Boundaries and names, each file loaded once, and their projection for drawing on canvas. */
import { boundaryAddress, fetchJson } from './net.js';

const loading = new Map();

/** @returns {Promise<Object[]>} GeoJSON features of `countries` or `admin1`, or plain `cities` */
export function loadBoundaries(name) {
  if (!loading.has(name)) {
    const list = fetchJson(boundaryAddress(name)).then((body) => body.features ?? body);
    list.catch(() => loading.delete(name));
    loading.set(name, list);
  }
  return loading.get(name);
}

/** Web Mercator in the square from 0 to 1, y downwards. */
export function project(lon, lat) {
  const sine = Math.sin((Math.max(-85.0511, Math.min(85.0511, lat)) * Math.PI) / 180);
  return [lon / 360 + 0.5, 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)];
}

/**
 * The rings of a polygon or multipolygon in the unit square.
 *
 * @returns {{points: Float64Array, box: number[]}[]} x and y by turns; min x, min y, max x, max y
 */
export function projectRings({ type, coordinates }) {
  const polygons = type === 'Polygon' ? [coordinates] : coordinates;
  return polygons.flat().map((ring) => {
    const points = new Float64Array(ring.length * 2);
    for (const [at, [lon, lat]] of ring.entries()) points.set(project(lon, lat), at * 2);
    return { points, box: boxOf(points) };
  });
}

function boxOf(points) {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (let at = 0; at < points.length; at += 2) {
    box[0] = Math.min(box[0], points[at]);
    box[1] = Math.min(box[1], points[at + 1]);
    box[2] = Math.max(box[2], points[at]);
    box[3] = Math.max(box[3], points[at + 1]);
  }
  return box;
}

export function overlaps(a, b) {
  return a[0] <= b[2] && a[2] >= b[0] && a[1] <= b[3] && a[3] >= b[1];
}
