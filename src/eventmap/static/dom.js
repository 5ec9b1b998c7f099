/**
 * Elements of the map's frame, in HTML and in SVG. Everything from a table goes into them as
 * text, never as markup.
 */
const SVG = 'http://www.w3.org/2000/svg';

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

/** An SVG element with attributes; `children` go into it. */
export function svg(name, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

/** A square drawing of `size` pixels around its middle, hidden from screen readers. */
export function drawing(size, ...children) {
  const half = size / 2;
  return svg(
    'svg',
    {
      width: size,
      height: size,
      viewBox: `${-half} ${-half} ${size} ${size}`,
      'aria-hidden': true,
    },
    ...children,
  );
}

/** A text around the middle of a drawing. */
export function svgText(className, text) {
  const element = svg('text', { class: className, dy: '0.35em', 'text-anchor': 'middle' });
  element.textContent = text;
  return element;
}
