-- What happened to each row that may have changed between two versions, in the order of the later.
CREATE TEMP TABLE {table}_changes AS
WITH was AS (
    SELECT {key} AS id, title, hash({columns}) AS digest, position
    FROM {before} WHERE {key} IN (SELECT id FROM {table}_touched)
),
now AS (
    SELECT {key} AS id, title, hash({columns}) AS digest, position
    FROM {after} WHERE {key} IN (SELECT id FROM {table}_touched)
)
SELECT
    id,
    coalesce(now.title, was.title) AS title,
    coalesce(now.position, was.position) AS position,
    CASE
        WHEN was.id IS NULL THEN 'added'
        WHEN now.id IS NULL THEN 'withdrawn'
        ELSE 'changed'
    END AS became
FROM was FULL JOIN now USING (id)
WHERE was.digest IS DISTINCT FROM now.digest OR {also}
