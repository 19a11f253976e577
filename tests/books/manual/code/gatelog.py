"""Count what passes the gates of a garden, from a log of plain text."""

import argparse
import json
import sys
from collections import Counter
from dataclasses import dataclass
from datetime import datetime


# ANCHOR: passage
@dataclass(frozen=True)
class Passage:
    """Some people who passed a gate together."""

    when: datetime
    gate: str
    direction: str
    people: int
# ANCHOR_END: passage


# ANCHOR: mistake
class Mistake(Exception):
    """A line of the log that cannot be read."""

    def __init__(self, line_number, reason):
        super().__init__(f"line {line_number}: {reason}")
        self.line_number = line_number
# ANCHOR_END: mistake


# ANCHOR: parse
def parse_line(text, line_number):
    """Return the passage of one line, or None if it has none."""
    words = text.split("#", 1)[0].split()
    if not words:
        return None
    if len(words) not in (4, 5):
        raise Mistake(line_number, "4 or 5 words are needed")
    date, time, gate, direction = words[:4]
    try:
        when = datetime.strptime(f"{date} {time}", "%Y-%m-%d %H:%M")
    except ValueError:
        raise Mistake(line_number, f"no time: {date} {time}")
    if direction not in ("in", "out"):
        raise Mistake(line_number, f"neither in nor out: {direction}")
    people = words[4] if len(words) == 5 else "1"
    if not (people.isascii() and people.isdigit()):
        raise Mistake(line_number, f"no number: {people}")
    return Passage(when, gate, direction, int(people))
# ANCHOR_END: parse


# ANCHOR: read
def read_log(lines):
    """Return all passages and all mistakes of a log."""
    passages, mistakes = [], []
    for number, text in enumerate(lines, start=1):
        try:
            passage = parse_line(text, number)
        except Mistake as mistake:
            mistakes.append(mistake)
        else:
            if passage is not None:
                passages.append(passage)
    return passages, mistakes
# ANCHOR_END: read


# ANCHOR: count
KEYS = {
    "day": lambda passage: passage.when.strftime("%Y-%m-%d"),
    "hour": lambda passage: passage.when.strftime("%H:00"),
    "gate": lambda passage: passage.gate,
}


def count(passages, by):
    """Return how many people came in, for each day, hour or gate."""
    totals = Counter()
    for passage in passages:
        if passage.direction == "in":
            totals[KEYS[by](passage)] += passage.people
    return dict(sorted(totals.items()))
# ANCHOR_END: count


# ANCHOR: inside
def inside(passages):
    """Return how many people are in the garden at the end."""
    total = 0
    for passage in sorted(passages, key=lambda passage: passage.when):
        step = passage.people if passage.direction == "in" else -passage.people
        total = max(0, total + step)
    return total
# ANCHOR_END: inside


# ANCHOR: arguments
def parse_arguments(arguments):
    parser = argparse.ArgumentParser(prog="gatelog")
    parser.add_argument("command", choices=["check", "count", "inside"])
    parser.add_argument("file", help="the log; - is the standard input")
    parser.add_argument("--by", choices=sorted(KEYS), default="day")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args(arguments)
# ANCHOR_END: arguments


def show(totals, as_json):
    """Print totals, as a table for people or as JSON for programs."""
    if as_json:
        print(json.dumps(totals))
        return
    width = max((len(name) for name in totals), default=0)
    for name, total in totals.items():
        print(f"{name:<{width}} {total:>6}")


# ANCHOR: main
def main(arguments=None):
    """Run one command, and return its exit code."""
    options = parse_arguments(arguments)
    try:
        if options.file == "-":
            passages, mistakes = read_log(sys.stdin)
        else:
            with open(options.file, encoding="utf-8") as log:
                passages, mistakes = read_log(log)
    except OSError as error:
        print(f"gatelog: {error}", file=sys.stderr)
        return 2
    for mistake in mistakes:
        print(f"gatelog: {mistake}", file=sys.stderr)
    if options.command == "count":
        show(count(passages, options.by), options.json)
    elif options.command == "inside":
        print(inside(passages))
    return 1 if mistakes else 0
# ANCHOR_END: main


if __name__ == "__main__":
    sys.exit(main())
