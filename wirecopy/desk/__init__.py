"""The desk: takes go in, stories come out. Every decision is a row that says when and why."""
