"""dateparser.search.search_dates as a finder of expressions of time.

It gives strings and datetimes, no offsets, no types, no grain. Offsets: the string's next occurrence. Grain: the period
that DateDataParser reports for the string alone. Strings carry small words beside the date ('on Tuesday', 'Last month
400'); with the argument `trimmed` those at the edges are cut off, which is more than the library does.
"""
import re
from datetime import datetime

import peer

SMALL = {"on", "of", "in", "at", "the", "by", "since", "for", "from", "to", "and", "a", "an", "until", "after", "before",
         "about", "that", "was", "is", "with", "as", "or"}
SETTINGS = {"PREFER_DATES_FROM": "past", "RETURN_AS_TIMEZONE_AWARE": False}


def load(arguments):
    from dateparser.date import DateDataParser
    from dateparser.search import search_dates
    search_dates("It began on 3 May 2001.", languages=["en"], settings=SETTINGS)
    return search_dates, DateDataParser, "trimmed" in arguments


def read(state, row):
    search, parser, trimmed = state
    text, base = row["text"], datetime.fromisoformat(row["dct"])
    settings = {**SETTINGS, "RELATIVE_BASE": base}
    found, at = [], 0
    for string, when in search(text, languages=["en"], settings=settings) or []:
        start = text.find(string, at)
        if start < 0:
            continue
        at = end = start + len(string)
        if trimmed:
            start, end = trim(text, start, end)
            if start >= end:
                continue
        kind, value = grain(parser, settings, string, when)
        found.append({"start": start, "end": end, "type": kind, "value": value})
    return {"id": row["id"], "timex": found}


def trim(text, start, end):
    words = [(start + m.start(), start + m.end()) for m in re.finditer(r"\S+", text[start:end])]
    small = lambda w: text[w[0]:w[1]].strip(".,;:()").lower() in SMALL
    while words and small(words[0]):
        words.pop(0)
    while words and small(words[-1]):
        words.pop()
    if not words:
        return start, start
    start, end = words[0][0], words[-1][1]
    return start, start + len(text[start:end].rstrip(".,;:()"))


def grain(parser, settings, string, when):
    try:
        period = parser(languages=["en"], settings=settings).get_date_data(string).period
    except (ValueError, OverflowError, TypeError):
        period = "day"
    if when.hour or when.minute:
        return "TIME", when.strftime("%Y-%m-%dT%H:%M")
    shape = {"year": "%Y", "month": "%Y-%m", "week": "%G-W%V"}.get(period, "%Y-%m-%d")
    return "DATE", when.strftime(shape)


peer.run(["dateparser"], load, read)
