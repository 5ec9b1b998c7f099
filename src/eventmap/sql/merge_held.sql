-- Goes on with merge_rows.sql: those rows of the version before that were not given and are in a file
-- that is written anew.
UNION ALL BY NAME
SELECT
    "row",
    held.changed_in,
    CAST(state.withdrawn_in AS BIGINT) AS withdrawn_in,
    {columns}
FROM {held} AS held JOIN {owner}_state AS state USING ({key})
WHERE state.became IN ('withdrawn', 'kept')
    AND held.file IN (SELECT file FROM {table}_anew)
