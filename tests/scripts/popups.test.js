import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Pager } from '../../src/eventmap/static/popups.js';

/** Read all pages of three events, from questions with so many answers each. */
async function readAll(totals, { most = Infinity, broken = false } = {}) {
  const asked = [];
  let fails = broken;
  const ask = async (question, offset, limit) => {
    asked.push([question, offset, limit]);
    if (fails && question === 'second') {
      fails = false;
      throw new Error('no answer');
    }
    const total = totals[question];
    const listed = Math.min(total, most);
    const events = Array.from({ length: total }, (_, at) => `${question} ${at}`);
    return {
      listed,
      events: events.slice(offset, Math.min(listed, offset + limit)),
      reason: listed < total ? 'no more' : null,
    };
  };
  const pager = new Pager(Object.keys(totals), ask, 3);
  const pages = [];
  while (!pager.done) pages.push(await pager.next().catch((error) => error.message));
  return { pages, asked, reason: pager.reason };
}

test('pages go on from one question to the next', async () => {
  const { pages, asked } = await readAll({ first: 4, second: 0, third: 2 });
  assert.deepEqual(pages, [
    ['first 0', 'first 1', 'first 2'],
    ['first 3', 'third 0', 'third 1'],
  ]);
  assert.deepEqual(asked, [
    ['first', 0, 3],
    ['first', 3, 3],
    ['second', 0, 2],
    ['third', 0, 2],
  ]);
});

test('a page that failed is read again in full', async () => {
  const { pages } = await readAll({ first: 1, second: 1 }, { broken: true });
  assert.deepEqual(pages, ['no answer', ['first 0', 'second 0']]);
});

test('what cannot be listed is not asked for and the reason is kept', async () => {
  const { pages, asked, reason } = await readAll({ first: 9 }, { most: 4 });
  assert.deepEqual(pages, [['first 0', 'first 1', 'first 2'], ['first 3']]);
  assert.deepEqual(asked, [
    ['first', 0, 3],
    ['first', 3, 3],
  ]);
  assert.equal(reason, 'no more');
});
