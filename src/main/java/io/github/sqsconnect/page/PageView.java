package io.github.sqsconnect.page;

import java.util.List;
import java.util.Map;

/**
 * A view of the page, which is one of its tabs.
 *
 * @param name of the view; the page loads the script and the style sheet that have this name
 * @param files of the view
 * @param handlers what it adds to the API, by method and address, such as {@code POST /api/check}
 */
public record PageView(String name, List<PageFile> files, Map<String, PageHandler> handlers) {
  public PageView {
    files = List.copyOf(files);
    handlers = Map.copyOf(handlers);
  }
}
