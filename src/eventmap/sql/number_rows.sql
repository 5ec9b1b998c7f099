-- The numbers of the given rows that are written: evenly between those that stay, {step} apart
-- before the first and after the last of them.
CREATE TEMP TABLE {table}_numbers AS
WITH written AS (
    SELECT position, nth, changed_in, nth - row_number() OVER (ORDER BY nth) AS run
    FROM {table}_places
    WHERE position IS NOT NULL AND (file IS NULL OR file IN (SELECT file FROM {table}_anew))
),
runs AS (SELECT run, min(nth) AS first, max(nth) AS last FROM written GROUP BY run),
staying AS (
    SELECT nth, held_row FROM {table}_places
    WHERE position IS NOT NULL AND file IS NOT NULL
        AND file NOT IN (SELECT file FROM {table}_anew)
        AND nth IN (SELECT unnest([first - 1, last + 1]) FROM runs)
)
SELECT
    position,
    changed_in,
    CASE
        WHEN before.held_row IS NULL AND after.held_row IS NULL THEN $first + (written.nth - 1) * {step}
        WHEN before.held_row IS NULL THEN after.held_row - (after.nth - written.nth) * {step}
        WHEN after.held_row IS NULL THEN before.held_row + (written.nth - before.nth) * {step}
        ELSE before.held_row + ((written.nth - before.nth)::HUGEINT * (after.held_row - before.held_row)
            // (after.nth - before.nth))::BIGINT
    END AS "row"
FROM written
JOIN runs USING (run)
LEFT JOIN staying AS before ON before.nth = first - 1
LEFT JOIN staying AS after ON after.nth = last + 1
