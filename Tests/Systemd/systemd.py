#!/usr/bin/env python3
"""Installs Condense's package under a real systemd, over and over, and looks whether it is at home there.

    systemd.py PRODUCTS [SCENARIO...]

PRODUCTS is a directory with builds of condense and condense-launch, of which a package is made, or a package. Every
scenario has a machine of its own, which boots in seconds, and prints one line.
"""
import argparse, os, pathlib, re, shutil, signal, subprocess, sys, tempfile, time

HERE = pathlib.Path(__file__).resolve().parent
SCENARIOS = sorted(path.stem for path in (HERE / "scenarios").glob("*.py"))


def bed(directory, products):
    """What the machines see as /bed: the package and the scenarios."""
    package = pathlib.Path(products)
    if package.is_dir():
        made = subprocess.run([HERE.parent.parent / "scripts/deb", package, directory / "made"], check=True, stdout=subprocess.PIPE)
        package = pathlib.Path(made.stdout.decode().strip())
    shutil.copy(package, directory / "condense.deb")
    # Built by itself, without Swift's libraries, which no machine has.
    probe = HERE.parent / "ProbeTool/main.c"
    subprocess.run(["clang", "-D_GNU_SOURCE", "-o", directory / "probe-tool", probe], check=True)
    shutil.copy(HERE / "machine.py", directory)
    shutil.copytree(HERE / "scenarios", directory / "scenarios")
    shutil.copytree(HERE.parent / "Torture", directory / "torture")


def line(name, directory):
    """Runs one scenario, prints what came of it, and returns whether it passed."""
    start = time.monotonic()
    command = [HERE / "boot", directory, "python3", "-B", "machine.py", name]
    limit = re.search(r"^LIMIT = (\d+)", (HERE / f"scenarios/{name}.py").read_text(), re.MULTILINE)
    environment = {**os.environ, "BOOT_LIMIT": limit[1]} if limit else None
    ended = subprocess.run(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL)
    text = ended.stdout.decode(errors="replace").strip()
    print(f"{name}: {'fine' if ended.returncode == 0 else 'failed'} ({time.monotonic() - start:.0f} s)", flush=True)
    if text:
        print("  " + text.replace("\n", "\n  "), flush=True)
    return ended.returncode == 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("products", metavar="PRODUCTS")
    parser.add_argument("scenarios", metavar="SCENARIO", nargs="*")
    asked = parser.parse_args()
    for unknown in set(asked.scenarios) - set(SCENARIOS):
        parser.error(f"no scenario '{unknown}'; there are {', '.join(SCENARIOS)}")
    if os.geteuid() != 0:
        sys.exit("systemd.py: only root can boot a machine")
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(130))
    with tempfile.TemporaryDirectory(prefix="condense-bed-") as directory:
        bed(pathlib.Path(directory), asked.products)
        passed = [line(name, pathlib.Path(directory)) for name in asked.scenarios or SCENARIOS]
    sys.exit(0 if all(passed) else 1)


main()
