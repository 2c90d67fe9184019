"""A watch on names as a Spark Structured Streaming job: files come in, look-alikes go out.

    spark-submit stream.py IN OUT CHECKPOINT [--every SECONDS]

IN is a folder into which files of names are moved, one name a line; OUT gets JSON lines of what
resembles a brand; CHECKPOINT remembers what was read. Spark's file sink commits a batch's files
together (`_spark_metadata`): killed at any moment and started again, the job loses nothing and
doubles nothing for readers of OUT that read it with Spark, or by that log. Without ``--every`` it
works off what is there and ends.
"""

from __future__ import annotations

import argparse

from pyspark.sql import SparkSession

from ringtrue.batch.spark import check_dataframe


def main() -> None:
    """Runs until what is there is done, or for ever."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder")
    parser.add_argument("out")
    parser.add_argument("checkpoint")
    parser.add_argument("--every", type=int, default=0, metavar="SECONDS")
    options = parser.parse_args()
    spark = SparkSession.builder.appName("ringtrue-stream").getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    names = spark.readStream.option("maxFilesPerTrigger", 1).text(options.folder)
    judged = check_dataframe(names.withColumnRenamed("value", "name"), "name")
    found = judged.where("status in ('impersonation', 'suspicious')")
    writing = (
        found.writeStream.format("json")
        .option("path", options.out)
        .option("checkpointLocation", options.checkpoint)
    )
    if options.every:
        writing = writing.trigger(processingTime=f"{options.every} seconds")
    else:
        writing = writing.trigger(availableNow=True)
    writing.start().awaitTermination()


if __name__ == "__main__":
    main()
