package io.github.sqsconnect.cli;

import io.github.sqsconnect.analysis.ConfigFile;
import io.github.sqsconnect.cli.Screen.Style;
import io.github.sqsconnect.page.ConfigureView;
import io.github.sqsconnect.page.PageServer;
import io.github.sqsconnect.page.PageView;
import io.github.sqsconnect.page.PreviewView;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code sqs-sink page}: configure and preview in a browser on the same machine. */
@Command(
    name = "page",
    description = {
      "Serves a local page to build a configuration and to preview records.",
      "Listens on the loopback address only, on a free port, and sends nothing."
    },
    footer = {"", "Exit status: 2 the configuration cannot be read. Ctrl-C ends the command."})
final class PageCommand implements Callable<Integer> {
  private final Screen screen;

  @Parameters(
      arity = "0..1",
      paramLabel = "CONFIG",
      description = "the configuration that the page begins with: JSON or .properties")
  private @Nullable Path config;

  PageCommand(Screen screen) {
    this.screen = screen;
  }

  @Override
  public Integer call() throws InterruptedException {
    Map<String, @Nullable String> settings = config == null ? Map.of() : ConfigFile.read(config);
    List<PageView> views = List.of(ConfigureView.create(), PreviewView.create());
    try (PageServer server = PageServer.start(settings, views)) {
      screen.line(Style.BOLD, "Open " + server.address() + " in a browser on this machine.");
      screen.line("Ctrl-C ends it.");
      screen.out().flush();
      new CountDownLatch(1).await();
      return ExitStatus.OK;
    }
  }
}
