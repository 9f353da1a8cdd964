import { parse } from "lossless-json";
import { type EventBatch, INT64_PATHS } from "./event-batch.js";

/**
 * Parses the body of a message. 64-bit integers become a bigint, whether the body has them as
 * numbers or as strings. JSON.parse would round those above 2^53.
 */
export function parseEventBatch(body: string): EventBatch {
  const batch = parse(body, undefined, exactNumber) as EventBatch;
  for (const path of INT64_PATHS) {
    convert(batch, path.split("."));
  }
  return batch;
}

/** A number, or a bigint if a number would lose digits. */
function exactNumber(text: string): number | bigint {
  const value = Number(text);
  return /^-?\d+$/.test(text) && !Number.isSafeInteger(value) ? BigInt(text) : value;
}

/** Converts the members at a path; "[]" is every element of an array, "*" every member. */
function convert(node: unknown, path: readonly string[]): void {
  const [name, ...rest] = path;
  if (typeof node !== "object" || node === null || name === undefined) {
    return;
  }

  const parent = node as Record<string, unknown>;
  const keys = name === "[]" || name === "*" ? Object.keys(parent) : [name];
  for (const key of keys) {
    if (rest.length > 0) {
      convert(parent[key], rest);
    } else if (isInteger(parent[key])) {
      parent[key] = BigInt(parent[key]);
    }
  }
}

/** Text with leading zeros stays text: as a number it would become the same as another id. */
function isInteger(value: unknown): value is number | string {
  return Number.isSafeInteger(value) || (typeof value === "string" && /^-?(0|[1-9]\d*)$/.test(value));
}
