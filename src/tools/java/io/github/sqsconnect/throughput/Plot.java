package io.github.sqsconnect.throughput;

import java.util.List;
import java.util.Locale;

/** Pace and processor time of each turn, as shares of its ceiling's, drawn as bars. */
final class Plot {
  private static final int ROW = 26;
  private static final int LABEL = 330;
  private static final int UNIT = 260;
  private static final int WIDTH = 900;
  private static final double WIDEST = 1.5;

  private Plot() {}

  static String of(List<Medians> medians) {
    StringBuilder svg = new StringBuilder();
    int height = 60 + medians.size() * ROW;
    svg.append(
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"12\">\n",
            WIDTH,
            height));
    svg.append("<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n");
    text(
        svg, 10, 20, "Messages/s (dark) and CPU a message (light), as shares of the bare client's");
    int y = 40;
    for (Medians each : medians) {
      text(svg, 10, y + 14, each.scenario().label() + ", " + each.subject());
      bar(svg, y, each.pace(), "#1f5f8b");
      bar(svg, y + 10, each.cpu(), "#a9c8dc");
      text(
          svg,
          LABEL + (int) (Math.min(WIDEST, Math.max(each.pace(), each.cpu())) * UNIT) + 8,
          y + 14,
          String.format(
              Locale.ROOT,
              "%.2f, CPU %.2f (%.0f msg/s)",
              each.pace(),
              each.cpu(),
              each.messagesPerSecond()));
      y += ROW;
    }
    svg.append(
        String.format(
            Locale.ROOT,
            "<line x1=\"%d\" y1=\"34\" x2=\"%d\" y2=\"%d\" stroke=\"#c0392b\"/>\n",
            LABEL + UNIT,
            LABEL + UNIT,
            height - 20));
    return svg.append("</svg>\n").toString();
  }

  private static void bar(StringBuilder svg, int y, double share, String colour) {
    svg.append(
        String.format(
            Locale.ROOT,
            "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"9\" fill=\"%s\"/>\n",
            LABEL,
            y,
            Math.min(WIDEST, share) * UNIT,
            colour));
  }

  private static void text(StringBuilder svg, int x, int y, String words) {
    svg.append(String.format(Locale.ROOT, "<text x=\"%d\" y=\"%d\">%s</text>\n", x, y, words));
  }
}
