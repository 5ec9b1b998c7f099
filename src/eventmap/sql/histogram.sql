-- What the events add up to, by the bins in which they begin and end. They are added up by day
-- first, which is the fastest.
SELECT
    date_trunc('{unit}', date_start)::DATE AS first_bin,
    date_trunc('{unit}', date_end)::DATE AS last_bin,
    {added}
FROM (
    SELECT date_start, date_end, {tallies}
    FROM {source} WHERE {{where}} GROUP BY date_start, date_end
)
GROUP BY 1, 2
