/** Days and intervals of days as the page writes them. */

const months = new Intl.DateTimeFormat('en-GB', { month: 'long', timeZone: 'UTC' });

/** As "24 October 2025" or "18–24 October 2025"; both days included. */
export function interval(start, end) {
  if (!start || !end) return 'date not given';
  const [first, last] = [start, end].map(splitDay);
  if (start === end) return last.join(' ');
  if (first[2] !== last[2]) return `${first.join(' ')} – ${last.join(' ')}`;
  if (first[1] !== last[1]) return `${first[0]} ${first[1]} – ${last.join(' ')}`;
  return `${first[0]}–${last.join(' ')}`;
}

/** Day, month in words and year of an ISO day. */
function splitDay(text) {
  const day = new Date(text);
  return [day.getUTCDate(), months.format(day), day.getUTCFullYear()];
}
