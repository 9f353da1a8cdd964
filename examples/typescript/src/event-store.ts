import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  PutItemCommand,
} from "@aws-sdk/client-dynamodb";
import { stringify } from "lossless-json";
import type { EventBatch } from "./event-batch.js";

type Event = EventBatch["events"][number];

/** What the functions do with events. */
export interface EventStore {
  /** Stores an event and its id in one step. Returns false if the id is already stored. */
  add(event: Event): Promise<boolean>;
}

/** A DynamoDB table with the string event_id as its key. */
export class DynamoEventStore implements EventStore {
  constructor(
    private readonly client: DynamoDBClient,
    private readonly table: string,
  ) {}

  async add(event: Event): Promise<boolean> {
    const item = { event_id: { S: eventId(event) }, event: { S: stringify(event) ?? "" } };
    try {
      await this.client.send(
        new PutItemCommand({
          TableName: this.table,
          Item: item,
          ConditionExpression: "attribute_not_exists(event_id)",
        }),
      );
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) {
        return false;
      }
      throw error;
    }
  }
}

/** The event's id as text. Without an id, a repeated event cannot be recognised. */
export function eventId(event: Event): string {
  const id: unknown = event.data.event_id;
  if ((typeof id !== "bigint" && typeof id !== "string") || id === "") {
    throw new Error(`an event of type ${event.event_type} has no event_id`);
  }
  return String(id);
}
