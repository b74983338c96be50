"""What keeps the work read, and what keeps it at all."""

from __future__ import annotations

from mapping.guide.items import Chapter, Item
from mapping.translate import _


def audience() -> Chapter:
    """Ways to a public that the site no longer reaches."""
    return Chapter(
        _("Reaching a blocked audience"),
        _(
            "Blocking hits the site first. Outlets that kept their public had several ways to it before they were "
            "blocked, and told readers about them every day."
        ),
        (
            Item(
                "where_read",
                _("Somebody checks every week where at home the site opens, network by network."),
                _("Look at open measurements (OONI), and ask readers on three networks."),
            ),
            Item(
                "mirrors",
                _("Copies of the site (mirrors) stand ready and are renewed when one is blocked."),
                _("Ask for a synchronised copy before you need it."),
            ),
            Item(
                "around",
                _("There is a way without the site: an app, an onion address, a newsletter, files to pass on."),
                _("Choose one way, explain it in one picture, and publish that picture every week."),
            ),
            Item(
                "other_channels",
                _("At least two channels besides the site bring the whole offer."),
                _("Take the channel where most readers at home already are."),
            ),
            Item(
                "domain",
                _("The site's address cannot be taken away by the state at home."),
                _("Register a second address abroad, and announce it while the first still works."),
            ),
            Item(
                "hosting",
                _("The site is hosted outside the reach of the state at home."),
                _("Ask the host under whose law it works, and what it does when a state complains."),
            ),
            Item(
                "attacks",
                _("The site is protected against being flooded with requests."),
                _("Move behind a shield before the next large story."),
            ),
            Item(
                "platforms",
                _("There is a contact at each platform for false complaints and taken-down posts."),
                _("Write down form and contact of each platform, with proof that the accounts are yours."),
            ),
            Item(
                "measure",
                _("The audience at home is counted in a way that keeps readers unknown."),
                _("Count visits on your own server, without readers' addresses."),
            ),
        ),
    )


def archives() -> Chapter:
    """What must not be lost."""
    return Chapter(
        _("Archives"),
        _("Sites of exiled media disappear when a bill is not paid, a domain is lost or a platform gives in."),
        (
            Item(
                "web_archive",
                _("A public archive of the web holds copies of the site."),
                _("Hand the addresses of the most read pieces to a public archive of the web."),
            ),
            Item(
                "own_copy",
                _("A full copy (texts, pictures, database) lies in two countries, and restoring it was tried."),
                _("Try to bring the site up from the copy on an empty machine."),
            ),
            Item(
                "own_video",
                _("Video and posts on platforms are saved too, with their dates and captions."),
                _("Download each platform's own export, and keep it beside the copy of the site."),
            ),
            Item(
                "lost",
                _("What has already been lost is listed, and looked for in archives and with readers."),
                _("Ask readers and former colleagues, and look for old addresses in archives."),
            ),
        ),
    )
