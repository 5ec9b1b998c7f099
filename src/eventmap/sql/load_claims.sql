-- The claims as read, each with the rank of its side (1 is preferred) and its place in the table.
CREATE TABLE {catalog}.claims AS
SELECT
    * REPLACE (published_on::DATE AS published_on),
    least(list_position($side_order, side), $party_rank)::UTINYINT AS rank,
    row_number() OVER () AS position
FROM {source}
