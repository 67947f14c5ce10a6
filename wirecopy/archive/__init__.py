"""The archive: years of WARC files go in, the same reading of them comes out in bulk. The room is kept; the work comes later."""
