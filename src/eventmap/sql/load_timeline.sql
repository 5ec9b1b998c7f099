CREATE TABLE {catalog}.timeline AS
SELECT
    * REPLACE (date_start::DATE AS date_start, date_end::DATE AS date_end),
    list_transform(string_split(coalesce(event_ids, ''), ';'), lambda part: trim(part)) AS tied
FROM {source}
