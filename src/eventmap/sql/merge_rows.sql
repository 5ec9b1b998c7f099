-- The given rows of one table that the next version writes.
SELECT
    number."row",
    CAST(number.changed_in AS BIGINT) AS changed_in,
    NULL::BIGINT AS withdrawn_in,
    {columns}
FROM {given} AS given JOIN {table}_numbers AS number USING (position)
