import { address, draw, h, onKey, panelOf } from './dom.js';

/** @param {Panel<api.HeadlinePanel>} panel */
export default function ({ data, parentElement, setTriggerValue }) {
  const said = h('span', { class: 'said', role: 'status' });
  const copy = h(
    'button',
    { type: 'button', 'data-key': 'copy', onclick: () => copyText(addressOfView(), 'Link') },
    'Copy link',
  );
  const embed = h(
    'button',
    {
      type: 'button',
      'data-key': 'embed',
      title: 'For the page of another site',
      onclick: () => copyText(frameOfView(data.sentence), 'Embed code'),
    },
    'Embed',
  );

  /** The link names what the address may leave open, so that it shows the same data later. */
  function addressOfView() {
    const link = new URL(window.location.href);
    for (const [name, value] of Object.entries(data.pinned)) {
      link.searchParams.set(name, String(value));
    }
    for (const name of ['embed', 'embed_options', 'present']) link.searchParams.delete(name);
    return link.href;
  }

  /** @param {string} title */
  function frameOfView(title) {
    const link = new URL(addressOfView());
    link.searchParams.set('embed', 'true');
    const size = { width: 960, height: 640, style: 'border:0', loading: 'lazy' };
    return new XMLSerializer().serializeToString(h('iframe', { src: link.href, title, ...size }));
  }

  /** @param {string} text @param {string} what */
  async function copyText(text, what) {
    try {
      await navigator.clipboard.writeText(text);
      said.textContent = `${what} copied`;
    } catch {
      // Without a secure context there is no clipboard: show the text, selected, to be copied.
      const field = h('input', {
        type: 'text',
        readonly: true,
        value: text,
        'aria-label': `${what} of this view`,
      });
      said.replaceChildren(field);
      field.select();
      return;
    }
    window.setTimeout(() => {
      said.textContent = '';
    }, 3000);
  }

  // In an embed, which is all that its reader has: the address is that of the moment of the click.
  const full = h(
    'a',
    { target: '_blank', rel: 'noopener', 'data-key': 'full' },
    'Open the full view',
  );
  const aim = () => {
    full.href = addressOfView();
  };
  for (const moment of ['pointerdown', 'focus', 'keydown']) full.addEventListener(moment, aim);
  aim();

  const chips = data.chips.map((chip) =>
    h(
      'button',
      {
        type: 'button',
        class: 'chip',
        'data-key': `chip ${chip.part} ${chip.value}`,
        'aria-label': `Remove the filter ${chip.label}`,
        onclick: () => setTriggerValue('remove', { part: chip.part, value: chip.value }),
      },
      chip.label,
      h('span', { 'aria-hidden': 'true' }, '\u00d7'),
    ),
  );

  /** What belongs together stays on one line where there is room. @param {...any} children */
  const group = (...children) => h('span', { class: 'group' }, ...children);

  /** @param {api.ExportLink[]} formats */
  const links = (formats) =>
    formats.map(({ label, path }) =>
      h('a', { href: address(path), download: true, 'data-key': label }, label),
    );

  // Ticked, it stays so when the panel is drawn again.
  const before = panelOf(parentElement).querySelector('[data-key="annex"]');
  const box = h('input', {
    type: 'checkbox',
    'data-key': 'annex',
    disabled: !data.annex?.offered,
    checked: data.annex?.offered && before instanceof HTMLInputElement && before.checked,
  });

  // The map of a brief looks where this one does, at the moment of the click.
  const briefs = links(data.briefs);
  for (const [at, brief] of briefs.entries()) {
    const look = () => {
      const [here, there] = [new URL(window.location.href), new URL(brief.href)];
      for (const name of ['lat', 'lng', 'zoom']) {
        const value = here.searchParams.get(name);
        if (value) there.searchParams.set(name, value);
        else there.searchParams.delete(name);
      }
      if (box.checked && data.briefs[at].paged) there.searchParams.set('annex', 'true');
      else there.searchParams.delete('annex');
      brief.href = there.href;
    };
    for (const moment of ['pointerdown', 'focus', 'keydown']) brief.addEventListener(moment, look);
  }

  onKey(parentElement, (key) => {
    const turns = data.presenting ? ['p', 'Escape'] : ['p'];
    if (data.presenting === null || !turns.includes(key)) return false;
    setTriggerValue('present', !data.presenting);
    return true;
  });

  const present = h(
    'button',
    {
      type: 'button',
      'data-key': 'present',
      title: 'For a room: without controls, in large type. Key: p; Escape leaves.',
      onclick: () => setTriggerValue('present', true),
    },
    'Present',
  );

  const stories = data.stories.map(({ name, title, steps }) =>
    h(
      'button',
      {
        type: 'button',
        'data-key': `story ${name}`,
        title,
        onclick: () => setTriggerValue('story', name),
      },
      data.stories.length > 1 ? `Story: ${title} (${steps})` : `Story (${steps})`,
    ),
  );

  // Only on paper, where nobody can look it up; the map has changed it since this was drawn.
  const place = h('p', { class: 'address' });
  const tell = () => {
    if (!place.isConnected) return window.removeEventListener('beforeprint', tell);
    place.textContent = `This view: ${window.location.href}`;
    measureMap();
  };
  window.addEventListener('beforeprint', tell);

  showPage(parentElement, `${data.pinned.dataset} ${data.pinned.version}`);
  draw(
    parentElement,
    h('h1', { 'aria-live': 'polite' }, data.sentence),
    h(
      'div',
      { class: 'bar' },
      h('span', { class: 'shown' }, data.shown),
      chips,
      chips.length > 0 &&
        h(
          'button',
          {
            type: 'button',
            class: 'quiet',
            'data-key': 'reset',
            onclick: () => setTriggerValue('reset', true),
          },
          'Reset all',
        ),
      !data.bare &&
        h(
          'span',
          { class: 'actions' },
          said,
          group(stories, present, copy, embed),
          group(
            h('span', { class: 'label' }, 'Brief'),
            briefs,
            data.annex && h('label', { title: data.annex.hint }, box, data.annex.label),
          ),
          data.exports.length > 0 &&
            group(h('span', { class: 'label' }, 'Export'), links(data.exports)),
          data.refused && h('span', { class: 'label' }, data.refused),
        ),
    ),
    data.bare && data.presenting === null && h('p', { class: 'credit' }, full),
    data.bare && h('p', { class: 'credit' }, data.credit), // else it is always in view
    place,
  );
}

/** Where the sidebar lies over the page, as Streamlit has it. */
const NARROW = window.matchMedia('(max-width: 768px)');

/**
 * Puts away a sidebar that lies over a dataset, or a version, which has just been opened from it.
 *
 * @param {HTMLElement} parentElement @param {string} shown
 */
function showPage(parentElement, shown) {
  const own = panelOf(parentElement).dataset;
  const opened = own.of && own.of !== shown;
  own.of = shown;
  const away = '.stSidebar [aria-controls="stSidebar"][aria-expanded="true"]';
  /** @type {?HTMLElement} */
  const button = document.querySelector(away);
  if (opened && NARROW.matches) button?.click();
}

/** What the map may take of a page of A4, in pixels. */
const [PAPER_WIDTH, PAPER_HEIGHT] = [700, 320];

/** Tells the style of the printed page how large the map is, and by how much it must shrink. */
function measureMap() {
  const frame = document.querySelector('.st-key-map-frame iframe');
  if (!(frame instanceof HTMLElement)) return;
  const { style } = document.documentElement;
  const [width, height] = [frame.offsetWidth, frame.offsetHeight];
  style.setProperty('--printed-width', `${width}px`);
  style.setProperty('--printed-height', `${height}px`);
  const scale = Math.min(PAPER_WIDTH / width, PAPER_HEIGHT / height);
  style.setProperty('--printed-scale', String(scale));
}
