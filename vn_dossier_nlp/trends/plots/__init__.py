"""The plots: each takes results and gives a figure; intervals are always drawn, what is suppressed is shown as such."""

from vn_dossier_nlp.trends.plots.change import change_figure
from vn_dossier_nlp.trends.plots.forest import Row, forest_figure
from vn_dossier_nlp.trends.plots.funnel import funnel_figure
from vn_dossier_nlp.trends.plots.groups import MOST as MOST_PANELS
from vn_dossier_nlp.trends.plots.groups import groups_figure
from vn_dossier_nlp.trends.plots.heat import MOST as MOST_COLUMNS
from vn_dossier_nlp.trends.plots.heat import heat_figure
from vn_dossier_nlp.trends.plots.law import MOST as MOST_LAWS
from vn_dossier_nlp.trends.plots.law import law_figure
from vn_dossier_nlp.trends.plots.series import Line, series_figure

__all__ = [
    "MOST_COLUMNS",
    "MOST_LAWS",
    "MOST_PANELS",
    "Line",
    "Row",
    "change_figure",
    "forest_figure",
    "funnel_figure",
    "groups_figure",
    "heat_figure",
    "law_figure",
    "series_figure",
]
