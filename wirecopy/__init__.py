"""Wirecopy runs a news wire and its editions: every story shows where it came from."""
