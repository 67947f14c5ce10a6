"""`python -m wirecopy`: the same as the command."""

from wirecopy.cli import main

main()
