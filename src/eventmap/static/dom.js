/**
 * Elements of the map's frame, in HTML and in SVG. Everything from a table goes into them as
 * text, never as markup.
 */
const SVG = 'http://www.w3.org/2000/svg';

/**
 * An element with text or children.
 *
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} name
 * @param {string} className
 * @param {...(Node | string | null | undefined)} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function el(name, className = '', ...children) {
  const element = document.createElement(name);
  if (className) element.className = className;
  for (const child of children) if (child !== null && child !== undefined) element.append(child);
  return element;
}

/**
 * The heading of a popup, which the keyboard can be brought to.
 *
 * @param {string} text
 */
export function heading(text) {
  const element = el('h2', '', text);
  element.tabIndex = -1;
  return element;
}

/**
 * A button that looks like a link.
 *
 * @param {string} text
 * @param {() => void} run
 */
export function action(text, run) {
  const button = el('button', 'em-link', text);
  button.type = 'button';
  button.addEventListener('click', run);
  return button;
}

/**
 * A link that opens a new page; the bare text where the address is none of the web's.
 *
 * @param {?string} address
 * @param {string} text
 */
export function link(address, text) {
  if (!address || !isWebAddress(address)) return document.createTextNode(text);
  const anchor = el('a', '', text);
  anchor.href = address;
  anchor.target = '_blank';
  anchor.rel = 'noopener noreferrer';
  return anchor;
}

/** @param {string} address */
function isWebAddress(address) {
  try {
    return ['http:', 'https:'].includes(new URL(address).protocol);
  } catch {
    return false;
  }
}

/**
 * An SVG element with attributes; `children` go into it.
 *
 * @template {keyof SVGElementTagNameMap} Tag
 * @param {Tag} name
 * @param {Record<string, string | number | boolean>} attributes
 * @param {...Node} children
 * @returns {SVGElementTagNameMap[Tag]}
 */
export function svg(name, attributes = {}, ...children) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  element.append(...children);
  return element;
}

/**
 * A square drawing of `size` pixels around its middle, hidden from screen readers.
 *
 * @param {number} size
 * @param {...Node} children
 */
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

/**
 * A text around the middle of a drawing.
 *
 * @param {string} className
 * @param {string} text
 */
export function svgText(className, text) {
  const element = svg('text', { class: className, dy: '0.35em', 'text-anchor': 'middle' });
  element.textContent = text;
  return element;
}
