/**
 * Runs in every frame before the page's own scripts, and notes in the top frame, in milliseconds
 * since 1970: what the viewer did, when new symbols stood on the screen, and what was received.
 */
(() => {
  const notes = (window.top.benchmark ??= { inputs: [], paints: [], received: [] });
  const now = () => performance.timeOrigin + performance.now();

  /** Calls `then` once two frames with what is there now have been handed to the screen. */
  const afterTwoFrames = (then) =>
    requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(then)));

  const noteInput = (event) =>
    notes.inputs.push({ kind: event.type, at: performance.timeOrigin + event.timeStamp });
  const noteInputs = () => {
    for (const kind of ['click', 'keydown', 'wheel']) {
      window.removeEventListener(kind, noteInput, { capture: true });
      window.addEventListener(kind, noteInput, { capture: true, passive: true });
    }
  };
  noteInputs();
  // Those of a frame's first, empty document are heard of no more in the one that it loads.
  window.addEventListener('DOMContentLoaded', noteInputs);

  // Leaflet, here and under FastMarkerCluster: the elements of the symbols change.
  const SYMBOLS = '[aria-label^="Events on the map"], .leaflet-marker-pane';
  const isOfSymbols = ({ target }) => target instanceof Element && target.matches(SYMBOLS);
  const countSymbols = () =>
    [...document.querySelectorAll(SYMBOLS)].reduce((sum, pane) => sum + pane.childElementCount, 0);

  /** Whether the map still slides, fades or zooms; what goes on for ever is none of it. */
  const isMoving = () =>
    document
      .querySelector('.leaflet-container')
      ?.getAnimations({ subtree: true })
      .some(
        ({ playState, effect }) =>
          playState === 'running' && Number.isFinite(effect.getComputedTiming().endTime),
      );

  let latest = null;
  const noteSymbols = (turn) => {
    if (turn !== latest) return;
    if (isMoving()) requestAnimationFrame(() => noteSymbols(turn));
    else {
      afterTwoFrames(() => {
        if (turn === latest) notes.paints.push({ at: now(), symbols: countSymbols() });
      });
    }
  };
  const observer = new MutationObserver((changes) => {
    if (changes.some(isOfSymbols)) noteSymbols((latest = Symbol('turn')));
  });
  // A frame starts with an empty document, which is not the one that it loads.
  const observe = () => observer.observe(document, { childList: true, subtree: true });
  window.addEventListener('DOMContentLoaded', observe);

  // deck.gl: every draw names the number of points. The fence tells that they have been drawn.
  const noteDraw = (gl, symbols) => {
    if (gl.getParameter(gl.FRAMEBUFFER_BINDING)) return; // not onto the screen
    const fence = gl.fenceSync(gl.SYNC_GPU_COMMANDS_COMPLETE, 0);
    const wait = () => {
      if (gl.getSyncParameter(fence, gl.SYNC_STATUS) !== gl.SIGNALED) requestAnimationFrame(wait);
      else afterTwoFrames(() => notes.paints.push({ at: now(), symbols }));
    };
    requestAnimationFrame(wait);
  };
  for (const name of ['drawArraysInstanced', 'drawElementsInstanced']) {
    const draw = WebGL2RenderingContext.prototype[name];
    WebGL2RenderingContext.prototype[name] = function (...given) {
      draw.apply(this, given);
      noteDraw(this, given.at(-1));
    };
  }

  const noteReceived = (how, at, bytes) => notes.received.push({ how, at, bytes });
  performance.setResourceTimingBufferSize(10_000);
  const timings = new PerformanceObserver((list) => {
    for (const { responseEnd, transferSize } of list.getEntries()) {
      noteReceived('http', performance.timeOrigin + responseEnd, transferSize);
    }
  });
  timings.observe({ type: 'resource', buffered: true });
  // A frame's own document is a resource of the page that holds it.
  if (window === window.top) timings.observe({ type: 'navigation', buffered: true });

  window.WebSocket = class extends WebSocket {
    constructor(...given) {
      super(...given);
      this.addEventListener('message', ({ data }) =>
        noteReceived('socket', now(), data.byteLength ?? data.size ?? data.length),
      );
    }
  };
})();
