"""An interview at a terminal: what is never to be done, what is due, and the next question.

    python examples/interview_terminal.py

`?` is unknown for now, `x` nobody can say, `b` back; an empty line ends it. `sexto ask` does all of
this and more: here is how little it takes.
"""

from datetime import date

import sexto_rules as sx

WORDS = {"yes": True, "no": False, "oui": True, "non": False}


def step(interview: sx.Interview, question: sx.QuestionToAsk, typed: str) -> sx.Interview:
    """Return the interview after what was typed: a word, a number of the list, an age."""
    if typed in {"?", "x", "b"}:
        steps = {"?": interview.skip, "x": interview.cannot_say, "b": interview.back}
        return steps[typed]()
    if question.kind == "bool":
        return interview.answer(WORDS.get(typed, typed))
    if question.kind == "roles":
        return interview.answer(typed.split())
    return interview.answer(int(typed) if typed.isdecimal() and len(typed) < 4 else typed)


def show(interview: sx.Interview, question: sx.QuestionToAsk) -> None:
    """Print what is never to be done, what is due now, and the question."""
    decision = interview.decision
    for title, lines in (("NEVER", decision.in_force), ("DUE", decision.due)):
        print(f"\n{title}")
        for text in dict.fromkeys(line.text["en"] for line in lines):
            print(f"  - {text.partition('. ')[0]}")
    whose = f"{question.target.id}: " if question.target else ""
    values = "" if question.kind == "bool" else f" {', '.join(map(str, question.values))}"
    print(f"\n{whose}{question.text['en']}{values}")


interview = sx.Interview.start(sx.load_protocol("ca-qc-sexto"), as_of=date(2026, 1, 15))
while (question := interview.question) is not None:
    show(interview, question)
    try:
        typed = input("> ").strip().lower()
        if not typed:
            break
        interview = step(interview, question, typed)
    except (EOFError, KeyboardInterrupt):
        break
    except sx.ProblemsError as error:
        print(error)
print(f"\nknown: {interview.to_dict()['incident']}")
