-- Events in each bin (as many as each record stands for): those possibly in it, and those wholly in
-- it with what they cost. An interval counts in every bin that it touches, so that a week known only
-- as a week is not drawn as its first day: a count goes up where an interval begins and down after it
-- ends. What an event cost counts once: in the bin in which the event lies wholly (part 'bin'), else
-- it is told apart (part 'across', or 'undated' without a full interval); it is added up by day
-- first, which is the fastest. Where bins are to be added up one after the other, an event counts in
-- the bin in which it ends: {ends} is true.
WITH day AS (
    SELECT date_start, date_end, {tallies}
    FROM {source} WHERE {{where}} GROUP BY date_start, date_end
),
shown AS MATERIALIZED (
    SELECT
        *,
        date_trunc('{unit}', date_start)::DATE AS first_bin,
        date_trunc('{unit}', date_end)::DATE AS last_bin,
        CASE
            WHEN date_start IS NULL OR date_end IS NULL THEN 'undated'
            WHEN first_bin = last_bin OR {ends} THEN 'bin'
            ELSE 'across'
        END AS part
    FROM day
),
edge AS (
    SELECT first_bin AS bin, sum(events) AS change, sum(events) AS starts
    FROM shown WHERE part <> 'undated' GROUP BY first_bin
    UNION ALL
    SELECT (last_bin + INTERVAL 1 {unit})::DATE AS bin, -sum(events) AS change, 0 AS starts
    FROM shown WHERE part <> 'undated' GROUP BY last_bin
),
bins AS (
    SELECT unnest(generate_series(
        (SELECT min(bin) FROM edge), (SELECT max(bin) FROM edge), INTERVAL 1 {unit}
    ))::DATE AS bin
),
touched AS (
    SELECT
        bins.bin,
        sum(sum(coalesce(change, 0))) OVER (ORDER BY bins.bin)::BIGINT AS events,
        sum(coalesce(starts, 0))::BIGINT AS starts
    FROM bins LEFT JOIN edge ON edge.bin = bins.bin GROUP BY bins.bin
),
cost AS (
    SELECT
        part, CASE WHEN part = 'bin' THEN last_bin END AS bin, sum(events)::BIGINT AS inside{total}
    FROM shown GROUP BY ALL
)
SELECT
    'bin' AS part,
    touched.bin AS date_start,
    (touched.bin + INTERVAL 1 {unit} - INTERVAL 1 day)::DATE AS date_end,
    events, starts, coalesce(inside, 0) AS inside, {cost} AS cost
FROM touched LEFT JOIN cost ON cost.bin = touched.bin
UNION ALL
SELECT part, NULL, NULL, inside, 0, inside, {cost} FROM cost WHERE bin IS NULL
ORDER BY date_start
