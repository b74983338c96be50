"""What it takes to settle: papers, money, and asking for support."""

from __future__ import annotations

from mapping.guide.items import Chapter, Item
from mapping.translate import _


def entity() -> Chapter:
    """A legal body, and papers for everyone."""
    return Chapter(
        _("Legal entity and papers"),
        _(
            "Without papers nobody can stay, and without a legal body nobody can sign, open an account or take a "
            "grant. Start both early: each takes weeks."
        ),
        (
            Item(
                "entity_abroad",
                _("A legal body is registered in the country where the newsroom works."),
                _("Settle who signs contracts today, and in which country that body is registered."),
            ),
            Item(
                "entity_form",
                _("Its form (association, foundation, company) was chosen with a look at who may fund it."),
                _("Hold two forms from the last chapter against the calls that you mean to answer."),
            ),
            Item(
                "papers_people",
                _("Everyone has papers to stay and to work; a list says when each expires."),
                _("Make the list, keep it encrypted, and start each renewal months before the last day."),
            ),
            Item(
                "settling",
                _("Everyone who came has health insurance and a place to live."),
                _("Ask each colleague, beginning with health insurance."),
            ),
            Item(
                "local_lawyer",
                _("A lawyer in the host country was asked about media law, labour law, taxes and data protection."),
                _("Ask for a free legal check before the first contract is signed."),
            ),
            Item(
                "case_file",
                _(
                    "Cases, searches and labels at home are kept as documents with a translation: visa offices, banks "
                    "and lawyers will ask."
                ),
                _("Collect judgments and decisions; have the newest translated first."),
            ),
        ),
    )


def money() -> Chapter:
    """Accounts, payments and what to live on."""
    return Chapter(
        _("Money across borders"),
        _(
            "Banks look hard at foreign founders, at foreign grants and at payments to countries that they think "
            "risky. Have papers ready before they ask, and a second way if the first one closes."
        ),
        (
            Item(
                "account_organisation",
                _("The organisation has an account in its own name."),
                _("Ask two banks which papers they want before you apply to either."),
            ),
            Item(
                "account_second",
                _("There is a second account elsewhere, in case the first is closed."),
                _("Choose a bank or payment firm elsewhere, and send a small sum through it each month."),
            ),
            Item(
                "account_people",
                _("Everyone has a personal account; in the EU a basic one can be demanded."),
                _("Ask for the basic account by that name, and for a refusal in writing."),
            ),
            Item(
                "bank_file",
                _(
                    "A file for the bank is ready: statutes, founders, grant contracts, where money comes from and "
                    "goes, and what the labels and cases at home mean."
                ),
                _("Write one page that explains the outlet to somebody who has never heard of it."),
            ),
            Item(
                "pay_home",
                _(
                    "How people at home are paid was decided with a lawyer and with them: nothing on a statement may "
                    "give them away."
                ),
                _("Ask each colleague at home what a payment would look like to somebody who searches them."),
            ),
            Item(
                "donations_home",
                _("Readers at home are not asked for money in ways that can be traced to them."),
                _("Check each payment link for what the giver's own bank will show."),
            ),
            Item(
                "income",
                _("There is a plan for the month after the largest grant ends."),
                _("Write down the day on which the money ends, and what is paid first from then on."),
            ),
        ),
    )


def asking() -> Chapter:
    """What most funds ask for."""
    return Chapter(
        _("Who supports this, and how to ask"),
        _(
            "Ask early and ask several: most answers take months. Most funds ask for the same few things; have them "
            "ready as one folder. Write in a few sentences what happened, what you need and for how long, and never "
            "send names of people at home."
        ),
        (
            Item(
                "concept",
                _("An editorial concept and a plan for money and growth over two years, a few pages each."),
                _("Write the concept first: the plan follows from it."),
            ),
            Item(
                "audience_proof",
                _("Proof of an audience at home, and of at least a year of steady work."),
                _("Keep monthly figures by country in one table."),
            ),
            Item(
                "referees",
                _("Two people or organisations outside the newsroom who can confirm its situation."),
                _("Ask them before you name them."),
            ),
        ),
    )
