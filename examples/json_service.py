"""JSON in on standard input, JSON out: what a case system would call.

Whatever comes in, one JSON object goes out: a decision, the problems of the incident, or,
if no advice can be given, the lines that always hold.
"""

import json
import sys
from datetime import date

import sexto_rules as sx


def answer(text: str, decider: sx.Decider) -> dict[str, object]:
    """Return what is to be sent back for the text of an incident."""
    try:
        return decider.decide(sx.incident_from_json(text)).to_dict()
    except sx.ProblemsError as error:
        return {"problems": [str(problem) for problem in error.problems]}
    except sx.AdviceWithheldError as error:
        return {"withheld": str(error), "always": [dict(line) for line in error.always]}


def main() -> None:
    """Answer each line of standard input with a line."""
    protocol = sx.load_protocol("ca-qc-sexto")
    with sx.Decider(protocol, as_of=date(2026, 1, 15)) as decider:
        for line in sys.stdin:
            print(json.dumps(answer(line, decider), ensure_ascii=False))


if __name__ == "__main__":
    main()
