"""Typed facts in, a typed decision out."""

from datetime import date

import sexto_rules as sx

protocol = sx.load_protocol("ca-qc-sexto")
incident = sx.Incident(
    setting="secondary",
    blackmail=True,
    persons=[
        sx.Person(id="p1", roles={"depicted": True}, age=15, pupil=True),
        sx.Person(id="p2", roles={"threatener": True}, age=16, pupil=True),
    ],
)

with sx.Decider(protocol, as_of=date(2026, 1, 15)) as decider:
    decision = decider.decide(incident)

print(f"route: {decision.classification.class_}, decided by {', '.join(decision.decided_by)}")
print("never:")
for act in sorted({act for line in decision.in_force for act in line.acts}):
    print(f"  {act}")
print("due:")
for line in decision.due:
    whom = f" ({line.target.id})" if line.target else ""
    print(f"  {line.text['fr']}{whom}")
if decision.next_question:
    print(f"ask next: {decision.next_question.text['en']}")
