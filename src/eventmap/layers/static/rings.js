/** Rings in metres around places that are known to the district only. */

/** More rings than this hide the map; then a ring shows only while its symbol is looked at. */
const MOST_RINGS = 12;
/** A smaller ring would lie under the symbol. */
const LEAST_RADIUS_PX = 18;

export class Rings {
  /** @param map Leaflet's @param {number} metres radius of a ring */
  constructor(map, metres) {
    this.map = map;
    this.metres = metres;
    map.createPane('rings').style.zIndex = 430;
    this.shown = L.layerGroup().addTo(map);
  }

  /** Draw the rings of `cells`, unless there are too many or they are too small. */
  draw(cells) {
    this.shown.clearLayers();
    if (cells.length > MOST_RINGS) return;
    for (const cell of cells) if (this.isVisible(cell)) this.ring(cell).addTo(this.shown);
  }

  /** Show the ring of a symbol while it is looked at. */
  look(cell, on) {
    this.looked?.remove();
    this.looked = on && this.isVisible(cell) ? this.ring(cell).addTo(this.map) : null;
  }

  clear() {
    this.shown.clearLayers();
    this.look(null, false);
  }

  isVisible({ lat }) {
    const metresAPixel = (40_075_017 * Math.cos((lat * Math.PI) / 180)) / 256;
    return (this.metres / metresAPixel) * 2 ** this.map.getZoom() >= LEAST_RADIUS_PX;
  }

  ring({ lat, lon }) {
    const options = { pane: 'rings', className: 'em-ring', interactive: false };
    return L.circle([lat, lon], { radius: this.metres, ...options });
  }
}
