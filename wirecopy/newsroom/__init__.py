"""The newsroom: an editor's wishes in; deeds of the stations, and a line in the log, out. Every screen behind an account is here."""
