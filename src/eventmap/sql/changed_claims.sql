-- One digest of the claims about each event that may have changed, in their order.
CREATE OR REPLACE TEMP TABLE {side}_claims AS
SELECT event_id, hash(list(digest ORDER BY position)) AS digest
FROM {rows} WHERE event_id IN (SELECT id FROM {touched})
GROUP BY event_id
