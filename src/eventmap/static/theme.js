/** Light or dark, and the typeface: as the page has them, without a rerun. */
import { colourSymbols } from './symbols.js';

/** @import { Controller } from './controller.js' */

/**
 * Follow the theme that comes with every render of the page.
 *
 * @param {Controller} app
 */
export function followTheme(app) {
  const root = document.documentElement;
  const apply = () => {
    const theme = isDark(getComputedStyle(document.body).backgroundColor) ? 'dark' : 'light';
    if (root.dataset.theme === theme) return;
    root.dataset.theme = theme;
    colourSymbols(root, theme);
    app.fire('theme');
  };
  window.Streamlit.events.addEventListener('streamlit:render', apply);
  apply();
  adoptFonts(app);
}

/**
 * Streamlit's component library has given the frame's body the page's background.
 *
 * @param {string} colour
 */
function isDark(colour) {
  const [red, green, blue, alpha = 1] = (colour.match(/[\d.]+/g) ?? []).map(Number);
  return alpha > 0 && 0.2126 * red + 0.7152 * green + 0.0722 * blue < 128;
}

/**
 * Take over the page's own typefaces, which it has loaded already.
 *
 * @param {Controller} app
 */
async function adoptFonts(app) {
  const style = document.createElement('style');
  style.textContent = fontRules(window.parent.document).join('\n');
  document.head.append(style);
  const faces = ['14px "Source Sans"', 'italic 14px "Source Sans"'];
  await Promise.all(faces.map((face) => document.fonts.load(face))).catch(() => {});
  app.fire('theme');
}

/** @param {Document} page */
function fontRules(page) {
  return [...page.styleSheets].flatMap((sheet) => {
    if (new URL(sheet.href ?? page.baseURI, page.baseURI).origin !== page.location.origin)
      return [];
    return [...sheet.cssRules]
      .filter(
        (rule) => rule.cssText.startsWith('@font-face') && rule.cssText.includes('Source Sans'),
      )
      .map((rule) => absolute(rule.cssText, sheet.href ?? page.baseURI));
  });
}

/** @param {string} css @param {string} base */
function absolute(css, base) {
  return css.replace(/url\("([^"]+)"\)/g, (_, address) => `url("${new URL(address, base)}")`);
}

/**
 * Resolves when the style sheets have been applied and the map has a size.
 *
 * @param {L.Map} map
 */
export async function styled(map) {
  const container = map.getContainer();
  const ready = () =>
    getComputedStyle(container).getPropertyValue('--sea') !== '' &&
    getComputedStyle(/** @type {HTMLElement} */ (map.getPane('mapPane'))).position === 'absolute' &&
    container.clientWidth > 0;
  while (!ready()) await new Promise((resolve) => setTimeout(resolve, 16));
  map.invalidateSize({ animate: false, pan: false });
}

/**
 * The value of a custom property of the map's style sheet.
 *
 * @param {string} name
 */
export function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}
