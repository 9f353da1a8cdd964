package io.github.sqsconnect.endpoint;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The answer to a send while it is made up: what was taken, what was not. */
final class BatchAnswer {
  private final ArrayNode successful = Json.MAPPER.createArrayNode();
  private final ArrayNode failed = Json.MAPPER.createArrayNode();

  void succeeded(ScriptedQueue queue, Entry entry, long position) {
    ObjectNode json = successful.addObject().put("Id", entry.id());
    json.put("MessageId", StoredMessage.messageId(queue.name(), position));
    json.put("MD5OfMessageBody", Digests.md5(entry.body()));
    if (!entry.attributes().isEmpty()) {
      json.put("MD5OfMessageAttributes", Digests.md5(entry.attributes()));
    }
    if (!entry.systemAttributes().isEmpty()) {
      json.put("MD5OfMessageSystemAttributes", Digests.md5(entry.systemAttributes()));
    }
    if (queue.fifo()) {
      json.put("SequenceNumber", StoredMessage.sequenceNumber(position));
    }
  }

  void failed(Entry entry, EntryFailure failure) {
    ObjectNode json = failed.addObject().put("Id", entry.id());
    json.put("Code", failure.code()).put("SenderFault", failure.senderFault());
    json.put("Message", failure.message());
  }

  int successes() {
    return successful.size();
  }

  int failures() {
    return failed.size();
  }

  /** An empty list is left out, as the protocol allows. */
  ObjectNode batchJson() {
    ObjectNode json = Json.object();
    if (!failed.isEmpty()) {
      json.set("Failed", failed);
    }
    if (!successful.isEmpty()) {
      json.set("Successful", successful);
    }
    return json;
  }

  /** The answer to SendMessage, which knows no ids. */
  ObjectNode singleJson() {
    ObjectNode json = successful.isEmpty() ? Json.object() : (ObjectNode) successful.get(0);
    json.remove("Id");
    return json;
  }
}
