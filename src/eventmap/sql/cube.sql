-- What a large dataset adds up to, counted ahead. First what events have in common, each different
-- combination once and by a number: their type and place, their figures, and what else is filtered by
-- or added up. A number is sorted, grouped and written in a fraction of the time of what it stands for.
CREATE OR REPLACE TEMP MACRO month_of(day) AS date_trunc('month', day)::DATE;

CREATE TABLE kinds AS
SELECT *, row_number() OVER (ORDER BY admin1, country, event_type)::INTEGER AS kind
FROM (SELECT DISTINCT type_code, {kinds} FROM kept.events);

CREATE TABLE figures AS
SELECT *, row_number() OVER ()::INTEGER AS figure
FROM (SELECT {figures}, count(*) AS records_in_all FROM kept.events GROUP BY ALL);

CREATE TEMP TABLE different AS
SELECT *, row_number() OVER ()::INTEGER AS account
FROM (SELECT {accounts}, count(*) AS records_in_all FROM kept.events GROUP BY ALL);

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
-- month that a period cuts are read and little else. What they have in common is found by its hash,
-- in half the time of its values: of two that had the same an event would come twice. Of several lists
-- in one hash DuckDB does not tell where one ends, so each has its own.
CREATE TABLE by_day AS
SELECT date_start, date_end, row, x, y, kind, figure, account
FROM (
    SELECT
        date_start, date_end, rowid::UINTEGER AS row, x, y,
        hash({kinds}) AS kind_hash, hash({figures}) AS figure_hash, hash({account_parts}) AS account_hash
    FROM kept.events
)
JOIN (SELECT kind, hash({kinds}) AS kind_hash FROM kinds) USING (kind_hash)
JOIN (SELECT figure, hash({figures}) AS figure_hash FROM figures) USING (figure_hash)
JOIN (SELECT account, hash({account_parts}) AS account_hash FROM different) USING (account_hash)
ORDER BY (
    coalesce(date_start, date_end) - DATE '1970-01-01'
    + CASE WHEN month_of(date_start) = month_of(date_end) THEN 0 ELSE 10_000_000 END
)::INTEGER;

SELECT error('events are missing, or come twice')
WHERE (SELECT count(*) FROM by_day) <> (SELECT count(*) FROM kept.events);

-- What each of these adds up to, several totals in one number, so that of events fewer are added up:
-- a sum has 63 of its bits at the least, a count 31.
SELECT error('what is to be added up is too large')
FROM (
    SELECT records_in_all, greatest({figures_given}) AS most, least({figures_given}) AS fewest
    FROM figures
    UNION ALL
    SELECT records_in_all, stands_for, stands_for FROM different
)
HAVING sum(records_in_all::HUGEINT * greatest(most, 4294967296)) >= 9223372036854775808
    OR min(fewest) < 0;

CREATE TEMP TABLE packed_figures AS
SELECT figure, {pack_cells}, {pack_noted}
FROM (SELECT figure, {single} FROM (SELECT *, 0 AS x, 0 AS y FROM figures))
JOIN (SELECT figure, {of_figures} FROM figures GROUP BY figure) USING (figure);

CREATE TEMP TABLE packed_accounts AS
SELECT account, {pack_accounts}
FROM (SELECT account, {of_accounts} FROM (SELECT *, '' AS admin1 FROM accounts) GROUP BY account);

-- By cell, type, place and months, a month written as its first day. Of fine cells a map shows a small
-- part, so neighbours stand together; of coarse ones all, so months do.
CREATE TEMP TABLE packed_fine AS
SELECT
    month_of(date_start) AS date_start,
    month_of(date_end) AS date_end,
    (x >> {fine})::SMALLINT AS cell_x, (y >> {fine})::SMALLINT AS cell_y,
    kind,
    count(*) AS events, sum(x)::BIGINT AS x, sum(y)::BIGINT AS y,
    {add_cells},
    min(row) AS first_row
FROM by_day JOIN packed_figures USING (figure)
WHERE x IS NOT NULL
GROUP BY ALL;

CREATE TABLE months_fine AS
SELECT
    date_start, date_end, cell_x, cell_y, type_code, event_type, country, admin1,
    {unpack_cells},
    first_row
FROM (FROM packed_fine ORDER BY first_row) JOIN kinds USING (kind);

CREATE TEMP TABLE packed_coarse AS
SELECT
    date_start, date_end,
    (cell_x >> {coarser})::SMALLINT AS cell_x, (cell_y >> {coarser})::SMALLINT AS cell_y,
    kind,
    sum(events)::BIGINT AS events, sum(x)::BIGINT AS x, sum(y)::BIGINT AS y,
    {add_cells},
    min(first_row) AS first_row
FROM packed_fine
GROUP BY ALL;

CREATE TABLE months_coarse AS
SELECT
    date_start, date_end, cell_x, cell_y, type_code, event_type, country, admin1,
    {unpack_cells},
    first_row
FROM (FROM packed_coarse ORDER BY coalesce(date_start <> date_end, true), date_start, first_row)
JOIN kinds USING (kind);

-- By cell, type and place, whatever the days.
CREATE TABLE ever_fine AS
SELECT cell_x, cell_y, type_code, event_type, country, admin1, {unpack_cells}, first_row
FROM (
    SELECT
        cell_x, cell_y, kind, sum(events)::BIGINT AS events, sum(x)::BIGINT AS x, sum(y)::BIGINT AS y,
        {add_cells},
        min(first_row) AS first_row
    FROM packed_fine
    GROUP BY ALL
    ORDER BY first_row
)
JOIN kinds USING (kind);

CREATE TABLE ever_coarse AS
SELECT cell_x, cell_y, type_code, event_type, country, admin1, {unpack_cells}, first_row
FROM (
    SELECT
        cell_x, cell_y, kind, sum(events)::BIGINT AS events, sum(x)::BIGINT AS x, sum(y)::BIGINT AS y,
        {add_cells},
        min(first_row) AS first_row
    FROM packed_coarse
    GROUP BY ALL
    ORDER BY first_row
)
JOIN kinds USING (kind);

DROP TABLE packed_fine;
DROP TABLE packed_coarse;

-- By day, type and place, located or not: what a summary and a trend add up, in the order of the
-- days, so that of a period little else is read.
CREATE TABLE days AS
SELECT date_start, date_end, event_type, country, admin1, {unpack_days}
FROM (
    SELECT
        date_start, date_end, kind,
        count(*)::UINTEGER AS records,
        {add_cells},
        {add_days}
    FROM by_day
    JOIN packed_figures USING (figure) JOIN packed_accounts USING (account)
    GROUP BY ALL
    ORDER BY date_start, date_end, kind
)
JOIN kinds USING (kind);

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
