-- What happened to each row that may have changed between two versions, in the order of the later.
INSERT INTO {table}_changes
WITH was AS (FROM {before} WHERE id IN (SELECT id FROM {touched})),
now AS (FROM {after} WHERE id IN (SELECT id FROM {touched}))
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
