"""Is a table of another system read as it was meant, and does a broken line cost no more than itself?"""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirecopy.mail.people_columns import Columns, Row, columns, moment, row
from wirecopy.mail.people_csv import DELIMITERS, LONGEST, OPEN, Broken, Lines, Record, encoding, guarded, records, split, unguarded

NOW = datetime(2026, 11, 28, 9, 0, tzinfo=UTC)


def table(text: str) -> tuple[Columns, list[Record | Broken]]:
    lines = Lines(io.StringIO(text, newline=None).readline)
    first = lines.take()
    assert first
    of = columns(first.text)
    assert isinstance(of, Columns)
    return of, list(records(lines, of.delimiter, of.count, of.alone))


def said(header: str, line: str) -> Row | str:
    of, (record,) = table(f"{header}\n{line}\n")
    assert isinstance(record, Record), record
    return row(record.cells, of, NOW)


cells = st.text(st.sampled_from('a", \n;'), max_size=9) | st.text(
    st.characters(exclude_categories=("Cs",), exclude_characters="\r\0"), max_size=12
)


@given(st.lists(st.lists(cells, min_size=3, max_size=3), min_size=1, max_size=8), st.sampled_from(DELIMITERS))
def test_what_the_csv_module_writes_is_read_back(rows: list[list[str]], delimiter: str) -> None:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(rows)
    found = list(records(Lines(io.StringIO(out.getvalue(), newline="\n").readline), delimiter, 3, lambda cells: False))
    assert [list(each.cells) for each in found if isinstance(each, Record)] == rows
    assert not any(isinstance(each, Broken) for each in found)


@given(st.text(st.sampled_from('a" ,\n@;'), max_size=60))
def test_of_any_text_every_line_is_in_one_record_or_named_as_broken(text: str) -> None:
    lines = text.split("\n")
    found = list(records(Lines(io.StringIO(text, newline="\n").readline), ",", 2, lambda cells: False))
    numbers = [each.line for each in found]
    assert numbers == sorted(set(numbers))
    begun = 0
    for each in found:
        assert not any(line.strip() for line in lines[begun : each.line - 1]), "a line was lost"
        begun = each.line + (sum(cell.count("\n") for cell in each.cells) if isinstance(each, Record) else 0)
    assert not any(line.strip() for line in lines[begun:])


@given(cells)
def test_a_guard_against_formulas_can_be_undone(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert guarded(text).lstrip(" ")[:1] not in ("=", "+", "-", "@")


@pytest.mark.parametrize("cell", ["=1+1", "+47", "-3", "@sum", " =1", "\t=1", "'=1", "＝1"])
def test_no_cell_begins_a_formula(cell: str) -> None:
    assert guarded(cell) == f"'{cell}"
    assert unguarded(f"'{cell}") == cell


def test_an_apostrophe_of_ones_own_stays() -> None:
    assert (guarded("'s-Hertogenbosch"), unguarded("'s-Hertogenbosch")) == ("'s-Hertogenbosch", "'s-Hertogenbosch")


@pytest.mark.parametrize(
    "broken",
    [
        '"b@x.example,Ann', 'b@x.example,"Ann', 'b@x.example,"Ann "B" C"', "b@x.example", "b@x.example,Ann,more",
        f"b@x.example,{'y' * (LONGEST + 9)}",
    ],
)  # fmt: skip
def test_a_broken_line_in_the_middle_costs_itself(broken: str) -> None:
    before, after = [f"a{n}@x.example,A" for n in range(3)], [f"c{n}@x.example,C" for n in range(80)]
    _, found = table("\n".join(["email,name", *before, broken, *after]) + "\n")
    assert [each.line for each in found if isinstance(each, Broken)] == [5]
    assert [each.cells[0] for each in found if isinstance(each, Record)] == [line.split(",")[0] for line in before + after]


def test_an_open_quote_that_a_later_one_would_close_swallows_no_subscriber() -> None:
    _, found = table('email,name\na@x.example,"Ann\nb@x.example,Bo\nc@x.example,Cy"\nd@x.example,"Di\nof Ness"\n')
    assert [(each.line, type(each).__name__) for each in found] == [(2, "Broken"), (3, "Record"), (4, "Record"), (5, "Record")]
    assert isinstance(found[0], Broken) and found[0].why == OPEN
    assert isinstance(found[3], Record) and found[3].cells[1] == "Di\nof Ness"


def test_a_quote_within_a_cell_is_a_sign_like_others() -> None:
    assert split('5" reef,b', ",") == ['5" reef', "b"]
    assert split('a, "b, c" ,', ",") == ["a", "b, c", ""]


@pytest.mark.parametrize(
    ("text", "coded"),
    [
        ("email\nzoë@x.example\n", "utf-8"), ("email\nann@x.example\n", "utf-8"), ("email,n\na@x.example,Zoë\nb@x.example,Ærø\n", "cp1252"),
        ("email\nzoë@x.example\n", "utf-8-sig"), ("email\tname\na@x.example\tZoë\n", "utf-16"),
    ],
)  # fmt: skip
def test_the_encoding_is_seen(text: str, coded: str) -> None:
    assert encoding(io.BytesIO(text.encode(coded))) == coded


def test_one_broken_letter_does_not_make_a_list_cp1252() -> None:
    assert encoding([*["Zoë\n".encode()] * 3, "Zoë\n".encode("cp1252")]) == "utf-8"


@pytest.mark.parametrize("header", ["EMAIL;Name;Status", "status\tE-Mail\tname", "Name|status|Email Address", '"Status","email"'])
def test_columns_are_found_by_name_in_any_order_case_and_delimiter(header: str) -> None:
    of = columns(header)
    assert isinstance(of, Columns) and of.statuses
    assert "mail" in header.replace('"', "").split(of.delimiter)[of.at["address"]].lower()


def test_a_postal_address_is_not_taken_for_one() -> None:
    of = columns("Address,Email Address,First Name")
    assert isinstance(of, Columns) and of.at["address"] == 1


def test_a_plain_list_of_addresses_is_one_too_and_others_are_none() -> None:
    of = columns("a@x.example")
    assert isinstance(of, Columns) and (of.headed, of.count) == (False, 1)
    assert isinstance(columns("Name,Town"), str)


@pytest.mark.parametrize(
    ("header", "line", "word"),
    [
        # Mailchimp
        ("Email Address,OPTIN_TIME,OPTIN_IP,CONFIRM_TIME", "a@x.example,2021-03-01 10:00:00,192.0.2.1,2021-03-01 10:02:00", "confirmed"),
        ("Email Address,CONFIRM_TIME,UNSUB_TIME,UNSUB_REASON", "a@x.example,2021-03-01 10:02:00,2022-01-01 00:00:00,", "left"),
        ("Email Address,CONFIRM_TIME,CLEAN_TIME", "a@x.example,2021-03-01 10:02:00,2022-01-01 00:00:00", "bounced"),
        # listmonk
        ("uuid,email,name,attributes,status,created_at,updated_at", "u,a@x.example,A,{},enabled,2021-03-01T10:00:00Z,", ""),
        ("uuid,email,status,subscription_status,created_at", "u,a@x.example,enabled,confirmed,2021-03-01T10:00:00Z", "confirmed"),
        ("uuid,email,status,subscription_status,created_at", "u,a@x.example,enabled,unconfirmed,2021-03-01T10:00:00Z", "unconfirmed"),
        ("uuid,email,name,status,created_at", "u,a@x.example,A,blocklisted,2021-03-01T10:00:00Z", "asked"),
        # Ghost
        ("id,email,name,note,subscribed_to_emails,created_at,deleted_at", "1,a@x.example,A,,true,2021-03-01T10:00:00.000Z,", ""),
        ("id,email,name,note,subscribed_to_emails,created_at,deleted_at", "1,a@x.example,A,,false,2021-03-01T10:00:00.000Z,", "left"),
        # Substack
        ("email,active_subscription,expiry,email_disabled,created_at", "a@x.example,false,,true,2021-03-01T10:00:00Z", "left"),
        ("email,active_subscription,expiry,email_disabled,created_at", "a@x.example,true,,false,2021-03-01T10:00:00Z", ""),
        # others
        ("email,status", "a@x.example,Marked as SPAM", "complained"),
        ("email,confirmed", "a@x.example,no", "unconfirmed"),
        ("email,confirmed,status", "a@x.example,yes,bounced", "bounced"),
        ("email,confirmed_at", "a@x.example,0000-00-00 00:00:00", ""),
        ("email,unsubscribed", "a@x.example,some day", "left"),
    ],
)  # fmt: skip
def test_the_words_of_other_systems_are_known(header: str, line: str, word: str) -> None:
    found = said(header, line)
    assert isinstance(found, Row), found
    assert found.said == word


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("a@x.example,perhaps,", "what its status says is not known: perhaps"),
        ("a@x.example,active,soon", "when it was confirmed cannot be read: soon (write it as 2026-11-28 06:30)"),
        ("a@x.example,active,2031-01-01", "when it was confirmed cannot be read: 2031-01-01 (write it as 2026-11-28 06:30)"),
        ("z\udceb@x.example,active,", "its letters are not in the encoding of the file"),
    ],
)
def test_what_is_not_understood_is_not_guessed(line: str, why: str) -> None:
    assert said("email,status,confirmed at", line) == why


@pytest.mark.parametrize("whom", ["", "a", f"{'a' * 300}@x.example", "a\x00@x.example", "a b@x.example"])
def test_what_is_no_address_is_refused_with_a_sentence(whom: str) -> None:
    found = said("name,email", f"n,{whom}")
    assert isinstance(found, str) and " " in found


def test_consent_is_kept_as_it_was_given() -> None:
    found = said(
        "email,optin_time,optin_ip,confirm_time,confirm_ip,source,note,timezone",
        "Ann@X.example,2021-03-01 10:00:00,192.0.2.1,2021-03-01T12:02:00+02:00,192.0.2.9,https://x.example/join,at the fair,Europe/Oslo",
    )
    assert isinstance(found, Row)
    assert (found.address.written, found.address.key) == ("Ann@x.example", "ann@x.example")
    assert (found.asked_at, found.confirmed_at) == (datetime(2021, 3, 1, 10, 0, tzinfo=UTC), datetime(2021, 3, 1, 10, 2, tzinfo=UTC))
    assert (found.page, found.note, found.zone) == ("https://x.example/join", "IP 192.0.2.1, 192.0.2.9; at the fair", "Europe/Oslo")


@given(st.text(max_size=30) | st.from_regex(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?( ?[+-]\d\d:?\d\d|Z| UTC)?", fullmatch=True))
def test_any_text_is_a_time_or_none(text: str) -> None:
    found = moment(text, NOW)
    assert found is None or found.tzinfo is UTC


@pytest.mark.parametrize(
    "text", ["1614592800", "1614592800000", "2021-03-01 10:00", "2021-03-01 11:00:00 +0100", "2021-03-01 10:00:00 UTC"]
)
def test_times_are_read_as_systems_write_them(text: str) -> None:
    assert moment(text, NOW) == datetime(2021, 3, 1, 10, 0, tzinfo=UTC)
