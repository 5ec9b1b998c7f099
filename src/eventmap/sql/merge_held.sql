-- Goes on with merge_rows.sql: those rows of the version before that were not given and are in a file
-- that is written anew.
UNION ALL BY NAME
SELECT
    "row",
    held.changed_in,
    left_over.withdrawn_in,
    {columns}
FROM {held} AS held JOIN {owner}_left AS left_over USING ({key})
WHERE held.file IN (SELECT file FROM {table}_anew)
