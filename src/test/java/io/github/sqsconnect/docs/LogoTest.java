package io.github.sqsconnect.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.sqsconnect.project.ProjectFiles;
import io.github.sqsconnect.project.Unchecked;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Polygon;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/**
 * The logo: records of a topic, an arrow, and the messages of a queue. This class draws it as SVG
 * and PNG; {@code -Ddocs.write=true} writes both files.
 */
class LogoTest {
  private static final Path SVG = Path.of("assets/logo.svg");
  private static final Path PNG = Path.of("assets/logo.png");

  /** The hub asks for at least 400 by 200 pixels. */
  private static final int WIDTH = 800;

  private static final int HEIGHT = 400;

  private static final String BACKGROUND = "#0f2a43";
  private static final String RECORD = "#7fb7e6";
  private static final String NEWEST = "#ffffff";
  private static final String MESSAGE = "#f5a524";

  /** A part of the picture: the same shape as an SVG element and for Java 2D. */
  private record Part(String color, String svg, Shape shape) {}

  private static List<Part> parts() {
    Stream<Part> records =
        IntStream.range(0, 4)
            .mapToObj(i -> box(i == 3 ? NEWEST : RECORD, 70 + 72 * i, 140, 58, 120));
    Stream<Part> arrow =
        Stream.of(
            box(NEWEST, 390, 190, 90, 20),
            polygon(NEWEST, new int[] {466, 466, 520}, new int[] {162, 238, 200}));
    Stream<Part> messages =
        IntStream.range(0, 3).mapToObj(i -> box(MESSAGE, 560, 104 + 72 * i, 170, 48));
    return Stream.of(Stream.of(box(BACKGROUND, 0, 0, WIDTH, HEIGHT)), records, arrow, messages)
        .flatMap(each -> each)
        .toList();
  }

  private static Part box(String color, int x, int y, int width, int height) {
    int radius = 12;
    String svg =
        String.format(
            Locale.ROOT,
            "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"%d\"",
            x,
            y,
            width,
            height,
            radius);
    return new Part(
        color, svg, new RoundRectangle2D.Double(x, y, width, height, 2 * radius, 2 * radius));
  }

  private static Part polygon(String color, int[] xs, int[] ys) {
    String points =
        IntStream.range(0, xs.length)
            .mapToObj(i -> xs[i] + "," + ys[i])
            .collect(Collectors.joining(" "));
    return new Part(color, "<polygon points=\"" + points + "\"", new Polygon(xs, ys, xs.length));
  }

  private static String svg() {
    String head =
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\">%n"
            .formatted(WIDTH, HEIGHT);
    return parts().stream()
        .map(part -> "  " + part.svg() + " fill=\"" + part.color() + "\"/>\n")
        .collect(
            Collectors.joining("", head + "  <title>Kafka Connect SQS Sink</title>\n", "</svg>\n"));
  }

  private static BufferedImage picture() {
    BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_ARGB);
    Graphics2D graphics = picture.createGraphics();
    graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    for (Part part : parts()) {
      graphics.setColor(Color.decode(part.color()));
      graphics.fill(part.shape());
    }
    graphics.dispose();
    return picture;
  }

  @Test
  void filesShowTheLogo() {
    if (Boolean.getBoolean("docs.write")) {
      ProjectFiles.write(SVG, svg());
      Unchecked.run(() -> ImageIO.write(picture(), "png", PNG.toFile()));
    }

    assertThat(ProjectFiles.read(SVG)).isEqualTo(svg());
    BufferedImage file = Unchecked.call(() -> ImageIO.read(PNG.toFile()));
    assertThat(pixels(file)).isEqualTo(pixels(picture()));
  }

  private static int[] pixels(BufferedImage picture) {
    return picture.getRGB(
        0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture.getWidth());
  }
}
