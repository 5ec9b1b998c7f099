-- What a large dataset adds up to, counted ahead. Of what the map shows, `dated` has the located
-- events, no column more than is filtered by or added up, in the order of their days, those of
-- several months or undated last: so the days of a month that a period cuts are read and little else.
CREATE OR REPLACE TEMP MACRO month_of(day) AS date_trunc('month', day)::DATE;

CREATE TABLE dated AS
SELECT
    rowid AS row, x, y, type_code, event_type, country, admin1, date_start, date_end,
    killed_low, killed_best, killed_high, injured_low, injured_best, injured_high
FROM kept.events
WHERE located
ORDER BY coalesce(month_of(date_start) <> month_of(date_end), true), date_start, date_end, row;

-- By cell, type, place and months, a month written as its first day. Of fine cells a map shows a small
-- part, so neighbours stand together; of coarse ones all, so months do.
CREATE TABLE months_fine AS
FROM (
    SELECT
        month_of(date_start) AS date_start,
        month_of(date_end) AS date_end,
        (x >> {fine})::SMALLINT AS cell_x, (y >> {fine})::SMALLINT AS cell_y,
        type_code, event_type, country, admin1,
        {totals},
        min(row) AS first_row
    FROM dated
    GROUP BY ALL
)
ORDER BY first_row;

CREATE TABLE months_coarse AS
FROM (
    SELECT
        date_start, date_end,
        (cell_x >> {coarser})::SMALLINT AS cell_x, (cell_y >> {coarser})::SMALLINT AS cell_y,
        type_code, event_type, country, admin1,
        {added_up},
        min(first_row) AS first_row
    FROM months_fine
    GROUP BY ALL
)
ORDER BY coalesce(date_start <> date_end, true), date_start, first_row;

-- By cell, type and place, whatever the days.
CREATE TABLE ever_fine AS
FROM (
    SELECT
        cell_x, cell_y, type_code, event_type, country, admin1,
        {added_up},
        min(first_row) AS first_row
    FROM months_fine
    GROUP BY ALL
)
ORDER BY first_row;

CREATE TABLE ever_coarse AS
FROM (
    SELECT
        cell_x, cell_y, type_code, event_type, country, admin1,
        {added_up},
        min(first_row) AS first_row
    FROM months_coarse
    GROUP BY ALL
)
ORDER BY first_row;

-- By day, type and place, located or not: what a summary and a trend add up, in the order of the
-- days, so that of a period little else is read.
CREATE TABLE days AS
FROM (
    SELECT
        date_start, date_end, event_type, country, admin1,
        {tallies}
    FROM kept.events
    GROUP BY ALL
)
ORDER BY date_start, date_end, admin1, country, event_type;

-- By months, type and place, with the first and the last of the days.
CREATE TABLE months AS
FROM (
    SELECT
        month_of(days.date_start) AS date_start,
        month_of(days.date_end) AS date_end,
        event_type, country, admin1,
        min(days.date_start) AS first_day,
        max(days.date_end) AS last_day,
        {added_tallies}
    FROM days
    GROUP BY ALL
)
ORDER BY date_start, date_end;

-- The different lists of values that events have, such as of their sources: few, and each by a
-- number, which is grouped in less time.
CREATE TABLE lists AS
SELECT list, row_number() OVER ()::INTEGER AS number
FROM (
    SELECT DISTINCT list FROM (
    {lists}
    )
);

-- The values that each event has, located or not, in the order of the days as above.
CREATE TABLE valued AS
SELECT
    date_start, date_end, event_type, country, admin1, status, geo_precision, actor, stands_for,
    {numbers}
FROM kept.events AS event
{joins}
ORDER BY coalesce(month_of(date_start) <> month_of(date_end), true), date_start, date_end;

-- How many events have each value, by months, type and place.
CREATE TABLE values_months AS
WITH by_months AS (
    SELECT * REPLACE (month_of(date_start) AS date_start, month_of(date_end) AS date_end)
    FROM valued
)
FROM (
    SELECT
        facet, value, date_start, date_end, event_type, country, admin1, {added_events} AS events
    FROM (
    {values}
    )
    GROUP BY ALL
)
ORDER BY date_start, date_end, facet;

-- The same, whatever the days.
CREATE TABLE values_ever AS
FROM (
    SELECT facet, value, event_type, country, admin1, {added_events} AS events
    FROM values_months
    GROUP BY ALL
)
ORDER BY facet
