"""Which tables does the editor see raw? All of them, until the desk has screens of its own."""
