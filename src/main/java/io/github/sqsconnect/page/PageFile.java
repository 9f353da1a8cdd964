package io.github.sqsconnect.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A file that the page consists of. The list of files is fixed when the server starts, so that no
 * address can name another file.
 *
 * @param name its address without the slash
 */
public record PageFile(String name, String content) {
  private static final Map<String, String> CONTENT_TYPES =
      Map.of(
          "html", "text/html", "css", "text/css", "js", "text/javascript", "svg", "image/svg+xml");

  /**
   * Reads a file of the class path.
   *
   * @param name its address
   * @param resource its whole path on the class path, without a slash at its beginning
   */
  public static PageFile of(String name, String resource) {
    try (InputStream in = PageFile.class.getClassLoader().getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + " is not on the class path");
      }
      return new PageFile(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads a file that is in the package of a class. */
  public static PageFile beside(Class<?> neighbour, String name) {
    return of(name, neighbour.getPackageName().replace('.', '/') + '/' + name);
  }

  String contentType() {
    String extension = name.substring(name.lastIndexOf('.') + 1);
    return CONTENT_TYPES.getOrDefault(extension, "application/octet-stream") + "; charset=utf-8";
  }
}
