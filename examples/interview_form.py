"""An interview as a form in a browser: FastAPI, no JavaScript, nothing kept on the server.

The interview itself travels in a hidden field. Run it on the machine of whoever asks:

    pip install fastapi uvicorn
    uvicorn --app-dir examples interview_form:app

What a student tells stands in that page: a real form runs behind a login, over HTTPS.
"""

from datetime import date, datetime
from html import escape
from urllib.parse import parse_qs

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse

import sexto_rules as sx

decider = sx.Decider(sx.load_protocol("ca-qc-sexto"), as_of=date(2026, 1, 15))
app = FastAPI(title="Une entrevue", docs_url=None, redoc_url=None, openapi_url=None)


@app.get("/")
def begin() -> HTMLResponse:
    """Show the first question."""
    return page(sx.Interview.led_by(decider))


@app.post("/")
async def go_on(request: Request) -> HTMLResponse:
    """Take one step, and show the next question and what applies now."""
    body = (await request.body()).decode("utf-8", "replace")
    form = parse_qs(body, keep_blank_values=True)
    step = form.get("step", [""])[0]
    try:
        interview = sx.Interview.from_json(form.get("interview", [""])[0], decider)
    except sx.ProblemsError as error:
        return page(sx.Interview.led_by(decider), str(error), status=422)
    try:
        further = taken(interview, step, form.get("value", []))
        return page(further)
    except sx.ProblemsError as error:
        return page(interview, str(error), status=422)


def taken(interview: sx.Interview, step: str, values: list[str]) -> sx.Interview:
    """Return the interview after a step: one with a button of its own, or an answer."""
    steps = {
        "back": interview.back,
        "later": interview.skip,
        "nobody": interview.cannot_say,
        "more": interview.add,
    }
    if step in steps:
        return steps[step]()
    if step == "person":
        return interview.add(sx.Entity.PERSON)
    if step.startswith("correct "):
        return interview.correct(step.removeprefix("correct "))
    question = interview.question
    if question is None or (not values and question.kind != "roles"):
        return interview
    return interview.answer(typed(question, values))


def typed(question: sx.QuestionToAsk, values: list[str]) -> bool | int | str | datetime | list[str]:
    """Return what came from the form as the fact takes it; what is none is refused later."""
    match question.kind:
        case "bool":
            return {"yes": True, "no": False}.get(values[0], values[0])
        case "roles":
            return values
        case "age" if values[0].isdecimal() and len(values[0]) <= 3:
            return int(values[0])
        case "moment" if values[0].isascii():
            return moment(values[0])
        case _:
            return values[0]


def moment(text: str) -> datetime | str:
    """Return a moment, in the time zone of the machine where none is told."""
    try:
        return datetime.fromisoformat(text).astimezone()
    except ValueError:
        return text


@app.exception_handler(sx.AdviceWithheldError)
def withheld(_: Request, error: sx.AdviceWithheldError) -> HTMLResponse:
    """Show what always holds, where no advice can be given."""
    items = "".join(f"<li>{escape(line['fr'])}</li>" for line in error.always)
    return HTMLResponse(f"<!doctype html><html lang=fr><ul>{items}</ul>", status_code=503)


def page(interview: sx.Interview, problem: str = "", status: int = 200) -> HTMLResponse:
    """Return the page: what is never to be done first, what is to be done, then the question."""
    decision = interview.decision
    parts = [
        "<!doctype html><html lang=fr><meta charset=utf-8><title>Une entrevue</title>",
        f"<p role=alert>{escape(problem)}</p>" if problem else "",
        listed("Jamais", [line for line in decision.plan if line.status == "in_force"]),
        listed("À faire", [line for line in decision.plan if line.status == "due"]),
        asked(interview),
    ]
    return HTMLResponse("\n".join(parts), status_code=status)


def listed(title: str, lines: list[sx.PlanLine]) -> str:
    """Return lines of the plan under a title."""
    texts = dict.fromkeys(text["fr"] for line in lines for text in line.texts)
    items = "".join(f"<li>{escape(text)}</li>" for text in texts)
    return f"<h2>{title}</h2><ul>{items}</ul>"


def asked(interview: sx.Interview) -> str:
    """Return the form: the question and its answers, and the steps that are always there."""
    question = interview.question
    kept = escape(interview.to_json())
    hidden = f'<form method=post><input type=hidden name=interview value="{kept}">'
    back = "<button name=step value=back formnovalidate>Retour</button></form>"
    if question is None:
        return f"{hidden}<p>Plus rien à demander.</p>{always(interview)}{back}"
    return (
        f"{hidden}<fieldset><legend>{whose(question)}{escape(question.text['fr'])}</legend>"
        f"{answers(question)}</fieldset><button name=step value=answer>Répondre</button>"
        "<button name=step value=later formnovalidate>Plus tard</button>"
        f"<button name=step value=nobody formnovalidate>{nobody(question)}</button>"
        f"{more(question)}{always(interview)}{back}"
    )


def whose(question: sx.QuestionToAsk) -> str:
    """Return the person or device a question is about, by its code."""
    return f"{question.target.id}\u00a0: " if question.target is not None else ""


def nobody(question: sx.QuestionToAsk) -> str:
    """Return the words for what nobody can say; of a list, that it stays open."""
    if question.path in {"persons_complete", "devices_complete"}:
        return "Il y en a ou il peut y en avoir d'autres, on ne sait pas combien"
    return "Personne ne peut le dire"


def always(interview: sx.Interview) -> str:
    """Return the buttons that are there at any question: another name, an answer to correct."""
    buttons = "<button name=step value=person formnovalidate>Une autre personne</button>"
    for each in interview.answered:
        words = escape(whose(each) + each.text["fr"])
        value = escape(f"correct {each.path}")
        buttons += (
            f'<button name=step value="{value}" formnovalidate>Corriger\u00a0: {words}</button>'
        )
    return buttons


def more(question: sx.QuestionToAsk) -> str:
    """Return the button for one more person or device, where the question allows it."""
    if question.adds is None and question.kind != "reference":
        return ""
    return "<button name=step value=more formnovalidate>Ajouter</button>"


def answers(question: sx.QuestionToAsk) -> str:
    """Return the fields of an answer, each with its label."""
    if question.kind == "bool":
        choices = {"yes": "oui", "no": "non"}
    elif question.values:
        choices = {str(value): said(question, str(value)) for value in question.values}
    else:
        return "<label>Réponse <input name=value required></label>"
    kind = "checkbox" if question.kind == "roles" else "radio required"
    return "".join(
        f'<label><input type={kind} name=value value="{escape(value)}">{escape(text)}</label>'
        for value, text in choices.items()
    )


def said(question: sx.QuestionToAsk, value: str) -> str:
    """Return a value in words: the protocol's own, or the library's."""
    if value in question.choices:
        return question.choices[value]["fr"]
    if question.kind == "reference":
        return value
    return sx.value_label(question.fact.rpartition(".")[2], value, "fr")
