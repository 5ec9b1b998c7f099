-- The same as tile.sql and tile_ahead.sql in each of several periods, of which each begins and ends no
-- earlier than the one before: so an event is in those from one number to another. The key holds the
-- number of the period, too, above the cell.
SELECT
    ((step << 14) | {cell}) << 4 | type_code AS key,
    {totals},
    min(first_row) AS first_row
FROM (
    SELECT *, explode(sequence(first_step, last_step)) AS step
    FROM (
        SELECT {columns}, {first_step} AS first_step, {last_step} AS last_step
        FROM {table}
        WHERE {part}
    )
    WHERE first_step <= last_step
)
GROUP BY 1
