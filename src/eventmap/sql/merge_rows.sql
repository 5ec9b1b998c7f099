-- The rows of one table as the next version holds them: as given, and those of the version before
-- that were not given.
SELECT
    $first + position AS "row",
    CAST(state.changed_in AS BIGINT) AS changed_in,
    NULL::BIGINT AS withdrawn_in,
    {columns}
FROM {given} AS given LEFT JOIN {table}_state AS state USING ({key})
UNION ALL BY NAME
SELECT
    "row",
    held.changed_in,
    CAST(state.withdrawn_in AS BIGINT) AS withdrawn_in,
    {columns}
FROM {held} AS held JOIN {owner}_state AS state USING ({key})
WHERE state.became IN ('withdrawn', 'kept')
