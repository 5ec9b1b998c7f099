-- What became of each row: added, changed, unchanged, withdrawn, or kept as it was: withdrawn
-- before, or not spoken of.
CREATE TEMP TABLE {table}_state AS
WITH given AS (SELECT {key}, hash({columns}) AS digest FROM {given}),
held AS (SELECT {key}, hash({columns}) AS digest, changed_in, withdrawn_in FROM {held}),
compared AS (
    SELECT
        {key},
        held.changed_in,
        held.withdrawn_in,
        CASE
            WHEN held.{key} IS NULL THEN 'added'
            WHEN given.{key} IS NULL AND $whole AND held.withdrawn_in IS NULL THEN 'withdrawn'
            WHEN given.{key} IS NULL THEN 'kept'
            WHEN held.withdrawn_in IS NOT NULL OR given.digest <> held.digest OR {also}
            THEN 'changed'
            ELSE 'unchanged'
        END AS became
    FROM given FULL JOIN held USING ({key})
)
SELECT
    {key},
    became,
    CASE WHEN became IN ('added', 'changed') THEN $version ELSE changed_in END AS changed_in,
    CASE became WHEN 'withdrawn' THEN $version WHEN 'kept' THEN withdrawn_in END AS withdrawn_in
FROM compared
