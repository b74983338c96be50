"""What keeps people safe: the team in several countries, sources and readers."""

from __future__ import annotations

from mapping.guide.items import Chapter, Item
from mapping.translate import _


def distance() -> Chapter:
    """Accounts, devices, threats and journeys."""
    return Chapter(
        _("Safe work at a distance"),
        _(
            "A team in several countries lives in its accounts and devices. Whoever takes one of them over has the "
            "newsroom. Threats also follow people abroad."
        ),
        (
            Item(
                "two_factor",
                _("Mail, site, messengers and social accounts are locked with a second factor."),
                _("Begin with mail and with accounts that can reset others; use keys or an app, not text messages."),
            ),
            Item(
                "ownership_of_accounts",
                _(
                    "Domain, site and social accounts belong to the organisation; at least two people abroad can "
                    "recover each of them."
                ),
                _("List each account with its owner; move what is in one person's name."),
            ),
            Item(
                "devices",
                _("Devices that were seized, searched or left behind are replaced and signed out."),
                _("Sign out every device that nobody holds in hand, then change the passwords."),
            ),
            Item(
                "need_to_know",
                _("Who works at home is known only to those who must know, and stands in no shared list."),
                _("Take the names of people at home out of shared sheets, chats and address books."),
            ),
            Item(
                "threats_abroad",
                _("There is a plan for threats abroad: whom to call, how to reach the police, where to stay."),
                _("Agree on one person to call at any hour, and meet the local police once before anything happens."),
            ),
            Item(
                "travel",
                _(
                    "Before each journey somebody checks which countries may detain or hand over staff, and asks a "
                    "lawyer about wanted notices."
                ),
                _("Name one person who checks each journey, stopovers too."),
            ),
            Item(
                "mind",
                _("Staff can talk to a psychologist in their own language, paid and in confidence."),
                _("Offer it to all, so that nobody has to ask."),
            ),
            Item(
                "helpline",
                _("Everyone knows whom to write to when an account or device is attacked."),
                _("Keep the address where it is found without the newsroom's own systems."),
            ),
        ),
    )


def sources() -> Chapter:
    """What sources, relatives and readers at home risk."""
    return Chapter(
        _("Safety of sources and readers"),
        _(
            "The risk did not leave with the newsroom: it stays with sources, families, freelancers and readers at "
            "home. What is never stored cannot be taken."
        ),
        (
            Item(
                "source_channel",
                _("Sources find a safe way to write, with instructions in the languages that they read."),
                _("Try it yourself from a telephone that has never met the newsroom."),
            ),
            Item(
                "source_data",
                _("Names and raw material of sources lie encrypted, abroad, and are deleted by a fixed rule."),
                _("Fix for how many days raw material is kept, and who deletes it."),
            ),
            Item(
                "families",
                _("With each member of staff it was talked through what relatives at home may face, and what helps."),
                _("Talk with each colleague alone; bylines and pictures are theirs to decide."),
            ),
            Item(
                "readers_label",
                _(
                    "Readers are told what following, liking and sharing may cost them where the outlet is labelled, "
                    "and how to read without a trace."
                ),
                _("Put a short warning at the top of each channel, and repeat it every month."),
            ),
            Item(
                "trackers",
                _("The site carries no counters of firms that must answer to the state at home."),
                _("Look through the site with a browser that lists counters, and take out what you do not need."),
            ),
            Item(
                "open_lists",
                _("Comments, chats and lists of followers give no reader away."),
                _("Close comments under real names, and hide lists of members."),
            ),
        ),
    )
