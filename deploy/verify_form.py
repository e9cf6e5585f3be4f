"""Whether an instance and a result are of their form, which deploy/verify.py asks before it counts anything: what is not is neither valid nor not.

A check takes a value and its path, the JSON pointer as (path before, name); whatever it refuses ends the program with status 3.
"""
import json, re  # noqa: E401


class Refusal(Exception):
    """What is not of its form, with its place."""


class Fault(str):
    """Why a value is no JSON, in the place of it."""


class Number(str):
    """A number that is no integer, or a very long one, as it is written."""


def refuse(path, sentence):
    names = []
    while path:
        path, name = path
        names.insert(0, str(name).replace("~", "~0").replace("/", "~1"))
    raise Refusal(f"/{'/'.join(names)}: {sentence}" if names else sentence)


def quoted(name):
    return json.dumps(name, ensure_ascii=False)


def read(file):
    """The bytes of a file, and the object in them."""
    faults = []

    def fault(sentence):
        faults.append(Fault(sentence))
        return faults[-1]

    def once(members):
        found = {}
        for name, value in members:
            found[name] = fault(f"the member {quoted(name)} stands twice in one object") if name in found else value
        return found

    with open(file, "rb") as opened:
        data = opened.read()
    try:
        value = json.loads(
            data.decode("utf-8-sig"), object_pairs_hook=once, parse_int=lambda digits: int(digits) if len(digits) < 21 else Number(digits),
            parse_float=Number, parse_constant=lambda word: fault(f"{word} is no JSON"))
    except json.JSONDecodeError as broken:
        refuse((), f"line {broken.lineno}, column {broken.colno}: this is no JSON")
    except UnicodeDecodeError as broken:
        line = broken.object.count(10, 0, broken.start) + 1
        refuse((), f"line {line}: this is no UTF-8")
    except RecursionError:
        refuse((), "it is nested too deep")
    # Only an escape leaves half a pair.
    if faults or b"\\u" in data:
        check_read(value)
    return data, value


def check_read(value):
    """That nothing in a value is a fault or no text, in the order of the file."""
    half, waiting = re.compile("[\ud800-\udfff]"), [(value, ())]
    while waiting:
        value, path = waiting.pop()
        if type(value) is Fault:
            refuse(path, value)
        if type(value) is str and half.search(value) or path and type(path[1]) is str and half.search(path[1]):
            refuse(path, "here is half of a surrogate pair")
        inner = value.items() if type(value) is dict else enumerate(value) if type(value) is list else ()
        waiting += reversed([(one, (path, name)) for name, one in inner])


def text(value, path):
    if type(value) is not str:
        refuse(path, "here must be a string")


def integer(least=-(2**63), most=2**63 - 1):
    def check(value, path):
        if type(value) is Number:
            refuse(path, f"{value[:40]} is no integer from {least} to {most}")
        if type(value) is not int or not least <= value <= most:
            refuse(path, f"here must be an integer from {least} to {most}")
    return check


def choice(*words):
    def check(value, path):
        if value not in words:
            refuse(path, f"here must be one of: {', '.join(words)}")
    return check


def array(of):
    def check(value, path):
        if type(value) is not list:
            refuse(path, "here must be an array")
        for place, one in enumerate(value):
            of(one, (path, place))
    return check


def row(*of):
    def check(value, path):
        if type(value) is not list or len(value) != len(of):
            refuse(path, f"here must be an array of {len(of)}")
        for place, one in enumerate(value):
            of[place](one, (path, place))
    return check


def members(needed, **others):
    """An object; members that the format does not know may be anything."""
    def check(value, path):
        if type(value) is not dict:
            refuse(path, "here must be an object")
        if missing := [name for name in needed if name not in value]:
            refuse(path, f"the member {missing[0]} is missing")
        for name, of in [*needed.items(), *others.items()]:
            if name in value:
                of(value[name], (path, name))
    return check


def prices(value, path):
    members({})(value, path)
    for name, price in value.items():
        integer()(price, (path, name))


def tie(value, path):
    (array(text) if type(value) is list and value else text)(value, path)


PLACES = integer(0, 1_000_000_000)
SIDES = {"cases": prices, "companies": prices}
TEAM = members({"id": text}, prefers=array(tie))
CASE = members({"id": text, "capacity": PLACES}, company=text, prefers=array(tie), minimum=PLACES)
INSTANCE = members(
    {"format": choice("vivier-instance/1"), "teams": array(TEAM), "cases": array(CASE)},
    policy=choice("best-total", "stable", "fairest"), placement=choice("fit-first", "everyone-first"), fairness=choice("fit", "rank"),
    companies=array(members({"id": text}, capacity=PLACES, prefers=array(tie))), fits=array(row(text, text, integer(0, 10_000))),
    pins=array(row(text, text)), bans=array(row(text, text)), seed=integer(0))
CERTIFICATES = {
    "lp-dual": members({}, placement_weight=integer(), **SIDES),
    "no-blocking-pair": members({}, size_bound=integer(), **SIDES),
    "leximin-chain": members(
        {}, on=choice("fit", "rank"), levels=array(members({"teams": integer(), "placing": integer(), **SIDES}, level=integer())),
        fits=members(SIDES)),
    "branches": members(
        {}, bound=integer(), placement_weight=integer(),
        branches=array(members({"path": array(row(text, choice("open", "closed"))), **SIDES}))),
}
RESULT = members(
    {"format": choice("vivier-result/1"), "policy": text, "instance_sha256": text, "matches": array(row(text, text)), "unmatched": array(text),
     "placed": integer(), "total_fit": integer(), "certificate": members({"kind": text})}, engine=integer(1, 2**31 - 1))


def check_result(file):
    RESULT(file, ())
    # Of a kind that there is not, it proves nothing, whatever it holds.
    CERTIFICATES.get(file["certificate"]["kind"], members({}))(file["certificate"], ((), "certificate"))


def check_instance(file):
    INSTANCE(file, ())
    kinds = {"teams": "team", "cases": "case", "companies": "company"}
    known = {side: {} for side in kinds}
    for side, kind in kinds.items():
        for place, one in enumerate(file.get(side, [])):
            if known[side].setdefault(one["id"], place) != place:
                refuse(((((), side), place), "id"), f"the {kind} id {quoted(one['id'])} stands twice")

    def named(one, side, path):
        if one not in known[side]:
            refuse(path, f"there is no {kinds[side]} with the id {quoted(one)}")

    for side, others in (("teams", "cases"), ("cases", "teams"), ("companies", "teams")):
        for place, one in enumerate(file.get(side, [])):
            path, seen = (((), side), place), set()
            for rank, tied in enumerate(one.get("prefers", [])):
                for other in tied if type(tied) is list else [tied]:
                    named(other, others, ((path, "prefers"), rank))
                    if other in seen:
                        refuse(((path, "prefers"), rank), f"the ranking names {quoted(other)} twice")
                    seen.add(other)
            if side == "cases" and "company" in one:
                named(one["company"], "companies", (path, "company"))
            if side == "cases" and one.get("minimum", 0) > (0 if file.get("policy", "best-total") != "best-total" else one["capacity"]):
                refuse((path, "minimum"), "a minimum is no more than the capacity, and stands under the policy best-total only")
    for member in ("fits", "pins", "bans"):
        seen = set()
        for place, (team, case, *_) in enumerate(file.get(member, [])):
            path = (((), member), place)
            named(team, "teams", (path, 0))
            named(case, "cases", (path, 1))
            if (pair := team if member == "pins" else (team, case)) in seen:
                refuse(path, "this team is pinned already" if member == "pins" else "this pair stands twice")
            seen.add(pair)
    if file.get("fairness") == "fit" and "fits" not in file:
        refuse(((), "fairness"), "fairness is fit, and the instance states no fits")
