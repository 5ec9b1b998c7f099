-- One row an event: as read, with its figures over all claims (the rules of casualties.py), who
-- reports it, the words to search, and for the located its Web Mercator square in 31 bits.
-- Neighbours on the map are neighbours in the table (Z-order), so a tile reads few row groups.
-- The located come first: labels.py finds them by their row.
{into}
WITH claim AS (
    SELECT
        *,
        -- The smallest and the largest figure, and which of them is open to its side.
        least(killed_low, killed_best, killed_high) AS killed_least,
        greatest(killed_low, killed_best, killed_high) AS killed_most,
        killed_low IS NULL AND killed_high IS NOT NULL AS killed_below,
        killed_low IS NOT NULL AND killed_high IS NULL AS killed_above,
        least(injured_low, injured_best, injured_high) AS injured_least,
        greatest(injured_low, injured_best, injured_high) AS injured_most,
        injured_low IS NULL AND injured_high IS NOT NULL AS injured_below,
        injured_low IS NOT NULL AND injured_high IS NULL AS injured_above,
        out_of_order(killed_low, killed_best, killed_high)
            OR out_of_order(injured_low, injured_best, injured_high) AS contradictory,
        preference(rank, published_on, position) AS preference
    FROM {claims}
),
rolled_up AS (
    SELECT
        event_id,
        unless_open(min(killed_least),
            min(killed_least) FILTER (killed_below) <= min(killed_least)) AS killed_low,
        arg_min(killed_best, preference) FILTER (killed_best IS NOT NULL) AS killed_best,
        unless_open(max(killed_most),
            max(killed_most) FILTER (killed_above) >= max(killed_most)) AS killed_high,
        unless_open(min(injured_least),
            min(injured_least) FILTER (injured_below) <= min(injured_least)) AS injured_low,
        arg_min(injured_best, preference) FILTER (injured_best IS NOT NULL) AS injured_best,
        unless_open(max(injured_most),
            max(injured_most) FILTER (injured_above) >= max(injured_most)) AS injured_high,
        string_agg(killed_words, separator()) AS killed_said,
        string_agg(injured_words, separator()) AS injured_said,
        bool_or(contradictory) AS contradictory,
        count(*) AS claims,
        string_agg(source, ';') AS sources,
        max(quantity) FILTER (quantity_unit = 'sources') AS counted,
        bool_or(quantity_unit = 'sources' AND quantity IS NULL) AS uncounted,
        max(quantity) FILTER (quantity_unit = 'events') AS told_of,
        bool_or(quantity_unit = 'events') AS tells_of_several,
        string_agg(side, separator()) AS sides,
        string_agg(statement, ' ') AS statements
    FROM claim
    GROUP BY event_id
),
placed AS (
    SELECT
        *,
        is_located(lat, lon, geo_precision, $point_precisions) AS located,
        CASE WHEN located THEN square_x(lon) END AS x,
        CASE WHEN located THEN square_y(lat) END AS y
    FROM {source}
),
in_order AS (
    SELECT
        placed.* REPLACE (placed.date_start::DATE AS date_start, placed.date_end::DATE AS date_end),
        rolled_up.* EXCLUDE (event_id)
    FROM placed
    LEFT JOIN rolled_up USING (event_id)
    ORDER BY z_order(x, y) NULLS LAST, position
),
-- What is longer than what it is made of, texts to search and lists, is made of the rows in their order.
searchable AS (
    SELECT
        *,
        search_text(concat_ws(' ', title, summary, place, statements, when_words, where_words,
            killed_said, injured_said)) AS search
    FROM in_order
)
SELECT
    * EXCLUDE (killed_said, injured_said, contradictory, claims, sources, counted, uncounted, told_of,
        tells_of_several, sides, statements),
    join_distinct(killed_said) AS killed_words,
    join_distinct(injured_said) AS injured_words,
    coalesce(contradictory, false) AS contradictory,
    (list_position($event_types, event_type) - 1)::UTINYINT AS type_code,
    coalesce(claims, 0) AS claims,
    list_parts(sources) AS sources,
    CASE WHEN counted IS NOT NULL OR NOT coalesce(uncounted, false)
        THEN greatest(len(list_parts(sources)), coalesce(counted, 0))
    END AS source_count,
    -- A record may tell of several events: their number, unknown where it gives none.
    CASE WHEN tells_of_several THEN told_of ELSE 1 END AS stands_for,
    list_parts(parties) AS party_list,
    list_parts(target) AS target_list,
    CASE WHEN contains(sides, separator()) THEN split_distinct(sides)
        WHEN sides IS NULL THEN [] ELSE [sides] END AS sides,
    -- What is AND is looked for in all rows, what stands behind WHEN only where it counts.
    CASE WHEN coalesce(killed_low, killed_best, killed_high, injured_low, injured_best, injured_high) IS NULL
        THEN states_number(search) ELSE false END AS number_in_text,
    coalesce(contains(words_on(extra), $type_in_text), false) AS type_in_text,
    coalesce(contains(words_on(extra), $several_sources), false) AS several_sources
FROM searchable
