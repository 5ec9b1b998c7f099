/** Going from mark to mark with the arrow keys. */

export const ARROWS = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** The entry nearest to `from` in a direction; what lies aside counts as farther away. */
export function nearestTowards(entries, from, [right, down]) {
  let nearest = null;
  let least = Infinity;
  for (const entry of entries) {
    const x = entry.at.x - from.at.x;
    const y = entry.at.y - from.at.y;
    const ahead = x * right + y * down;
    const cost = ahead + 2 * Math.abs(x * down + y * right);
    if (ahead > 0 && cost < least) [nearest, least] = [entry, cost];
  }
  return nearest;
}
