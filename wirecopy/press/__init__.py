"""The press: stories go in; pages, feeds and files come out. It changes nothing upstream."""
