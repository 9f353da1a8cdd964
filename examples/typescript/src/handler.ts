import {
  BatchProcessor,
  EventType,
  processPartialResponse,
  SqsFifoPartialProcessorAsync,
} from "@aws-lambda-powertools/batch";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import { DynamoEventStore, eventId, type EventStore } from "./event-store.js";
import { parseEventBatch } from "./parse.js";

const store = new DynamoEventStore(new DynamoDBClient({}), process.env["EVENTS_TABLE"] ?? "events");
const processor = new BatchProcessor(EventType.SQS);

/** For a standard queue: SQS delivers only the messages again that failed. */
export async function handler(event: SQSEvent): Promise<SQSBatchResponse> {
  return processPartialResponse(event, (message: SQSRecord) => storeEvents(message, store), processor, {
    throwOnFullBatchFailure: false,
  });
}

/** For a FIFO queue: messages of the same group that follow a failed one fail too. */
export async function fifoHandler(event: SQSEvent): Promise<SQSBatchResponse> {
  const inOrder = new SqsFifoPartialProcessorAsync();
  return processPartialResponse(event, (message: SQSRecord) => storeEvents(message, store), inOrder, {
    skipGroupOnError: true,
    throwOnFullBatchFailure: false,
  });
}

/** Events of a message that failed half-way are already stored when the message arrives again. */
async function storeEvents(message: SQSRecord, events: EventStore): Promise<void> {
  for (const event of parseEventBatch(message.body).events) {
    if (!(await events.add(event))) {
      console.info("repeated event", eventId(event));
    }
  }
}
