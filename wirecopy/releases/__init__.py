"""Releases: the public's news releases go in, takes on the wire come out, with an editor between. The room is kept; the work comes later."""
