"""A small protocol of one's own, found by path, with all that binds every protocol."""

from datetime import date
from pathlib import Path

import sexto_rules as sx

protocol = sx.load_protocol(Path(__file__).with_name("own_protocol.yaml"))
incident = sx.Incident(on_school_network=True, stage="disclosure")

with sx.Decider(protocol, as_of=date(2026, 11, 23)) as decider:
    decision = decider.decide(incident)

for line in decision.plan:
    print(f"{line.modality:9} {line.status:9} {line.texts[0]['en']}")
