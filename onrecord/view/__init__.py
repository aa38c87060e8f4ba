"""The terminal view: `page` shows a record, its report with its rows marked; `answers` what is asked of many."""
