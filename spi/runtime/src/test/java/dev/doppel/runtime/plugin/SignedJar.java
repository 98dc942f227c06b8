package dev.doppel.runtime.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Jars with a signature, by the tools of the JDK. */
final class SignedJar {

  private static final String PASSWORD = "password";

  private SignedJar() {}

  /** Signs a jar and then changes its manifest. */
  static void breakSignature(Path jar) throws IOException, InterruptedException {
    Path keys = Files.createTempDirectory("keys").resolve("keys.p12");
    List<String> store = List.of("-keystore", keys.toString(), "-storepass", PASSWORD);
    run(store, "keytool", "-genkeypair", "-alias", "key", "-keyalg", "EC", "-dname", "CN=Nobody");
    run(store, "jarsigner", jar.toString(), "key");
    try (FileSystem files = FileSystems.newFileSystem(URI.create("jar:" + jar.toUri()), Map.of())) {
      Path manifest = files.getPath("META-INF/MANIFEST.MF");
      String text = Files.readString(manifest);
      Files.writeString(manifest, text.replaceFirst("Manifest-Version: 1.0", "$0\r\nShaded: yes"));
    }
  }

  private static void run(List<String> store, String tool, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(arguments));
    command.add(0, Path.of(System.getProperty("java.home"), "bin", tool).toString());
    command.addAll(store);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (InputStream out = process.getInputStream()) {
      String said = new String(out.readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IOException(command + " failed: " + said);
      }
    }
  }
}
