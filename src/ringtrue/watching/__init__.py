"""Streams of names watched for new look-alikes: nothing lost, nothing told twice."""
