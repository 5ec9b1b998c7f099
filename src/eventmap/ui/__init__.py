"""The page's own parts: each asks, and draws what it is answered."""
