"""The sentences of the views: map and network."""

from __future__ import annotations

from mapping.translate import _, plural_forms


def words() -> dict[str, str | dict[str, str]]:
    """The texts by key."""
    return {**_zoom(), **_map(), **_network(), **_network_choices(), **_network_list()}


def _zoom() -> dict[str, str | dict[str, str]]:
    return {
        "zoom": _("Zoom"),
        "zoom_in": _("Nearer"),
        "zoom_out": _("Farther away"),
        "zoom_whole": _("Show all"),
    }


def _map() -> dict[str, str | dict[str, str]]:
    return {
        "map_label": _("Map"),
        "map_aria": _("Map of the regions: the arrow keys lead from place to place, Enter chooses"),
        "map_none": _("The shapes of the regions are missing, so there is no map: the table holds every outlet."),
        "map_note": _("Shapes are approximate and only for display."),
        "map_outlets": plural_forms("{n} outlet", "{n} outlets"),
        "map_placeless": plural_forms(
            "{n} outlet has no place on this map: none is known, may be shown, or lies in it.",
            "{n} outlets have no place on this map: none is known, may be shown, or lies in it.",
        ),
        "map_untold": plural_forms(
            "Of {n} outlet in exile the way is not drawn: its host or home is hidden or not stated.",
            "Of {n} outlets in exile the way is not drawn: their host or home is hidden or not stated.",
        ),
        "map_region_none": _("No outlet is known in {name}."),
        "map_legend": _("Outlets in a region"),
        "map_legend_none": _("none known"),
        "map_legend_flow": _("into exile"),
        "map_flow": _("{from} → {to}"),
        "map_hosts": _("In exile in {country}"),
        "map_hosted": plural_forms("{n} outlet in exile", "{n} outlets in exile"),
    }


def _network() -> dict[str, str | dict[str, str]]:
    return {
        "net_label": _("Network"),
        "net_none": _("No tie between outlets, owners or programmes is known yet, so there is no network to draw."),
        "net_no_webgl": _("This browser cannot draw the network (it lacks WebGL): the list below says it in words."),
        "net_told": _("{nodes}, {ties}."),
        "net_nodes": plural_forms("{n} node", "{n} nodes"),
        "net_ties": plural_forms("{n} tie", "{n} ties"),
        "net_left": plural_forms(
            "{n} weaker tie is left out; it is drawn around a node shown alone.",
            "{n} weaker ties are left out; they are drawn around a node shown alone.",
        ),
        "net_undated": plural_forms(
            "{n} tie bears no date and stands in every year.", "{n} ties bear no date and stand in every year."
        ),
        "net_no_tie": _("Between what is shown there is no tie on these layers."),
        "net_no_tie_then": _("Between what is shown there is no tie on these layers in this year."),
        "net_no_layer": _("No layer is chosen."),
        "net_all_layers": _("Show all layers"),
    }


def _network_choices() -> dict[str, str | dict[str, str]]:
    return {
        "net_layers": _("Layers"),
        "net_colour": _("Colour"),
        "net_colour_country": _("Country"),
        "net_colour_ownership": _("Ownership"),
        "net_colour_community": _("Community"),
        "net_size": _("Size"),
        "net_size_in_strength": _("Takes from others"),
        "net_size_out_strength": _("Gives to others"),
        "net_size_betweenness": _("Stands between others"),
        "net_size_pagerank": _("Drawn on by the strong"),
        "net_size_k_core": _("In the thick of it"),
        "net_year": _("Year"),
        "net_year_all": _("all years"),
        "net_only": _("Only the ties of {name}"),
        "net_expand": _("Add the ties of {name}"),
        "net_whole": _("Whole network"),
        "net_draw_all": _("Draw all ties"),
        "net_draw_strongest": _("Only the strongest ties"),
    }


def _network_list() -> dict[str, str | dict[str, str]]:
    return {
        "net_list": _("The same in words"),
        "net_ties_of": _("Ties of {name}"),
        "net_ties_of_none": _("None on these layers, in this year, between what is shown."),
        "net_gives": _("{layer}, gives"),
        "net_takes": _("{layer}, takes"),
        "net_strongest_in_strength": _("Those who take most from others"),
        "net_strongest_out_strength": _("Those who give most to others"),
        "net_strongest_betweenness": _("Those who stand most between others"),
        "net_strongest_pagerank": _("Those on whom the strong draw most"),
        "net_strongest_k_core": _("Those most in the thick of it"),
    }
