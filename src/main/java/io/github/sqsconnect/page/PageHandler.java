package io.github.sqsconnect.page;

/** Answers one address of the API. Several threads call it at the same time. */
@FunctionalInterface
public interface PageHandler {
  /**
   * Answers a request.
   *
   * @throws io.github.sqsconnect.analysis.InputException if the request cannot be answered as it
   *     is; its message is shown to the user
   */
  PageResponse handle(PageRequest request);
}
