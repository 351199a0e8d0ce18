"""`python -m app.cli_worker`: the worker as `portail serve` starts it."""

from app.cli import main

if __name__ == "__main__":
    main(["worker"])
