-- The claims as read, each with the rank of its side (1 is preferred).
CREATE TABLE {catalog}.claims AS
SELECT
    * REPLACE (published_on::DATE AS published_on),
    least(list_position($side_order, side), $party_rank)::UTINYINT AS rank
FROM {source}
