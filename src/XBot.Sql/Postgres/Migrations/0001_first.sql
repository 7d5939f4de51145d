-- The first schema. Many runners may share it: runner_id is part of the key wherever a row is one runner's own.

CREATE TABLE store_meta (
    name  text PRIMARY KEY,
    value text NOT NULL
);

CREATE TABLE system_events (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    event_type text NOT NULL,
    event_data jsonb NOT NULL,
    severity   text NOT NULL CHECK (severity IN ('info', 'warning', 'error', 'critical')),
    runner_id  text NOT NULL,
    created_at timestamptz NOT NULL
);

CREATE INDEX system_events_by_runner ON system_events (runner_id, id);
CREATE INDEX system_events_by_type_and_severity ON system_events (runner_id, event_type, severity, id);
CREATE INDEX system_events_by_severity ON system_events (runner_id, severity, id);
CREATE INDEX system_events_by_time ON system_events (runner_id, created_at);
CREATE INDEX system_events_by_type_and_time ON system_events (event_type, created_at);

CREATE TABLE job_heartbeats (
    job_name             text NOT NULL,
    last_run_status      text NOT NULL CHECK (last_run_status IN ('OK', 'CDP_DOWN', 'SESSION_INVALID', 'ERROR')),
    last_success         timestamptz,
    last_failure         timestamptz,
    last_error           text,
    consecutive_failures integer NOT NULL,
    updated_at           timestamptz NOT NULL,
    runner_id            text NOT NULL,
    PRIMARY KEY (job_name, runner_id)
);

-- One plan a runner and UTC day. Its targets are unknown when a reply was confirmed before the plan was made.
CREATE TABLE growth_plans (
    id                   bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    plan_date            date NOT NULL,
    target_replies       integer,
    max_replies_per_hour integer,
    runner_id            text NOT NULL,
    created_at           timestamptz NOT NULL,
    UNIQUE (runner_id, plan_date)
);

-- last_updated is null until the first reply of the day is confirmed, and moves with nothing else.
CREATE TABLE growth_execution (
    plan_id      bigint PRIMARY KEY REFERENCES growth_plans (id),
    posts_done   integer NOT NULL DEFAULT 0,
    replies_done integer NOT NULL DEFAULT 0,
    last_updated timestamptz
);

CREATE INDEX growth_execution_by_time ON growth_execution (last_updated);

CREATE TABLE candidates (
    origin        text NOT NULL,
    post_id       text NOT NULL,
    author_handle text NOT NULL,
    posted_at     timestamptz NOT NULL,
    source        text NOT NULL,
    verdict       text NOT NULL,
    score         double precision NOT NULL,
    score_reason  text NOT NULL,
    post          jsonb NOT NULL,
    first_seen_at timestamptz NOT NULL,
    seen_at       timestamptz NOT NULL,
    PRIMARY KEY (origin, post_id)
);

CREATE INDEX candidates_eligible ON candidates (origin, seen_at) WHERE verdict = 'eligible';

CREATE TABLE replies (
    id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    origin           text NOT NULL,
    account_id       text NOT NULL,
    target_id        text NOT NULL,
    target_author    text NOT NULL,
    target_text      text NOT NULL,
    target_posted_at timestamptz NOT NULL,
    state            text NOT NULL CHECK (state IN ('DRAFTED', 'APPROVED', 'SENDING', 'CLICKING', 'CONFIRMED', 'NOT_SENT',
                                                    'FAILED', 'UNKNOWN', 'NEEDS_HUMAN', 'REJECTED', 'EXPIRED')),
    text             text NOT NULL,
    score            double precision NOT NULL,
    reason           text NOT NULL,
    approved_by      text,
    lease_token      text,
    lease_until      timestamptz,
    claimed_at       timestamptz,
    clicked_at       timestamptz,
    confirmed_at     timestamptz,
    tweet_id         text,
    evidence         text,
    refusal_code     integer,
    note             text,
    expires_at       timestamptz NOT NULL,
    created_at       timestamptz NOT NULL,
    updated_at       timestamptz NOT NULL,
    runner_id        text NOT NULL,
    UNIQUE (origin, account_id, target_id),
    CHECK ((lease_token IS NULL) = (lease_until IS NULL)),
    CHECK (state <> 'CONFIRMED' OR (confirmed_at IS NOT NULL AND evidence IS NOT NULL))
);

CREATE INDEX replies_by_state ON replies (state, score DESC, id);
CREATE INDEX replies_by_score ON replies (score DESC, id);
CREATE INDEX replies_by_account ON replies (origin, account_id, state, score DESC, id);
CREATE INDEX replies_confirmed ON replies (runner_id, confirmed_at) WHERE state = 'CONFIRMED';
CREATE INDEX replies_sent ON replies (origin, account_id, COALESCE(clicked_at, claimed_at, updated_at))
    WHERE state IN ('SENDING', 'CLICKING', 'CONFIRMED', 'UNKNOWN', 'NEEDS_HUMAN');

CREATE TABLE opt_outs (
    handle     text COLLATE "C" PRIMARY KEY,
    note       text,
    created_at timestamptz NOT NULL
);

CREATE TABLE facts (
    runner_id  text NOT NULL,
    fact_key   text NOT NULL,
    value      json NOT NULL,
    updated_at timestamptz NOT NULL,
    PRIMARY KEY (runner_id, fact_key)
);
