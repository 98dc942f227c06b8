package dev.doppel.pluginjars;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import dev.doppel.spi.ExtensionFactory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Which module may see which, and what no code may do. */
final class ArchitectureTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.doppel");

  static List<Layer> layers() {
    return Layer.all();
  }

  static List<Layer> plugins() {
    return Layer.plugins();
  }

  /** A module that {@link Layer} does not list would be bound by none of the rules. */
  @Test
  void everyClass_belongsToAKnownModule() {
    String[] known = layers().stream().map(Layer::packages).toArray(String[]::new);

    classes().should().resideInAnyPackage(known).check(CLASSES);
  }

  @ParameterizedTest
  @MethodSource("layers")
  void module_seesOnlyWhatItMay(Layer layer) {
    noClasses()
        .that()
        .resideInAPackage(layer.packages())
        .should()
        .dependOnClassesThat(
            resideInAPackage("dev.doppel..").and(not(resideInAnyPackage(layer.allowed()))))
        .because("dependencies point one way: plugins -> spi <- runtime <- adapters <- cli")
        .check(CLASSES);
  }

  @Test
  void spi_dependsOnJavaAlone() {
    classes()
        .that()
        .resideInAPackage("dev.doppel.spi..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("dev.doppel.spi..", "java..")
        .because("what plugins compile against must not bring anything along")
        .check(CLASSES);
  }

  @ParameterizedTest
  @MethodSource("plugins")
  void plugin_dependsOnInterfaceAndJdkAlone(Layer plugin) {
    classes()
        .that()
        .resideInAPackage(plugin.packages())
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(plugin.packages(), "dev.doppel.spi..", "java..", "javax..")
        .because("a plugin must run on every backend")
        .check(CLASSES);
  }

  /**
   * One circle is left open by intent: a plugin lists the factories of every kind, and each of
   * these extends the one interface beside it.
   */
  @ParameterizedTest
  @MethodSource("layers")
  void packages_ofAModule_haveNoCycles(Layer layer) {
    slices()
        .assignedFrom(packagesOf(layer))
        .should()
        .beFreeOfCycles()
        .ignoreDependency(alwaysTrue(), type(ExtensionFactory.class))
        .check(CLASSES);
  }

  @Test
  void standardStreams_belongToTheCommandLine() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.doppel.cli..")
        .should(ACCESS_STANDARD_STREAMS)
        .because("a library's messages go to System.Logger, where its user can route them")
        .check(CLASSES);
  }

  @Test
  void statics_areFinal() {
    fields()
        .that()
        .areStatic()
        .should()
        .beFinal()
        .because("two applications in one server share whatever a class keeps")
        .check(CLASSES);
  }

  @Test
  void packages_noneIsNamedSsl() {
    noClasses()
        .should()
        .resideInAPackage("..ssl..")
        .because("it reads as transport security")
        .check(CLASSES);
  }

  private static SliceAssignment packagesOf(Layer layer) {
    return new SliceAssignment() {
      @Override
      public SliceIdentifier getIdentifierOf(JavaClass type) {
        return resideInAPackage(layer.packages()).test(type)
            ? SliceIdentifier.of(type.getPackageName())
            : SliceIdentifier.ignore();
      }

      @Override
      public String getDescription() {
        return "packages of " + layer;
      }
    };
  }
}
