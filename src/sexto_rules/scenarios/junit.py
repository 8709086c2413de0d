"""Trials as JUnit XML, which build servers show: a suite a protocol, a test a step.

A scenario that could not be read, or did not run because somebody stopped it, is a test with an
error. Nothing of the machine is in it: two
runs of the same files give the same text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import PurePath
from xml.etree import ElementTree as ET

from sexto_rules.decisions.explanation import flat
from sexto_rules.errors import Problem, visible
from sexto_rules.scenarios.failure import Failure
from sexto_rules.scenarios.scenario import Scenario
from sexto_rules.scenarios.trial import Trial

__all__ = ["junit_xml"]


def junit_xml(trials: Iterable[Trial]) -> str:
    """Return what came of trials as a JUnit XML document."""
    root = ET.Element("testsuites", name="sexto test")
    for trial in trials:
        root.append(_suite(trial))
    for key in ("tests", "failures", "errors"):
        root.set(key, str(sum(int(suite.get(key, "0")) for suite in root)))
    ET.indent(root)
    document: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return document.decode("utf-8") + "\n"


def _suite(trial: Trial) -> ET.Element:
    suite = ET.Element("testsuite", name=visible(trial.protocol.id))
    for result, number, found in trial.steps():
        suite.append(_case(trial.protocol.id, result.scenario, number, found))
    by_file: dict[str, list[Problem]] = defaultdict(list)
    for problem in trial.problems:
        by_file[problem.place.file or ""].append(problem)
    for file, problems in by_file.items():
        case = _empty_case(trial.protocol.id, PurePath(file).stem, file, problems[0].place.line)
        error = ET.SubElement(case, "error", message=visible(problems[0].message))
        error.text = _text(str(each) for each in problems)
        suite.append(case)
    for file in trial.left_out:
        case = _empty_case(trial.protocol.id, PurePath(file).stem, file, None)
        ET.SubElement(case, "error", message="not run: somebody stopped it")
        suite.append(case)
    suite.set("tests", str(len(suite)))
    suite.set("failures", str(len(suite.findall("testcase[failure]"))))
    suite.set("errors", str(len(suite.findall("testcase[error]"))))
    return suite


def _case(protocol: str, scenario: Scenario, number: int, found: tuple[Failure, ...]) -> ET.Element:
    name = PurePath(scenario.file).stem
    if len(scenario.steps) > 1:
        name += f", step {number}"
    case = _empty_case(protocol, name, scenario.file, scenario.steps[number - 1].place.line)
    if found:  # one element, as build servers want it, whatever the number of failures
        its = ET.SubElement(case, "failure", message=visible("; ".join(map(str, found))))
        its.text = _text(
            line
            for failure in found
            for line in (f"{failure.place}: {failure}", *_reasons(failure))
        )
    return case


def _empty_case(protocol: str, name: str, file: str, line: int | None) -> ET.Element:
    case = ET.Element("testcase", classname=visible(protocol), name=visible(name))
    case.set("file", visible(file))
    if line is not None:
        case.set("line", str(line))
    return case


def _reasons(failure: Failure) -> Iterable[str]:
    return (f"{why.what}, because {', '.join(flat(why.reasons)) or '-'}" for why in failure.why)


def _text(lines: Iterable[str]) -> str:
    return "\n".join(visible(line) for each in lines for line in each.split("\n"))
