-- What the merge derives from the reports; it can be thrown away and made again.
-- `since` and `until` are commits: a row holds in the snapshots from `since` up to, not including, `until`.
CREATE TABLE snapshots (number INTEGER PRIMARY KEY, id TEXT NOT NULL);
CREATE TABLE documents (
    place INTEGER PRIMARY KEY, document TEXT NOT NULL UNIQUE, id TEXT NOT NULL, outlet TEXT, url TEXT, published TEXT,
    title TEXT, appeared TEXT NOT NULL, since INTEGER NOT NULL
);
CREATE INDEX documents_id ON documents (id);
CREATE INDEX documents_latest ON documents (coalesce(published, '') DESC, id, document);
CREATE TABLE records (document TEXT PRIMARY KEY, record TEXT NOT NULL); -- apart, as lists of reports need none
-- What is searched; the report is the one of that place.
CREATE VIRTUAL TABLE words USING fts5 (title, text, content = '', tokenize = 'porter unicode61 remove_diacritics 2');

-- A node is what rows with the same facts have in common: copies meet there before anything is compared.
CREATE TABLE nodes (
    node INTEGER PRIMARY KEY, sort TEXT NOT NULL, name TEXT NOT NULL, facts TEXT NOT NULL,
    level INTEGER NOT NULL DEFAULT 0, UNIQUE (sort, name)
);
CREATE TABLE keys (key TEXT NOT NULL, node INTEGER NOT NULL, PRIMARY KEY (key, node)) WITHOUT ROWID;
CREATE INDEX keys_node ON keys (node);
CREATE TABLE edges (a INTEGER NOT NULL, b INTEGER NOT NULL, score INTEGER NOT NULL, PRIMARY KEY (a, b)) WITHOUT ROWID;

-- The reports' rows. `node` is null for a row that was judged wrong; `body` is the row as read.
CREATE TABLE rows (
    sort TEXT NOT NULL, document TEXT NOT NULL, id TEXT NOT NULL, node INTEGER, published TEXT NOT NULL,
    kind TEXT NOT NULL, start TEXT NOT NULL, stop TEXT NOT NULL, countries TEXT NOT NULL, words TEXT NOT NULL,
    body TEXT NOT NULL, PRIMARY KEY (sort, document, id)
) WITHOUT ROWID;
CREATE INDEX rows_node ON rows (node);

-- What they are merged into.
CREATE TABLE members (
    sort TEXT NOT NULL, document TEXT NOT NULL, id TEXT NOT NULL, merged TEXT NOT NULL, since INTEGER NOT NULL, until INTEGER
);
CREATE INDEX members_row ON members (sort, document, id, since, until, merged);
CREATE INDEX members_merged ON members (merged);
CREATE TABLE merged (
    id TEXT NOT NULL, sort TEXT NOT NULL, since INTEGER NOT NULL, until INTEGER,
    kind TEXT NOT NULL, start TEXT NOT NULL, stop TEXT NOT NULL, countries TEXT NOT NULL, words TEXT NOT NULL
);
CREATE INDEX merged_id ON merged (id);
CREATE INDEX merged_sort ON merged (sort, start);

-- Merged rows as they are told, in short, so that they can be counted without telling them. `kind` is a type, an act or
-- the kind of an actor; `value` an event's status or a claim's evidence. Each with a comma before and after, `sources` and
-- `targets` are states, of a claim the speaker's and that of whom it is about, `who` and `whom` the merged actors, `people`
-- the persons of a state among them.
CREATE TABLE told (
    id TEXT NOT NULL, sort TEXT NOT NULL, since INTEGER NOT NULL, until INTEGER,
    kind TEXT NOT NULL, value TEXT NOT NULL, medium TEXT NOT NULL, start TEXT NOT NULL, stop TEXT NOT NULL,
    sources TEXT NOT NULL, targets TEXT NOT NULL, who TEXT NOT NULL, whom TEXT NOT NULL, people TEXT NOT NULL
);
CREATE INDEX told_id ON told (id);
CREATE INDEX told_sort ON told (sort, start);

-- How strongly a node's statement denies another's; `denial` is 0 where it answers it without denying.
CREATE TABLE doubts (
    answer INTEGER NOT NULL, claim INTEGER NOT NULL, score INTEGER NOT NULL, denial INTEGER NOT NULL,
    PRIMARY KEY (answer, claim)
) WITHOUT ROWID;
CREATE INDEX doubts_claim ON doubts (claim);
CREATE TABLE answers (
    document TEXT NOT NULL, id TEXT NOT NULL, claim TEXT NOT NULL, denial INTEGER NOT NULL,
    since INTEGER NOT NULL, until INTEGER
);
CREATE INDEX answers_row ON answers (document, id);
CREATE INDEX answers_claim ON answers (claim);

CREATE TABLE judgements (id TEXT PRIMARY KEY, verdict TEXT NOT NULL, sort TEXT NOT NULL, rows TEXT NOT NULL) WITHOUT ROWID;
