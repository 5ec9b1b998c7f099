import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  CLOSED,
  narrow,
  nextPeriods,
  periodAt,
  reduce,
  stepAt,
  stepsOf,
} from '../../src/eventmap/static/playback.js';

const on = (day) => `2025-10-${day}`;
const STEPS = ['18', '20', '24'].map((day) => ({ from: on(day), to: on(day) }));
const OPEN = { type: 'open', playing: true };
const LOADED = { type: 'steps', steps: STEPS };
const [PLAY, PAUSE, TICK, STOP, NEXT, PREVIOUS] = [
  'play',
  'pause',
  'tick',
  'stop',
  'next',
  'previous',
].map((type) => ({ type }));
const seek = (at) => ({ type: 'seek', at });
const after = (...actions) => actions.reduce(reduce, CLOSED);

describe('steps are played and sought', () => {
  for (const [words, actions, at, playing] of [
    ['at first', [], 0, true],
    ['after a tick', [TICK], 1, true],
    ['after two', [TICK, TICK], 2, true],
    ['the last step stays', [TICK, TICK, TICK], 2, false],
    ['and playing again starts over', [TICK, TICK, TICK, PLAY], 0, true],
    ['a tick that comes late changes nothing', [PAUSE, TICK], 0, false],
    ['playing goes on', [TICK, PAUSE, PLAY], 1, true],
    ['next', [NEXT], 1, false],
    ['previous', [PREVIOUS], 0, false],
    ['next after the last', [seek(2), NEXT], 2, false],
    ['beyond the last', [seek(7)], 2, false],
    ['another speed', [{ type: 'speed', speed: 'fast' }], 0, true],
    ['with what came before', [{ type: 'accumulate', accumulate: true }, TICK], 1, true],
  ]) {
    test(words, () => {
      const state = after(OPEN, LOADED, ...actions);
      assert.deepEqual([state.at, state.playing], [at, playing]);
    });
  }
});

test('it waits where the viewer wants no motion', () => {
  const state = after({ type: 'open', playing: false }, LOADED);
  assert.deepEqual([state.open, state.playing, state.at], [true, false, 0]);
});

for (const steps of [[], STEPS.slice(0, 1)]) {
  test(`${steps.length} steps are not played`, () => {
    assert.equal(after(OPEN, { type: 'steps', steps }, PLAY).playing, false);
  });
}

test('another unit or filter stays at the same day', () => {
  const months = [
    { from: '2025-09-01', to: '2025-09-30' },
    { from: '2025-10-01', to: '2025-10-31' },
  ];
  const unit = { type: 'unit', unit: 'month' };
  const state = after(OPEN, LOADED, seek(1), unit, { type: 'steps', steps: months });
  assert.deepEqual([state.unit, state.at], ['month', 1]);
  const back = after(OPEN, LOADED, seek(1), { type: 'steps', steps: months }, LOADED);
  assert.equal(back.at, 1); // 20 October again, not the first day of the month
});

test('stopping forgets the steps and remembers how to play', () => {
  const choices = [
    { type: 'speed', speed: 'fast' },
    { type: 'unit', unit: 'week' },
  ];
  assert.deepEqual(after(OPEN, LOADED, TICK, ...choices, STOP), {
    open: false,
    playing: false,
    unit: 'week',
    speed: 'fast',
    accumulate: false,
    steps: [],
    at: 0,
    day: null,
  });
});

for (const [accumulate, shown, ahead] of [
  [false, ['20', '20'], ['24', '24']],
  [true, ['18', '20'], ['18', '24']],
]) {
  test(`a step is shown ${accumulate ? 'with what came before' : 'alone'}`, () => {
    const state = after(OPEN, LOADED, { type: 'accumulate', accumulate }, TICK);
    const period = ([from, to]) => ({ from: on(from), to: on(to) });
    assert.deepEqual([periodAt(state), nextPeriods(state, 8)], [period(shown), [period(ahead)]]);
  });
}

for (const [words, actions] of [
  ['closed', []],
  ['not loaded', [OPEN]],
  ['stopped', [OPEN, LOADED, STOP]],
]) {
  test(`without steps the filter is shown: ${words}`, () => {
    assert.equal(periodAt(after(...actions)), null);
  });
}

test('nothing is fetched ahead of the last step', () => {
  assert.deepEqual(nextPeriods(after(OPEN, LOADED, seek(2)), 8), []);
});

test('no more periods are fetched ahead than are asked for, and one of several steps once', () => {
  const days = ['18', '18', '20', '20', '20', '24'].map((day) => ({ from: on(day), to: on(day) }));
  const state = after(OPEN, { type: 'steps', steps: days });
  const periods = (most) => nextPeriods(state, most).map(({ from, to }) => [from, to]);
  assert.deepEqual(periods(1), [[on('20'), on('20')]]);
  assert.deepEqual(periods(8), [
    [on('20'), on('20')],
    [on('24'), on('24')],
  ]);
});

// That the server takes such a filter, `tests/test_filters.py` shows.
for (const [query, narrowed] of [
  ['', 'from=2025-10-18&to=2025-10-20'],
  [
    'type=drone&type=shelling&from=2025-01-01&strict=true',
    'type=drone&type=shelling&from=2025-10-18&strict=true&to=2025-10-20',
  ],
]) {
  test(`a step is the filter with another period: ${query}`, () => {
    assert.equal(narrow(query, { from: '2025-10-18', to: '2025-10-20' }), narrowed);
  });
}

const bin = (start, end, events, starts) => ({ date_start: start, date_end: end, events, starts });
const DAYS = [
  bin(on('18'), on('18'), 3, 3),
  bin(on('19'), on('19'), 0, 0),
  bin(on('20'), on('20'), 2, 0),
  bin(on('24'), on('24'), 1, 1),
];
const WEEK = [bin(on('20'), on('26'), 1, 1)];

describe('steps hold events and stay in the period of the filter', () => {
  for (const [words, unit, bins, from, to, steps] of [
    [
      'each event that begins, and no day on which one only lasts',
      'event',
      DAYS,
      null,
      null,
      [
        ['18', '18', { begin: 3, nth: 0 }],
        ['18', '18', { begin: 3, nth: 1 }],
        ['18', '18', { begin: 3, nth: 2 }],
        ['24', '24', { begin: 1, nth: 0 }],
      ],
    ],
    [
      'what began before the period of the filter is there on its first day',
      'event',
      DAYS,
      on('19'),
      null,
      [
        ['19', '19'],
        ['24', '24', { begin: 1, nth: 0 }],
      ],
    ],
    ['from the last event on', 'event', DAYS, on('24'), null, [['24', '24', { begin: 1, nth: 0 }]]],
    [
      'too many of one day are one step',
      'event',
      [bin(on('18'), on('18'), 31, 31)],
      null,
      null,
      [['18', '18', { begin: 31 }]],
    ],
    [
      'by day',
      'day',
      DAYS,
      null,
      null,
      [
        ['18', '18'],
        ['20', '20'],
        ['24', '24'],
      ],
    ],
    ['by day in a period', 'day', DAYS, on('19'), on('20'), [['20', '20']]],
    ['by week', 'week', WEEK, null, null, [['20', '26']]],
    ['by week in a period', 'week', WEEK, on('18'), on('24'), [['20', '24']]],
    ['after the last week', 'week', WEEK, on('27'), null, []],
    ['of nothing', 'day', [], null, null, []],
  ]) {
    test(words, () => {
      const expected = steps.map(([first, last, more = {}]) => ({
        from: on(first),
        to: on(last),
        ...more,
      }));
      assert.deepEqual(stepsOf(unit, bins, { from, to }), expected);
    });
  }
});

for (const [day, at] of [
  ['2025-10-01', 0],
  ['2025-10-18', 0],
  ['2025-10-19', 1],
  ['2025-12-31', 2],
]) {
  test(`${day} is found again among other steps`, () => {
    assert.equal(stepAt(STEPS, day), at);
  });
}

test('no steps leave nothing to find', () => {
  assert.equal(stepAt([], on('18')), 0);
});
