-- One digest of the claims about each event that may have changed, in their order.
CREATE TEMP TABLE {side}_claims AS
SELECT event_id, hash(list(hash({columns}) ORDER BY position)) AS digest
FROM {rows} WHERE event_id IN (SELECT id FROM events_touched)
GROUP BY event_id
