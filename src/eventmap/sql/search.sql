-- A text as words are looked for in it: in small letters without accents, "Łódź" as "lodz" and
-- "Straße" as "strasse". To Unicode these letters have no accent, and few texts have one. A text with as
-- many bytes as characters has no accents: looking at each of its letters takes six times as long.
CREATE OR REPLACE TEMP MACRO search_text(text) AS
    CASE WHEN strlen(text) = length(text) THEN lower(text)
    WHEN regexp_matches(text, '[ŁłØøĐđÐðĦħıẞßÆæŒœςƏə]')
    THEN replace(replace(replace(translate(strip_accents(lower(text)), 'łøđðħıςə', 'loddhiσe'),
        'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe')
    ELSE strip_accents(lower(text)) END;
