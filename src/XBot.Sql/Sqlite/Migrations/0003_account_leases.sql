-- Who owns an account: one runner at a time. The token grows with every new owner and never goes back.
CREATE TABLE account_leases (
    origin     TEXT NOT NULL,
    account_id TEXT NOT NULL,
    token      INTEGER NOT NULL,
    owner      TEXT,                    -- the owner's profile on its machine; null: given back
    runner_id  TEXT NOT NULL,
    taken_at   TEXT NOT NULL,
    until      TEXT NOT NULL,           -- no click after this
    free_at    TEXT NOT NULL,           -- others may take it from then on: the click's budget later
    PRIMARY KEY (origin, account_id)
) STRICT, WITHOUT ROWID;
