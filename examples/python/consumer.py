"""Stores the events of a queue in a SQLite database, each of them once.

python3 consumer.py https://sqs.eu-west-1.amazonaws.com/123456789012/customer-events events.db
"""

import json
import logging
import os
import sqlite3
import sys

import boto3

from event_batch import EventBatch
from event_store import event_id

INSERT = "INSERT INTO events VALUES (?, ?) ON CONFLICT (event_id) DO NOTHING"


def main(queue_url: str, database: str) -> None:
    # boto3 reads this variable itself since version 1.28.
    sqs = boto3.client("sqs", endpoint_url=os.environ.get("AWS_ENDPOINT_URL_SQS"))
    db = sqlite3.connect(database)
    db.execute("CREATE TABLE IF NOT EXISTS events (event_id TEXT PRIMARY KEY, event TEXT)")
    while True:
        response = sqs.receive_message(
            QueueUrl=queue_url, MaxNumberOfMessages=10, WaitTimeSeconds=20
        )
        for message in response.get("Messages", []):
            try:
                store_events(db, json.loads(message["Body"]))
                sqs.delete_message(QueueUrl=queue_url, ReceiptHandle=message["ReceiptHandle"])
            except Exception:
                # Not deleted: SQS delivers it again after the visibility timeout.
                logging.exception("message %s failed", message["MessageId"])


def store_events(db: sqlite3.Connection, batch: EventBatch) -> None:
    """One transaction: it commits at its end, and rolls back on an error."""
    with db:
        for event in batch["events"]:
            row = (event_id(event), json.dumps(event))
            if db.execute(INSERT, row).rowcount == 0:
                logging.info("repeated event %s", event_id(event))


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO)
    main(sys.argv[1], sys.argv[2])
