"""From the rule's objects to labelled texts, in the reader's language. Decides nothing."""
