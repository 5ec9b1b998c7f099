-- The cells of one tile, as small as a grouping can be: the key is a number of 8 bits and a type
-- code of 4, which DuckDB groups by without hashing; the mean position comes from the integers
-- that the key is made of. The text of an event is looked up later, where it stands alone.
WITH by_type AS (
    SELECT
        ((((y - $north) >> $shift) << 4) | ((x - $west) >> $shift))::UTINYINT AS cell,
        type_code,
        count(*) AS events,
        sum(x) AS x,
        sum(y) AS y,
        sum(killed_low) AS killed_low,
        count(killed_low) AS killed_known,
        sum(killed_high) AS killed_high,
        count(killed_high) AS killed_closed,
        min(rowid) AS only_row
    FROM {events}
    WHERE x BETWEEN $west AND $east AND y BETWEEN $north AND $south AND {where}
    GROUP BY ALL
)
SELECT
    sum(events)::BIGINT AS count,
    (sum(x) / sum(events))::DOUBLE AS x,
    (sum(y) / sum(events))::DOUBLE AS y,
    arg_max(type_code, events) AS type_code,
    max(events) AS type_count,
    list(type_code) AS type_codes,
    list(events) AS type_counts,
    sum(killed_low)::BIGINT AS killed_low,
    CASE WHEN sum(killed_closed) = sum(killed_known) THEN sum(killed_high)::BIGINT END
        AS killed_high,
    (sum(events) - sum(killed_known))::BIGINT AS killed_unknown,
    min(only_row) AS only_row
FROM by_type
GROUP BY cell
ORDER BY count DESC, cell
