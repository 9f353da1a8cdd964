import { createInterface } from "node:readline";
import type { SQSEvent } from "aws-lambda";
import * as functions from "./handler.js";

/**
 * Calls a function as Lambda does: node dist/run-locally.js handler < events.jsonl
 * Each input line is the JSON of an SQS event; each output line is the function's response.
 */
console.info = console.error; // Standard output has responses only.
const call = process.argv[2] === "fifoHandler" ? functions.fifoHandler : functions.handler;
for await (const line of createInterface({ input: process.stdin })) {
  const response = await call(JSON.parse(line) as SQSEvent);
  process.stdout.write(`${JSON.stringify(response)}\n`);
}
