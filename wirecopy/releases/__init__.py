"""Releases: the public's news releases go in, takes on the wire come out, with an editor between. A room kept for later work."""
