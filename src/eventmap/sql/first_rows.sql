-- The rows of one table as the first version of a dataset holds them.
SELECT
    position * {step} AS "row",
    CAST({version} AS BIGINT) AS changed_in,
    NULL::BIGINT AS withdrawn_in,
    {columns}
FROM {given}
