import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { defineSymbols } from '../../src/eventmap/static/symbols.js';
import {
  clusterWords,
  countOf,
  defineWords,
  eventWords,
  interval,
  shortCount,
  totalLine,
  totalLines,
} from '../../src/eventmap/static/words.js';
import { SYMBOLS } from './symbols.js';

const read = (name) => JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf-8'));

defineSymbols(SYMBOLS, {});
defineWords(read('./words.json'));

const CELL = {
  count: 1,
  event_type: 'drone',
  types: null,
  killed_low: null,
  killed_best: null,
  killed_high: null,
  killed_unknown: 0,
  injured_low: null,
  injured_best: null,
  injured_high: null,
};

/** What most tables have: no figure of the injured. */
const cell = (changes) => {
  const found = { ...CELL, ...changes };
  return { injured_unknown: found.count, ...found };
};

/** A cell of several types without any figure. */
const mixed = (types) => {
  const count = Object.values(types).reduce((sum, number) => sum + number, 0);
  return cell({ count, types, killed_unknown: count });
};

const killed = (low, best, high) => ({ killed_low: low, killed_best: best, killed_high: high });

// The cases of `tests/test_casualties.py`.
const { lines, both } = read('./totals.json');

describe('a total reads as it does on the page', () => {
  for (const [total, words] of lines) {
    test(words, () => assert.equal(totalLine(total, 'killed'), words));
  }
  for (const [one, other, words] of both) {
    test(words.join('; '), () => assert.deepEqual(totalLines(one, other), words));
  }
});

describe('a cluster says what is unknown', () => {
  for (const [cells, words] of [
    [
      [
        {
          count: 412,
          types: { shelling: 300, drone: 112 },
          killed_low: 31,
          killed_unknown: 96,
        },
      ],
      ['412 events, mostly shelling', 'at least 31 killed, 96 give no figure'],
    ],
    [
      [killed(2, 2, 2), { killed_unknown: 1 }],
      ['2 events, all drones', 'at least 2 killed, 1 gives no figure'],
    ],
    [
      [
        { count: 3, killed_unknown: 3 },
        { event_type: 'shelling', killed_unknown: 1 },
      ],
      ['4 events, mostly drones', 'none gives a figure of killed or injured'],
    ],
    // A range without a best figure leaves the whole without one.
    [
      [killed(3, null, 9), killed(0, 0, 0)],
      ['2 events, all drones', 'between 3 and 9 killed'],
    ],
    [
      [killed(3, 5, 9), killed(1, 1, 1)],
      ['2 events, all drones', '6 killed by best estimates (4–10)'],
    ],
    [
      [killed(5, 5, null), killed(1, 1, 1)],
      ['2 events, all drones', 'at least 6 killed'],
    ],
    [
      [
        {
          count: 3,
          killed_unknown: 3,
          injured_low: 4,
          injured_best: 5,
          injured_high: 9,
          injured_unknown: 0,
        },
        killed(1, 1, 1),
      ],
      [
        '4 events, all drones',
        'at least 1 killed, 3 give no figure',
        '5 injured by best estimates (at least 4), 1 gives no figure',
      ],
    ],
  ]) {
    test(words.join('; '), () => assert.deepEqual(clusterWords(cells.map(cell)), words));
  }
});

describe('merged cells add up their types', () => {
  for (const [cells, words] of [
    // Of each cell most are drones; of both together most are shelling.
    [
      [
        { drone: 5, shelling: 4 },
        { drone: 1, shelling: 8 },
      ],
      'mostly shelling',
    ],
    [[{ drone: 4, shelling: 3, missile: 2 }], 'most often drones'],
    [[{ drone: 2, shelling: 2 }], 'of several types'],
    [[{ drone: 2, shelling: 2, missile: 1 }], 'of several types'],
    [[{ other: 3 }], 'all of other types'],
    [[{ drone: 3 }, { shelling: 1, missile: 1 }], 'mostly drones'],
  ]) {
    test(`${JSON.stringify(cells)}: ${words}`, () => {
      assert.equal(clusterWords(cells.map(mixed))[0].split(', ')[1], words);
    });
  }
});

test('an event without figures says so', () => {
  const event = {
    ...cell({ killed_unknown: 1 }),
    title: 'Title',
    date_start: '2025-10-24',
    date_end: '2025-10-24',
    geo_precision: 'district',
  };
  assert.deepEqual(eventWords(event), [
    'Title',
    '24 October 2025',
    'known only to the district',
    'killed and injured: not given',
  ]);
});

describe('an event whose sources give words says them', () => {
  for (const [changes, lines] of [
    // As `tests/test_events.py` has it of the same events in a list.
    [{ killed_words: 'багато' }, ["killed: “багато”, in the source's words"]],
    [
      {
        killed_words: 'багато',
        injured_low: 5,
        injured_best: 5,
        injured_high: 5,
        injured_unknown: 0,
      },
      ["killed: “багато”, in the source's words", '5 injured'],
    ],
    [
      { injured_words: 'dozens' },
      ['killed: not given', "injured: “dozens”, in the source's words"],
    ],
    [
      { ...killed(20, 20, 20), killed_unknown: 0, killed_words: 'about 20' },
      ["20 killed (“about 20”, in the source's words)"],
    ],
    // What a source writes is no phrase to be filled.
    [{ killed_words: '{noun} $& <b>' }, ["killed: “{noun} $& <b>”, in the source's words"]],
  ]) {
    test(lines.join('; '), () => {
      const event = cell({ title: 'Title', killed_unknown: 1, ...changes });
      assert.deepEqual(eventWords(event), ['Title', 'date not given', ...lines]);
    });
  }
});

for (const [start, end, words] of [
  ['2025-10-24', '2025-10-24', '24 October 2025'],
  ['2025-10-18', '2025-10-24', '18–24 October 2025'],
  ['2025-09-30', '2025-10-02', '30 September – 2 October 2025'],
  ['2024-12-31', '2025-01-01', '31 December 2024 – 1 January 2025'],
  [null, null, 'date not given'],
]) {
  test(`days read as they do on the page: ${words}`, () => {
    assert.equal(interval(start, end), words);
  });
}

for (const [count, text] of [
  [412, '412'],
  [1204, '1,204'],
  [12_999, '12k'],
  [1_299_999, '1.2M'],
]) {
  test(`counts stay readable: ${text}`, () => assert.equal(shortCount(count), text));
}

for (const [count, noun, words] of [
  [1, 'event', '1 event'],
  [1204, 'event', '1,204 events'],
  [2, 'diplomatic item', '2 diplomatic items'],
]) {
  test(`a number is never without what it counts: ${words}`, () => {
    assert.equal(countOf(count, noun), words);
  });
}
