"""The tables and views of a mirror, in SQL that PostgreSQL and what speaks like it have in common. Every key
begins with the programme, by which a cluster shares them out; none goes across programmes."""

from typing import Final

MIRROR_FORM: Final = 3
"""The number of the form of these tables; a mirror of a higher one was made by a newer app."""

TABLES: Final[tuple[str, ...]] = (
    "CREATE SCHEMA IF NOT EXISTS fieldapp",
    "CREATE TABLE IF NOT EXISTS fieldapp.form (number int PRIMARY KEY)",
    """CREATE TABLE IF NOT EXISTS fieldapp.programme (
        programme text PRIMARY KEY, owner uuid NOT NULL, version text NOT NULL, name_en text NOT NULL,
        definition text NOT NULL, definition_digest text NOT NULL, mirrored_seq bigint NOT NULL DEFAULT 0,
        mirrored_history bigint NOT NULL DEFAULT 0, mirrored_link text NOT NULL DEFAULT '',
        mirrored_state text NOT NULL DEFAULT '', board_until date, mirrored_at timestamptz)""",
    """CREATE TABLE IF NOT EXISTS fieldapp.office (
        programme text, office text, organisation text, name_en text NOT NULL, name_local text NOT NULL,
        PRIMARY KEY (programme, office))""",
    """CREATE TABLE IF NOT EXISTS fieldapp.district (
        programme text, district text, region text NOT NULL, region_en text NOT NULL, name_en text NOT NULL,
        name_local text NOT NULL, code text, valid_from date, valid_to date,
        PRIMARY KEY (programme, district))""",
    """CREATE TABLE IF NOT EXISTS fieldapp.indicator (
        programme text, indicator text, unit text NOT NULL, name_en text NOT NULL, name_local text NOT NULL,
        PRIMARY KEY (programme, indicator))""",
    """CREATE TABLE IF NOT EXISTS fieldapp.sheet (
        programme text, office text, period_start date, period_end date, iso_week text, month date, year int,
        status text NOT NULL, revision int NOT NULL, revision_id text NOT NULL,
        changed_at timestamptz, digest text NOT NULL, seq bigint NOT NULL,
        PRIMARY KEY (programme, office, period_start, period_end))""",
    """CREATE TABLE IF NOT EXISTS fieldapp.tally (
        programme text, office text, period_start date, period_end date, district text, indicator text,
        value bigint, exact text, state text NOT NULL, revision_id text NOT NULL, seq bigint NOT NULL,
        PRIMARY KEY (programme, office, period_start, period_end, district, indicator))""",
    """CREATE INDEX IF NOT EXISTS tally_by_district
        ON fieldapp.tally (programme, district, indicator, period_start)""",
    """CREATE TABLE IF NOT EXISTS fieldapp.revision (
        programme text, revision_id text, office text NOT NULL, period_start date NOT NULL,
        period_end date NOT NULL, number int NOT NULL, verdict text NOT NULL, counted boolean NOT NULL,
        check_code text NOT NULL, parents text[] NOT NULL, sealed_at timestamptz, received_at timestamptz,
        record text NOT NULL, seq bigint NOT NULL, PRIMARY KEY (programme, revision_id))""",
    """CREATE TABLE IF NOT EXISTS fieldapp.week (
        programme text, office text, period_start date, period_end date, state text NOT NULL, due timestamptz,
        missing_after timestamptz NOT NULL, received_at timestamptz, sealed_at timestamptz, revision int,
        answered int NOT NULL, expected int NOT NULL, is_after_publication boolean NOT NULL,
        PRIMARY KEY (programme, office, period_start, period_end))""",
    """CREATE TABLE IF NOT EXISTS fieldapp.publication (
        programme text, publication_id text, period_start date NOT NULL, period_end date NOT NULL,
        kind text NOT NULL, language text NOT NULL, body text NOT NULL, set_digest text NOT NULL,
        published_at timestamptz NOT NULL, PRIMARY KEY (programme, publication_id))""",
    """CREATE TABLE IF NOT EXISTS fieldapp.opening (
        programme text, period_start date, period_end date, district text, indicator text, value bigint,
        exact text, source text NOT NULL,
        PRIMARY KEY (programme, period_start, period_end, district, indicator))""",
)

MIRROR_FACTS: Final = (
    *("office", "district", "indicator", "sheet", "tally", "revision", "week", "publication", "opening"),
    "programme",
)
"""The tables that hold something of a programme, its own row last."""

# What headquarters entered for a district by themselves gives way to what an office says of a day that both
# cover, be it in dispute, as in `core.report`; of a month, to what an office says in a sheet that lies in it.
_GIVES_WAY = """t.office = 'hq' AND EXISTS (
        SELECT 1 FROM fieldapp.tally o
        {join}
        WHERE o.programme = t.programme AND o.district = t.district AND o.office <> 'hq'
          AND o.period_start <= t.period_end AND o.period_end >= t.period_start)"""
_IN_MONTH = """JOIN fieldapp.sheet om ON om.programme = o.programme AND om.office = o.office
          AND om.period_start = o.period_start AND om.period_end = o.period_end AND om.month = s.month"""

_AMOUNT = "COALESCE(CAST(t.value AS numeric), CAST(t.exact AS numeric))"
_FIGURE = f"CASE WHEN i.unit = 'ha' THEN {_AMOUNT} * 0.0001 ELSE {_AMOUNT} END"
_JOINED = """FROM fieldapp.tally t
    JOIN fieldapp.sheet s ON s.programme = t.programme AND s.office = t.office
      AND s.period_start = t.period_start AND s.period_end = t.period_end
    JOIN fieldapp.district d ON d.programme = t.programme AND d.district = t.district
    JOIN fieldapp.indicator i ON i.programme = t.programme AND i.indicator = t.indicator"""

VIEWS: Final[tuple[str, ...]] = (
    f"""CREATE OR REPLACE VIEW fieldapp.tally_named AS
    SELECT t.programme, t.office, f.name_en AS office_name, f.organisation, d.region,
      d.region_en AS region_name, t.district, d.name_en AS district_name,
      d.name_local AS district_name_local, d.code AS district_code, t.indicator,
      i.name_en AS indicator_name, i.unit, t.period_start, t.period_end, s.iso_week, s.month, s.year,
      t.state, {_FIGURE} AS figure, CASE WHEN i.unit = 'ha' THEN {_FIGURE} END AS hectares,
      NOT ({_GIVES_WAY.format(join="")}) AS counts, s.status, s.revision, t.revision_id
    {_JOINED}
    JOIN fieldapp.office f ON f.programme = t.programme AND f.office = t.office""",
    f"""CREATE OR REPLACE VIEW fieldapp.month_total AS
    SELECT t.programme, s.month, d.region, d.region_en AS region_name, t.district,
      d.name_en AS district_name, d.code AS district_code, t.indicator, i.name_en AS indicator_name, i.unit,
      SUM({_FIGURE}) AS figure, CASE WHEN i.unit = 'ha' THEN SUM({_FIGURE}) END AS hectares,
      COUNT(*) FILTER (WHERE t.state = 'disputed') AS cells_in_dispute
    {_JOINED}
    WHERE s.month IS NOT NULL AND NOT ({_GIVES_WAY.format(join=_IN_MONTH)})
    GROUP BY t.programme, s.month, d.region, d.region_en, t.district, d.name_en, d.code, t.indicator,
      i.name_en, i.unit""",
    """CREATE OR REPLACE VIEW fieldapp.board AS
    SELECT w.programme, w.office, f.name_en AS office_name, w.period_start, w.period_end, w.due,
      w.received_at, w.sealed_at,
      CASE WHEN w.state = 'not-due' AND w.missing_after < CURRENT_TIMESTAMP THEN 'missing' ELSE w.state END
        AS state,
      w.revision, w.answered AS districts_answered, w.expected AS districts_expected,
      w.is_after_publication
    FROM fieldapp.week w
    JOIN fieldapp.office f ON f.programme = w.programme AND f.office = w.office
    WHERE w.period_start <= CURRENT_DATE""",
    """CREATE OR REPLACE VIEW fieldapp.changed_after_publication AS
    SELECT p.programme, p.period_start, p.period_end, p.published_at, s.office, f.name_en AS office_name,
      s.period_start AS sheet_start, s.period_end AS sheet_end, s.changed_at, s.revision, r.check_code,
      s.revision_id
    FROM (SELECT programme, period_start, period_end, MIN(published_at) AS published_at
          FROM fieldapp.publication GROUP BY programme, period_start, period_end) p
    JOIN fieldapp.sheet s ON s.programme = p.programme AND s.changed_at > p.published_at
      AND s.period_start <= p.period_end AND s.period_end >= p.period_start
    JOIN fieldapp.office f ON f.programme = s.programme AND f.office = s.office
    LEFT JOIN fieldapp.revision r ON r.programme = s.programme AND r.revision_id = s.revision_id""",
    f"""CREATE OR REPLACE VIEW fieldapp.opening_named AS
    SELECT t.programme, t.period_start, t.period_end, d.region, d.region_en AS region_name, d.district,
      d.name_en AS district_name, d.code AS district_code, t.indicator, i.name_en AS indicator_name, i.unit,
      {_FIGURE} AS figure, CASE WHEN i.unit = 'ha' THEN {_FIGURE} END AS hectares, t.source
    FROM fieldapp.opening t
    JOIN fieldapp.indicator i ON i.programme = t.programme AND i.indicator = t.indicator
    LEFT JOIN fieldapp.district d ON d.programme = t.programme AND d.district = t.district""",
)
