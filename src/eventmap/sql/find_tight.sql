-- Of the given rows from $first to before $end the files of those that cannot keep their numbers: what is
-- to stand between two of them has not as many numbers between theirs. And the last of those that
-- stay, which comes before the next: here that is $nth, with $held_row in $file.
WITH staying AS (
    SELECT file, held_row, nth FROM {table}_places
    WHERE nth >= $first AND nth < $end AND file IS NOT NULL
        AND file NOT IN (SELECT file FROM {table}_anew)
    UNION ALL
    SELECT $file, $held_row, $nth WHERE $nth IS NOT NULL
),
pairs AS (
    SELECT
        *,
        lag(file) OVER given AS file_before,
        held_row - lag(held_row) OVER given < nth - lag(nth) OVER given AS is_tight
    FROM staying
    WINDOW given AS (ORDER BY nth)
)
SELECT
    coalesce(list_distinct(flatten(list([file, file_before]) FILTER (is_tight))), []),
    max_by(file, nth),
    max_by(held_row, nth),
    max(nth)
FROM pairs
