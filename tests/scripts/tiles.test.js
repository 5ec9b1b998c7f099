import assert from 'node:assert/strict';
import { test } from 'node:test';
import { coveringTiles, screenOf, TileStore } from '../../src/eventmap/static/tiles.js';

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

test('tiles that are asked for together are told by their columns and rows', () => {
  const tiles = coveringTiles({ min: { x: 530, y: 600 }, max: { x: 1000, y: 1100 } }, 3);
  assert.deepEqual(screenOf(tiles), { 'X-Eventmap-Screen': '0-2/1-2' });
  assert.deepEqual(screenOf([]), {});
});

test('the server is told which tiles of a view are missing, not those that are kept', async (context) => {
  const told = [];
  context.mock.method(globalThis, 'fetch', async (_, { headers }) => {
    told.push(headers['X-Eventmap-Screen']);
    return new Response(JSON.stringify({ columns: [], types: [], cells: [] }));
  });
  const store = new TileStore();
  await store.load(
    ['a', 'b'],
    [
      [5, 16, 10],
      [5, 17, 10],
    ],
  );
  // Panned to the east.
  await store.load(
    ['b', 'c'],
    [
      [5, 17, 10],
      [5, 18, 10],
    ],
  );
  assert.deepEqual(told, ['16-17/10-10', '16-17/10-10', '18-18/10-10']);
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

/** A store whose server answers each question for views at once, `a1` by a cell of that name. */
function storeAhead(context) {
  const server = storeWithServer(context);
  const { store } = server;
  const [views, questions] = [new Map(), new Map()];
  const fetched = globalThis.fetch;
  context.mock.method(globalThis, 'fetch', async (address, options) => {
    const response = await fetched(address, options);
    if (!questions.has(address)) return response;
    const steps = questions.get(address).map((tiles) => tiles.map((name) => [[name]]));
    return new Response(JSON.stringify({ columns: ['name'], types: [], steps }));
  });
  return {
    ...server,
    /** Fetch the views of these names ahead, of two tiles each. */
    fetchAhead(...names) {
      for (const name of names) views.set(name, [`${name}1`, `${name}2`]);
      store.fetchAhead(
        names.map((name) => views.get(name)),
        (missing) => {
          const question = missing.map((at) => names[at]).join('+');
          questions.set(
            question,
            missing.map((at) => views.get(names[at])),
          );
          return question;
        },
      );
    },
  };
}

test('views fetched ahead come in one answer and are there when they are wanted', async (context) => {
  const { asked, aborted, store, answer, result, fetchAhead } = storeAhead(context);
  fetchAhead('a', 'b', 'c');
  const first = result(store.load(['a1', 'a2']));
  answer('a+b+c');
  assert.deepEqual(await first, ['a1', 'a2']);
  assert.deepEqual(await result(store.load(['c1', 'c2'])), ['c1', 'c2']);
  assert.deepEqual([asked, aborted], [['a+b+c'], []]);
});

test('more views are fetched ahead when half of them are missing, and those alone', (context) => {
  const { asked, fetchAhead } = storeAhead(context);
  fetchAhead('a', 'b', 'c', 'd');
  fetchAhead('b', 'c', 'd', 'e');
  assert.deepEqual(asked, ['a+b+c+d']);
  fetchAhead('c', 'd', 'e', 'f');
  assert.deepEqual(asked, ['a+b+c+d', 'e+f']);
  fetchAhead();
  assert.equal(asked.length, 2);
});

test('a tile that could not be had with others is asked for by itself', async (context) => {
  const { asked, store, answer, result, fetchAhead } = storeAhead(context);
  fetchAhead('a');
  const first = result(store.load(['a1', 'a2']));
  store.expect('a1', Promise.reject(new Error('422')));
  const again = result(store.load(['a1']));
  await new Promise(setImmediate);
  answer('a', 'a1');
  assert.deepEqual(await again, ['a1']);
  assert.deepEqual(await first, ['a1', 'a2']);
  assert.deepEqual(asked, ['a', 'a1']);
});

test('when the map has moved, what is asked for ahead is dropped for what is wanted then', (context) => {
  const { asked, aborted, fetchAhead } = storeAhead(context);
  fetchAhead('a', 'b');
  fetchAhead('c', 'd');
  assert.deepEqual([asked, aborted], [['a+b', 'c+d'], ['a+b']]);
});

test('when nothing more is played, what was fetched ahead is dropped', async (context) => {
  const { asked, aborted, store, answer, result, fetchAhead } = storeAhead(context);
  fetchAhead('a');
  const first = result(store.load(['a1', 'a2']));
  store.dropAhead();
  assert.equal(await first, 'AbortError');
  const second = result(store.load(['a1']));
  answer('a1');
  assert.deepEqual(await second, ['a1']);
  assert.deepEqual([asked, aborted], [['a', 'a1'], ['a']]);
});
