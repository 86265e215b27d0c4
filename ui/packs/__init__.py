"""Reports to hand out: what stands in them, as a document, as typst and as a workbook."""
