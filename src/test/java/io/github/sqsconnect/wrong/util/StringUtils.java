package io.github.sqsconnect.wrong.util;

import io.github.sqsconnect.wrong.cli.Prompt;
import picocli.CommandLine;

/** A package and a class that say nothing, and that use the command and its library. */
public record StringUtils(Prompt prompt, CommandLine commandLine) {}
