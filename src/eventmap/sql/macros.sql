-- Z-order curve: the highest 16 bits of x and y, interleaved into one number.
CREATE OR REPLACE TEMP MACRO spread_8(n) AS (n | (n << 8)) & 16711935;
CREATE OR REPLACE TEMP MACRO spread_4(n) AS (n | (n << 4)) & 252645135;
CREATE OR REPLACE TEMP MACRO spread_2(n) AS (n | (n << 2)) & 858993459;
CREATE OR REPLACE TEMP MACRO spread_1(n) AS (n | (n << 1)) & 1431655765;
CREATE OR REPLACE TEMP MACRO spread(n) AS spread_1(spread_2(spread_4(spread_8(n::BIGINT))));
CREATE OR REPLACE TEMP MACRO z_order(x, y) AS spread(x >> 15) | (spread(y >> 15) << 1);

-- Whether an event stands on the map as a point, and where: its Web Mercator square in 31 bits.
CREATE OR REPLACE TEMP MACRO is_located(lat, lon, geo_precision, point_precisions) AS
    lat IS NOT NULL AND lon IS NOT NULL AND list_contains(point_precisions, geo_precision);
CREATE OR REPLACE TEMP MACRO square(share) AS
    least(floor(least(greatest(share, 0), 1) * 2147483648), 2147483647)::INTEGER;
CREATE OR REPLACE TEMP MACRO square_x(lon) AS square((lon + 180) / 360);
-- Web Mercator ends at 85.0511 degrees: what lies beyond stands at the edge.
CREATE OR REPLACE TEMP MACRO square_y(lat) AS
    square(0.5 - ln(tan(pi() / 4 + radians(least(greatest(lat, -85.06), 85.06)) / 2)) / (2 * pi()));

-- What is in order by cell, and in each by position, is in the order of the map, see `load_events.sql`:
-- along the curve, then what has no point, so many rows of it in a cell.
CREATE OR REPLACE TEMP MACRO map_cell(lat, lon, geo_precision, point_precisions, position, most) AS
    CASE WHEN is_located(lat, lon, geo_precision, point_precisions)
    THEN z_order(square_x(lon), square_y(lat)) ELSE 4294967296 + position // most END;

-- Which of several claims is preferred, the smallest number: by rank (3 bits), the latest published
-- (22 bits, an unknown day last), the first in the table (36 bits). One number is compared in half
-- the time of three.
CREATE OR REPLACE TEMP MACRO preference(rank, published_on, position) AS
    (rank::BIGINT << 60)
    + ((2000000 - coalesce(published_on - DATE '1970-01-01', -1000000))::BIGINT << 36)
    + position;

-- Different texts in their order, out of one text that holds them all: a list of them that is
-- built while grouping takes three times as long.
CREATE OR REPLACE TEMP MACRO separator() AS chr(31) || chr(30) || chr(31);
CREATE OR REPLACE TEMP MACRO split_distinct(texts) AS
    coalesce(list_sort(list_distinct(string_split(texts, separator()))), []);

-- The same as one text, NULL for none; most texts are one.
CREATE OR REPLACE TEMP MACRO join_distinct(texts) AS CASE
    WHEN texts IS NULL OR NOT contains(texts, separator()) THEN texts
    ELSE array_to_string(split_distinct(texts), '; ')
END;

-- The different parts of a text that ";" separates, in their order; most texts are one part.
CREATE OR REPLACE TEMP MACRO list_parts(texts) AS CASE
    WHEN texts IS NULL THEN []::VARCHAR[]
    WHEN NOT contains(texts, ';') THEN [texts]
    ELSE list_sort(list_distinct(list_filter(
        list_transform(string_split(texts, ';'), lambda part: trim(part)), lambda part: part <> ''
    )))
END;

-- Beginnings of words for harm and for people in Ukrainian, Russian, French, Spanish, German, Polish
-- and Arabic, and of numbers in words of the last five.
CREATE OR REPLACE TEMP MACRO harm_stems() AS
    '(загин|погиб|убит|вбит|поранен|ранен|пострад|\b(tue[se]?\b|tuant|morts?\b|mortes\b|blesse|blessant'
    || '|deces|decede|muert|murio|murier|fallec|asesinad|herid|lesionad|tote\b|getotet|verletz|verwundet'
    || '|gestorben|zabit|zabic|zginel|zginal|ranny|ranna|rannych|ranne\b|rany\b)'
    || '|قتل|قتيل|جرح|جريح|مصاب|اصيب|إصاب|اصاب|شهيد|شهداء)';
CREATE OR REPLACE TEMP MACRO people_stems() AS
    '(людин|люде|осіб|особ|чолов|цивіл|мирн|жител|діт|дет|человек|граждан|військов|военн'
    || '|personn|civil|enfant|soldat|militair|femme|homme|person|soldad|militar|nino|mujer|menschen'
    || '|zivil|kind|osob|osoby|cywil|zolnierz|dziec|شخص|اشخاص|أشخاص|مدني|اطفال|أطفال|طفل|جند)';
CREATE OR REPLACE TEMP MACRO number_words() AS
    '(deux|trois|quatre|cinq|six|sept|huit|neuf|dix|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez'
    || '|zwei|drei|vier|funf|sechs|sieben|acht|neun|zehn|dwie|dwoch|dwoje|trzy|trzech|cztery|piec|piecioro'
    || '|szesc|ثلاثة|اربعة|أربعة|خمسة|ستة|سبعة|ثمانية|تسعة|عشرة)';

-- The words that a reader put behind a row of a file, see readers.values.rowtexts; NULL for none.
CREATE OR REPLACE TEMP MACRO words_on(row) AS
    -- Few rows end so: the pattern is for them alone, and for their end.
    CASE WHEN ends_with(row, '"]}')
    THEN regexp_extract(right(row, 1000), '"eventmap_*": (\["[a-z_", ]+"\])}$', 1)
    END;

-- Whether a text (lower case, without accents) states a number of killed or injured, in the
-- languages above: "18 people were killed", "killing two", "5 поранених", "trois civils tués".
CREATE OR REPLACE TEMP MACRO states_number(text) AS
    -- Most texts name no harm: looking for a few words costs a fifth of the patterns.
    CASE WHEN regexp_matches(text, '(kill|dea|died|injur|wound|fatal|casual|загин|погиб|убит|вбит|ранен'
        || '|пострад|' || harm_stems() || ')')
    THEN
        regexp_matches(text, '\b([0-9][0-9,]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven'
            || '|twelve|dozens|hundreds|several) (((were|are|reported|others|more) ){0,2}'
            || '(killed|dead|died|injured|wounded|deaths|fatalities|casualties)'
            || '|([a-z-]+ ){0,3}(people|persons?|civilians?|soldiers?|children|child|men|women|man'
            || '|woman|others|residents?|workers?|policemen|medics?)\b[^.;]{0,60}'
            || '\b(killed|dead|died|injured|wounded))\b')
        OR regexp_matches(text, '\b(killed|killing|injured|injuring|wounded|wounding)'
            || ' (at least |up to |about |around |some |more than |over )?([0-9]+|one|two|three|four'
            || '|five|six|seven|eight|nine|ten|eleven|twelve|dozens|hundreds|several)\b')
        OR regexp_matches(text, '([0-9]|\b' || number_words() || ') (([^ .;]+ )?' || people_stems()
            || '[^.;]{0,40})?' || harm_stems())
        OR regexp_matches(text, harm_stems() || '[^ .;]* ([^ .;]+ )?([0-9]+|' || number_words()
            || ') ([^ .;]+ )?' || people_stems())
    ELSE false END;

-- Whether the figures of a claim are not low <= best <= high, as far as they are given.
CREATE OR REPLACE TEMP MACRO out_of_order(low, best, high) AS
    coalesce(low > best, false) OR coalesce(best > high, false) OR coalesce(low > high, false);

-- A figure, or NULL where it is that of an open end; an end that no claim leaves open is NULL too.
CREATE OR REPLACE TEMP MACRO unless_open(figure, is_open) AS
    CASE WHEN coalesce(is_open, false) THEN NULL ELSE figure END;
