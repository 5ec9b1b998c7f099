import assert from 'node:assert/strict';
import { test } from 'node:test';
import { coveringTiles, TileStore } from '../../src/eventmap/static/tiles.js';

test('the world is covered by four tiles', () => {
  const world = { min: { x: -200, y: -100 }, max: { x: 1224, y: 1124 } };
  assert.deepEqual(coveringTiles(world, 2), [
    [1, 0, 0],
    [1, 1, 0],
    [1, 0, 1],
    [1, 1, 1],
  ]);
});

test('a view is covered with a margin', () => {
  const view = { min: { x: 530, y: 600 }, max: { x: 1000, y: 900 } };
  assert.deepEqual(coveringTiles(view, 3), [
    [2, 0, 1],
    [2, 1, 1],
    [2, 2, 1],
  ]);
});

test('between two zooms the tiles are those of the lower one, larger on the screen', () => {
  // A tile of zoom 2 has 512 pixels at the map's zoom 3 and 724 half a zoom closer.
  const view = { min: { x: 800, y: 1350 }, max: { x: 1350, y: 1500 } };
  assert.deepEqual(coveringTiles(view, 3.5, 0), [
    [2, 1, 1],
    [2, 1, 2],
  ]);
  const world = { min: { x: -200, y: -100 }, max: { x: 2 ** 2.5 * 256 + 200, y: 1500 } };
  assert.deepEqual(coveringTiles(world, 2.5), [
    [1, 0, 0],
    [1, 1, 0],
    [1, 0, 1],
    [1, 1, 1],
  ]);
});

/** A store whose server answers when it is told to; `result` is the tiles' names or an error's. */
function storeWithServer(context) {
  const [asked, aborted, answers] = [[], [], new Map()];
  context.mock.method(
    globalThis,
    'fetch',
    (address, { signal }) =>
      new Promise((resolve, reject) => {
        asked.push(address);
        const tile = { columns: ['name'], types: [], cells: [[address]] };
        answers.set(address, () => resolve(new Response(JSON.stringify(tile))));
        signal.addEventListener('abort', () => {
          aborted.push(address);
          reject(new DOMException('', 'AbortError'));
        });
      }),
  );
  return {
    asked,
    aborted,
    store: new TileStore(),
    answer: (...names) => {
      for (const name of names) answers.get(name)();
    },
    result: (cells) =>
      cells.then(
        (list) => list.map(({ name }) => name),
        (error) => error.name,
      ),
  };
}

test('requests for tiles that left the view are aborted', async (context) => {
  const { asked, aborted, store, answer, result } = storeWithServer(context);
  const first = result(store.load(['a', 'b']));
  const second = result(store.load(['b', 'c']));
  answer('b', 'c');
  assert.equal(await first, 'AbortError');
  assert.deepEqual(await second, ['b', 'c']);
  assert.deepEqual([asked, aborted], [['a', 'b', 'c'], ['a']]);
});

test('a tile is asked for once', async (context) => {
  const { asked, aborted, store, answer, result } = storeWithServer(context);
  const first = result(store.load(['a']));
  answer('a');
  await first;
  assert.deepEqual(await result(store.load(['a'])), ['a']);
  assert.deepEqual([asked, aborted], [['a'], []]);
});

test('a dropped tile is asked for again', async (context) => {
  const { asked, aborted, store, answer, result } = storeWithServer(context);
  result(store.load(['a']));
  result(store.load(['b']));
  const again = result(store.load(['a']));
  answer('a');
  assert.deepEqual(await again, ['a']);
  assert.deepEqual(
    [asked, aborted],
    [
      ['a', 'b', 'a'],
      ['a', 'b'],
    ],
  );
});

test('four tiles are asked for at a time, and dropped ones wait for nothing', async (context) => {
  const { asked, store, answer, result } = storeWithServer(context);
  const first = result(store.load(['a', 'b', 'c', 'd', 'e', 'f']));
  assert.deepEqual(asked, ['a', 'b', 'c', 'd']);
  answer('a', 'b');
  await new Promise(setImmediate);
  assert.deepEqual(asked, ['a', 'b', 'c', 'd', 'e', 'f']);
  const second = result(store.load(['c', 'g', 'h', 'i', 'j']));
  assert.equal(await first, 'AbortError');
  await new Promise(setImmediate);
  assert.deepEqual(asked.slice(6), ['g', 'h', 'i']);
  store.stop();
  assert.equal(await second, 'AbortError');
  await new Promise(setImmediate);
  assert.deepEqual(asked.slice(9), []);
  const third = result(store.load(['j']));
  answer('j');
  assert.deepEqual(await third, ['j']);
});

test('tiles fetched ahead are there when they are wanted', async (context) => {
  const { asked, aborted, store, answer, result } = storeWithServer(context);
  const now = result(store.load(['a']));
  store.fetchAhead(['b']);
  answer('a', 'b');
  await now;
  assert.deepEqual(await result(store.load(['b'])), ['b']);
  assert.deepEqual([asked, aborted], [['a', 'b'], []]);
});
