"""Technique under the model: engine, column types, transactions. Knows no business."""
