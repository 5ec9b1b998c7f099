import { draw, h } from './dom.js';

/** @param {Panel<api.ProsePanel>} panel */
export default function ({ data, parentElement }) {
  draw(
    parentElement,
    data.sections.flatMap((section) => [
      h('h3', {}, section.title),
      h(
        'ul',
        { class: 'prose' },
        section.lines.map((line) => h('li', {}, line)),
      ),
    ]),
  );
}
