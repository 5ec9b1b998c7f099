import { address, draw, h, onKey } from './dom.js';

/** @param {Panel<api.HeadlinePanel>} panel */
export default function ({ data, parentElement, setTriggerValue }) {
  const copy = h('button', { type: 'button', 'data-key': 'copy', onclick: copyLink }, 'Copy link');
  const said = h('span', { class: 'said', role: 'status' });

  async function copyLink() {
    // The link names what the address may leave open, so that it shows the same data later.
    const link = new URL(window.location.href);
    for (const [name, value] of Object.entries(data.pinned)) link.searchParams.set(name, value);
    const url = link.href;
    try {
      await navigator.clipboard.writeText(url);
      said.textContent = 'Link copied';
    } catch {
      // Without a secure context there is no clipboard: show the link, selected, to be copied.
      const field = h('input', {
        type: 'text',
        readonly: true,
        value: url,
        'aria-label': 'Link of this view',
      });
      said.replaceChildren(field);
      field.select();
      return;
    }
    window.setTimeout(() => {
      said.textContent = '';
    }, 3000);
  }

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

  /** @param {api.ExportLink[]} formats */
  const links = (formats) =>
    formats.map(({ label, path }) =>
      h('a', { href: address(path), download: true, 'data-key': label }, label),
    );

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
        onclick: () => setTriggerValue('story', name),
      },
      `Story: ${title} (${steps})`,
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
          stories,
          present,
          copy,
          h('span', { class: 'label' }, 'Brief'),
          links(data.briefs),
          data.exports.length > 0 && h('span', { class: 'label' }, 'Export'),
          links(data.exports),
          data.refused && h('span', { class: 'label' }, data.refused),
        ),
    ),
    data.bare && h('p', { class: 'credit' }, data.credit), // else it is always in view
    place,
  );
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
