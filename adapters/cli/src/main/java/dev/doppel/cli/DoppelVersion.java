package dev.doppel.cli;

import picocli.CommandLine.IVersionProvider;

/** The versions of Doppel and of the virtual machine under it. */
final class DoppelVersion implements IVersionProvider {

  @Override
  public String[] getVersion() {
    return new String[] {"doppel " + doppel(), "Java " + Runtime.version()};
  }

  static String doppel() {
    String version = DoppelVersion.class.getPackage().getImplementationVersion();
    return version == null ? "(unpackaged)" : version;
  }
}
