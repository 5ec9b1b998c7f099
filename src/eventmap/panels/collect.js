import { draw, h, panelOf } from './dom.js';

/** What of the address is the map's, which the page does not see change. */
const LOOK = ['lat', 'lng', 'zoom', 'layer'];

/** @param {Panel<api.CollectPanel>} panel */
export default function ({ data, parentElement, setTriggerValue }) {
  const panel = panelOf(parentElement);
  const steps = String(data.steps);
  /** @param {string} key @returns {string} what is being written, until the view was added */
  const written = (key) => {
    const field = panel.querySelector(`[data-key="${key}"]`);
    const same = panel.getAttribute('data-steps') === steps;
    const typed = field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement;
    return same && typed ? field.value : '';
  };
  const title = h('input', {
    type: 'text',
    'data-key': 'title',
    maxlength: data.longest_title,
    value: written('title'),
  });
  const text = h(
    'textarea',
    { 'data-key': 'text', rows: 3, maxlength: data.longest_text },
    written('text'),
  );
  panel.setAttribute('data-steps', steps);

  const add = () => {
    const address = new URLSearchParams(window.location.search);
    const look = LOOK.flatMap((name) => address.getAll(name).map((value) => [name, value]));
    setTriggerValue('add', { title: title.value, text: text.value, look });
  };

  draw(
    parentElement,
    h(
      'div',
      { class: 'form' },
      h('label', {}, 'Title of this view', title),
      h('label', {}, 'What it shows', text),
      h(
        'button',
        { type: 'button', 'data-key': 'add', disabled: data.full, onclick: add },
        'Add this view to my story',
      ),
      data.misread.map((line) => h('p', { class: 'misread', role: 'alert' }, line)),
    ),
  );
}
