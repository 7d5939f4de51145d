-- Who owns an account: one runner at a time. The token grows with every new owner and never goes back; times are the server's own.
CREATE TABLE account_leases (
    origin     text NOT NULL,
    account_id text NOT NULL,
    token      bigint NOT NULL,
    owner      text,                    -- the owner's profile on its machine; null: given back
    runner_id  text NOT NULL,
    taken_at   timestamptz NOT NULL,
    until      timestamptz NOT NULL,    -- no click after this
    free_at    timestamptz NOT NULL,    -- others may take it from then on: the click's budget later
    PRIMARY KEY (origin, account_id)
);
