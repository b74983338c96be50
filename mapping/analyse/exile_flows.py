"""From which country to which outlets went into exile."""

from __future__ import annotations

import pandas as pd

from mapping.analyse import indicator
from mapping.analyse.exile import abroad


@indicator
def exile_flows(outlets: pd.DataFrame) -> pd.DataFrame:
    """Outlets in exile by home and host, never finer than the country. Hidden bases are counted, not named.

    Columns: home_country (or not_stated), base_country (or hidden, not_stated), n (outlets).
    """
    return abroad(outlets).groupby(["home_country", "base_country"]).size().rename("n").reset_index()
