import { address, draw, h, onKey } from './dom.js';

/** How far a finger must go sideways to turn to another step, in pixels. */
const SWIPE = 48;
const FORWARD = ['ArrowRight', 'PageDown'];
const BACK = ['ArrowLeft', 'PageUp'];

/** @param {Panel<api.StoryPanel>} panel */
export default function ({ data, parentElement, setTriggerValue }) {
  /** @param {number} step @returns {boolean} whether there is such a step */
  const go = (step) => {
    const there = step >= 1 && step <= data.last;
    if (there) setTriggerValue('go', step);
    return there;
  };

  /** @param {string} label @param {number} step */
  const turn = (label, step) =>
    h(
      'button',
      {
        type: 'button',
        'data-key': label,
        'aria-label': `${label} step`,
        disabled: step < 1 || step > data.last,
        onclick: () => go(step),
      },
      label,
    );

  onKey(parentElement, (key) => {
    if (FORWARD.includes(key)) return go(data.at + 1);
    return BACK.includes(key) && go(data.at - 1);
  });

  /** @type {?Touch} */
  let from = null;
  draw(
    parentElement,
    h(
      'section',
      {
        class: 'story',
        'aria-label': `Story: ${data.story}`,
        ontouchstart: (/** @type {TouchEvent} */ event) => {
          from = event.changedTouches[0];
        },
        ontouchend: (/** @type {TouchEvent} */ event) => {
          const to = event.changedTouches[0];
          if (!from) return;
          const [across, down] = [to.clientX - from.clientX, to.clientY - from.clientY];
          from = null;
          if (Math.abs(across) < SWIPE || Math.abs(across) < 2 * Math.abs(down)) return;
          go(data.at + (across < 0 ? 1 : -1));
        },
      },
      h(
        'div',
        { class: 'bar' },
        h('span', { class: 'shown' }, `${data.story} \u00b7 ${data.place}`),
        !data.bare && [
          turn('Previous', data.at - 1),
          turn('Next', data.at + 1),
          data.astray &&
            h(
              'button',
              { type: 'button', 'data-key': 'again', onclick: () => go(data.at) },
              'The filter was changed: back to this step\u2019s',
            ),
          h(
            'button',
            {
              type: 'button',
              class: 'quiet',
              'data-key': 'leave',
              onclick: () => setTriggerValue('leave', true),
            },
            'Leave the story, keep the view',
          ),
          h(
            'span',
            { class: 'actions' },
            h('span', { class: 'label' }, 'Brief of all steps'),
            data.briefs.map(({ label, path }) =>
              h('a', { href: address(path), download: true, 'data-key': `brief ${label}` }, label),
            ),
          ),
        ],
      ),
      h(
        'div',
        { class: 'told', 'aria-live': 'polite' },
        h('h2', {}, data.title),
        h('p', {}, data.text),
      ),
    ),
  );
}
