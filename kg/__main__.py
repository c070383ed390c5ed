"""``python -m kg`` and the ``kg`` command."""

from __future__ import annotations

import os


def main() -> None:
    """Run the command line.

    The products of matrices here are small: a second thread of numpy's would mostly wait, and ``--jobs`` has a better
    use for the processor. numpy reads its setting when it is imported, so it is made before.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

    from kg.cli import main as run

    run()


if __name__ == "__main__":
    main()
