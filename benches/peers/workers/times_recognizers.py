"""recognizers-text-suite (Microsoft's Recognizers-Text, Python) as a finder of expressions of time.

Its values are Microsoft's: where several are given (past and future) the past one is taken, as news mostly looks back;
ranges that are a whole year, month, week or day become that; a range of a length becomes a duration.
"""
import re
from datetime import datetime, timedelta

import peer

KINDS = {"date": "DATE", "daterange": "DATE", "time": "TIME", "timerange": "TIME", "datetime": "TIME",
         "datetimerange": "TIME", "duration": "DURATION", "set": "SET"}
PART = re.compile(r"T(MO|AF|EV|NI|DT)$")


def load(arguments):
    from recognizers_date_time import Culture, recognize_datetime
    reader = lambda text, when: recognize_datetime(text, Culture.English, reference=when)
    reader("It began on 3 May 2001.", datetime(2001, 6, 1))
    return reader


def read(reader, row):
    text, base = row["text"], datetime.fromisoformat(row["dct"])
    found = []
    for part, offset in paragraphs(text):
        try:
            results = reader(part, base)
        except Exception:  # the library's own faults on a paragraph cost it that paragraph
            continue
        for r in results:
            kind = KINDS.get(r.type_name.split(".")[-1])
            values = (r.resolution or {}).get("values") or [{}]
            if kind:
                kind, value = value_of(kind, r.type_name.split(".")[-1], values[0], base)
                # `end` names the last character.
                found.append({"start": offset + r.start, "end": offset + r.end + 1, "type": kind, "value": value})
    return {"id": row["id"], "timex": found}


def paragraphs(text):
    at = 0
    for part in text.split("\n"):
        if part.strip():
            yield part, at
        at += len(part) + 1


def value_of(kind, name, value, base):
    timex = value.get("timex", "")
    if timex == "PRESENT_REF" or timex in ("PAST_REF", "FUTURE_REF"):
        return "DATE", timex
    if kind in ("DURATION", "SET"):
        return kind, timex
    if name == "date":
        return kind, value.get("value", timex)
    if name == "time":
        return kind, f"{base:%Y-%m-%d}{timex[:6] if timex.startswith('T') else timex}"
    if name == "datetime":
        return kind, value.get("value", timex).replace(" ", "T")[:16]
    length = re.search(r",(P[^,)]*)\)$", timex)
    if length and name == "daterange" and not whole(value):
        return "DURATION", length[1]
    if name == "daterange":
        return kind, whole(value) or timex
    part = PART.search(timex)
    if part and value.get("start"):
        return kind, value["start"][:10] + "T" + part[1] if len(value["start"]) > 8 else f"{base:%Y-%m-%d}T{part[1]}"
    return kind, (value.get("start") or timex).replace(" ", "T")[:16]


def whole(value):
    """The calendar unit that a range is, if it is one."""
    if value.get("timex") and re.fullmatch(r"\d{4}(-\d\d|-W\d\d(-WE)?|-Q\d|-(SP|SU|FA|WI))?", value["timex"]):
        return value["timex"]
    try:
        start, end = (datetime.fromisoformat(value[k]) for k in ("start", "end"))
    except (KeyError, ValueError):
        return None
    if start.month == start.day == end.month == end.day == 1:
        years = end.year - start.year
        return {1: f"{start.year}", 10: f"{start.year // 10}", 100: f"{start.year // 100}"}.get(years)
    if start.day == end.day == 1 and (end - start) < timedelta(32):
        return f"{start:%Y-%m}"
    if end - start == timedelta(7) and start.weekday() == 0:
        return f"{start:%G-W%V}"
    if end - start == timedelta(1):
        return f"{start:%Y-%m-%d}"
    return None


peer.run(["recognizers-text-suite", "recognizers-text-date-time"], load, read)
