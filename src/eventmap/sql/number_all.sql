-- The numbers of the given rows where none of them stays, {step} apart.
CREATE TEMP TABLE {table}_numbers AS
SELECT position, changed_in, $first + (nth - 1) * {step} AS "row"
FROM {table}_places
WHERE position IS NOT NULL
