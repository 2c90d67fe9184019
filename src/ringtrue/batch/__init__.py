"""Whole columns, files and clusters: tables (Arrow), sweeps of zone files, Spark, Ray."""

from ringtrue.batch.table import COLUMNS, check_each, check_table, quiet_hosts, schema_of

__all__ = ["COLUMNS", "check_each", "check_table", "quiet_hosts", "schema_of"]
