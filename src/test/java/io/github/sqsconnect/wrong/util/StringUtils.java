package io.github.sqsconnect.wrong.util;

import io.github.sqsconnect.wrong.analysis.Verdict;
import io.github.sqsconnect.wrong.cli.Prompt;
import io.github.sqsconnect.wrong.page.Poster;
import picocli.CommandLine;

/** A package and a class that say nothing, and that use the command, its library, and its parts. */
public record StringUtils(Prompt prompt, CommandLine commandLine, Verdict verdict, Poster poster) {}
