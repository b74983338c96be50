"""Where outlets are, for how many people, and which places and languages have none known to us."""

from __future__ import annotations

import geopandas as gpd
import pandas as pd

from mapping.analyse import indicator
from mapping.analyse.presence import exploded
from mapping.countries import COUNTRIES

MILLION = 1_000_000


@indicator
def outlets_by_region(outlets: pd.DataFrame, regions: gpd.GeoDataFrame, populations: pd.DataFrame) -> pd.DataFrame:
    """Outlets known per region (ISO 3166-2), in all and per million people.

    Only outlets whose place may be shown that finely count; outlets in exile count in no region. Outlets of the whole
    country cluster in its capital by their seat, not by their reach.
    Columns: code, name, country, n (outlets), population (people; missing without a cited figure), per_million.
    """
    seated = outlets.dropna(subset=["region"])
    n = seated.groupby("region").size().reindex(regions["code"], fill_value=0).to_numpy()
    people = populations.set_index("code")["population"].reindex(regions["code"]).to_numpy()
    frame = regions[["code", "name", "country"]].assign(n=n, population=people)
    return pd.DataFrame(frame).assign(per_million=frame["n"] / frame["population"] * MILLION)


@indicator
def outlets_per_million(outlets: pd.DataFrame, populations: pd.DataFrame) -> pd.DataFrame:
    """Outlets known to work today per million people of their country.

    Columns: country, working (outlets), population (people), per_million, date (of the population figure), citation.
    """
    working = outlets[outlets["status"] == "active"].groupby("country").size().rename("working")
    people = populations[populations["code"].isin(COUNTRIES)].rename(columns={"code": "country"})
    frame = people.merge(working, on="country", how="inner")
    frame = frame.assign(per_million=frame["working"] / frame["population"] * MILLION)
    return frame[["country", "working", "population", "per_million", "date", "citation"]].sort_values("country")


@indicator
def silent_regions(outlets: pd.DataFrame, regions: gpd.GeoDataFrame) -> pd.DataFrame:
    """Regions in which no outlet is known to us. That is a gap in what we know, not a proof that there is none.

    Columns: code, name, country.
    """
    silent = regions[~regions["code"].isin(outlets["region"].dropna())]
    return pd.DataFrame(silent[["code", "name", "country"]]).reset_index(drop=True)


@indicator
def languages_served(outlets: pd.DataFrame, languages: pd.DataFrame) -> pd.DataFrame:
    """Languages of the communities of each country, and outlets known to publish in them there.

    n = 0 means none known to us. Columns: country, language (ISO 639), status (state, official, interethnic, minority),
    people (speakers or community, as `what` says; missing without a cited figure), what, n (outlets), citation.
    """
    spoken = languages[languages["country"].isin(outlets["country"])]
    known = exploded(outlets, "languages").groupby(["country", "languages"]).size().to_dict()
    n = [known.get(pair, 0) for pair in zip(spoken["country"], spoken["language"], strict=True)]
    columns = ["country", "language", "status", "people", "what", "n", "citation"]
    return spoken.assign(n=n)[columns].reset_index(drop=True)
