"""The sentences of the cards, of the comparison of two outlets, and of the shortlist."""

from __future__ import annotations

from mapping.translate import _, plural_forms

Words = dict[str, str | dict[str, str]]


def words() -> Words:
    """The texts by key."""
    return {**_card(), **_card_facts(), **_card_ties(), **_compare(), **_list(), **_quotas(), **_list_files()}


def _card() -> Words:
    return {
        "card_told": _("Its role"),
        "card_facts": _("Facts"),
        "card_owners": _("Who holds it"),
        "card_held": _("What it holds"),
        "card_ties": _("Ties"),
        "card_timeline": _("What happened"),
        "card_channels": _("Where to find it"),
        "card_access": _("Access"),
        "card_supports": _("Who helps"),
        "card_needs": _("What it may need"),
        "card_missing": _("What we do not know"),
        "card_compare": _("Compare"),
        "card_network": _("Show its ties"),
        "card_holder_note": _("No outlet of this landscape: the card shows what it holds here and how it is tied."),
        "card_labelled": _(
            "Its materials are labelled “extremist” or alike in {countries}. Reading, sharing or linking them may be "
            "punished there, so its addresses are printed as text."
        ),
    }


def _card_facts() -> Words:
    return {
        "card_facts_none": _("No fact is on record yet."),
        "card_conflict": _("sources differ"),
        "card_chosen": _("shown elsewhere on this page"),
        "card_chosen_why": _("shown elsewhere on this page: {why}"),
        "card_not_chosen": _("also stated"),
        # Months and years, full days, and one of each.
        "card_from_to": _("{start} to {end}"),
        "card_from_to_day": _("from {start} to {end}"),
        "card_from_to_mixed": _("{start} – {end}"),
        "card_since": _("since {start}"),
        "card_since_day": _("from {start} on"),
        "card_until": _("until {end}"),
        "card_until_day": _("up to {end}"),
        "card_timeline_none": _("No event is on record. That does not mean that nothing happened."),
        "card_access_none": _("No measurement and no list of bans at hand says anything of its site."),
        "card_access_country": _("Seen from"),
        "card_access_verdict": _("Verdict"),
        "card_access_day": _("Day"),
        "card_access_what": _("What was looked at"),
        "card_supports_none": _("It took part in no programme that is on record here."),
        "card_by": _("run by {names}"),
        "card_paid": _("paid by {names}"),
        "card_score": _("{n} of 100"),
        "card_missing_none": _("Every field of its card is filled."),
    }


def _card_ties() -> Words:
    return {
        "card_owners_none": _("No owner is on record. That does not mean that it has none."),
        "card_owners_note": _("Each line leads one step up, to the last holder known."),
        "card_held_none": _("It holds nothing that is on record here."),
        "card_above": _("stands above already"),
        "card_last_holder": _("no holder above it is known"),
        "card_share": _("{n}%"),
        "card_share_range": _("{min}% to {max}%"),
        "card_share_unknown": _("share not stated"),
        "card_ties_none": _("No tie is on record on any layer."),
        "card_both": _("both ways"),
        "card_gives": _("others take from it"),
        "card_takes": _("it takes from others"),
        "card_more": plural_forms("{n} more", "{n} more"),
        "card_example": _("an example"),
        "card_items": plural_forms("{n} item", "{n} items"),
        "card_out": _("Gives to others"),
        "card_in": _("Takes from others"),
        "card_between": _("Stands between others"),
        "card_community": _("In the community around {name}"),
    }


def _compare() -> Words:
    return {
        "view_compare": _("Compare"),
        "compare_caption": _("Two outlets side by side"),
        "compare_choose_1": _("First outlet"),
        "compare_choose_2": _("Second outlet"),
        "compare_change_1": _("Another first outlet"),
        "compare_change_2": _("Another second outlet"),
        "compare_first": _("The first is {name}"),
        "compare_empty": _(
            "Choose two outlets here, or press “Compare” on the cards of two, to see them side by side."
        ),
        "compare_same": _("same"),
        "compare_differs": _("differs"),
        "compare_unknown": _("one not known"),
        "compare_n_citations": _("Pages that state something"),
        "compare_out_strength": _("Gives to others"),
        "compare_in_strength": _("Takes from others"),
        "compare_betweenness": _("Stands between others"),
        "compare_both_unknown": _("Not known of either: {fields}."),
        "compare_owners": _("Holders of both"),
        "compare_owners_none": _("Nobody on record holds both, directly or through others."),
        "compare_ties": _("Tied to both"),
        "compare_ties_none": _("Nobody else on record is tied to both."),
        "compare_no_label": _("none on record"),
        "compare_between": _("Between the two"),
        "compare_between_none": _("No direct tie between the two is on record."),
    }


def _list() -> Words:
    return {
        "view_shortlist": _("Shortlist"),
        "list_add": _("Add"),
        "list_listed": _("Listed"),
        "list_add_named": _("Add {name} to the shortlist"),
        "list_take_off": _("Listed: take {name} off the shortlist"),
        "list_remove": _("Take {name} off"),
        "list_put_on": _("{name} is on the shortlist, which holds {n} now"),
        "list_taken_off": _("{name} is off the shortlist, which holds {n} now"),
        "list_moved": _("{name} stands at place {n}"),
        "list_up": _("Move {name} up"),
        "list_down": _("Move {name} down"),
        "list_find": _("Add an outlet by its name"),
        "list_empty": _(
            "Nobody is on the shortlist yet. Add outlets here, from the table or from their cards, or bring in a file."
        ),
        "list_clear": _("Empty the list"),
        "list_seat": _("Seat"),
        "list_seated": _("has a seat"),
        "list_waiting": _("stands by: all seats are taken"),
        "list_barred": _("no seat, by a rule: {why}"),
    }


def _quotas() -> Words:
    return {
        "list_quotas": _("Quotas"),
        "list_quotas_note": _(
            "As the shipped rules of an invitation ask. The first names of the list take the seats, in its order. The "
            "team's edition alone counts by every fact: in any other, a name that no rule leaves out may still be left "
            "out by what only the team may know."
        ),
        "list_quotas_caption": _("How the list stands to each quota"),
        "list_seats": _("Seats"),
        "list_seats_filled": _("Seats taken"),
        "list_quota": _("Quota"),
        "list_asked": _("Asked for"),
        "list_now": _("On the list"),
        "list_stands": _("Stands"),
        "list_owner": _("of one owner: {name}"),
        "list_asks_both": _("{min} to {max}"),
        "list_asks_least": _("at least {min}"),
        "list_asks_unkept": _("at least {min}, at most {max}"),
        "list_asks_most": _("at most {max}"),
        "list_met": _("met"),
        "list_short": plural_forms("{n} short", "{n} short"),
        "list_over": plural_forms("{n} over", "{n} over"),
        "list_impossible": _("cannot hold with so few seats"),
        "list_uncounted": _("not counted at this level"),
        "list_unknown": plural_forms("not known of {n}", "not known of {n}"),
    }


def _list_files() -> Words:
    return {
        "list_export": _("Download as CSV"),
        "list_import": _("Bring in a file"),
        "list_imported": plural_forms("{n} name taken from the file", "{n} names taken from the file"),
        "list_import_large": _("{name} is larger than 5 MB, so it is no shortlist: nothing was taken from it."),
        "list_import_strange": _(
            "{name} holds no names to take: choose a shortlist or candidates in CSV (with a column outlet_id or "
            "candidate_id), or rules in TOML with a section [must]."
        ),
        "list_unknown_names": plural_forms(
            "{n} name is not in this landscape: {names}.", "{n} names are not in this landscape: {names}."
        ),
        "list_other_build": _(
            "The list comes from another build ({build}; this one is {own}): they may have been merged, renamed, or "
            "left out at this level."
        ),
        "list_other_unknown": _("They may come from another build, or be left out at this level."),
        "list_note_over": _("{name}: {n} on the list, at most {max} asked for; change one of both"),
        "list_note_barred": _("{id} is listed but has no seat: {why}"),
        "list_invite": _("Invite by this list"),
        "list_invite_free": _(
            "The names with a seat are fixed in both files, and the file of candidates also holds all other outlets "
            "that the rules let in: the command fills the free seats from them."
        ),
        "list_invite_full": _(
            "The names with a seat are fixed in both files; the other names of the list are candidates for the reserve."
        ),
        "list_invite_broken": plural_forms(
            "{n} quota cannot be kept by these names and seats: the command will refuse and say which.",
            "{n} quotas cannot be kept by these names and seats: the command will refuse and say which.",
        ),
        "list_invite_team": _("Keep both files at team level: they name whom you mean to invite."),
        "list_copy_rules": _("Copy the rules"),
        "list_save_rules": _("Download the rules"),
        "list_copy_candidates": _("Copy the candidates"),
        "list_save_candidates": _("Download the candidates"),
        "list_copy_command": _("Copy the command"),
    }
