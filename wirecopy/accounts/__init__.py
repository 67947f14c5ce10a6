"""Accounts: people and editions in; who may do what, and a log of what was done, out."""
