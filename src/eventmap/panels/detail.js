import { draw, h, link, panelOf } from './dom.js';

/** Below this the drawer is a sheet over the whole width. */
const BESIDE = window.matchMedia('(min-width: 1024px)');
const NARROWEST = 352;
const EDGE = 8;

/**
 * @typedef {Object} Opened what the drawer remembers from one drawing to the next
 * @property {string} event its id
 * @property {() => void} giveBack puts the focus where it was before the event was opened
 * @property {AbortController} listening
 *
 * @type {WeakMap<HTMLElement, Opened>}
 */
const opened = new WeakMap();

/** @param {Panel<api.DetailPanel>} panel */
export default function ({ data, parentElement, setTriggerValue }) {
  /** @param {(string | null)[]} fact its label, its words and a note */
  const fact = ([label, text, note]) => [
    h('dt', {}, label),
    h('dd', {}, text, note && h('small', {}, note)),
  ];

  /** @param {api.VoiceWords} entry */
  const claim = (entry) =>
    h(
      'li',
      {},
      h('p', { class: 'claimant' }, entry.claimant, h('span', { class: 'kind' }, entry.side)),
      entry.statements.map((statement) => h('p', {}, statement)),
      entry.figures && h('p', { class: 'figures' }, entry.figures),
      entry.sources.map(({ source, url, archive_url }) =>
        h(
          'p',
          { class: 'faint' },
          source,
          url && ' ',
          link(url, 'Open the source'),
          archive_url && ' ',
          link(archive_url, 'Archived copy'),
        ),
      ),
    );

  /** @param {string} label @param {?api.ListStep} step */
  const walk = (label, step) =>
    h(
      'button',
      {
        type: 'button',
        class: 'quiet',
        'data-key': label,
        'aria-label': `${label} event of the list`,
        disabled: !step,
        onclick: () => setTriggerValue('walk', step),
      },
      label,
    );

  const close = () => {
    before.giveBack();
    setTriggerValue('close', true);
  };

  const panel = panelOf(parentElement);
  const was = opened.get(panel);
  const before = was ?? {
    event: '',
    giveBack: rememberFocus(parentElement),
    listening: listen(panel, () => close()),
  };
  opened.set(panel, { ...before, event: data.event_id });
  const scrolled = was?.event === data.event_id ? panel.querySelector('.read')?.scrollTop : 0;
  const named = data.timeline.length > 0;
  const title = h('h2', { tabindex: -1 }, data.title);
  const summary = data.summary && h('p', { class: 'summary' }, data.summary);
  const claims = h('ul', { class: 'claims' }, data.claims.map(claim));
  const shown = was?.event === data.event_id && panel.querySelector('details.graphic[open]');
  const read = h(
    'div',
    { class: 'read', tabindex: 0, role: 'group', 'aria-label': 'What is known of the event' },
    title,
    data.lead.map((line) => h('p', { class: 'faint' }, line)),
    !data.graphic && summary,
    h('p', { class: 'cost' }, data.figures),
    h('dl', { class: 'facts' }, data.facts.flatMap(fact)),
    h('h3', {}, data.claims_title),
    data.graphic
      ? h(
          'details',
          { class: 'graphic', open: Boolean(shown) },
          h('summary', { 'data-key': 'graphic' }, 'Marked as graphic: show texts and sources'),
          summary,
          claims,
        )
      : claims,
    named && h('h3', {}, 'Named in what was said and decided'),
    named &&
      h(
        'ul',
        { class: 'claims' },
        data.timeline.map((item) =>
          h('li', {}, h('p', {}, item.title), h('p', { class: 'faint' }, item.when)),
        ),
      ),
    data.columns.length > 0 &&
      h(
        'details',
        { class: 'own', open: Boolean(panel.querySelector('details.own[open]')) },
        h('summary', { 'data-key': 'own' }, data.columns_title),
        h('dl', { class: 'facts' }, data.columns.flatMap(fact)),
      ),
  );
  draw(
    parentElement,
    h(
      'section',
      { class: 'drawer', 'aria-label': 'The opened event' },
      h(
        'div',
        { class: 'bar' },
        walk('Previous', data.previous),
        h('span', { class: 'shown', role: 'status' }, data.place),
        walk('Next', data.next),
        h(
          'button',
          { type: 'button', class: 'quiet close', 'data-key': 'close', onclick: close },
          'Close',
        ),
      ),
      read,
    ),
  );
  place(panel);
  read.scrollTop = scrolled ?? 0;
  if (!was && isOfThePage(document.activeElement)) title.focus({ preventScroll: true });
  return () => opened.get(panel)?.listening.abort();
}

/**
 * Keeps the drawer where it belongs, and closes it by Escape, until that is aborted.
 *
 * @param {HTMLElement} panel
 * @param {() => void} close
 */
function listen(panel, close) {
  const listening = new AbortController();
  const { signal } = listening;
  const move = () => place(panel);
  window.addEventListener('scroll', move, { capture: true, passive: true, signal });
  window.addEventListener('resize', move, { signal });
  const observer = new ResizeObserver(move);
  for (const part of ['.stMain', '.st-key-map-frame', '.stMainBlockContainer'])
    for (const element of document.querySelectorAll(part)) observer.observe(element);
  signal.addEventListener('abort', () => observer.disconnect());
  document.addEventListener(
    'keydown',
    (event) => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      const path = /** @type {Element[]} */ (event.composedPath());
      const inside = path[0] === document.body || path.some((one) => one.matches?.('.panel'));
      // In a field or a dialog the key means something else.
      const other = path.some((one) => one.matches?.('input, select, [role="dialog"]'));
      if (!inside || other) return;
      event.preventDefault(); // it is heard: the map need not say so a second time
      close();
    },
    { signal },
  );
  return listening;
}

/**
 * Beside the map: over the column at its right, from the map's upper edge or, where that is
 * scrolled away, from the window's. Else a sheet at the lower edge.
 *
 * @param {HTMLElement} panel
 */
function place(panel) {
  const drawer = /** @type {?HTMLElement} */ (panel.querySelector('.drawer'));
  const main = document.querySelector('.stMain')?.getBoundingClientRect();
  if (!drawer || !main) return;
  const column = document.querySelector('.st-key-casualties')?.getBoundingClientRect();
  const top = document.querySelector('.st-key-map-frame')?.getBoundingClientRect().top ?? 0;
  const line = document.querySelector('.st-key-credit')?.getBoundingClientRect();
  const below = line ? Math.max(0, window.innerHeight - line.top) : 0;
  const beside = BESIDE.matches && column;
  const right = window.innerWidth - (beside ? column.right : main.right);
  const left = beside ? Math.min(column.left, column.right - NARROWEST) : main.left;
  drawer.classList.toggle('beside', Boolean(beside));
  drawer.style.left = `${left}px`;
  drawer.style.right = `${right}px`;
  // Never so low that little of it is left, however much stands above the map.
  const bar = getComputedStyle(drawer).getPropertyValue('--under-bar');
  const free = EDGE + (Number.parseFloat(bar) || 0);
  const highest = Math.min(Math.max(free, top), window.innerHeight * 0.3);
  drawer.style.bottom = `${beside ? Math.max(EDGE, below) : below}px`;
  drawer.style.top = beside ? `${highest}px` : '';
}

/** @param {?Element} element */
function isOfThePage(element) {
  return element !== document.body && element?.localName !== 'iframe';
}

/**
 * Returns what puts the focus back to where it is now. What a panel draws anew has its key.
 *
 * @param {HTMLElement} parentElement
 */
function rememberFocus(parentElement) {
  const outer = /** @type {?HTMLElement} */ (document.activeElement);
  const key = outer?.shadowRoot?.activeElement?.getAttribute('data-key');
  return () => {
    const inner = key && outer?.shadowRoot?.querySelector(`[data-key="${CSS.escape(key)}"]`);
    const target = /** @type {?HTMLElement} */ (inner || outer);
    const root = panelOf(parentElement).getRootNode();
    // Who reads on elsewhere meanwhile stays there.
    if (root instanceof ShadowRoot && document.activeElement === root.host) target?.focus();
  };
}
