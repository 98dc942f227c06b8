package dev.doppel.testkit;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.Map;
import java.util.TreeMap;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs a contract as a build would and tells which of its rules failed. */
final class ContractRun {

  private ContractRun() {}

  /** The failed rules by name, each with its message; empty if all passed. */
  static Map<String, String> failures(Class<?> contract) {
    Map<String, String> failures = new TreeMap<>();
    int[] passed = new int[1];
    LauncherFactory.create()
        .execute(
            LauncherDiscoveryRequestBuilder.request().selectors(selectClass(contract)).build(),
            new TestExecutionListener() {
              @Override
              public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                if (result.getStatus() != TestExecutionResult.Status.SUCCESSFUL) {
                  String message = result.getThrowable().map(Throwable::toString).orElse("");
                  failures.put(name(test), message);
                } else if (test.isTest()) {
                  passed[0]++;
                }
              }
            });
    if (passed[0] + failures.size() < 3) {
      throw new AssertionError("no rules were run for " + contract.getName());
    }
    return failures;
  }

  private static String name(TestIdentifier test) {
    boolean isDynamic = test.getUniqueId().contains("dynamic-test");
    return test.getSource()
        .filter(source -> !isDynamic && source instanceof MethodSource)
        .map(source -> ((MethodSource) source).getMethodName())
        .orElse(test.getDisplayName());
  }
}
