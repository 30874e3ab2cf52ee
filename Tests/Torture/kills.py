"""The program is killed at every place that it passes, then recovers; and is killed in its recovery as well."""
import random

import scenarios
from invariants import check, read_ledger
from outcome import Finding, Outcome, sample
from place import Place

TITLE = "SIGKILL at every fault point, and at every one of the recovery"


def traced(products, scenario):
    """The points that an untouched run passes."""
    with Place() as place:
        scenario.set_up(products, place)
        return scenario.run(products, place, fault="trace").points


def dense_cases(products, scenario):
    for point in traced(products, scenario):
        yield scenario, point, None
        with Place() as place:
            scenario.set_up(products, place)
            scenario.run(products, place, fault=f"{point}=kill")
            for second in products.recover(place, fault="trace").points:
                yield scenario, point, second


class Case(tuple):
    def __str__(self):
        scenario, point, second = self
        return f"{scenario.name} killed at {point}" + (f", recovery at {second}" if second else "")


def killed(products, case):
    scenario, point, second = case
    with Place() as place:
        films = scenario.set_up(products, place)
        ended = scenario.run(products, place, fault=f"{point}=kill")
        if not ended.killed:
            return Finding(complaints=[f"was not killed: {ended}"])
        if second and not (ended := products.recover(place, fault=f"{second}=kill")).killed:
            return Finding(complaints=[f"recovery was not killed: {ended}"])
        ended = products.recover(place)
        finding = check(place, films)
        return finding if ended.status == 0 else finding.add(f"recovery: {ended}")


def real_points(products, scenario=scenarios.REAL[0]):
    with scenario.place(products) as place:
        scenario.set_up(place)
        return products.run_once(place, fault="trace").points


def real_cases(products, scenario, seed):
    """Every point by itself, and every point before another that is drawn, which the next run may not come by."""
    points, draw = real_points(products, scenario), random.Random(seed)
    return [Case((scenario, point, second)) for point in points for second in (None, draw.choice(points))]


def really_killed(products, case):
    scenario, point, second = case
    with scenario.place(products) as place:
        films = scenario.set_up(place)
        ended = products.run_once(place, fault=f"{point}=kill")
        if not ended.killed:
            return Finding(complaints=[f"was not killed: {ended}"])
        if second:
            products.run_once(place, fault=f"{second}=kill")
        ended = products.run_once(place)
        finding = check(place, films)
        if (jobs := read_ledger(place, "SELECT status FROM jobs")) != [("done",)]:
            finding.add(f"the film was replaced, and the jobs are {jobs}")
        return finding if ended.status == 0 else finding.add(f"the next run: {ended}")


def run(products, share, seed):
    outcome = Outcome()
    assert traced(products, scenarios.ALL[0]), "replace-tool passes no fault point; is this a debug build?"
    for scenario in scenarios.ALL:
        cases = [Case(case) for case in dense_cases(products, scenario)]
        outcome.go_through(sample(cases, share, seed, 8), lambda case: killed(products, case))
    for scenario in scenarios.REAL:
        cases = sample(real_cases(products, scenario, seed), share, seed, 8)
        outcome.go_through(cases, lambda case: really_killed(products, case))
    return outcome
