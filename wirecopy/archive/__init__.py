"""The archive: years of WARC files go in, the same reading of them comes out in bulk. A room kept for later work."""
