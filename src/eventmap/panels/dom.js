/**
 * Builds an element. Text from data becomes text nodes; there is no way in for markup.
 * @param {string} tag
 * @param {Object<string, unknown>} attributes `on…` are listeners; false and null are left out.
 * @param {...(Node|string|null|false)} children
 */
function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...children.flat(Infinity).filter((child) => child || child === 0));
  return element;
}

/** Replaces what the panel shows, and gives the focus back to the control that had it. */
function draw(parentElement, ...content) {
  const panel = parentElement.querySelector('.panel');
  const root = panel.getRootNode();
  const focused = root.activeElement?.getAttribute('data-key');
  const scrolled = panel.scrollTop;
  panel.replaceChildren(...content.flat().filter(Boolean));
  panel.scrollTop = scrolled;
  if (focused) panel.querySelector(`[data-key="${CSS.escape(focused)}"]`)?.focus();
}

/** A link to a source, only where the address is one of the web. */
function link(url, text) {
  if (!/^https?:\/\//i.test(url ?? '')) return null;
  return h('a', { href: url, target: '_blank', rel: 'noopener noreferrer' }, text);
}

/** Address of a route of this server, wherever the page is mounted. */
function address(path) {
  return new URL(path, location.origin + location.pathname.replace(/\/?$/, '/')).href;
}
