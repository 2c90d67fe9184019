"""From a reading to the official names and numbers worth comparing it with, stage by stage."""
