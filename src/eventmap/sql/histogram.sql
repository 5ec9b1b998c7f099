-- Events possibly in each bin: an interval counts in every bin that it touches, so that a week
-- known only as a week is not drawn as its first day. A count goes up where an interval begins
-- and down after it ends.
WITH shown AS (
    SELECT
        date_trunc('{unit}', date_start)::DATE AS first_bin,
        (date_trunc('{unit}', date_end) + INTERVAL 1 {unit})::DATE AS after_bin
    FROM {{events}}
    WHERE date_start IS NOT NULL AND date_end IS NOT NULL AND {{where}}
),
edge AS (
    SELECT first_bin AS bin, count(*) AS change, count(*) AS starts FROM shown GROUP BY first_bin
    UNION ALL
    SELECT after_bin AS bin, -count(*) AS change, 0 AS starts FROM shown GROUP BY after_bin
),
bins AS (
    SELECT unnest(generate_series(
        (SELECT min(bin) FROM edge), (SELECT max(bin) FROM edge), INTERVAL 1 {unit}
    ))::DATE AS bin
)
SELECT
    bins.bin AS date_start,
    (bins.bin + INTERVAL 1 {unit} - INTERVAL 1 day)::DATE AS date_end,
    sum(sum(coalesce(change, 0))) OVER (ORDER BY bins.bin)::BIGINT AS events,
    sum(coalesce(starts, 0))::BIGINT AS starts
FROM bins
LEFT JOIN edge ON edge.bin = bins.bin
GROUP BY bins.bin
ORDER BY bins.bin
