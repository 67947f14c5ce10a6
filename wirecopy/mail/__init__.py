"""Mail: an edition goes in, one letter per subscriber comes out. The room is kept; the work comes later."""
