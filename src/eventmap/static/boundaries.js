/** Boundaries and names, each file loaded once, and their projection for drawing on canvas. */
import { boundaryAddress, fetchJson } from './net.js';

/**
 * @typedef {Object} Area what is told of a country or a unit besides its outline
 * @property {string} code @property {string} country @property {string} name
 * @property {number} label_lon @property {number} label_lat a place well inside it
 * @property {number} min_zoom from which on its name is written
 *
 * @typedef {import('geojson').Feature<import('geojson').Polygon | import('geojson').MultiPolygon, Area>} Outline
 *
 * @typedef {{name: string, lon: number, lat: number, population: number, min_zoom: number}} City
 */

/** @type {Map<string, Promise<any>>} */
const loading = new Map();

/**
 * @param {string} name
 * @returns {Promise<any[]>} an `Outline` for each of `countries` or `admin1`, or each `City`
 */
export function loadBoundaries(name) {
  if (!loading.has(name)) {
    const list = fetchJson(boundaryAddress(name)).then((body) => body.features ?? body);
    list.catch(() => loading.delete(name));
    loading.set(name, list);
  }
  return /** @type {Promise<any[]>} */ (loading.get(name));
}

/**
 * Web Mercator in the square from 0 to 1, y downwards.
 *
 * @param {number} lon
 * @param {number} lat
 * @returns {[number, number]}
 */
export function project(lon, lat) {
  const sine = Math.sin((Math.max(-85.0511, Math.min(85.0511, lat)) * Math.PI) / 180);
  return [lon / 360 + 0.5, 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)];
}

/**
 * @typedef {{points: L.Point[], box: L.Bounds}} Ring a closed line and the box around it
 *
 * The rings of a polygon or multipolygon in the square from 0 to 1.
 *
 * @param {Outline['geometry']} geometry
 * @returns {Ring[]}
 */
export function projectRings({ type, coordinates }) {
  const polygons = /** @type {number[][][][]} */ (type === 'Polygon' ? [coordinates] : coordinates);
  return polygons.flat().map((ring) => {
    const points = ring.map(([lon, lat]) => L.point(project(lon, lat)));
    return { points, box: L.bounds(points) };
  });
}

/**
 * Whether two boxes share a point; each is its least x and y, and its greatest.
 *
 * @param {number[]} a
 * @param {number[]} b
 */
export function overlaps(a, b) {
  return a[0] <= b[2] && a[2] >= b[0] && a[1] <= b[3] && a[3] >= b[1];
}
