-- What runs by way of files have besides. Older run files get it when they are next worked on.

CREATE TABLE IF NOT EXISTS requests (   -- what was put into files, each question once
    id TEXT PRIMARY KEY,                -- its custom_id, which is the key of its answer in `answers`
    session INTEGER,                    -- whose file it is in; null: to be asked again
    status INTEGER,                     -- of HTTP; null: not answered yet
    body TEXT,                          -- JSON of what came
    blank TEXT                          -- SHA-256 of an answer without content: it is asked for once more
);

CREATE TABLE IF NOT EXISTS refused (    -- parameters that a model's server does not take
    server TEXT NOT NULL,
    parameter TEXT NOT NULL,
    PRIMARY KEY (server, parameter)
);

CREATE TABLE IF NOT EXISTS waiting (    -- articles that wait for answers
    article TEXT PRIMARY KEY REFERENCES articles (id),
    session INTEGER NOT NULL            -- that found it so
);
