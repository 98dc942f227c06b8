package dev.doppel.cli;

import dev.doppel.cli.file.Storage;
import dev.doppel.cli.progress.Terminal;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command {@code doppel}. */
@Command(
    name = "doppel",
    description = "Self-supervised learning without labels.",
    mixinStandardHelpOptions = true,
    versionProvider = DoppelVersion.class,
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "For example: doppel train --recipe byol data=/data/photos",
      "",
      "Exit status: 0 success, 2 usage or configuration, 3 data, 4 collapse",
      "or divergence, 5 device, 6 storage, 7 plugin, 130 interrupted,",
      "1 a defect of doppel."
    })
public final class Doppel implements Runnable {

  @Spec private CommandSpec spec;

  Doppel() {}

  /**
   * Runs a command and ends the virtual machine with its exit status.
   *
   * @param arguments the command and its arguments
   */
  public static void main(String[] arguments) {
    CommandContext context =
        new CommandContext(
            new Storage(),
            DistributionPlugins.present(),
            RecipeShelf.ofDistribution(),
            Terminal.present(),
            System::nanoTime,
            new Interruption());
    System.exit(run(context, writer(System.out), writer(System.err), arguments));
  }

  /**
   * Runs a command.
   *
   * @param context what it finds around it
   * @param out where results go
   * @param err where progress and errors go
   * @param arguments the command and its arguments
   * @return the exit status
   */
  static int run(CommandContext context, PrintWriter out, PrintWriter err, String... arguments) {
    CommandLine commandLine =
        new CommandLine(new Doppel())
            .addSubcommand(new TrainCommand(context))
            .addSubcommand(new ResumeCommand(context))
            .addSubcommand(new InspectCommand())
            .addSubcommand(new CompareCommand(context))
            .addSubcommand(new AblateCommand(context))
            .addSubcommand(new EvaluateCommand(context))
            .addSubcommand(new EmbedCommand(context))
            .addSubcommand(new AttendCommand(context))
            .addSubcommand(new PluginsCommand(context))
            .addSubcommand(new RecipesCommand(context))
            .setOut(out)
            .setErr(err)
            .setParameterExceptionHandler(FailureReport::usage)
            .setExecutionExceptionHandler(FailureReport::failure);
    try {
      return commandLine.execute(arguments);
    } catch (OutOfMemoryError e) {
      return FailureReport.outOfMemory(e, err);
    } finally {
      out.flush();
      err.flush();
      context.interruption().release();
    }
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "no command was given");
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(new OutputStreamWriter(stream, Charset.defaultCharset()), true);
  }
}
