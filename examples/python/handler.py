"""An AWS Lambda function that stores the events of a queue, each of them once."""

import json
import logging
import os

from event_batch import EventBatch
from event_store import DynamoEventStore, event_id

store = DynamoEventStore(os.environ.get("EVENTS_TABLE", "events"))


def handler(event, context):
    """Reports the messages that failed: SQS delivers only these again."""
    failed = []
    for message in event["Records"]:
        try:
            store_events(json.loads(message["body"]))
        except Exception:
            logging.exception("message %s failed", message["messageId"])
            failed.append({"itemIdentifier": message["messageId"]})
    return {"batchItemFailures": failed}


def store_events(batch: EventBatch) -> None:
    """Events of a message that failed half-way are already stored when the message arrives again."""
    for event in batch["events"]:
        if not store.add(event):
            logging.info("repeated event %s", event_id(event))
