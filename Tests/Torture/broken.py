"""The harness itself: with a protection taken out of the program, the classes that guard it must find out."""
import cuts, meddlers, strace
from outcome import Finding, Outcome

TITLE = "protections taken away, and missed"


class Case(tuple):
    def __str__(self):
        return f"without {self[0]}"


def cut_without_sync(products, share, seed, broken):
    # Writing is not forced by dropping the cache either, which is only advice to the kernel.
    unheeded = strace.under("fadvise64", "/dev/null", "retval=0", "1+")
    return cuts.run(products, share, seed, ("tear",), broken, unheeded)


def meddled_with(products, share, seed, broken):
    """All of what can be done to a plain replacement: a look that is missing shows at few of the points."""
    told = ("replace", "append")
    cases = [case for case in meddlers.cases(products) if case[0].name == "replace" and case[2].__name__ in told]
    return Outcome().go_through(cases, lambda case: meddlers.meddled(products, case, broken))


LEAST = 0.1  # of a class, so that what must be found is among the cases
GUARDS = [("staging-sync", cut_without_sync), ("recheck", meddled_with)]


def missed(products, share, seed, case):
    """Something must go wrong without the protection that goes well with it."""
    step, guard = case
    share = max(share, LEAST)
    with_it = guard(products, share, seed, "")
    without = guard(products, share, seed, f",{step}=skip")
    finding = Finding()
    return finding if without.failed - with_it.failed else finding.add(f"{without.count} cases found nothing")


def run(products, share, seed):
    cases = [Case(guard) for guard in GUARDS]
    return Outcome().go_through(cases, lambda case: missed(products, share, seed, case), workers=1)
