/** What a click on a cluster does: zoom in until it splits, or list what no zoom tells apart. */
import { countOf } from './numbers.js';
import { CELL_PX } from './tiles.js';

const ZOOM_STEP = 3;
/** Positions of cells are rounded to as many degrees: a box that ends there must not lose one. */
const ROUNDED_DEGREES = 5e-6;

/**
 * @param {Controller} app
 * @param {{members: Cell[], count: number, lat: number, lon: number}} group
 * @param {number} zoom of the cells
 * @param {boolean} focus whether the keyboard goes along
 */
export async function openCluster(app, group, zoom, focus) {
  const { map } = app;
  const { lat, lon, count } = group;
  const boxes = group.members.map((cell) => cellBox(map, cell, zoom));
  if (zoom < map.getMaxZoom() && (await splits(app, group))) {
    const bounds = boxes.reduce((all, box) => all.extend(box), L.latLngBounds([]));
    const target = Math.max(map.getBoundsZoom(bounds), zoom + 1);
    map.setView([lat, lon], Math.min(target, zoom + ZOOM_STEP, map.getMaxZoom()));
  } else {
    app.lists.openBoxes(countOf(count, 'event'), boxes, { at: [lat, lon], count, focus });
  }
}

/** Whether the cluster is more than one cell at the deepest zoom, as far as that can be told. */
async function splits(app, group) {
  if (group.members.length > 1) return true;
  const at = L.latLng(group.lat, group.lon);
  const asked = app.cells.cellsWithin(L.latLngBounds([at, at]), app.map.getMaxZoom());
  const cells = await asked.catch(() => []);
  return !cells.some((cell) => cell.count === group.count);
}

/** Bounds of the square of the grid in which the events of a cell lie. */
function cellBox(map, { lat, lon }, zoom) {
  const corner = map.project([lat, lon], zoom).divideBy(CELL_PX).floor().multiplyBy(CELL_PX);
  const box = [corner, corner.add([CELL_PX, CELL_PX])].map((point) => map.unproject(point, zoom));
  const [[northWest, southEast], more] = [box, ROUNDED_DEGREES];
  return L.latLngBounds(
    [southEast.lat - more, northWest.lng - more],
    [northWest.lat + more, southEast.lng + more],
  );
}
