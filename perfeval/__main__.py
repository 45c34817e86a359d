"""`python -m perfeval`: the command where no script is on the path."""

from perfeval.cli import main

if __name__ == "__main__":
    main()
