/** OpenStreetMap's own tiles: the one layer that leaves the host, and only on demand. */

export default class OpenStreetMap {
  id = 'osm';

  label = 'OpenStreetMap (loaded from the internet)';

  group = 'base';

  /** @param {Controller} app @param {{address: string, attribution: string}} options */
  constructor(app, { address, attribution }) {
    this.map = app.map;
    app.map.createPane('osm').style.zIndex = 210;
    this.tiles = L.tileLayer(address, { attribution, pane: 'osm', maxZoom: 19, noWrap: true });
    this.tiles.on('tileerror', () =>
      app.status.fail('osm', 'OpenStreetMap could not be reached.', () => this.tiles.redraw()),
    );
    this.tiles.on('tileload remove', () => app.status.clear('osm'));
  }

  switch(on) {
    this.on = on;
    if (on) this.tiles.addTo(this.map);
    else this.tiles.remove();
  }
}
