/** The one hover text of a map. Screen readers get the same words as the name of the mark. */

const GAP_PX = 8;

/**
 * @param {string[]} lines the first one stands out
 * @param {L.Map} map
 * @param {Pick<Element, 'getBoundingClientRect'>} element
 */
export function showTip(map, element, lines) {
  const tip = tipOf(map);
  tip.replaceChildren(
    ...lines.map((line) => {
      const row = document.createElement('div');
      row.textContent = line;
      return row;
    }),
  );
  tip.hidden = false;
  place(map.getContainer(), tip, element);
}

/** @param {L.Map} map */
export function hideTip(map) {
  tipOf(map).hidden = true;
}

/** @param {L.Map} map */
function tipOf(map) {
  if (!map.eventmapTip) {
    map.eventmapTip = document.createElement('div');
    map.eventmapTip.className = 'em-tip';
    map.eventmapTip.hidden = true;
    map.eventmapTip.setAttribute('aria-hidden', 'true');
    map.getContainer().append(map.eventmapTip);
  }
  return map.eventmapTip;
}

/**
 * Above the element; below it where there is no room; never over the edge of the map.
 *
 * @param {HTMLElement} container
 * @param {HTMLElement} tip
 * @param {Pick<Element, 'getBoundingClientRect'>} element
 */
function place(container, tip, element) {
  const frame = container.getBoundingClientRect();
  const box = element.getBoundingClientRect();
  const middle = (box.left + box.right) / 2 - frame.left - tip.offsetWidth / 2;
  const left = Math.max(GAP_PX, Math.min(middle, frame.width - tip.offsetWidth - GAP_PX));
  const above = box.top - frame.top - tip.offsetHeight - GAP_PX;
  const top = above < GAP_PX ? box.bottom - frame.top + GAP_PX : above;
  tip.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
}
