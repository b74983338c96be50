"""The sentences of the page around the views: search, filters, table, citations, notices."""

from __future__ import annotations

from mapping.translate import _, plural_forms


def words() -> dict[str, str | dict[str, str]]:
    """The texts by key."""
    return {**_page(), **_filters(), **_table(), **_citations()}


def _page() -> dict[str, str | dict[str, str]]:
    return {
        "views": _("Views"),
        "skip": _("Skip to the outlets"),
        "search": _("Search by name"),
        "search_held": _("“{text}”"),
        "pair": _("{name}: {value}"),
        "search_hint": _("Search in any script or spelling"),
        "offered": _("Names found"),
        "needs_script": _("This page draws itself with a script, which your browser does not run."),
        "card": _("About the outlet"),
        "close": _("Close"),
        "copied": _("Copied"),
        "copy_refused": _("The browser did not let the page copy: download the file instead."),
        "fragment_unknown": _("The address names something that this page does not hold: {names}. The rest is shown."),
        "not_known": _("not known"),
        "build": _("Build {id}"),
        "landscape_empty": _("This landscape holds no outlet yet: gather and clean first, then build this page again."),
        "nothing_passes": _("No outlet passes these filters and this search."),
    }


def _filters() -> dict[str, str | dict[str, str]]:
    return {
        "filters": _("Filters"),
        "filters_clear": _("Clear all"),
        "filters_more": plural_forms("{n} more", "{n} more"),
        "filters_show": plural_forms("Show {n} outlet", "Show {n} outlets"),
        "filter_remove": _("Remove the filter {name}"),
        "outlets_all": plural_forms("{n} outlet", "{n} outlets"),
        "outlets_shown": plural_forms("{n} outlet of {all}", "{n} outlets of {all}"),
        "labelled_in": _("labelled in {country}"),
        "facet_country": _("Country"),
        "facet_media": _("Medium"),
        "facet_ownership": _("Ownership"),
        "facet_status": _("Status"),
        "facet_exile": _("Home or exile"),
        "facet_language": _("Language"),
        "facet_genre": _("Genre"),
        "facet_region": _("Region"),
        "facet_labelled": _("Labelled “extremist” or alike in"),
        "facet_community": _("Community in the network"),
    }


def _table() -> dict[str, str | dict[str, str]]:
    return {
        "view_table": _("Table"),
        "table_caption": _("The outlets shown; the heads of the columns sort them"),
        "table_export": _("Download as CSV"),
        "table_copy": _("Copy for a spreadsheet"),
        "column_name": _("Name"),
        "column_native": _("Own spelling"),
        "column_country": _("Country"),
        "column_media": _("Medium"),
        "column_ownership": _("Ownership"),
        "column_status": _("Status"),
        "column_exile": _("Home or exile"),
        "column_language": _("Languages"),
        "column_genre": _("Genre"),
        "column_place": _("Place"),
        "column_founded": _("Founded"),
        "column_out_strength": _("Gives to others"),
        "column_in_strength": _("Takes from others"),
        "column_n_citations": _("Citations"),
        "column_list": _("Shortlist"),
    }


def _citations() -> dict[str, str | dict[str, str]]:
    return {
        "citation": _("Citation"),
        "citation_named": _("Citation {n}: {title}"),
        "citation_publisher": _("Publisher"),
        "citation_published": _("Published"),
        "citation_accessed": _("Read on"),
        "citation_saved": _("Saved copy"),
        "address_warned": _("No link: opening this page may be dangerous where it is labelled."),
    }
