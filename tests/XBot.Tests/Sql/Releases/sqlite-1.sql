-- A database as the first release left it: its schema, letter by letter, and rows in every table. Never edited.
PRAGMA application_id = 2017611604;
CREATE TABLE schema_migrations (version INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at TEXT NOT NULL) STRICT;
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

INSERT INTO schema_migrations (version, name, applied_at) VALUES (1, '0001_first.sql', '2026-03-01T11:59:59.000Z');
INSERT INTO store_meta (name, value) VALUES
    ('store_id', '0123456789abcdef0123456789abcdef'),
    ('origin', 'http://127.0.0.1:4000');
INSERT INTO system_events (id, event_type, event_data, severity, runner_id, created_at) VALUES
    (1, 'RUNNER_DAEMON_STARTED', '{"pid":4711}', 'info', 'desk', '2026-03-01T12:00:00.123Z'),
    (2, 'RUNNER_DAEMON_HEARTBEAT', '{"status":"OK","consecutive_failures":0,"details":{"cycle":1}}', 'info', 'desk', '2026-03-01T12:00:01.000Z'),
    (7, 'POST_SUCCESS', '{"reply_id":"3","tweet_id":"93"}', 'info', 'desk', '2026-03-01T12:05:00.001Z');
INSERT INTO job_heartbeats (job_name, last_run_status, last_success, last_failure, last_error, consecutive_failures, updated_at, runner_id) VALUES
    ('runner_daemon', 'CDP_DOWN', '2026-03-01T12:00:01.000Z', '2026-03-01T12:06:00.000Z', 'Chrome went away', 2, '2026-03-01T12:06:00.000Z', 'desk');
INSERT INTO growth_plans (id, plan_date, target_replies, max_replies_per_hour, runner_id, created_at) VALUES
    (4, '2026-03-01', 20, 4, 'desk', '2026-03-01T00:00:10.000Z'),
    (5, '2026-03-02', NULL, NULL, 'desk', '2026-03-02T00:00:10.000Z');
INSERT INTO growth_execution (plan_id, posts_done, replies_done, last_updated) VALUES
    (4, 0, 1, '2026-03-01T12:05:00.001Z'),
    (5, 0, 0, NULL);
INSERT INTO candidates (origin, post_id, author_handle, posted_at, source, verdict, score, score_reason, post, first_seen_at, seen_at) VALUES
    ('http://127.0.0.1:4000', '2018728413880840451', 'ann', '2026-03-01T11:50:00.000Z', 'home', 'eligible', 61.25, 'reach 20', '{"id":"2018728413880840451","authorHandle":"ann","authorName":"Ann","postedAt":"2026-03-01T11:50:00+00:00","text":"a \"quoted\" post","permalink":"https://x.com/ann/status/2018728413880840451"}', '2026-03-01T12:00:00.000Z', '2026-03-01T12:01:00.000Z');
INSERT INTO replies (id, origin, account_id, target_id, target_author, target_text, target_posted_at, state, text, score, reason, approved_by, lease_token, lease_until, claimed_at, clicked_at, confirmed_at, tweet_id, evidence, refusal_code, note, expires_at, created_at, updated_at, runner_id) VALUES
    (1, 'http://127.0.0.1:4000', '1001', '2018728413880840401', 'author1', 'Post 1''s text', '2026-03-01T11:40:00.000Z', 'DRAFTED', 'Reply 1', 50.5, 'reach', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '2026-03-01T14:00:00.000Z', '2026-03-01T12:00:00.000Z', '2026-03-01T12:05:00.001Z', 'desk'),
    (2, 'http://127.0.0.1:4000', '1001', '2018728413880840402', 'author2', 'Post 2''s text', '2026-03-01T11:40:00.000Z', 'APPROVED', 'Reply 2', 50.5, 'reach', 'ann', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '2026-03-01T14:00:00.000Z', '2026-03-01T12:00:00.000Z', '2026-03-01T12:05:00.001Z', 'desk'),
    (3, 'http://127.0.0.1:4000', '1001', '2018728413880840403', 'author3', 'Post 3''s text', '2026-03-01T11:40:00.000Z', 'CONFIRMED', 'Reply 3', 50.5, 'reach', 'ann', NULL, NULL, '2026-03-01T12:04:00.000Z', '2026-03-01T12:04:00.000Z', '2026-03-01T12:05:00.001Z', '93', 'create_tweet_response', NULL, NULL, '2026-03-01T14:00:00.000Z', '2026-03-01T12:00:00.000Z', '2026-03-01T12:05:00.001Z', 'desk'),
    (4, 'http://127.0.0.1:4000', '1001', '2018728413880840404', 'author4', 'Post 4''s text', '2026-03-01T11:40:00.000Z', 'SENDING', 'Reply 4', 50.5, 'reach', 'ann', 't4', '2026-03-01T12:14:00.000Z', '2026-03-01T12:04:00.000Z', NULL, NULL, NULL, NULL, NULL, NULL, '2026-03-01T14:00:00.000Z', '2026-03-01T12:00:00.000Z', '2026-03-01T12:05:00.001Z', 'desk'),
    (5, 'http://127.0.0.1:4000', '1001', '2018728413880840405', 'author5', 'Post 5''s text', '2026-03-01T11:40:00.000Z', 'CLICKING', 'Reply 5', 50.5, 'reach', 'ann', 't5', '2026-03-01T12:14:00.000Z', '2026-03-01T12:04:00.000Z', '2026-03-01T12:04:00.000Z', NULL, NULL, NULL, NULL, NULL, '2026-03-01T14:00:00.000Z', '2026-03-01T12:00:00.000Z', '2026-03-01T12:05:00.001Z', 'desk'),
    (6, 'http://127.0.0.1:4000', '1001', '2018728413880840406', 'author6', 'Post 6''s text', '2026-03-01T11:40:00.000Z', 'UNKNOWN', 'Reply 6', 50.5, 'reach', 'ann', NULL, NULL, '2026-03-01T12:04:00.000Z', '2026-03-01T12:04:00.000Z', NULL, NULL, NULL, NULL, 'no answer', '2026-03-01T14:00:00.000Z', '2026-03-01T12:00:00.000Z', '2026-03-01T12:05:00.001Z', 'desk'),
    (7, 'http://127.0.0.1:4000', '1001', '2018728413880840407', 'author7', 'Post 7''s text', '2026-03-01T11:40:00.000Z', 'NEEDS_HUMAN', 'Reply 7', 50.5, 'reach', 'ann', NULL, NULL, '2026-03-01T12:04:00.000Z', '2026-03-01T12:04:00.000Z', NULL, NULL, NULL, NULL, 'looked for 15 minutes', '2026-03-01T14:00:00.000Z', '2026-03-01T12:00:00.000Z', '2026-03-01T12:05:00.001Z', 'desk'),
    (8, 'http://127.0.0.1:4000', '1001', '2018728413880840408', 'author8', 'Post 8''s text', '2026-03-01T11:40:00.000Z', 'FAILED', 'Reply 8', 50.5, 'reach', 'ann', NULL, NULL, '2026-03-01T12:04:00.000Z', '2026-03-01T12:04:00.000Z', NULL, NULL, NULL, 385, 'refused', '2026-03-01T14:00:00.000Z', '2026-03-01T12:00:00.000Z', '2026-03-01T12:05:00.001Z', 'desk'),
    (9, 'http://127.0.0.1:4000', '1001', '2018728413880840409', 'author9', 'Post 9''s text', '2026-03-01T11:40:00.000Z', 'REJECTED', 'Reply 9', 50.5, 'reach', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'by ann', '2026-03-01T14:00:00.000Z', '2026-03-01T12:00:00.000Z', '2026-03-01T12:05:00.001Z', 'desk'),
    (10, 'http://127.0.0.1:4000', '1001', '2018728413880840410', 'author10', 'Post 10''s text', '2026-03-01T11:40:00.000Z', 'EXPIRED', 'Reply 10', 50.5, 'reach', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '2026-03-01T14:00:00.000Z', '2026-03-01T12:00:00.000Z', '2026-03-01T12:05:00.001Z', 'desk'),
    (11, 'http://127.0.0.1:4000', '1001', '2018728413880840411', 'author11', 'Post 11''s text', '2026-03-01T11:40:00.000Z', 'NOT_SENT', 'Reply 11', 50.5, 'reach', 'ann', NULL, NULL, '2026-03-01T12:04:00.000Z', NULL, NULL, NULL, NULL, NULL, NULL, '2026-03-01T14:00:00.000Z', '2026-03-01T12:00:00.000Z', '2026-03-01T12:05:00.001Z', 'desk');
INSERT INTO opt_outs (handle, note, created_at) VALUES
    ('bob', 'asked to be left alone', '2026-03-01T12:00:00.000Z'),
    ('carl', NULL, '2026-03-01T12:00:00.000Z');
INSERT INTO facts (fact_key, value, runner_id, updated_at) VALUES
    ('posting_freeze', '{"Reason":"a challenge","At":"2026-03-01T12:05:00+00:00"}', 'desk', '2026-03-01T12:05:00.001Z'),
    ('first_start', '"2026-03-01T12:00:00+00:00"', 'desk', '2026-03-01T12:00:00.123Z');
