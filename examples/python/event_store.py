"""Stores events in DynamoDB, each of them once."""

import json
import os

import boto3
from botocore.exceptions import ClientError

from event_batch import Event


class DynamoEventStore:
    """A DynamoDB table with the string event_id as its key."""

    def __init__(self, table: str) -> None:
        # boto3 reads this variable itself since version 1.28.
        endpoint = os.environ.get("AWS_ENDPOINT_URL_DYNAMODB")
        self._client = boto3.client("dynamodb", endpoint_url=endpoint)
        self._table = table

    def add(self, event: Event) -> bool:
        """Stores an event and its id in one step. Returns False if the id is already stored."""
        item = {"event_id": {"S": event_id(event)}, "event": {"S": json.dumps(event)}}
        try:
            self._client.put_item(
                TableName=self._table,
                Item=item,
                ConditionExpression="attribute_not_exists(event_id)",
            )
        except ClientError as error:
            if error.response["Error"]["Code"] == "ConditionalCheckFailedException":
                return False
            raise
        return True


def event_id(event: Event) -> str:
    """The event's id as text. Without an id, a repeated event cannot be recognised."""
    found = event["data"].get("event_id")
    if isinstance(found, bool) or not isinstance(found, (int, str)) or found == "":
        raise ValueError(f"an event of type {event['event_type']} has no event_id")
    return str(found)
