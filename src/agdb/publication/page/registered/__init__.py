"""What the pages of the register share: words, links, amounts and states."""
