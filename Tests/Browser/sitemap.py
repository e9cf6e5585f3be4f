"""The pages of the site, as `Sources/Web` declares them."""

import re
from urllib.parse import urlsplit

from house import ROOT

# What is asked for and is no page, each with its reason.
NO_PAGE = {
    r".*/export|.*\.(csv|xlsx|json|py)": "a file to take along",
    r"/(cases|companies)/\{\}": "leads to the same with its title, which is seen",
    r"/healthz|/readyz|/metrics": "words for machines that watch",
    r"/desk/skills|/desk/rounds/\{\}/choices/\{\}": "what a field unfolds while somebody types",
    r"/desk/talent/count": "a part of the page for talent, which asks for it while somebody types",
    r"/desk/rounds/\{\}/work": "a stream of events",
    r"/sign-in/(with|from)/\{\}": "leads to a provider and back; the demonstration has none",
}


def shape(path):
    """An address without the names of its parameters."""
    return re.sub(r"\\\([^)]*\)|\{[^}]*\}", "{}", path)


def declared():
    """Every address that can be opened."""
    found = {"/proofs/{}.py"}
    for file in (ROOT / "Sources/Web").rglob("*.swift"):
        found |= {shape(path) for path in re.findall(r'\bget\("(/[^"]*)"', file.read_text())}
    assert len(found) > 100, "the addresses of the site are declared in another way now"
    return found


def is_page(address):
    return not any(re.fullmatch(kind, address) for kind in NO_PAGE)


def route(url, addresses):
    """Which of the addresses one leads to: the most literal one."""
    words = urlsplit(url).path.strip("/").split("/")
    fitting = [
        one for one in addresses
        if len(parts := one.strip("/").split("/")) == len(words)
        and all(re.fullmatch(re.escape(part).replace(r"\{\}", ".+"), word) for part, word in zip(parts, words))
    ]
    return min(fitting, key=lambda one: (one.count("{}"), -len(one)), default=None)
