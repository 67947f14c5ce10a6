"""The wire: other outlets' feeds and pages go in, takes and their readings come out. It keeps what it was given and never judges news."""
