"""The pages of associations, reached by a personal link: /maj/. No account, no password."""
