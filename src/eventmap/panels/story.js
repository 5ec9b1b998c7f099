import { address, draw, h, onKey, onSwipe } from './dom.js';

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

  onSwipe(parentElement, (left) => go(data.at + (left ? 1 : -1)));

  draw(
    parentElement,
    h(
      'section',
      {
        class: 'story',
        'aria-label': `Story: ${data.story}`,
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
