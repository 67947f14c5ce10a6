"""What can a newcomer collect before any real outlet is added? A sample wire of made-up outlets, served on loopback.

In: an anchor, the instant that all times of the sample count from. Out: pages, feeds, sitemaps and pictures over HTTP,
and the truth about each page. Every host ends in `.example`; people, places of work and events are invented.
"""

from wirecopy.demo.editions import SAMPLE_EDITIONS, SampleEdition, SampleSection

__all__ = ["SAMPLE_EDITIONS", "SampleEdition", "SampleSection"]
