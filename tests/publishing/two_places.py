"""Two small protocols of different places, as their authors write them."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from sexto_rules import Protocol, load_protocol

__all__ = ["HILL", "VALLEY", "written"]

HILL: Final = """\
protocol: {id: hill, version: "1.0.0", date: 2026-01-01, languages: [en, fr],
  title: {en: Hill, fr: Colline}, notice: {en: Not official, fr: Non officiel}, extends: core}
regions:
  - {id: top, text: {en: Top of the hill, fr: Sommet}}
sources:
  - {id: act, title: School Act, publisher: Parliament, url: "https://example.org/act",
     read: 2026-01-01}
contacts:
  - {id: police, name: {en: Police, fr: Police}, phone: "911", basis: law, sources: [act]}
terms:
  - {id: material, in_force_until: 2026-03-01, text: {en: old word, fr: ancien mot}, basis: law,
     sources: [act]}
  - {id: material, in_force_from: 2026-03-01, text: {en: new word, fr: nouveau mot}, basis: law,
     sources: [{act: partly}]}
answers:
  - {id: seen_by_nurse, type: bool, text: {en: The nurse saw the pupil, fr: Vu par l'infirmière}}
acts:
  - {id: call_nurse, text: {en: Call the nurse, fr: Appeler l'infirmière}}
given: [reported_at, stage, immediate_danger, self_harm_risk, blackmail, region,
  answers.seen_by_nurse, person.roles, person.age, person.adult, person.adult_suspected,
  persons_complete, device.may_hold_material, devices_complete]
conclusions:
  - id: child_shown
    text: {en: A child is shown, fr: Un enfant est montré}
    rules:
      - {when: {some: {person: {roles: depicted, age: {under: 13}}}}, basis: law, sources: [act]}
      - {when: {region: top}, basis: inference, in_force_from: 2026-03-01}
classes:
  - {id: urgent, text: {en: Act now, fr: Agir}, basis: law, sources: [act], when: {blackmail: yes}}
  - {id: rest, text: {en: The rest, fr: Le reste}, basis: inference, otherwise: yes}
directives:
  - {id: police-now, must: call_police, when: {any: [{blackmail: yes}, {child_shown: yes}]},
     within: immediately, contacts: [police], basis: law, sources: [{act: partly}],
     text: {en: "Call the police about {material}.", fr: "Appeler la police : {material}."}}
  - {id: nurse-or-lawyer, must: {one_of: [call_nurse, consult_lawyer]}, within: PT24H,
     when: {class: urgent}, unless: {answers.seen_by_nurse: yes}, basis: inference,
     remark: Our reading., text: {en: Ask for help., fr: "Demander de l'aide."}}
  - {id: no-discipline, must_not: discipline, unless: {stage: closed}, basis: inference,
     text: {en: Discipline nobody., fr: Ne punir personne.}}
  - {id: keep-it, for_each: device, should: secure_device, when: {device.may_hold_material: yes},
     in_force_from: 2026-03-01, basis: unverified, text: {en: Keep it., fr: Le garder.}}
"""

VALLEY: Final = """\
protocol: {id: valley, version: "1.0.0", date: 2026-01-01, languages: [en], title: {en: Valley},
  notice: {en: Not official}, extends: core}
given: [reported_at, stage, immediate_danger, self_harm_risk, blackmail, ongoing]
classes:
  - {id: all, text: {en: One way}, basis: inference, otherwise: yes}
directives:
  - {id: police-soon, must: call_police, within: same_day, basis: inference,
     text: {en: Call the police today.}}
  - {id: remove, should: request_removal, when: {ongoing: yes}, basis: inference,
     text: {en: Ask for removal.}}
"""


def written(text: str, folder: Path) -> Protocol:
    """Write a protocol into a file of the folder, and load it."""
    path = folder / "written.yaml"
    path.write_text(text, encoding="utf-8")
    return load_protocol(path)
