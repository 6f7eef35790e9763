"""What every answer is looked at for besides the description: no problem names a person or a number."""

import os
import re

import schemathesis

NAMES = [name for name in os.environ.get("PERSONS", "").split(",") if name]
NUMBER = re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)")


@schemathesis.check
def no_person_in_a_problem(ctx, response, case):
    kinds = response.headers.get("content-type") or [""]
    if not kinds[0].startswith("application/problem+json"):
        return
    text = response.content.decode("utf-8", "replace")
    if NUMBER.search(text):
        raise AssertionError("a problem has an ID number in it")
    for name in NAMES:
        if name in text:
            raise AssertionError("a problem has a person's name in it")
