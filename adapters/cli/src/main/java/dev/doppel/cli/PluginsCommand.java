package dev.doppel.cli;

import dev.doppel.cli.failure.UsageException;
import dev.doppel.runtime.plugin.ExtensionKind;
import dev.doppel.runtime.plugin.PluginDescriptor;
import dev.doppel.runtime.plugin.PluginPin;
import dev.doppel.runtime.plugin.PluginRegistry;
import dev.doppel.runtime.plugin.Registered;
import dev.doppel.spi.option.NearestName;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists and describes plugins. */
@Command(
    name = "plugins",
    description = "Lists and pins the plugins, or describes one with its options.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "[COMMAND]")
final class PluginsCommand implements Runnable {

  private final CommandContext context;
  @Spec private CommandSpec spec;

  PluginsCommand(CommandContext context) {
    this.context = context;
  }

  @Override
  public void run() {
    list(new PluginSettings());
  }

  @Command(
      name = "list",
      description = "Lists the plugins and what each brings.",
      mixinStandardHelpOptions = true)
  void list(@Mixin PluginSettings settings) {
    PluginRegistry registry = context.plugins().apply(settings.recipe());
    TextTable table = new TextTable("plugin", "version", "interface", "brings", "from");
    for (PluginDescriptor plugin : registry.plugins()) {
      table.row(
          plugin.name(),
          plugin.version(),
          String.valueOf(plugin.spiVersion()),
          brings(registry, plugin),
          plugin.location());
    }
    PrintWriter out = spec.commandLine().getOut();
    table.lines("").forEach(out::println);
    registry.broken().forEach(plugin -> out.println("not usable: " + plugin));
  }

  @Command(
      name = "describe",
      description = "Describes a plugin, or one thing that a plugin brings, with its options.",
      mixinStandardHelpOptions = true)
  void describe(
      @Parameters(
              index = "0",
              paramLabel = "NAME",
              description =
                  "A plugin, loss, target update, guard, view policy, operation or recipe.")
          String name,
      @Parameters(
              index = "1..*",
              arity = "0..*",
              paramLabel = PluginSettings.LABEL,
              description = PluginSettings.DESCRIPTION)
          List<String> settings,
      @Option(
              names = "--markdown",
              description = "As the tables of a README: what can be configured, without recipes.")
          boolean markdown) {
    PluginRegistry registry = context.plugins().apply(PluginSettings.recipe(settings));
    List<String> lines = new ArrayList<>();
    Set<String> names = new LinkedHashSet<>();
    registry.plugins().forEach(plugin -> names.add(plugin.name()));
    for (ExtensionKind<?> kind : ExtensionKind.all()) {
      describe(registry, kind, name, markdown, lines, names);
    }
    if (!names.contains(name)) {
      throw new UsageException(
          "no plugin and nothing that a plugin brings is named '%s'%s The names are: %s"
              .formatted(
                  name,
                  NearestName.of(name, names)
                      .map(near -> "; did you mean '" + near + "'?")
                      .orElse("."),
                  String.join(", ", names)));
    }
    lines.forEach(spec.commandLine().getOut()::println);
  }

  @Command(
      name = "pin",
      description = "Prints plugin.sha256 for the plugins that there are, for a recipe.",
      mixinStandardHelpOptions = true)
  void pin(@Mixin PluginSettings settings) {
    PluginRegistry registry = context.plugins().apply(settings.recipe());
    List<PluginPin> pins = registry.pins();
    Set<String> pinned = pins.stream().map(PluginPin::jar).collect(Collectors.toSet());
    PrintWriter out = spec.commandLine().getOut();
    registry.plugins().stream()
        .filter(plugin -> !pinned.contains(plugin.fileName()))
        .forEach(plugin -> out.println("# without a pin, since it is in no jar: " + plugin));
    if (!pins.isEmpty()) {
      out.println("plugin.sha256 = \\");
      out.println(
          pins.stream()
              .map(pin -> "    " + pin)
              .collect(Collectors.joining(", \\" + System.lineSeparator())));
    }
  }

  private static <F> void describe(
      PluginRegistry registry,
      ExtensionKind<F> kind,
      String name,
      boolean markdown,
      List<String> lines,
      Set<String> names) {
    for (Registered<F> registered : registry.all(kind)) {
      String own = kind.nameOf(registered.factory());
      names.add(own);
      if (name.equals(own) || name.equals(registered.plugin().name())) {
        lines.addAll(
            markdown
                ? ExtensionText.markdown(kind, registered)
                : ExtensionText.lines(kind, registered));
      }
    }
  }

  private static String brings(PluginRegistry registry, PluginDescriptor plugin) {
    return ExtensionKind.all().stream()
        .map(kind -> brings(registry, kind, plugin))
        .filter(text -> !text.isEmpty())
        .reduce((left, right) -> left + "; " + right)
        .orElse("nothing");
  }

  private static <F> String brings(
      PluginRegistry registry, ExtensionKind<F> kind, PluginDescriptor plugin) {
    Stream<Registered<F>> all = registry.all(kind).stream();
    List<String> names =
        all.filter(registered -> registered.plugin().equals(plugin))
            .map(registered -> kind.nameOf(registered.factory()))
            .toList();
    return names.isEmpty()
        ? ""
        : (names.size() == 1 ? kind.singular() : kind.plural()) + " " + String.join(", ", names);
  }
}
