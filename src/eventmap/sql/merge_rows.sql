-- The rows of one table that the next version writes: as given, and those of the version before that
-- were not given and are in a file that is written anew.
SELECT
    number."row",
    CAST(number.changed_in AS BIGINT) AS changed_in,
    NULL::BIGINT AS withdrawn_in,
    {columns}
FROM {given} AS given JOIN {table}_numbers AS number USING (position)
UNION ALL BY NAME
SELECT
    "row",
    held.changed_in,
    CAST(state.withdrawn_in AS BIGINT) AS withdrawn_in,
    {columns}
FROM {held} AS held JOIN {owner}_state AS state USING ({key})
WHERE state.became IN ('withdrawn', 'kept')
    AND held.file IN (SELECT file FROM {table}_anew)
