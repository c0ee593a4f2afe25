"""What review cost and what it changed: words, edit distance between machine and person, time.

report = measure([(bitext, journal.read(po)), …])
rows = table(report.articles)                         cells under HEADER, the name first
page = render(report)                                 an HTML page with plots
"""

from translator.statistics.effort import Effort, Group
from translator.statistics.measure import Report, measure
from translator.statistics.page import HEADER, render, table

__all__ = ["HEADER", "Effort", "Group", "Report", "measure", "render", "table"]
