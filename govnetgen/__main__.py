"""Entry point of the command line."""


def main() -> None:
    """Run the command line."""
    from govnetgen.cli import app

    app()


if __name__ == "__main__":
    main()
