-- Whether the claims about each event, taken together and in their order, are what they were.
CREATE TEMP TABLE claims_state AS
WITH given AS (
    SELECT event_id, hash(list(hash({columns}) ORDER BY position)) AS digest
    FROM {given} GROUP BY event_id
),
held AS (
    SELECT event_id, hash(list(hash({columns}) ORDER BY "row")) AS digest,
        max(changed_in) AS changed_in
    FROM {held} GROUP BY event_id
)
SELECT
    event_id,
    given.digest IS DISTINCT FROM held.digest AS differs,
    CASE WHEN differs THEN $version ELSE changed_in END AS changed_in
FROM given FULL JOIN held USING (event_id)
