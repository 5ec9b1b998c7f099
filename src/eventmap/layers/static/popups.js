/** Popups: an event, a list (`lists.js`), a place. Their words come from the server. */
import { eventAddress, fetchJson } from './address.js';
import { eventContent } from './cards.js';

export class Popups {
  /** @param {Controller} app */
  constructor(app) {
    this.app = app;
    this.map = app.map;
    this.openedEvent = null;
    this.popup = null;
    this.halo = L.circleMarker([0, 0], { radius: 17, className: 'em-opened', interactive: false });
    app.map.on('popupclose', ({ popup }) => popup === this.popup && this.closed());
  }

  /**
   * Open the popup of an event.
   *
   * @param {string} eventId
   * @param {{at?: number[], focus?: boolean, back?: () => void}} options where it stands on the
   *   map, if that is known; whether the keyboard goes there; the list it was chosen from
   */
  async openEvent(eventId, { at, focus = false, back }) {
    this.openedEvent = eventId;
    const record = await this.answer(fetchJson(eventAddress(this.app.state, eventId)), () =>
      this.openEvent(eventId, { at, focus, back }),
    );
    if (!record || this.openedEvent !== eventId) return;
    const place = at ?? (await this.placeOf(record.event));
    if (!place) return;
    this.open(place, eventContent(record, back), focus);
    this.openedEvent = eventId;
    if (isLocated(record.event)) this.halo.setLatLng(place).addTo(this.map);
    else this.regions().highlight(record.event.admin1);
  }

  /** Where an event is drawn: its point, or the middle of its region; `null` if it is not. */
  async placeOf(event) {
    if (isLocated(event)) return [event.lat, event.lon];
    return event.geo_precision === 'region' ? this.regions().middleOf(event.admin1) : null;
  }

  regions() {
    return this.app.layers.find((layer) => layer.highlight);
  }

  /** Open a popup with `content`, in which nothing is markup. */
  open(at, content, focus) {
    // From a list to an event and back, the focus still returns to what opened the list.
    const inside = this.popup?.getElement()?.contains(document.activeElement);
    if (!inside) this.returnTo = document.activeElement;
    this.close();
    if (!this.map.getBounds().contains(at))
      this.map.setView(at, this.map.getZoom(), { animate: false });
    this.map.getContainer().classList.add('em-reading');
    this.popup = L.popup(this.shape()).setLatLng(at).setContent(content).openOn(this.map);
    const element = this.popup.getElement();
    const heading = content.querySelector('h2');
    element.addEventListener('keydown', ({ key }) => key === 'Escape' && this.close());
    element.setAttribute('role', 'dialog');
    element.setAttribute('aria-label', heading.textContent);
    // What is taller than the map scrolls, also with the keyboard.
    element.querySelector('.leaflet-popup-scrolled')?.setAttribute('tabindex', '0');
    if (focus) heading.focus({ preventScroll: true });
  }

  /** Options of a popup that fits beside the controls. */
  shape() {
    const { x: width, y: height } = this.map.getSize();
    const { left, right } = this.app.controls.room.make();
    return {
      className: 'em-popup',
      minWidth: Math.min(240, width - 64),
      maxWidth: Math.min(336, width - 64),
      maxHeight: Math.max(160, Math.round(height * 0.68)),
      autoPanPaddingTopLeft: [left, 16],
      autoPanPaddingBottomRight: [right, 16],
      offset: [0, -4],
    };
  }

  close() {
    this.map.closePopup();
  }

  closed() {
    this.openedEvent = null;
    this.halo.remove();
    this.map.getContainer().classList.remove('em-reading');
    this.app.controls.room.restore();
    this.app.fire('popupclosed');
    // The focus goes back only if it went with the popup.
    if (document.activeElement !== document.body) return;
    const target = this.returnTo?.isConnected ? this.returnTo : this.map.getContainer();
    target.focus({ preventScroll: true });
  }

  /** What was `asked` for, or `null` after telling that it cannot be had. */
  async answer(asked, again) {
    try {
      const answer = await asked;
      this.app.status.clear('popup');
      return answer;
    } catch (error) {
      // An event that is not in the dataset is the page's to name: its link is wrong.
      if (error.status !== 404)
        this.app.status.fail('popup', 'The events could not be loaded.', again);
      return null;
    }
  }
}

function isLocated({ geo_precision: precision, lat, lon }) {
  return ['exact', 'settlement', 'district'].includes(precision) && lat !== null && lon !== null;
}
