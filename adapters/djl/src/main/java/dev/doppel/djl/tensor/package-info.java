/**
 * Tensors over DJL's arrays: {@link dev.doppel.djl.tensor.DjlTensor} maps each operation to one or
 * a few {@link ai.djl.ndarray.NDArray} operations, and PyTorch's autograd differentiates them.
 * {@link dev.doppel.djl.tensor.DjlTensorMemory} keeps tensors beyond a step, and {@link
 * dev.doppel.djl.tensor.SavedArrays} beyond a run.
 */
package dev.doppel.djl.tensor;
