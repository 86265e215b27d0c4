"""What contracts offers to the indicators."""

from domain.core.measure import Measure, RecordView

MEASURES: tuple[Measure, ...] = ()

RECORDS: tuple[RecordView, ...] = ()
