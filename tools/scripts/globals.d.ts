/** What the scripts find around them: in the frame of the map, in Leaflet and in a panel. */
import type {
  Bounds,
  LatLng,
  LatLngBounds,
  LatLngExpression,
  Map as LeafletMap,
  Point,
} from 'leaflet';
import type { State } from '../../src/eventmap/static/net.js';

declare module 'leaflet' {
  interface Map {
    _latLngToNewLayerPoint(latlng: LatLngExpression, zoom: number, center: LatLng): Point;
    _latLngBoundsToNewLayerBounds(bounds: LatLngBounds, zoom: number, center: LatLng): Bounds;
    getPixelBounds(center?: LatLngExpression, zoom?: number): Bounds;
    /** The one hover text of a map, see `tip.js`. */
    eventmapTip?: HTMLElement;
  }

  interface GridLayer {
    _setView(center: LatLng, zoom: number, noPrune: boolean, noUpdate: boolean): void;
    _updateLevels(): void;
    _resetGrid(): void;
    _update(center: LatLng): void;
    _pruneTiles(): void;
    _setZoomTransforms(center: LatLng, zoom: number): void;
    _noPrune: boolean;
  }

  interface Handler {
    moved(): boolean;
  }

  interface LeafletEvent {
    /** What `Controller` fires tells which circles of the map are taken, in pixels of the world. */
    circles: { x: number; y: number; radius: number }[];
  }
}

declare global {
  interface Window {
    /** What the generated scripts call, see `main.js`. */
    eventmap: {
      add(layer: { script: string; name: string; options: Record<string, any> }): void;
      start(map: LeafletMap, config: any): void;
      show(state: State): void;
    };
    /** Of streamlit-folium: the groups of earlier runs. */
    feature_group: unknown[];
    /** Streamlit's component library. */
    Streamlit: { events: EventTarget; setComponentValue(value: unknown): void };
  }

  /** What Streamlit gives the script of a panel, with what `eventmap.panels` hands to it. */
  interface Panel<Content> {
    data: Content;
    parentElement: HTMLElement;
    setTriggerValue(name: string, value: unknown): void;
  }
}
