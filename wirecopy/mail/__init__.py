"""Mail: an edition's issues go in, one letter per subscriber comes out, and what comes back is believed."""
