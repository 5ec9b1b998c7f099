import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  arcsOf,
  clusterFinder,
  clusterRadius,
  mergeOverlapping,
} from '../../src/eventmap/static/clusters.js';
import { defineSymbols } from '../../src/eventmap/static/symbols.js';
import { SYMBOLS } from './symbols.js';

defineSymbols(SYMBOLS, {});

/** Points scattered over 900 by 600 pixels, the same on every run. */
const scatter = (count) =>
  Array.from({ length: count }, (_, at) => ({
    x: (at * 7919) % 900,
    y: (at * 104729) % 600,
    count: (at % 23) + 1,
    members: [at],
  }));

const sum = (groups) => groups.reduce((all, { count }) => all + count, 0);

for (const count of [0, 1, 40, 1000]) {
  test(`merging ${count} points loses no event`, () => {
    const points = scatter(count);
    const merged = mergeOverlapping(points);
    assert.equal(sum(merged), sum(points));
    const members = merged.flatMap((group) => group.members).sort((a, b) => a - b);
    assert.deepEqual(members, [...Array(count).keys()]);
  });
}

test('merged symbols do not overlap', () => {
  const circles = mergeOverlapping(scatter(1000));
  assert.ok(circles.length > 50);
  for (const [at, one] of circles.entries()) {
    for (const other of circles.slice(at + 1)) {
      const distance = Math.hypot(one.x - other.x, one.y - other.y);
      assert.ok(distance >= clusterRadius(one.count) + clusterRadius(other.count));
    }
  }
});

test('merging does not depend on the order of points', () => {
  const places = (points) =>
    new Set(mergeOverlapping(points).map(({ x, y, count }) => `${x} ${y} ${count}`));
  assert.deepEqual(places(scatter(300)), places(scatter(300).reverse()));
});

test('arcs follow the legend and close the ring', () => {
  const counts = [
    ['drone', 5],
    ['shelling', 3],
    ['missile', 2],
  ];
  assert.deepEqual(arcsOf(counts), [
    { type: 'shelling', from: 0, to: 0.3 },
    { type: 'drone', from: 0.3, to: 0.8 },
    { type: 'missile', from: 0.8, to: 1 },
  ]);
});

// A map whose world has 256 pixels at zoom 0 and whose degrees are pixels there.
const map = { project: ([lat, lon], zoom) => ({ x: lon * 2 ** zoom, y: lat * 2 ** zoom }) };

for (const [lat, lon, origin, where] of [
  [10.0, 10.0, 'big', 'in the first square of the big cluster, at zoom 2'],
  [3.9, 15.9, 'big', 'in its other square'],
  [20.0, 20.0, undefined, 'where a single event was'],
  [40.0, 40.0, undefined, 'where nothing was'],
]) {
  test(`symbols come out of the cluster that held them: ${where}`, () => {
    const groups = [
      {
        name: 'big',
        count: 9,
        members: [
          { lat: 9, lon: 9 },
          { lat: 1, lon: 9 },
        ],
      },
      { name: 'single', count: 1, members: [{ lat: 20, lon: 20 }] },
    ];
    assert.equal(clusterFinder(map, groups, 2)({ lat, lon })?.name, origin);
  });
}
