package io.github.sqsconnect.cli;

import io.github.sqsconnect.SqsSinkConnector;
import io.github.sqsconnect.analysis.InputException;
import io.github.sqsconnect.analysis.InvalidConfigException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The command {@code sqs-sink}, started by {@code bin/sqs-sink}. */
@Command(
    name = "sqs-sink",
    mixinStandardHelpOptions = true,
    versionProvider = SqsSinkCommand.Version.class,
    scope = CommandLine.ScopeType.INHERIT,
    description =
        "Answers questions about a configuration of the SQS sink connector before it is deployed.",
    synopsisSubcommandLabel = "COMMAND")
public final class SqsSinkCommand {
  /** System properties that the script sets, because Java cannot ask the terminal. */
  private static final String WIDTH = "sqs.sink.width";

  private static final String COLORS = "sqs.sink.colors";
  private static final int MOST_HELP_COLUMNS = 100;

  /** The version of the connector. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"sqs-sink " + new SqsSinkConnector().version()};
    }
  }

  private SqsSinkCommand() {}

  /** Runs the command and exits with its status. */
  public static void main(String[] arguments) {
    silenceMissingLogger();
    Screen screen =
        new Screen(
            new PrintWriter(System.out, false, StandardCharsets.UTF_8),
            new PrintWriter(System.err, true, StandardCharsets.UTF_8),
            Integer.getInteger(WIDTH, Integer.MAX_VALUE),
            Boolean.getBoolean(COLORS));
    int status = run(screen, arguments);
    screen.out().flush();
    System.exit(status);
  }

  /**
   * Loads the logging API while standard error is closed: without a backend it writes a complaint.
   * The command has none, because it prints what a worker would log.
   */
  private static void silenceMissingLogger() {
    PrintStream errors = System.err;
    System.setErr(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    ILoggerFactory unused = LoggerFactory.getILoggerFactory();
    MDC.clear();
    System.setErr(errors);
  }

  /** Runs the command; returns its exit status. */
  static int run(Screen screen, String... arguments) {
    try {
      return execute(screen, arguments);
    } catch (Error e) {
      // For example a class of another release, or not enough memory.
      return failed(screen, e);
    }
  }

  private static int execute(Screen screen, String... arguments) {
    return commandLine(screen)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setOut(screen.out())
        .setErr(screen.errors())
        .setColorScheme(
            CommandLine.Help.defaultColorScheme(screen.hasColors() ? Ansi.ON : Ansi.OFF))
        .setUsageHelpWidth(Math.max(55, Math.min(MOST_HELP_COLUMNS, screen.width())))
        .setParameterExceptionHandler((wrong, given) -> wrongUsage(screen, wrong))
        .setExecutionExceptionHandler((failure, failed, result) -> failed(screen, failure))
        .execute(arguments);
  }

  private static CommandLine commandLine(Screen screen) {
    CommandLine completion = new CommandLine(new GenerateCompletion());
    completion
        .getCommandSpec()
        .usageMessage()
        .description(
            "Prints a completion script for bash and zsh: source <(sqs-sink generate-completion)");
    return new CommandLine(new SqsSinkCommand())
        .addSubcommand(new CheckCommand(screen))
        .addSubcommand(new PreviewCommand(screen))
        .addSubcommand(new PlanCommand(screen))
        .addSubcommand(new CostCommand(screen))
        .addSubcommand(new IamCommand(screen))
        .addSubcommand(new PageCommand(screen))
        .addSubcommand(completion);
  }

  private static int wrongUsage(Screen screen, ParameterException wrong) {
    CommandSpec spec = wrong.getCommandLine().getCommandSpec();
    screen
        .errors()
        .println(spec.qualifiedName() + ": " + oneLine(String.valueOf(wrong.getMessage())));
    screen.errors().println("Try '" + spec.qualifiedName() + " --help'.");
    return ExitStatus.FAILED;
  }

  private static int failed(Screen screen, Throwable failure) {
    screen.out().flush();
    screen
        .errors()
        .println(
            "sqs-sink: "
                + oneLine(
                    failure instanceof InputException
                        ? failure.getMessage() + hint(failure)
                        : "unexpected " + failure));
    return ExitStatus.FAILED;
  }

  private static String hint(Throwable failure) {
    return failure instanceof InvalidConfigException ? " See: sqs-sink check" : "";
  }

  private static String oneLine(String text) {
    return Screen.printable(text.replaceAll("\\s*\\R\\s*", " "));
  }
}
