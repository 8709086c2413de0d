"""The questions that matter, one after the other, driven by a program."""

from datetime import date

import sexto_rules as sx

KNOWN = {"immediate_danger": False, "self_harm_risk": False, "blackmail": True}

protocol = sx.load_protocol("ca-qc-sexto")
with sx.Decider(protocol, as_of=date(2026, 1, 15)) as decider:
    interview = sx.Interview.start(decider)
    for _ in range(6):
        question = interview.question
        if question is None:
            break
        print(question.text["fr"])
        if question.fact in KNOWN:
            interview = interview.answer(KNOWN[question.fact])
        else:
            interview = interview.skip()
    print(f"route: {interview.decision.classification.class_}")
    print(f"due now: {len(interview.decision.due)}, final: {interview.decision.final}")
