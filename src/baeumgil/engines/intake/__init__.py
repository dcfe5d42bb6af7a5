"""Taking JSON values apart without trusting them: what every engine with an open file format reads with.

The one engine that others may import. A format is read field by field into plain values; whatever is wrong is written
down with its place and the way out, in Korean and English, and reading goes on, so that every fault is found at once.
"""
