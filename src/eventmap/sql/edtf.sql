-- When an event happened, in the Extended Date/Time Format of the Library of Congress, level 1: a day,
-- a month or year that it is as a whole, or an interval of them, with an open end where one is unknown.
CASE
    WHEN date_start IS NULL AND date_end IS NULL THEN NULL
    WHEN date_start IS NULL THEN '../' || date_end::VARCHAR
    WHEN date_end IS NULL THEN date_start::VARCHAR || '/..'
    WHEN date_precision = 'year'
        AND date_start = date_trunc('year', date_start) AND month(date_end) = 12 AND day(date_end) = 31
    THEN concat_ws('/', left(date_start::VARCHAR, 4),
        CASE WHEN year(date_end) > year(date_start) THEN left(date_end::VARCHAR, 4) END)
    WHEN date_precision IN ('month', 'year')
        AND day(date_start) = 1 AND date_end = last_day(date_end)
    THEN concat_ws('/', left(date_start::VARCHAR, 7),
        CASE WHEN date_end > last_day(date_start) THEN left(date_end::VARCHAR, 7) END)
    ELSE concat_ws('/', date_start::VARCHAR,
        CASE WHEN date_end > date_start THEN date_end::VARCHAR END)
END
