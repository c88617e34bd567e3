"""The lab: a network built for real on one Linux machine, and packets that prove it."""
