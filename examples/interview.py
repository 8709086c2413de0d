"""The questions that matter, one after the other, driven by a program; kept and taken up again."""

from datetime import date

import sexto_rules as sx

KNOWN = {"immediate_danger": False, "self_harm_risk": False, "blackmail": True}


def go_on(interview: sx.Interview, questions: int) -> sx.Interview:
    """Ask so many questions, and answer those that are known; the others are put off."""
    for _ in range(questions):
        question = interview.question
        if question is None:
            break
        print(question.text["fr"])
        if question.fact in KNOWN:
            interview = interview.answer(KNOWN[question.fact])
        else:
            interview = interview.skip()
    return interview


protocol = sx.load_protocol("ca-qc-sexto")
start = sx.Interview.start(protocol, as_of=date(2026, 1, 15))
kept = go_on(start, 3).to_json()  # into a file, a session, a database

tomorrow = sx.Decider(protocol, as_of=date(2026, 1, 16))
resumed = sx.ResumedInterview.from_json(kept, tomorrow)
print(f"still counts: {len(resumed.kept)}, no longer counts: {len(resumed.dropped)}")
interview = go_on(resumed.interview, 3)
print(f"route: {interview.decision.classification.class_}")
print(f"due now: {len(interview.decision.due)}, final: {interview.decision.final}")
