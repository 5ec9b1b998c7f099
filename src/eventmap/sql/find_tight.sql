-- The files of rows that cannot keep their numbers: what is to stand between two of them has not as
-- many numbers between theirs.
INSERT INTO {table}_anew
SELECT DISTINCT unnest([file, file_before])
FROM (
    SELECT
        file,
        lag(file) OVER given AS file_before,
        held_row - lag(held_row) OVER given < nth - lag(nth) OVER given AS is_tight
    FROM {table}_places
    WHERE position IS NOT NULL AND file IS NOT NULL
        AND file NOT IN (SELECT file FROM {table}_anew)
    WINDOW given AS (ORDER BY nth)
)
WHERE is_tight
