-- What a large dataset adds up to, counted ahead. First what events have in common, each different
-- combination once and by a number: their type and place, their figures, and what else is filtered by
-- or added up. A number is sorted, grouped and written in a fraction of the time of what it stands for.
CREATE OR REPLACE TEMP MACRO month_of(day) AS date_trunc('month', day)::DATE;

CREATE TABLE kinds AS
SELECT *, row_number() OVER ()::INTEGER AS kind
FROM (SELECT DISTINCT type_code, event_type, country, admin1 FROM kept.events);

CREATE TABLE figures AS
SELECT *, row_number() OVER ()::INTEGER AS figure
FROM (SELECT DISTINCT {figures} FROM kept.events);

CREATE TEMP TABLE different AS
SELECT *, row_number() OVER ()::INTEGER AS account
FROM (SELECT DISTINCT {accounts} FROM kept.events);

-- The different lists of values, such as of sources.
CREATE TABLE lists AS
SELECT list, row_number() OVER ()::INTEGER AS number
FROM (
    SELECT DISTINCT list FROM (
    {lists}
    )
);

CREATE TABLE accounts AS
SELECT account, {plain}, {numbers}
FROM different
{joins}
ORDER BY account;

-- All events in the order of their days, those of several months or undated last: so the days of a
-- month that a period cuts are read and little else.
CREATE TABLE by_day AS
SELECT date_start, date_end, event.rowid AS row, x, y, kind, figure, account
FROM kept.events AS event
JOIN kinds ON {same_kind}
JOIN figures ON {same_figures}
JOIN different ON {same_account}
ORDER BY (
    coalesce(date_start, date_end) - DATE '1970-01-01'
    + CASE WHEN month_of(date_start) = month_of(date_end) THEN 0 ELSE 10_000_000 END
)::INTEGER;

SELECT error('events are missing')
WHERE (SELECT count(*) FROM by_day) <> (SELECT count(*) FROM kept.events);

-- Of what the map shows, the located events.
CREATE VIEW dated AS
SELECT
    row, x, y, type_code, event_type, country, admin1, date_start, date_end,
    killed_low, killed_best, killed_high, injured_low, injured_best, injured_high
FROM by_day JOIN kinds USING (kind) JOIN figures USING (figure)
WHERE x IS NOT NULL;

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
        min(rowid) AS first_row
    FROM kept.events
    WHERE located
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
SELECT date_start, date_end, event_type, country, admin1, tallied.* EXCLUDE (date_start, date_end, kind)
FROM (
    SELECT
        date_start, date_end, kind,
        {tallies}
    FROM (
        SELECT *, x IS NOT NULL AS located
        FROM by_day
        JOIN kinds USING (kind) JOIN figures USING (figure) JOIN accounts USING (account)
    )
    GROUP BY ALL
) AS tallied
JOIN kinds USING (kind)
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

-- How many events have each value, by months, type and place. Few combinations come in a month, so
-- that they are counted first.
CREATE TEMP TABLE counted AS
SELECT
    month_of(date_start) AS date_start, month_of(date_end) AS date_end, kind, account,
    count(*) AS records
FROM by_day
GROUP BY ALL;

CREATE TEMP VIEW recounted AS
SELECT date_start, date_end, kind, accounts.*, records * coalesce(stands_for, 1) AS events
FROM counted JOIN accounts USING (account);

CREATE TABLE values_months AS
FROM (
    {values_of_kinds}
    UNION ALL
    SELECT facet, value, date_start, date_end, event_type, country, admin1, events
    FROM (
        SELECT facet, value, date_start, date_end, kind, {added_events} AS events
        FROM (
        {values}
        )
        GROUP BY ALL
    )
    JOIN kinds USING (kind)
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
