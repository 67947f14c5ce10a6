"""What do outlets print each day on one pattern? Results, weather, markets: texts that are alike and copy nothing; and furniture."""

from __future__ import annotations

import re
from random import Random

WORDS = """
team: Arnvik Rovers | Belholm Town | Cressay United | Dunmere Athletic | Eskbridge City | Farlough | Gransund | Holtby Wanderers | Jarsted
name: Holm | Berg | Sand | Eide | Lund | Nygard | Marsh | Okoro | Tanaka | Rossi | Weiss | Duarte | Petrov | Achterberg
town: Arnvik | Belholm | Cressay | Dunmere | Eskbridge | Farlough | Gransund | Holtby | Inverloch | Jarsted | Kelmar
firm: Norhaven Shipping | Aldine Paper | Corvus Energy | Delmar Foods | Estrel Bank | Fennick Steel | Galen Drugs | Ivory Glass
day: Monday | Tuesday | Wednesday | Thursday | Friday
sky: light rain | bright spells | fog early on | a dry day | thunder late | heavy showers | snow on high ground | a clear evening
wind: north | north-west | east | south-east | south | west
way: rose | fell | climbed | slipped | gained | lost | edged up | edged down
why: oil moved | a weak jobs report | talk of lower interest rates | strong earnings from lenders | doubts about trade | a firmer currency
first: {team} {n} {team} {n} ({name} {m}, {name} {m}) | {team} {n} {team} {n} ({name} {m}) | {team} {n} {team} {n}
"""
PATTERNS = {
    "results": "Results of the regional league, {day} {d}: {*first*6}|Attendances: {team} {k}; {team} {k}; {team} {k}; {team} {k}.|"
    "Standings after {m} rounds: 1. {team} {m} points, 2. {team} {m}, 3. {team} {m}, 4. {team} {m}, 5. {team} {m}.",
    "weather": "{town} and the coast: {sky}, then {sky}. Highs of {d} to {d} degrees, winds from the {wind} at {m} kilometres an hour.|"
    "Inland, including {town} and {town}, expect {sky}. Lows overnight near {d} degrees.|"
    "Tides at {town}: high water {d}:{m} and {d}:{m}, low water {d}:{m}. The sun rises at {d}:{m} and sets at {d}:{m}.|"
    "The outlook for {day}: {sky}, with winds from the {wind}. The next bulletin is issued at six in the morning.",
    "close": "Shares on the Northern Exchange {way} on {day} after {why}. The main index {way} {n}.{m} points, or 0.{m} percent, to end "
    "at {k}.{m}.|{firm} {way} {n}.{m} percent to {m}.{m} crowns and {firm} {way} {n}.{m} percent, while {firm} {way} {n}.{m} percent.|"
    "Advancers outnumbered decliners by {k} to {k} on {m}.{n} million shares. Brent crude {way} to {m}.{m} dollars a barrel and "
    "gold {way} to {k} dollars.|The yield on the ten-year government bond {way} to {n}.{m} percent. The crown {way} to {n}.{k} a dollar.",
    "earnings": "{firm} said on {day} that net profit for the quarter was {m}.{n} million crowns, compared with {m}.{n} million a year "
    "earlier.|Shr {m} cts vs {m} cts. Net {m},{k} vs {m},{k}. Revs {m}.{n} mln vs {m}.{n} mln. Avg shrs {k},{k} vs {k},{k}.|"
    "The company, based in {town}, said it expected sales to grow by {n} to {d} percent in the full year.",
    "dividend": "{firm} declares quarterly dividend. Qtly div {m} cts vs {m} cts prior. Pay April {d}. Record March {d}.|"
    "The board of {firm}, which has its seat in {town}, will meet again on {day}, the company said in a statement to the exchange.",
    "police": "The police in {town} were called {m} times in the night to {day}. {n} drivers were stopped for speeding, {n} for drink.|"
    "A cyclist aged {m} was hurt in a collision on the road to {town} at {d}:{m} and taken to hospital.|"
    "Anyone who saw something is asked to call the station in {town} or to write to the duty officer.",
    "draw": "The numbers drawn on {day} evening: {d}, {d}, {m}, {m}, {m}, {m}. Bonus number: {d}. Joker: {k}{k}.|"
    "{n} players had six right and share {m}.{n} million crowns; {m} had five right and receive {k} crowns each.|"
    "The jackpot for {day} stands at {m} million crowns. All figures without guarantee.",
    "traffic": "Ferries between {town} and {town} leave every {m} minutes on {day}; the {d}:{m} sailing is cancelled.|"
    "Roadworks: one lane is closed between {town} and {town} until {d}:{m}. Expect delays of {m} minutes.|"
    "Trains from {town} run to the weekend timetable. The airport at {town} reports {n} cancelled flights and delays of {m} minutes.",
}
FURNITURE = """
This article was prepared with material from correspondents in {town} and {town}. Readers who see a mistake can write to the desk.
Sign up for the {town} morning letter and have the day's reports before breakfast, five days a week, without advertisements, for {n} crowns.
About the author: {name} has reported from {town} for {m} years and has written {n} books on the region, its railways and its rivers.
The views of those who speak here are their own. The paper is published by {firm}, keeps to the press code, and answers to its council.
Follow our live pages for results, traffic and weather in {town}. Comments close after {m} hours and are read by our staff in {town}.
Our work costs money. If you can, become a member for {m} crowns a year; it takes two minutes and you can leave when you like.
Photographs may not be used again without the leave of {firm}. Prints can be ordered from the picture desk in {town} on weekdays.
Correction policy: we mend mistakes as soon as we know of them and say so below the article, with the day on which it was changed.
The subscribers' edition with the puzzles, the tide tables and the harbour list is found each {day} at kiosks between {town} and {town}.
"""
GRAMMAR = {name: rest.split(" | ") for name, _, rest in (line.partition(": ") for line in WORDS.strip().splitlines())}
SPANS = {"n": (0, 6), "d": (1, 23), "m": (10, 59), "k": (101, 9999)}


def said(chance: Random, what: str) -> str:
    """`what`, each {name} in it said in its turn."""
    while found := re.search(r"\{(?:\*(\w+)\*(\d+)|(\w+))\}", what):
        many, times, name = found.groups()
        if many:
            new = ". ".join(chance.choice(GRAMMAR[many]) for _ in range(int(times))) + "."
        elif name in SPANS:
            new = str(chance.randint(*SPANS[name]))
        else:
            new = chance.choice(GRAMMAR[name])
        what = what[: found.start()] + new + what[found.end() :]
    return what


def daily(chance: Random, pattern: str) -> tuple[str, ...]:
    """One day's paragraphs of a pattern of PATTERNS."""
    return tuple(said(chance, part) for part in PATTERNS[pattern].split("|"))


def furniture(chance: Random, paragraphs: int) -> tuple[str, ...]:
    """What one outlet prints under many of its articles."""
    return tuple(said(chance, line) for line in chance.sample(FURNITURE.strip().splitlines(), paragraphs))
