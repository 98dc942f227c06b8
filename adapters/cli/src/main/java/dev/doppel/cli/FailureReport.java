package dev.doppel.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what went wrong: one error for people, without a stack trace unless it is a defect. */
final class FailureReport {

  private FailureReport() {}

  /** Reports arguments that make no sense. */
  static int usage(ParameterException failure, String[] arguments) {
    CommandLine command = failure.getCommandLine();
    PrintWriter err = command.getErr();
    err.println("doppel: " + decapitalised(failure.getMessage()));
    UnmatchedArgumentException.printSuggestions(failure, err);
    err.println("try: " + command.getCommandSpec().qualifiedName() + " --help");
    err.flush();
    return ExitStatus.USAGE.code();
  }

  /** Reports what a command could not do. */
  static int failure(Exception failure, CommandLine command, ParseResult parsed) {
    PrintWriter err = command.getErr();
    ExitStatus status = ExitStatus.of(failure);
    if (status == ExitStatus.UNEXPECTED) {
      err.println("doppel: this should not happen; please report it with what follows");
      failure.printStackTrace(err);
    } else {
      err.println("doppel: " + failure.getMessage());
    }
    err.flush();
    return status.code();
  }

  /** Reports that memory ran out. */
  static int outOfMemory(OutOfMemoryError failure, PrintWriter err) {
    err.println(
        "doppel: out of memory ("
            + failure.getMessage()
            + "); use a smaller batch-size, or more memory: DOPPEL_JAVA_OPTIONS=-Xmx8g");
    err.flush();
    return ExitStatus.DEVICE.code();
  }

  private static String decapitalised(String message) {
    boolean word =
        message.length() > 1
            && Character.isUpperCase(message.charAt(0))
            && Character.isLowerCase(message.charAt(1));
    return word ? Character.toLowerCase(message.charAt(0)) + message.substring(1) : message;
  }
}
