-- A run file. It can be queried while the run goes on: `results` has one line for each row of the input.

CREATE TABLE setups (               -- what shapes a result, the article aside
    id INTEGER PRIMARY KEY,
    stamp TEXT NOT NULL UNIQUE,
    model TEXT NOT NULL,
    settings TEXT NOT NULL          -- JSON
);

CREATE TABLE sessions (             -- one for each time that a command worked on the run
    id INTEGER PRIMARY KEY,
    setup INTEGER NOT NULL REFERENCES setups (id),
    inputs TEXT NOT NULL,           -- JSON
    started REAL NOT NULL,          -- seconds since 1970, UTC, as all times here
    ended REAL,
    outcome TEXT,                   -- null: under way, or killed
    calls INTEGER NOT NULL DEFAULT 0,
    prompt_tokens INTEGER NOT NULL DEFAULT 0,
    completion_tokens INTEGER NOT NULL DEFAULT 0,
    cached_tokens INTEGER NOT NULL DEFAULT 0,
    cost_usd REAL                   -- null: the price isn't known
);

CREATE TABLE articles (             -- each text once, however many rows have it
    id TEXT PRIMARY KEY,
    record TEXT NOT NULL            -- JSON, without what belongs to a row
);

CREATE TABLE rows (                 -- what the inputs hold
    id INTEGER PRIMARY KEY,
    input TEXT NOT NULL,
    position INTEGER NOT NULL,      -- within the input, from 1; 0: the input is one article
    digest TEXT NOT NULL,           -- of the row as it was read
    article TEXT REFERENCES articles (id),
    url TEXT,
    publisher TEXT,
    source TEXT,                    -- JSON
    error TEXT,                     -- why there is no article
    hint TEXT,
    kind TEXT,
    retryable INTEGER,
    UNIQUE (input, position)
);
CREATE INDEX rows_article ON rows (article);

CREATE TABLE work (                 -- what came of an article under a setup
    article TEXT NOT NULL REFERENCES articles (id),
    setup INTEGER NOT NULL REFERENCES setups (id),
    state TEXT NOT NULL CHECK (state IN ('done', 'failed')),
    report TEXT,                    -- JSON, without the article
    kind TEXT,                      -- of the error
    error TEXT,
    hint TEXT,
    retryable INTEGER,
    finished REAL NOT NULL,
    PRIMARY KEY (article, setup)
);
CREATE INDEX work_state ON work (setup, state);

CREATE TABLE attempts (             -- each time that an article was worked on to an end
    id INTEGER PRIMARY KEY,
    article TEXT NOT NULL REFERENCES articles (id),
    setup INTEGER NOT NULL REFERENCES setups (id),
    session INTEGER NOT NULL REFERENCES sessions (id),
    outcome TEXT NOT NULL,          -- done, or the kind of the error
    started REAL NOT NULL,
    seconds REAL NOT NULL,
    calls INTEGER NOT NULL,
    prompt_tokens INTEGER NOT NULL,
    completion_tokens INTEGER NOT NULL,
    cached_tokens INTEGER NOT NULL
);
CREATE INDEX attempts_article ON attempts (article, setup);

CREATE TABLE answers (              -- what the model answered, call by call: nothing is asked twice
    key TEXT PRIMARY KEY,
    answer TEXT NOT NULL
);

CREATE VIEW current AS
    SELECT setup FROM sessions ORDER BY id DESC LIMIT 1;

CREATE VIEW results AS
    SELECT rows.id AS row, rows.input, rows.position, rows.article,
           CASE WHEN rows.article IS NULL THEN 'unreadable' ELSE coalesce(work.state, 'due') END AS state,
           coalesce(rows.kind, work.kind) AS kind, coalesce(rows.error, work.error) AS error,
           coalesce(rows.hint, work.hint) AS hint, work.report
    FROM rows LEFT JOIN work ON work.article = rows.article AND work.setup = (SELECT setup FROM current);
