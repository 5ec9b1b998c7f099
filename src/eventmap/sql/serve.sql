-- Of the rows of events what a cluster is asked for, with their numbers, in their order.
COPY (
    SELECT
        rowid, * EXCLUDE (
            event_id, title, summary, target, parties, date_precision, when_words, place, where_words,
            licence, redistributable, extra, position, killed_words, injured_words, claims
        )
        REPLACE (type_code::SMALLINT AS type_code)
    FROM kept.events
) TO '{path}' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE 250000)
