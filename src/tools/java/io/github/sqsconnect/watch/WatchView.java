package io.github.sqsconnect.watch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.sqsconnect.analysis.InputException;
import io.github.sqsconnect.page.PageFile;
import io.github.sqsconnect.page.PageResponse;
import io.github.sqsconnect.page.PageView;
import java.util.List;
import java.util.Map;

/** The files and addresses of the Watch view. */
public final class WatchView {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** The chart library, from its jar. */
  private static final String CHARTS = "META-INF/resources/webjars/uplot/1.6.30/dist/uPlot";

  private WatchView() {}

  public static PageView of(Watch watch) {
    return new PageView(
        "watch",
        List.of(
            PageFile.beside(WatchView.class, "watch.js"),
            PageFile.beside(WatchView.class, "watch-picture.js"),
            PageFile.beside(WatchView.class, "watch-charts.js"),
            PageFile.beside(WatchView.class, "watch.css"),
            PageFile.of("uplot.js", CHARTS + ".iife.min.js"),
            PageFile.of("uplot.css", CHARTS + ".min.css")),
        Map.of(
            "GET /api/watch/state", request -> json(watch.state()),
            "GET /api/watch/history", request -> json(watch.history()),
            "POST /api/watch/action", request -> press(watch, request.text("action"))));
  }

  private static PageResponse press(Watch watch, String action) {
    if (action == null || !watch.press(action)) {
      throw new InputException("there is no action " + action);
    }
    return json(watch.state());
  }

  private static PageResponse json(JsonNode node) {
    return PageResponse.json(generator -> JSON.writeTree(generator, node));
  }
}
