-- Where the target's text was read: page, page_cut (by "Show more") or network. Before the click the same source is asked again.
ALTER TABLE replies ADD COLUMN target_text_source TEXT NOT NULL DEFAULT 'page' CHECK (target_text_source IN ('page', 'page_cut', 'network'));
