package io.github.sqsconnect.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** One run of {@code sqs-sink} in this JVM, without colours. */
public record CommandRun(int status, String output, String errors) {
  /** Columns of the terminal, unless a test sets them. */
  public static final int WIDTH = 100;

  public static CommandRun of(String... arguments) {
    return at(WIDTH, false, arguments);
  }

  static CommandRun at(int width, boolean colors, String... arguments) {
    StringWriter output = new StringWriter();
    StringWriter errors = new StringWriter();
    PrintWriter out = new PrintWriter(output);
    int status =
        SqsSinkCommand.run(
            new Screen(out, new PrintWriter(errors, true), width, colors), arguments);
    out.flush();
    return new CommandRun(status, output.toString(), errors.toString());
  }
}
