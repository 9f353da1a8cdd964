package io.github.sqsconnect.browser;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.sqsconnect.project.ProjectFiles;
import io.github.sqsconnect.project.Unchecked;
import io.github.sqsconnect.servers.Await;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.logging.Level;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * A real browser without a window: Debian's {@code chromium} and {@code chromium-driver}. It
 * records what the page writes to its console and which addresses it asks for.
 *
 * <p>Elements and texts are read only while no element of the page is {@code aria-busy}: a busy one
 * still shows what was true before the last input.
 */
public final class Browser implements AutoCloseable {
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
  private static final Duration LIMIT = Duration.ofSeconds(15);

  private final ChromeDriver driver;
  private final List<String> problems = new ArrayList<>();
  private final Map<String, Long> bytesByAddress = new TreeMap<>();
  private final Map<String, String> addressById = new TreeMap<>();

  private Browser(ChromeDriver driver) {
    this.driver = driver;
    driver.manage().timeouts().scriptTimeout(LIMIT.multipliedBy(2));
    cdp("Network.setCacheDisabled", Map.of("cacheDisabled", true));
    look("light", 1280, 900);
  }

  /** Starts a browser. Without one, the test is skipped. */
  public static Browser start() {
    assumeTrue(
        Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER),
        "no browser: apt-get install chromium chromium-driver");
    ChromeOptions options = new ChromeOptions();
    options.setBinary(CHROMIUM.toFile());
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--no-first-run",
        "--hide-scrollbars",
        "--force-device-scale-factor=1");
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable("browser", Level.ALL);
    logs.enable("performance", Level.ALL);
    options.setCapability("goog:loggingPrefs", logs);
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(DRIVER.toFile())
            .usingAnyFreePort()
            .withLogFile(ProjectFiles.target().resolve("chromedriver.log").toFile())
            .build();
    return new Browser(new ChromeDriver(service, options));
  }

  /** Sets the theme that the system prefers, light or dark, and the size of the window. */
  public void look(String theme, int width, int height) {
    cdp(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(
                Map.of("name", "prefers-color-scheme", "value", theme),
                Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
    cdp(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
  }

  public void open(URI address) {
    driver.get(address.toString());
  }

  /** The first visible element that matches, as soon as there is one. */
  public WebElement find(String css) {
    return Await.value(
        css + " on " + driver.getCurrentUrl(),
        LIMIT,
        () -> visible(css),
        element -> element != null);
  }

  /** In one step, because the page may replace its elements at any time. */
  private WebElement visible(String css) {
    return (WebElement)
        whileUpToDate(
            "[...document.querySelectorAll(arguments[0])].find((e) => e.checkVisibility())", css);
  }

  /** The value of an expression, or null while a part of the page is older than the last input. */
  private Object whileUpToDate(String expression, String css) {
    return driver.executeScript(
        "return document.querySelector('[aria-busy=true]') ? null : " + expression + ";", css);
  }

  /** The visible texts of all elements that match now; nothing for hidden ones. */
  public List<String> texts(String css) {
    Object texts =
        Await.value(
            "page that is up to date at " + driver.getCurrentUrl(),
            LIMIT,
            () ->
                whileUpToDate(
                    "[...document.querySelectorAll(arguments[0])]"
                        + ".map((e) => (e.checkVisibility() ? e.innerText.trim() : ''))",
                    css),
            found -> found != null);
    return ((List<?>) texts).stream().map(String::valueOf).toList();
  }

  public void click(String css) {
    find(css).click();
  }

  /** Replaces the text of a field. */
  public void type(String css, String text) {
    WebElement field = find(css);
    field.clear();
    field.sendKeys(text);
  }

  /** Waits until an element that matches contains a text. */
  public void awaitText(String css, String text) {
    Await.until(
        "'" + text + "' in " + css,
        LIMIT,
        () -> texts(css).stream().anyMatch(found -> found.contains(text)));
  }

  /** Runs JavaScript in the page; its result is what it returns, or the value of a promise. */
  public Object run(String script, Object... arguments) {
    Object result =
        driver.executeAsyncScript(
            "const done = arguments[arguments.length - 1];"
                + "(async (...a) => {"
                + script
                + "})(...arguments).then(done, (e) => done(`failed: ${e.stack}`));",
            arguments);
    if (result instanceof String text && text.startsWith("failed: ")) {
      throw new IllegalStateException(text);
    }
    return result;
  }

  public ChromeDriver driver() {
    return driver;
  }

  /**
   * The serious and critical faults that axe finds on the page as it is now: rule, and the elements
   * that break it.
   */
  public List<String> accessibilityFaults() {
    driver.executeScript(axe());
    Object found =
        run(
            "const result = await axe.run(document);"
                + "return result.violations"
                + ".filter((v) => v.impact === 'serious' || v.impact === 'critical')"
                + ".map((v) => `${v.id} (${v.help}): ${v.nodes.map((n) => n.html + ' ' + n.failureSummary).join(' | ')}`);");
    List<String> faults = new ArrayList<>();
    ((List<?>) found).forEach(fault -> faults.add(String.valueOf(fault)));
    return faults;
  }

  private static String axe() {
    return Unchecked.call(
        () -> {
          try (InputStream in = Browser.class.getResourceAsStream("/axe.min.js")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
          }
        });
  }

  /** Errors and warnings of the console since the browser started. */
  public List<String> problems() {
    for (LogEntry entry : driver.manage().logs().get("browser")) {
      if (entry.getLevel().intValue() >= Level.WARNING.intValue()) {
        problems.add(entry.getMessage());
      }
    }
    return List.copyOf(problems);
  }

  /** The hosts that pages asked for since the browser started. */
  public Set<String> hosts() {
    Set<String> hosts = new TreeSet<>();
    bytesByAddress()
        .keySet()
        .forEach(address -> hosts.add(String.valueOf(URI.create(address).getHost())));
    return hosts;
  }

  /** The addresses that pages asked for since the browser started, with the bytes received. */
  public Map<String, Long> bytesByAddress() {
    for (LogEntry entry : driver.manage().logs().get("performance")) {
      JsonNode message =
          Unchecked.call(() -> new ObjectMapper().readTree(entry.getMessage()).path("message"));
      JsonNode parameters = message.path("params");
      String id = parameters.path("requestId").asText();
      switch (message.path("method").asText()) {
        case "Network.requestWillBeSent" -> {
          String address = parameters.path("request").path("url").asText();
          if (!address.startsWith("data:")) {
            addressById.put(id, address);
            bytesByAddress.putIfAbsent(address, 0L);
          }
        }
        case "Network.loadingFinished" -> {
          String address = addressById.get(id);
          if (address != null) {
            bytesByAddress.put(address, parameters.path("encodedDataLength").asLong());
          }
        }
        default -> {
          // other events of the network
        }
      }
    }
    return new TreeMap<>(bytesByAddress);
  }

  /** Writes a picture of the window. */
  public void screenshot(Path file) {
    Unchecked.call(
        () -> {
          Files.createDirectories(file.getParent());
          return Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
        });
  }

  private void cdp(String command, Map<String, Object> parameters) {
    driver.executeCdpCommand(command, parameters);
  }

  @Override
  public void close() {
    driver.quit();
  }
}
