/** Contents of popups. Everything from a table goes into them as text, never as markup. */

import { interval } from './dates.js';

/** An element with text or children. */
export function el(name, className, ...children) {
  const element = document.createElement(name);
  if (className) element.className = className;
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

/** The heading of a popup, which the keyboard can be brought to. */
export function heading(text) {
  const element = el('h2', '', text);
  element.tabIndex = -1;
  return element;
}

/** A button that looks like a link. */
export function action(text, run) {
  const button = el('button', 'em-link', text);
  button.type = 'button';
  button.addEventListener('click', run);
  return button;
}

/** A link that opens a new page; the bare text where the address is none of the web's. */
export function link(address, text) {
  if (!isWebAddress(address)) return document.createTextNode(text);
  const anchor = el('a', '', text);
  anchor.href = address;
  anchor.target = '_blank';
  anchor.rel = 'noopener noreferrer';
  return anchor;
}

function isWebAddress(address) {
  try {
    return ['http:', 'https:'].includes(new URL(address).protocol);
  } catch {
    return false;
  }
}

/** One event: when, where, how sure, what it cost, and who says what about it. */
export function eventContent({ event, voices }, back) {
  return el(
    'article',
    'em-card',
    back ? action('Back to the list', back) : null,
    heading(event.title),
    facts([
      ['When', event.when],
      ['Where', event.where],
      ['Status', event.status],
      ['Casualties', event.casualties],
      ...(event.parties ? [['Parties', event.parties]] : []),
      ...(event.actor ? [['Attributed to', event.actor]] : []),
    ]),
    voices.length ? el('h3', '', voices.length === 1 ? 'Who says so' : 'Who says what') : null,
    voices.length ? el('ul', 'em-claims', ...voices.map(voiceItem)) : null,
  );
}

function facts(pairs) {
  const rows = pairs.flatMap(([name, words]) => [
    el('dt', '', name),
    el('dd', '', words ?? 'not given'),
  ]);
  return el('dl', '', ...rows);
}

function voiceItem({ claimant, statements, figures, sources }) {
  const said = statements.length ? `: ${statements.join(' ')}` : '';
  const lines = sources.length ? sources : [{ source: null, url: null, published_on: null }];
  return el(
    'li',
    '',
    el('p', '', el('strong', '', claimant), said),
    figures.length ? el('p', 'em-quiet', figures.join(', ')) : null,
    ...lines.map(({ source, url, published_on }) => sourceLine(source, url, published_on)),
  );
}

/** "Source: outlet, date", linked where there is an address. */
export function sourceLine(source, url, published) {
  if (!source && !url) return el('p', 'em-quiet', 'Source not given');
  const date = published ? `, ${interval(published, published)}` : '';
  return el('p', 'em-quiet', 'Source: ', link(url, source || 'link'), date);
}

/** What was said and decided at one place. */
export function timelineContent(place, items) {
  const entries = items.map((item) =>
    el(
      'li',
      '',
      el('p', '', el('strong', '', item.title)),
      el('p', 'em-quiet', [item.when, item.actor].filter(Boolean).join(', ')),
      item.detail ? el('p', '', item.detail) : null,
      sourceLine(item.source, item.url),
    ),
  );
  return el('article', 'em-card', heading(place), el('ul', 'em-claims', ...entries));
}
