#!/usr/bin/env python3
"""Breaks the world around Condense, over and over, and looks whether anything was lost.

    torture.py PRODUCTS_DIR [--share 0.05] [--seed N] [CLASS...]

PRODUCTS_DIR holds debug builds of condense, condense-launch and replace-tool. Every class of faults prints one line.
--share takes a sample of each class, of at least a handful of cases; then a class that this machine cannot do is no
failure. The seed decides what is drawn, and is told with every failure.
"""
import argparse, importlib, os, random, signal, sys, time

from outcome import LeftOut
from programs import Products, Running

CLASSES = ["kills", "cuts", "errors", "meddlers", "full", "source-errors", "encoders", "clocks", "mounts", "mergerfs", "cycles", "mutants", "hostile", "attacks", "broken"]


def line(name, module, products, share, seed):
    """Runs one class, prints what came of it, and returns whether it passed."""
    start = time.monotonic()
    try:
        if os.geteuid() != 0:
            raise LeftOut("only root can mount disks and trace others")
        outcome = module.run(products, share, seed)
    except LeftOut as why:
        print(f"{name}: {module.TITLE}: left out: {why}", flush=True)
        return share < 1
    secs = time.monotonic() - start
    print(f"{name}: {module.TITLE}: {outcome.count} cases, {outcome.lost} lost ({secs:.0f} s)", flush=True)
    if not outcome.count:
        outcome.complaints.append("no case came about")
    for complaint in outcome.complaints:
        print(f"  {complaint}", flush=True)
    if outcome.complaints:
        print(f"  again with: --seed {seed} --share {share} {name}", flush=True)
    return outcome.lost == 0 and not outcome.complaints


def interrupted(*_):
    """Leaves nothing behind that is stopped, running or mounted."""
    for running in list(Running.under_way):
        running.kill_all()
    sys.exit(130)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("products", metavar="PRODUCTS_DIR")
    parser.add_argument("--share", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=random.randrange(1_000_000))
    parser.add_argument("classes", metavar="CLASS", nargs="*")
    asked = parser.parse_intermixed_args()
    for unknown in set(asked.classes) - set(CLASSES):
        parser.error(f"no class '{unknown}'; there are {', '.join(CLASSES)}")
    signal.signal(signal.SIGTERM, interrupted)
    signal.signal(signal.SIGINT, interrupted)
    products = Products(asked.products)
    passed = [
        line(name, importlib.import_module(name.replace("-", "_")), products, asked.share, asked.seed)
        for name in asked.classes or CLASSES
    ]
    return 0 if all(passed) else 1


if __name__ == "__main__":
    sys.exit(main())
