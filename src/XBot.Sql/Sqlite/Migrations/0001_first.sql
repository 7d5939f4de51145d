-- The first schema. Times are text, UTC, always 2026-11-24T00:28:03.123Z, so that the order of the text is the order of time.
-- One file belongs to one runner: runner_id is kept for people and for moving to PostgreSQL, it is part of no key.

CREATE TABLE store_meta (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE system_events (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    event_type TEXT NOT NULL,
    event_data TEXT NOT NULL CHECK (json_valid(event_data)),
    severity   TEXT NOT NULL CHECK (severity IN ('info', 'warning', 'error', 'critical')),
    runner_id  TEXT NOT NULL,
    created_at TEXT NOT NULL
) STRICT;

CREATE INDEX system_events_by_type_and_severity ON system_events (event_type, severity, id);
CREATE INDEX system_events_by_severity ON system_events (severity, id);
CREATE INDEX system_events_by_type_and_time ON system_events (event_type, created_at);
CREATE INDEX system_events_by_time ON system_events (created_at);

CREATE TABLE job_heartbeats (
    job_name             TEXT PRIMARY KEY,
    last_run_status      TEXT NOT NULL CHECK (last_run_status IN ('OK', 'CDP_DOWN', 'SESSION_INVALID', 'ERROR')),
    last_success         TEXT,
    last_failure         TEXT,
    last_error           TEXT,
    consecutive_failures INTEGER NOT NULL,
    updated_at           TEXT NOT NULL,
    runner_id            TEXT NOT NULL
) STRICT;

-- One plan a UTC day. Its targets are unknown when a reply was confirmed before the plan was made.
CREATE TABLE growth_plans (
    id                   INTEGER PRIMARY KEY AUTOINCREMENT,
    plan_date            TEXT NOT NULL UNIQUE,
    target_replies       INTEGER,
    max_replies_per_hour INTEGER,
    runner_id            TEXT NOT NULL,
    created_at           TEXT NOT NULL
) STRICT;

-- last_updated is null until the first reply of the day is confirmed, and moves with nothing else.
CREATE TABLE growth_execution (
    plan_id      INTEGER PRIMARY KEY REFERENCES growth_plans (id),
    posts_done   INTEGER NOT NULL DEFAULT 0,
    replies_done INTEGER NOT NULL DEFAULT 0,
    last_updated TEXT
) STRICT;

CREATE INDEX growth_execution_by_time ON growth_execution (last_updated);

CREATE TABLE candidates (
    origin        TEXT NOT NULL,
    post_id       TEXT NOT NULL,
    author_handle TEXT NOT NULL,
    posted_at     TEXT NOT NULL,
    source        TEXT NOT NULL,
    verdict       TEXT NOT NULL,
    score         REAL NOT NULL,
    score_reason  TEXT NOT NULL,
    post          TEXT NOT NULL CHECK (json_valid(post)),
    first_seen_at TEXT NOT NULL,
    seen_at       TEXT NOT NULL,
    PRIMARY KEY (origin, post_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX candidates_eligible ON candidates (origin, seen_at) WHERE verdict = 'eligible';

CREATE TABLE replies (
    id               INTEGER PRIMARY KEY AUTOINCREMENT,
    origin           TEXT NOT NULL,
    account_id       TEXT NOT NULL,
    target_id        TEXT NOT NULL,
    target_author    TEXT NOT NULL,
    target_text      TEXT NOT NULL,
    target_posted_at TEXT NOT NULL,
    state            TEXT NOT NULL CHECK (state IN ('DRAFTED', 'APPROVED', 'SENDING', 'CLICKING', 'CONFIRMED', 'NOT_SENT',
                                                    'FAILED', 'UNKNOWN', 'NEEDS_HUMAN', 'REJECTED', 'EXPIRED')),
    text             TEXT NOT NULL,
    score            REAL NOT NULL,
    reason           TEXT NOT NULL,
    approved_by      TEXT,
    lease_token      TEXT,
    lease_until      TEXT,
    claimed_at       TEXT,
    clicked_at       TEXT,
    confirmed_at     TEXT,
    tweet_id         TEXT,
    evidence         TEXT,
    refusal_code     INTEGER,
    note             TEXT,
    expires_at       TEXT NOT NULL,
    created_at       TEXT NOT NULL,
    updated_at       TEXT NOT NULL,
    runner_id        TEXT NOT NULL,
    UNIQUE (origin, account_id, target_id),
    CHECK ((lease_token IS NULL) = (lease_until IS NULL)),
    CHECK (state <> 'CONFIRMED' OR (confirmed_at IS NOT NULL AND evidence IS NOT NULL))
) STRICT;

CREATE INDEX replies_by_state ON replies (state, score DESC, id);
CREATE INDEX replies_by_score ON replies (score DESC, id);
CREATE INDEX replies_by_account ON replies (origin, account_id, state, score DESC, id);
CREATE INDEX replies_confirmed ON replies (confirmed_at) WHERE state = 'CONFIRMED';
CREATE INDEX replies_sent ON replies (origin, account_id, COALESCE(clicked_at, claimed_at, updated_at))
    WHERE state IN ('SENDING', 'CLICKING', 'CONFIRMED', 'UNKNOWN', 'NEEDS_HUMAN');

CREATE TABLE opt_outs (
    handle     TEXT PRIMARY KEY,
    note       TEXT,
    created_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE facts (
    fact_key   TEXT PRIMARY KEY,
    value      TEXT NOT NULL CHECK (json_valid(value)),
    runner_id  TEXT NOT NULL,
    updated_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
