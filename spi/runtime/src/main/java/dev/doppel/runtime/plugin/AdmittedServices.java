package dev.doppel.runtime.plugin;

import java.io.IOException;
import java.net.URL;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Set;

/**
 * A class loader as it is, but for the services files of jars that may not be loaded: {@link
 * java.util.ServiceLoader} loads the classes of every file that it sees.
 */
final class AdmittedServices extends ClassLoader {

  private final Set<String> refused;

  /**
   * Hides services files.
   *
   * @param parent the class loader
   * @param refused where they lie, as {@link CodeLocation} names it
   */
  AdmittedServices(ClassLoader parent, Set<String> refused) {
    super(parent);
    this.refused = Set.copyOf(refused);
  }

  @Override
  public Enumeration<URL> getResources(String name) throws IOException {
    Enumeration<URL> files = super.getResources(name);
    if (!name.equals(ServiceDeclarations.FILE)) {
      return files;
    }
    return Collections.enumeration(
        Collections.list(files).stream()
            .filter(file -> !refused.contains(CodeLocation.of(file, name)))
            .toList());
  }
}
