import type { EventBatch } from "./event-batch.strict.js";
import { parseEventBatch } from "./parse.js";

/** The names of the screens in a message of a connector with event.validation=strict. */
export function screenNames(body: string): string[] {
  const batch = parseEventBatch(body) as EventBatch;
  const names: string[] = [];
  for (const event of batch.events) {
    if (event.event_type === "screen_view") {
      names.push(event.data.screen_name);
    }
  }
  return names;
}
