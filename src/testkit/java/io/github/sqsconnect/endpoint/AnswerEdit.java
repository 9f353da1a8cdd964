package io.github.sqsconnect.endpoint;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** A change to the JSON of a batch answer before it is written. */
@FunctionalInterface
interface AnswerEdit {
  void edit(ObjectNode answer);
}
