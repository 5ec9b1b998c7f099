import { draw, h } from './dom.js';

/** @param {Panel<api.NoticePanel>} panel */
export default function ({ data, parentElement }) {
  draw(
    parentElement,
    h(
      'div',
      { class: `notice ${data.kind}`, role: data.kind === 'error' ? 'alert' : 'status' },
      h('strong', {}, data.title),
      data.lines.length > 0 &&
        h(
          'ul',
          {},
          data.lines.map((line) => h('li', {}, line)),
        ),
      data.more && h('p', { class: 'faint' }, data.more),
    ),
  );
}
