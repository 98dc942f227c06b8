package dev.doppel.djl;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

/**
 * Makes the C library keep the memory of a step for the next one. The allocator of glibc maps large
 * arrays one by one and gives memory back to the system as soon as a few megabytes are free, so
 * that each step pays for thousands of page faults. Both limits adapt: they grow with the largest
 * mapped array that was freed, up to 32 MiB. One array of just that size, freed at once, sets them
 * to their greatest values. Other allocators take no notice.
 */
final class NativeAllocation {

  /** The largest array that glibc adapts to, less room for its header and PyTorch's alignment. */
  private static final long BYTES = 32L * 1024 * 1024 - 16 * 1024;

  private NativeAllocation() {}

  /** Has an effect on a CPU's memory only; the array is never written, so it costs no memory. */
  static void keepMemory(NDManager manager) {
    if (!manager.getDevice().isGpu()) {
      manager.create(new Shape(BYTES), DataType.INT8).close();
    }
  }
}
