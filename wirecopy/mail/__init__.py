"""Mail: an edition goes in, one letter per subscriber comes out. A room kept for later work."""
