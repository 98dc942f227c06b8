package dev.doppel.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.engine.EngineException;
import dev.doppel.runtime.boundary.BoundaryChecks;
import dev.doppel.runtime.boundary.PartOrigin;
import dev.doppel.runtime.boundary.PluginBoundary;
import dev.doppel.runtime.plugin.PluginException;
import dev.doppel.runtime.training.DeviceException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DeviceMemoryTest {

  private final PluginBoundary boundary =
      new PluginBoundary(PartOrigin.ofProgram("loss 'simclr'"), BoundaryChecks.FULL);

  /** PyTorch's own words. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "CUDA out of memory. Tried to allocate 2.00 GiB.\nSee the documentation",
        "[enforce fail at alloc_cpu.cpp:114] . DefaultCPUAllocator: can't allocate memory: you tried"
            + " to allocate 4398046511104 bytes. Error code 12 (Cannot allocate memory)",
        "[enforce fail at alloc_cpu.cpp:114] data. DefaultCPUAllocator: not enough memory: you tried"
            + " to allocate 4398046511104 bytes."
      })
  void guard_memoryThatRunsOutInAPlugin_isTheDevicesFault(String words) {
    assertThatThrownBy(() -> DeviceMemory.guard(() -> "gpu:0", () -> failInPlugin(words)))
        .isInstanceOf(DeviceException.class)
        .hasMessage(
            "the memory of device 'gpu:0' is too small for this run (%s); use a smaller batch-size"
                .formatted(words.lines().findFirst().orElseThrow()))
        .hasRootCauseInstanceOf(EngineException.class);
  }

  @Test
  void guard_otherFailureInAPlugin_isThePlugins() {
    assertThatThrownBy(
            () ->
                DeviceMemory.guard(
                    () -> "cpu", () -> failInPlugin("mat1 and mat2 shapes cannot be multiplied")))
        .isInstanceOf(PluginException.class)
        .hasMessageStartingWith("loss 'simclr'")
        .hasMessageContaining("mat1 and mat2");
  }

  @Test
  void guard_nothingWrong_isTheResult() {
    assertThat(DeviceMemory.guard(() -> "cpu", () -> 3)).isEqualTo(3);
  }

  private Object failInPlugin(String words) {
    boundary.takeOver(
        () -> {
          throw new EngineException(words);
        });
    return words;
  }
}
