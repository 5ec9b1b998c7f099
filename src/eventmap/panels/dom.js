/**
 * Builds an element. Text from data becomes text nodes; there is no way in for markup.
 *
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, any>} attributes `on…` are listeners; false and null are left out.
 * @param {...any} children nodes, texts and numbers, also in lists; false and null are left out
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...children.flat(Infinity).filter((child) => child || child === 0));
  return element;
}

/** @param {HTMLElement} parentElement @returns {HTMLElement} what a script draws into */
export function panelOf(parentElement) {
  return /** @type {HTMLElement} */ (parentElement.querySelector('.panel'));
}

/**
 * Replaces what the panel shows, and gives the focus back to the control that had it.
 *
 * @param {HTMLElement} parentElement
 * @param {...any} content
 */
export function draw(parentElement, ...content) {
  const panel = panelOf(parentElement);
  const root = /** @type {Document | ShadowRoot} */ (panel.getRootNode());
  const focused = root.activeElement?.getAttribute('data-key');
  const scrolled = panel.scrollTop;
  panel.replaceChildren(...content.flat().filter(Boolean));
  panel.scrollTop = scrolled;
  const control = focused && panel.querySelector(`[data-key="${CSS.escape(focused)}"]`);
  if (control instanceof HTMLElement) control.focus();
}

/** How long a press keeps a panel from being drawn anew at most, and how long after it a click may come. */
const [LONGEST_PRESS_MS, CLICK_MS] = [10_000, 300];

/** @typedef {{held: boolean, draw: (() => void) | null}} Press with what is to be drawn once it is over */

/** @type {WeakMap<HTMLElement, Press>} by panel */
const presses = new WeakMap();

/** @type {WeakMap<HTMLElement, object>} by panel what it was given last */
const latest = new WeakMap();

/**
 * Draws a panel by its script, in the style of all panels: with what it was given last, whatever
 * takes its time to come.
 *
 * @template Content
 * @param {Panel<Content>} given
 * @param {(given: Panel<Content>) => void | (() => void)} drawing
 * @returns {Promise<void | (() => void)>} ends what was drawn
 */
export async function start(given, drawing) {
  const panel = panelOf(given.parentElement);
  latest.set(panel, given);
  const sheet = await readStyle();
  if (latest.get(panel) !== given) return;
  const root = panel.getRootNode();
  if (root instanceof ShadowRoot && root.adoptedStyleSheets[0] !== sheet) {
    root.adoptedStyleSheets = [sheet];
  }
  return drawReleased(given, drawing);
}

/** @type {?Promise<CSSStyleSheet>} */
let style = null;

/** @returns {Promise<CSSStyleSheet>} the style of all panels, read once */
function readStyle() {
  style ??= fetch(new URL('panel.css', import.meta.url))
    .then((answer) => {
      if (!answer.ok) throw new Error(`panel.css: ${answer.status}`);
      return answer.text();
    })
    .then((text) => new CSSStyleSheet().replace(text))
    .catch((error) => {
      style = null; // the next panel may find it
      throw error;
    });
  return style;
}

/**
 * Draws a panel, once nobody presses a part of it: one that is replaced before it is let go gets no
 * click.
 *
 * @template Content
 * @param {Panel<Content>} given
 * @param {(given: Panel<Content>) => void | (() => void)} drawing
 * @returns {() => void} ends what was drawn
 */
function drawReleased(given, drawing) {
  const panel = panelOf(given.parentElement);
  const press = presses.get(panel) ?? watchPresses(panel);
  /** @type {void | (() => void)} */
  let end;
  const draw = () => {
    end = drawing(given);
  };
  press.draw = press.held ? draw : null;
  if (!press.held) draw();
  return () => {
    if (press.draw === draw) press.draw = null;
    end?.();
  };
}

/** @param {HTMLElement} panel @returns {Press} */
function watchPresses(panel) {
  /** @type {Press} */
  const press = { held: false, draw: null };
  presses.set(panel, press);
  let listener = new AbortController();
  let timer = 0;
  const release = () => {
    window.clearTimeout(timer);
    listener.abort();
    press.held = false;
    const { draw } = press;
    press.draw = null;
    draw?.();
  };
  /** @param {number} ms */
  const releaseIn = (ms) => {
    window.clearTimeout(timer);
    timer = window.setTimeout(release, ms);
  };
  const hold = () => {
    listener.abort();
    listener = new AbortController();
    press.held = true;
    releaseIn(LONGEST_PRESS_MS);
    const options = { signal: listener.signal, capture: true };
    for (const type of ['pointerup', 'pointercancel', 'keyup']) {
      window.addEventListener(type, () => releaseIn(CLICK_MS), options);
    }
  };
  panel.addEventListener('pointerdown', hold);
  panel.addEventListener('keydown', ({ key }) => key === ' ' && hold());
  // What the click does comes first.
  for (const type of ['click', 'change']) {
    panel.addEventListener(type, () => press.held && releaseIn(0));
  }
  return press;
}

/**
 * A link to a source, only where the address is one of the web.
 *
 * @param {?string} url
 * @param {string} text
 */
export function link(url, text) {
  if (!/^https?:\/\//i.test(url ?? '')) return null;
  return h('a', { href: url, target: '_blank', rel: 'noopener noreferrer' }, text);
}

/** @type {Record<'keys' | 'fingers', WeakMap<HTMLElement, AbortController>>} by panel */
const listening = { keys: new WeakMap(), fingers: new WeakMap() };

/**
 * Begins to listen to the page for a panel.
 *
 * A panel that is drawn again listens in place of the one before; one that is gone no longer does.
 *
 * @param {HTMLElement} panel
 * @param {keyof typeof listening} to
 */
function listenFor(panel, to) {
  listening[to].get(panel)?.abort();
  const listener = new AbortController();
  listening[to].set(panel, listener);
  return listener;
}

/**
 * Does something for a key that is pressed anywhere on the page but in a field or a list of choices.
 *
 * @param {HTMLElement} parentElement
 * @param {(key: string) => boolean} act returns whether the key meant something
 */
export function onKey(parentElement, act) {
  const panel = panelOf(parentElement);
  const listener = listenFor(panel, 'keys');
  document.addEventListener(
    'keydown',
    (event) => {
      if (!panel.isConnected) return listener.abort();
      const [target] = event.composedPath();
      const own =
        'input, textarea, select, [contenteditable], [role="tab"], [role="combobox"], [role="listbox"], [role="option"], [role="slider"]';
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (target instanceof Element && target.closest(own)) return;
      if (act(event.key)) event.preventDefault();
    },
    { signal: listener.signal },
  );
}

/** How far a finger must go sideways, in pixels, and how much farther than up or down. */
const SWIPE = { least: 48, ratio: 2 };

/**
 * Does something for a finger that goes sideways over the page, but for where that means something
 * else: in a field, a dialog or the sidebar, on a chart, and where a part of the page scrolls. The
 * map, in its frame, keeps its fingers to itself.
 *
 * @param {HTMLElement} parentElement
 * @param {(left: boolean) => void} act is told whether it went to the left
 */
export function onSwipe(parentElement, act) {
  const panel = panelOf(parentElement);
  const listener = listenFor(panel, 'fingers');
  /** @type {?Touch} */
  let from = null;
  /** @param {TouchEvent} event */
  const begin = (event) => {
    if (!panel.isConnected) return listener.abort();
    const alone = event.touches.length === 1 && (window.visualViewport?.scale ?? 1) <= 1;
    from = alone && !event.composedPath().some(takesFingers) ? event.touches[0] : null;
  };
  /** @param {TouchEvent} event */
  const end = (event) => {
    const [to] = event.changedTouches;
    const [across, down] = from ? [to.clientX - from.clientX, to.clientY - from.clientY] : [0, 0];
    from = null;
    if (Math.abs(across) < Math.max(SWIPE.least, SWIPE.ratio * Math.abs(down))) return;
    act(across < 0);
  };
  const options = { signal: listener.signal, passive: true };
  document.addEventListener('touchstart', begin, options);
  document.addEventListener('touchend', end, options);
}

/** @param {EventTarget} target @returns {boolean} whether a finger that goes sideways there acts */
function takesFingers(target) {
  if (!(target instanceof Element)) return false;
  const own = 'input, textarea, select, canvas, [role="slider"], [role="dialog"], .stSidebar';
  if (target.matches(own)) return true;
  const scrolls = /auto|scroll/.test(getComputedStyle(target).overflowX);
  return scrolls && target.scrollWidth > target.clientWidth;
}

/** @param {string} path @returns {string} address of a route, wherever the page is mounted */
export function address(path) {
  return new URL(path, location.origin + location.pathname.replace(/\/?$/, '/')).href;
}
