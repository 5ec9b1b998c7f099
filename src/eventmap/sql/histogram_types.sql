-- How many events of each type lie wholly in each bin of histogram.sql, counted by day first.
SELECT date_trunc('{unit}', date_end)::DATE AS bin, type, sum(events)::BIGINT AS events
FROM (
    SELECT date_start, date_end, event_type AS type, {tallies}
    FROM {source}
    WHERE date_start IS NOT NULL AND date_end IS NOT NULL AND {{where}}
    GROUP BY 1, 2, 3
)
WHERE date_trunc('{unit}', date_start) = date_trunc('{unit}', date_end) OR {ends}
GROUP BY 1, 2
ORDER BY 1, 2
